/** Kafka's config types (ConfigDef.Type); DescribeConfigs numbers them (`typeCodes`). */
export type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS' | 'PASSWORD'
export type UpdateMode = 'read-only' | 'per-broker' | 'cluster-wide'

/** One broker config, as its table has it. `flags` says `internal` (not shown) or `required` (no default at all). */
export type ConfigRow = readonly [name: string, type: ConfigType, fallback: string | null, valid: string | null, update: UpdateMode, flags?: string]
/** One topic or group config; `synonyms` are broker configs, in order of precedence. */
export type TopicConfigRow =
  readonly [name: string, type: ConfigType, fallback: string | null, valid?: string | null, synonyms?: string | null, flags?: string]

export interface ConfigDefinition {
  readonly name: string
  readonly type: ConfigType
  /** As text; null: none. */
  readonly fallback: string | null
  /** The validator, as Kafka prints it: `[1,...]`, `[compact, delete]`. */
  readonly valid: string | null
  readonly internal: boolean
  readonly update: UpdateMode
  /** Broker configs that stand in for a topic's, with the factor from their unit to the topic's. */
  readonly synonyms: readonly { readonly name: string; readonly times: number }[]
}

export const brokerDefinition = ([name, type, fallback, valid, update, flags]: ConfigRow): ConfigDefinition =>
  ({ name, type, fallback, valid, update, internal: flags === 'internal', synonyms: [] })

export const topicDefinition = ([name, type, fallback, valid, synonyms, flags]: TopicConfigRow): ConfigDefinition =>
  ({
    name, type, fallback, valid: valid ?? null, update: 'read-only', internal: flags === 'internal',
    synonyms: (synonyms ?? '').split(',').filter(Boolean).map(synonym),
  })

const synonym = (text: string): { name: string; times: number } => {
  const [name, times] = text.split('*')
  return { name: name!, times: Number(times ?? 1) }
}

/** ConfigType of DescribeConfigs (DescribeConfigsResponse.ConfigType). */
export const typeCodes: Readonly<Record<ConfigType, number>> =
  { BOOLEAN: 1, STRING: 2, INT: 3, SHORT: 4, LONG: 5, DOUBLE: 6, LIST: 7, CLASS: 8, PASSWORD: 9 }
/** ConfigSource of DescribeConfigs and CreateTopics (DescribeConfigsResponse.ConfigSource). */
export const sources = { topic: 1, dynamicBroker: 2, dynamicDefaultBroker: 3, staticBroker: 4, fallback: 5, group: 8 } as const
