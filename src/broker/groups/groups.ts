import type { TimerId } from '../../env/process.ts'
import type { Millis } from '../../env/units.ts'
import { Errors } from '../../protocol/errors.ts'
import { coordinatorPartition } from '../../protocol/records/java-hash.ts'
import { log, type Broker } from '../context.ts'
import type { Deletion } from './delete.ts'
import type { Group } from './group.ts'
import type { PendingWrite } from './writes.ts'

/** The group coordinator: one shard for each partition of `__consumer_offsets` led here (GroupCoordinatorService). */
export interface Groups {
  readonly shards: Map<number, Shard>
  readonly writes: Map<number, PendingWrite>
  readonly deletions: Map<number, Deletion>
  nextWrite: number
}

export interface Shard {
  readonly partition: number
  /** Leader epoch it was loaded in. */
  readonly epoch: number
  state: 'loading' | 'active'
  readonly groups: Map<string, Group>
  /** Group, then `topic-partition`. */
  readonly offsets: Map<string, Map<string, CommittedOffset>>
  expiration: TimerId | null
}

export interface CommittedOffset {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly leaderEpoch: number
  readonly metadata: string
  readonly commitTimestamp: Millis
  /** -1: by the group's retention. */
  readonly expireTimestamp: Millis
  readonly topicId: string
}

export const OFFSETS_TOPIC = '__consumer_offsets'

export const newGroups = (): Groups => ({ shards: new Map(), writes: new Map(), deletions: new Map(), nextWrite: 1 })

/** `offsets.topic.num.partitions` counts until the topic is there; then its own number does. */
export function partitionFor(broker: Broker, group: string): number {
  const existing = broker.node.image().topics.get(OFFSETS_TOPIC)?.partitions.length
  return coordinatorPartition(group, existing ?? broker.node.configs.broker().number('offsets.topic.num.partitions'))
}

export type FoundShard = { readonly error: 0; readonly shard: Shard } | { readonly error: number; readonly shard: null }

/** The shard that keeps a group, if it is here and loaded. */
export function shardOf(broker: Broker, group: string): FoundShard {
  const shard = broker.groups.shards.get(partitionFor(broker, group))
  if (!shard) return { error: Errors.NOT_COORDINATOR, shard: null }
  return shard.state === 'loading' ? { error: Errors.COORDINATOR_LOAD_IN_PROGRESS, shard: null } : { error: Errors.NONE, shard }
}

export function logGroups(
  broker: Broker, partition: number, text: string, level: 'INFO' | 'WARN' | 'ERROR' = 'INFO', from = 'GroupMetadataManager',
): void {
  const prefix = `[GroupCoordinator id=${broker.node.nodeId} topic=${OFFSETS_TOPIC} partition=${partition}]`
  log(broker, level, `org.apache.kafka.coordinator.group.${from}`, `${prefix} ${text}`)
}

export const sayShard = (broker: Broker, partition: number, text: string): void => logGroups(broker, partition, text, 'INFO', 'GroupCoordinatorShard')
