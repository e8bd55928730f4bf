import type { PartitionId } from './domain-event.ts'
import type { Micros } from './units.ts'

/*
 * What each kind of process shows of itself (`Process.view`). Plain data; a part that did not change since the last call
 * is the same object, so that the world sends only what changed.
 */

export type ProcessView = ServerView | ProducerView | ConsumerView | AdminView | ScriptView

/** A Kafka server: broker, controller, or both. */
export interface ServerView {
  kind: 'server'
  nodeId: number
  roles: ('broker' | 'controller')[]
  /** The first of `log.dirs`; a replica says itself where it lies. */
  logDir: string
  lifecycle: 'STARTING' | 'RECOVERY' | 'RUNNING' | 'PENDING_CONTROLLED_SHUTDOWN' | 'SHUTTING_DOWN' | 'NOT_RUNNING'
  /** Its own replicas, as its log manager and replica manager know them. */
  replicas: Readonly<Record<PartitionId, ReplicaView>>
  /** The groups it coordinates. */
  groups: Readonly<Record<string, GroupView>>
  /** Metadata as this node has applied it. */
  metadata: MetadataView
  quorum: QuorumView
  /** Requests waiting: `produce`, `fetch`, `join`, … */
  purgatory: Readonly<Record<string, number>>
}

export interface ReplicaView {
  topic: string
  partition: number
  role: 'leader' | 'follower' | 'none'
  epoch: number
  /** Log start offset, log end offset (LEO), high watermark as this replica knows it. */
  start: number
  end: number
  hw: number
  bytes: number
  segments: readonly { baseOffset: number; bytes: number }[]
  /** Which of its broker's `log.dirs` it lies in. */
  logDir: string
  /** The last few batches, oldest first, for the loupe. */
  tail: readonly BatchView[]
}

export interface BatchView { baseOffset: number; lastOffset: number; bytes: number; epoch: number; count: number }

export interface MetadataView {
  /** Offset of the last metadata record applied, and the epoch it was written in. */
  offset: number
  epoch: number
  clusterId: string
  brokers: Readonly<Record<number, RegisteredBrokerView>>
  topics: Readonly<Record<string, TopicView>>
}
export interface RegisteredBrokerView { id: number; epoch: number; rack: string | null; host: string; port: number; fenced: boolean; inControlledShutdown: boolean }
export interface TopicView {
  topicId: string
  internal: boolean
  configs: Readonly<Record<string, string>>
  partitions: readonly PartitionView[]
}
export interface PartitionView {
  replicas: readonly number[]
  isr: readonly number[]
  elr: readonly number[]
  lastKnownElr: readonly number[]
  leader: number | null
  epoch: number
  partitionEpoch: number
  /** `min.insync.replicas` as it holds for this topic. */
  minIsr: number
}
export interface QuorumView { leader: number | null; epoch: number; end: number; hw: number; voters: readonly number[] }

export interface GroupView {
  group: string
  state: 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead'
  generation: number
  protocol: string | null
  leader: string | null
  members: readonly { id: string; clientId: string; host: string; instanceId: string | null; partitions: readonly PartitionId[] }[]
  committed: Readonly<Record<PartitionId, number>>
}

export interface ProducerView {
  kind: 'producer'
  clientId: string
  acks: 0 | 1 | -1
  idempotent: boolean
  producerId: number | null
  /** Per partition: records waiting in the accumulator, in flight, acknowledged, failed. */
  partitions: Readonly<Record<PartitionId, { waiting: number; inFlight: number; acknowledged: number; failed: number }>>
  lastError: string | null
}

export interface ConsumerView {
  kind: 'consumer'
  clientId: string
  group: string | null
  memberId: string | null
  generation: number
  state: 'unjoined' | 'joining' | 'syncing' | 'stable' | 'closed'
  /** Assigned partitions with the offset of the next record to hand out. */
  positions: Readonly<Record<PartitionId, number>>
  paused: readonly PartitionId[]
  delivered: number
  lastError: string | null
}

export interface AdminView {
  kind: 'admin'
  pending: number
  /** The latest answers, oldest first, each with the tag its command was given. */
  answers: readonly { tag: unknown; do: string; result: unknown; error: string | null; message: string | null }[]
}

export interface ScriptView {
  kind: 'script'
  file: string
  state: 'starting' | 'running' | 'waiting' | 'done' | 'failed'
  error: { message: string; line: number | null } | null
  producers: readonly ProducerView[]
  consumers: readonly ConsumerView[]
  /** Of lines that sent or read anything, by line. */
  lines: readonly LineView[]
}

/** What one line of a script caused, in records. `acks`: where the acknowledged lie, each stretch with the time of its last; bounded. */
export interface LineView {
  line: number
  sent: number
  acknowledged: number
  failed: number
  read: number
  acks: readonly { partition: PartitionId; from: number; to: number; at: Micros }[]
}

/** When something became so; for views that show durations. */
export interface Since { since: Micros }
