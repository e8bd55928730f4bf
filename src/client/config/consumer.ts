import type { Millis } from '../../env/units.ts'
import { parseDuration } from '../iso8601.ts'
import { commonKeys } from './common.ts'
import {
  ConfigException, atLeast, booleanKey, intKey, listKey, nonEmpty, oneOf, oneOfAnyCase, optionalKey, parseConfigs, stringKey, validator,
  type ConfigInput, type ConfigValues,
} from './config-def.ts'

const RESET_VALUES = "The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'."
const PACKAGE = 'org.apache.kafka.clients.consumer.'

/** ConsumerConfig.java, for `group.protocol=classic`. */
export const consumerKeys = {
  ...commonKeys,
  allowAutoCreateTopics: booleanKey('allow.auto.create.topics', 'true'),
  autoCommitIntervalMs: intKey('auto.commit.interval.ms', '5000', atLeast(0)),
  autoOffsetReset: stringKey('auto.offset.reset', 'latest',
    validator('[latest, earliest, none, by_duration:PnDTnHnMn.nS]', value => resetOf(String(value)) === null ? RESET_VALUES : null)),
  checkCrcs: booleanKey('check.crcs', 'true'),
  clientRack: stringKey('client.rack', ''),
  defaultApiTimeoutMs: intKey('default.api.timeout.ms', '60000', atLeast(0)),
  enableAutoCommit: booleanKey('enable.auto.commit', 'true'),
  fetchMaxBytes: intKey('fetch.max.bytes', '52428800', atLeast(0)),
  fetchMaxWaitMs: intKey('fetch.max.wait.ms', '500', atLeast(0)),
  fetchMinBytes: intKey('fetch.min.bytes', '1', atLeast(0)),
  groupId: optionalKey('group.id'),
  groupInstanceId: optionalKey('group.instance.id', nonEmpty),
  groupProtocol: stringKey('group.protocol', 'classic', oneOfAnyCase('CONSUMER', 'CLASSIC')),
  heartbeatIntervalMs: intKey('heartbeat.interval.ms', '3000'),
  isolationLevel: stringKey('isolation.level', 'read_uncommitted', oneOf('read_committed', 'read_uncommitted')),
  maxPartitionFetchBytes: intKey('max.partition.fetch.bytes', '1048576', atLeast(0)),
  maxPollIntervalMs: intKey('max.poll.interval.ms', '300000', atLeast(1)),
  maxPollRecords: intKey('max.poll.records', '500', atLeast(1)),
  partitionAssignmentStrategy: listKey('partition.assignment.strategy', `class ${PACKAGE}RangeAssignor,class ${PACKAGE}CooperativeStickyAssignor`),
  sessionTimeoutMs: intKey('session.timeout.ms', '45000'),
}

/** Where a partition without a valid position begins (AutoOffsetResetStrategy, KIP-1106). */
export type OffsetReset = { readonly to: 'earliest' } | { readonly to: 'latest' } | { readonly to: 'none' } | { readonly to: 'by_duration'; readonly ms: Millis }

export type AssignorName = 'range' | 'roundrobin' | 'sticky' | 'cooperative-sticky'
/** Java names assignors by class; other clients by the name on the wire. Both are taken. */
const ASSIGNOR_CLASSES: Readonly<Record<string, AssignorName>> = {
  RangeAssignor: 'range', RoundRobinAssignor: 'roundrobin', StickyAssignor: 'sticky', CooperativeStickyAssignor: 'cooperative-sticky',
  range: 'range', roundrobin: 'roundrobin', sticky: 'sticky', 'cooperative-sticky': 'cooperative-sticky',
}

export interface ConsumerConfig extends Omit<ConfigValues<typeof consumerKeys>, 'autoOffsetReset' | 'partitionAssignmentStrategy'> {
  readonly autoOffsetReset: OffsetReset
  readonly assignors: readonly AssignorName[]
  readonly readCommitted: boolean
  readonly unused: readonly string[]
}

export function parseConsumerConfig(input: ConfigInput): ConsumerConfig {
  const { values, given, unused } = parseConfigs(consumerKeys, input)
  if (values.groupProtocol.toUpperCase() !== 'CLASSIC') {
    throw new ConfigException(`Invalid value ${values.groupProtocol} for configuration group.protocol: this consumer speaks the classic protocol only`)
  }
  return {
    ...values, unused,
    autoOffsetReset: resetOf(values.autoOffsetReset)!,
    assignors: values.partitionAssignmentStrategy.map(assignorOf),
    readCommitted: values.isolationLevel === 'read_committed',
    enableAutoCommit: autoCommit(values, given.has('enable.auto.commit')),
  }
}

function resetOf(text: string): OffsetReset | null {
  if (text === 'earliest' || text === 'latest' || text === 'none') return { to: text }
  const ms = text.startsWith('by_duration:') ? parseDuration(text.slice('by_duration:'.length)) : null
  return ms === null || ms < 0 ? null : { to: 'by_duration', ms }
}

function assignorOf(name: string): AssignorName {
  const known = ASSIGNOR_CLASSES[name.replace(/^class /, '').replace(PACKAGE, '')]
  if (!known) throw new ConfigException(`Invalid value ${name} for configuration partition.assignment.strategy: Class ${name} could not be found.`)
  return known
}

/** Without a group there is nowhere to commit to (ConsumerConfig.maybeOverrideEnableAutoCommit). */
function autoCommit(values: ConfigValues<typeof consumerKeys>, explicit: boolean): boolean {
  if (values.groupId !== null) return values.enableAutoCommit
  if (explicit && values.enableAutoCommit) throw new ConfigException('enable.auto.commit cannot be set to true when default group id (null) is used.')
  return false
}
