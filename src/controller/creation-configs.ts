import { inherited, type ConfigScope } from '../metadata/configs/resolve.ts'
import { sources } from '../metadata/configs/definition.ts'
import { topicDefinitions } from '../metadata/configs/definitions.ts'

export interface CreationConfig { name: string; value: string | null; readOnly: boolean; configSource: number; isSensitive: boolean }

/** The configs a topic would have that is created with `own`, by name (KafkaConfigSchema.resolveEffectiveTopicConfigs). */
export const creationConfigs = (scope: ConfigScope, own: ReadonlyMap<string, string>): CreationConfig[] =>
  [...topicDefinitions.values()].filter(definition => !definition.internal).map(definition => {
    const set = own.get(definition.name)
    const { value, source } = set === undefined ? inherited(scope, definition) : { value: set, source: sources.topic }
    return { name: definition.name, value, readOnly: false, configSource: source, isSensitive: false }
  })
