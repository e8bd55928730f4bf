import { groupConfigs } from './broker-group.ts'
import { logConfigs } from './broker-log.ts'
import { securityConfigs } from './broker-security.ts'
import { serverConfigs } from './broker-server.ts'
import { brokerDefinition, topicDefinition, type ConfigDefinition } from './definition.ts'
import { groupConfigRows } from './group.ts'
import { topicConfigRows } from './topic.ts'

/** By name, sorted by name: the order DescribeConfigs gives them in. */
export type Definitions = ReadonlyMap<string, ConfigDefinition>

const table = (definitions: readonly ConfigDefinition[]): Definitions =>
  new Map([...definitions].sort((a, b) => a.name < b.name ? -1 : 1).map(definition => [definition.name, definition]))

export const brokerDefinitions = table([...logConfigs, ...groupConfigs, ...serverConfigs, ...securityConfigs].map(brokerDefinition))

const NO_LIMIT = '9223372036854775807'
/** Bytes a second that replication of throttled replicas may take (QuotaConfig, KIP-73). In force, and shown, only where somebody set them. */
export const brokerQuotaDefinitions = table([
  ['follower.replication.throttled.rate', 'LONG', NO_LIMIT, '[0,...]', 'cluster-wide'] as const,
  ['leader.replication.throttled.rate', 'LONG', NO_LIMIT, '[0,...]', 'cluster-wide'] as const,
  ['replica.alter.log.dirs.io.max.bytes.per.second', 'LONG', NO_LIMIT, '[0,...]', 'cluster-wide'] as const,
].map(brokerDefinition))
/** All that may be set on a broker while it runs. */
export const dynamicBrokerDefinitions: Definitions = table([...brokerDefinitions.values(), ...brokerQuotaDefinitions.values()])

export const topicDefinitions = table(topicConfigRows.map(topicDefinition))
export const groupDefinitions = table(groupConfigRows.map(topicDefinition))

/**
 * A config and those read in its place, finest unit first (DynamicBrokerConfig.brokerConfigSynonyms): `log.retention.ms`,
 * then `.minutes`, then `.hours`.
 */
const families: readonly (readonly string[])[] = [
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  ['log.flush.interval.ms', 'log.flush.scheduler.interval.ms'],
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
]
export const brokerSynonyms = (name: string): readonly string[] => families.find(family => family.includes(name)) ?? [name]
