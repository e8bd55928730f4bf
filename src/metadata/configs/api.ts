/*
 * Configs as a node reads them: topic > broker dynamic > cluster default > static (server properties) > Kafka's default.
 */

/** The effective configs of one resource, by Kafka's own names. An unknown name is a programming error and throws. */
export interface ConfigReader {
  /** short, int, long and double, as a number. */
  number(name: string): number
  boolean(name: string): boolean
  string(name: string): string
  /** A list's entries, trimmed, without empty ones. */
  list(name: string): readonly string[]
}

export interface Configs {
  broker(): ConfigReader
  /** Topic names (`retention.ms`); falls back to the broker's synonyms (`log.retention.ms`, …). Kept per topic until configs change. */
  topic(name: string): ConfigReader
  /** All configs of a resource with their sources and synonyms, in the order DescribeConfigs gives them. */
  describeTopic(name: string): readonly DescribedConfig[]
  describeGroup(name: string): readonly DescribedConfig[]
  /** `id` '' is the cluster-wide default: only what was set there. */
  describeBroker(id: string): readonly DescribedConfig[]
}

/** One entry of DescribeConfigs (32). `source` and `type` are that response's codes (ConfigSource, ConfigType). */
export interface DescribedConfig {
  readonly name: string
  readonly value: string | null
  readonly readOnly: boolean
  readonly source: number
  readonly sensitive: boolean
  readonly type: number
  readonly documentation: string | null
  /** Highest precedence first; the first is the one in force. */
  readonly synonyms: readonly { readonly name: string; readonly value: string | null; readonly source: number }[]
}
