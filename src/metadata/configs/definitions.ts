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
