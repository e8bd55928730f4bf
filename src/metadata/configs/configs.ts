import { resourceKey, type MetadataImage } from '../image.ts'
import type { ConfigReader, Configs, DescribedConfig } from './api.ts'
import { sources, typeCodes, type ConfigDefinition, type UpdateMode } from './definition.ts'
import { brokerQuotaDefinitions, dynamicBrokerDefinitions, groupDefinitions, topicDefinitions, type Definitions } from './definitions.ts'
import { readerOf } from './reader.ts'
import { effectiveTopic, findBroker, findGroup, findTopic, inConfigs, type ConfigScope, type Found } from './resolve.ts'

/**
 * A node's configs over the image it has now. Readers are remembered until any config changes; they are derived from
 * image and properties, so they are not part of anybody's state.
 */
export class NodeConfigs implements Configs {
  readonly #nodeId: number
  readonly #fixed: Readonly<Record<string, string>>
  readonly #image: () => MetadataImage
  #seen: MetadataImage['configs'] | null = null
  #broker: ConfigReader | null = null
  readonly #topics = new Map<string, ConfigReader>()

  constructor(nodeId: number, fixed: Readonly<Record<string, string>>, image: () => MetadataImage) {
    this.#nodeId = nodeId
    this.#fixed = fixed
    this.#image = image
  }

  get scope(): ConfigScope { return { image: this.#image(), nodeId: this.#nodeId, fixed: this.#fixed } }

  broker(): ConfigReader {
    this.#forgetIfChanged()
    return this.#broker ??= readerOf(remembering(name => brokerValue(this.scope, name)))
  }

  topic(topic: string): ConfigReader {
    this.#forgetIfChanged()
    let reader = this.#topics.get(topic)
    if (!reader) this.#topics.set(topic, reader = this.#readTopic(topic))
    return reader
  }

  #readTopic(topic: string): ConfigReader {
    return readerOf(remembering(name => effectiveTopic(this.scope, topic, known(topicDefinitions, name)).value))
  }

  describeTopic(topic: string): readonly DescribedConfig[] {
    const { scope } = this
    return [...topicDefinitions.values()].map(definition => ({ definition, found: findTopic(scope, topic, definition) })).filter(shown)
      .map(({ definition, found }) => described(definition, effectiveTopic(scope, topic, definition).value, found, false))
  }

  describeGroup(group: string): readonly DescribedConfig[] {
    const { scope } = this
    return [...groupDefinitions.values()].map(definition => {
      const found = findGroup(scope, group, definition)
      return described(definition, found[0]?.value ?? null, found, false)
    })
  }

  describeBroker(id: string): readonly DescribedConfig[] {
    if (id === '') return this.#clusterDefaults()
    const { scope } = this
    return [...dynamicBrokerDefinitions.values()].map(definition => ({ definition, found: findBroker(scope, definition.name) })).filter(shown)
      .map(({ definition, found }) => described(definition, brokerValue(scope, definition.name), found, readOnly(definition.update)))
  }

  #clusterDefaults(): readonly DescribedConfig[] {
    const set = this.#image().configs.get(resourceKey('broker', '')) ?? new Map<string, string>()
    const names = [...set.keys()].filter(name => dynamicBrokerDefinitions.has(name))
    return names.map(name => described(known(dynamicBrokerDefinitions, name), set.get(name)!,
      inConfigs(this.#image(), resourceKey('broker', ''), [name], sources.dynamicDefaultBroker), false))
  }

  #forgetIfChanged(): void {
    const configs = this.#image().configs
    if (configs === this.#seen) return
    this.#seen = configs
    this.#broker = null
    this.#topics.clear()
  }
}
/** The value in force under this very name: a relative in another unit (`log.retention.hours`) does not count. */
export const brokerValue = (scope: ConfigScope, name: string): string | null => {
  const { fallback } = known(dynamicBrokerDefinitions, name)
  return findBroker(scope, name).find(each => each.name === name)?.value ?? (brokerQuotaDefinitions.has(name) ? fallback : null)
}

function known(definitions: Definitions, name: string): ConfigDefinition {
  const definition = definitions.get(name)
  if (!definition) throw new Error(`there is no config ${name}`)
  return definition
}

function remembering(value: (name: string) => string | null): (name: string) => string | null {
  const memory = new Map<string, string | null>()
  return name => {
    let text = memory.get(name)
    if (text === undefined) memory.set(name, text = value(name))
    return text
  }
}

/** An internal config is shown only where somebody set it, a quota too. */
const shown = ({ definition, found }: { definition: ConfigDefinition; found: readonly Found[] }): boolean =>
  !(definition.internal || brokerQuotaDefinitions.has(definition.name)) || found.some(each => each.source !== FALLBACK)
const readOnly = (update: UpdateMode): boolean => update === 'read-only'
const FALLBACK = 5

const described = (definition: ConfigDefinition, value: string | null, found: readonly Found[], isReadOnly: boolean): DescribedConfig => ({
  name: definition.name,
  value: definition.type === 'PASSWORD' ? null : value,
  readOnly: isReadOnly,
  source: found[0]?.source ?? FALLBACK,
  sensitive: definition.type === 'PASSWORD',
  type: typeCodes[definition.type],
  documentation: null,
  synonyms: definition.type === 'PASSWORD' ? found.map(each => ({ ...each, value: null })) : found,
})
