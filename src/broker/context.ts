import type { DomainEvent, Level, PartitionId } from '../env/domain-event.ts'
import type { Plain, TimerId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import type { NetworkClient } from '../net/network-client.ts'
import type { Answering } from './answers.ts'
import type { Fetcher } from './fetcher/fetcher.ts'
import type { Groups } from './groups/groups.ts'
import type { BrokerTopicMetrics } from './metrics/topic-metrics.ts'
import type { BrokerNode } from './part.ts'
import type { DelayedDeleteRecords } from './purgatory/delayed-delete-records.ts'
import type { DelayedFetch } from './purgatory/delayed-fetch.ts'
import type { DelayedProduce } from './purgatory/delayed-produce.ts'
import type { Purgatory } from './purgatory/purgatory.ts'
import type { ProducerIds } from './producer-ids.ts'
import type { AlterPartitions } from './replica/isr.ts'
import type { Moved, Partition } from './replica/partition.ts'
import type { Assignments, LogDirectory } from './replica/log-directory.ts'
import type { Throttle } from './replica/throttle.ts'
import type { ReplicationRules } from './replica/rules.ts'
import type { FetchSessions } from './sessions/fetch-sessions.ts'
import { wakeEverywhere } from './sessions/resting.ts'
import type { Settings } from './settings.ts'
import type { TopicCreations } from './topic-creations.ts'

/**
 * A broker as its functions see it: what the node gives, and its own state. Everything but `node`, `rules`, `settings` and the
 * logs is plain data.
 */
export interface Broker {
  readonly node: BrokerNode
  readonly rules: ReplicationRules
  readonly topicMetrics: BrokerTopicMetrics
  settings: Settings
  readonly partitions: Map<PartitionId, Partition>
  /** Connections to the brokers that lead what is followed here. */
  readonly network: NetworkClient
  /** One for each broker that leads something followed here. */
  readonly fetchers: Map<number, Fetcher>
  readonly alterPartitions: AlterPartitions
  readonly assignments: Assignments
  readonly throttle: Throttle
  readonly delayedProduce: Purgatory<DelayedProduce>
  readonly delayedFetch: Purgatory<DelayedFetch>
  readonly delayedDeleteRecords: Purgatory<DelayedDeleteRecords>
  readonly fetchSessions: FetchSessions
  readonly producerIds: ProducerIds
  readonly topicCreations: TopicCreations
  readonly logDirectory: LogDirectory
  readonly groups: Groups
  /** Partitions whose log end or high watermark moved in the event at hand, in order; `settle` empties it. */
  moved: Partition[]
  /** The request being handled, while its answer may still come from what it sets off. */
  answering: Answering | null
}

/** What the broker's timers say when they come back. */
export type BrokerTimer = StandingTimer | ClientTimer

/** Set from a broker's start on, again and again. */
export type StandingTimer =
  | { is: 'isrExpiration' }
  | { is: 'checkpointHighWatermarks' }
  | { is: 'checkpointRecoveryPoints' }
  | { is: 'checkpointStartOffsets' }
  | { is: 'retention' }
  | { is: 'producerExpiration' }

/** Of requests that wait, of replicas, and of groups. */
export type ClientTimer =
  | { is: 'produceExpired' }
  | { is: 'fetchExpired' }
  | { is: 'deleteRecordsExpired' }
  | { is: 'sendAlterPartition' }
  | { is: 'sendAssignments' }
  | { is: 'fetcherRetry'; leader: number }
  | { is: 'removeFolder'; dir: string }
  | { is: 'copyReplica'; id: PartitionId; dir: string }
  | GroupTimer

export type GroupTimer =
  | { is: 'groupInitialJoin'; partition: number; group: string; delayMs: number; remainingMs: number }
  | { is: 'groupJoin'; partition: number; group: string }
  | { is: 'groupSync'; partition: number; group: string; generation: number }
  | { is: 'memberSession'; partition: number; group: string; member: string }
  | { is: 'groupWrite'; id: number }
  | { is: 'offsetExpiration'; partition: number }

export const now = (broker: Broker): Micros => broker.node.env.now()
export const tell = (broker: Broker, event: DomainEvent): void => broker.node.env.tell(event)
export const log = (broker: Broker, level: Level, logger: string, text: string): void => broker.node.log(level, logger, text)
export const after = (broker: Broker, delay: Micros, timer: BrokerTimer): TimerId => broker.node.env.at(now(broker) + delay, timer satisfies Plain)

/** Notes that a partition moved; the larger move wins. */
export function moved(broker: Broker, partition: Partition, what: Moved): void {
  partition.view = null
  wakeEverywhere(broker, partition.id)
  if (partition.moved === null) broker.moved.push(partition)
  if (partition.moved !== 'highWatermark') partition.moved = what
}
