import type { PartitionId } from '../../env/domain-event.ts'
import { partitionId } from '../../env/partition-id.ts'
import type { ReplicaView } from '../../env/view.ts'
import type { PartitionLog } from '../../log/api.ts'
import type { FollowerState, IsrState } from './isr.ts'

/**
 * One replica of a partition on this broker (Kafka's Partition): its log, its role, and as leader what it knows of the others.
 */
export interface Partition extends IsrState {
  readonly id: PartitionId
  readonly topic: string
  readonly topicId: string
  readonly index: number
  role: ReplicaRole
  /** -1: nobody. */
  leader: number
  leaderEpoch: number
  partitionEpoch: number
  replicas: readonly number[]
  /** Where this leader's epoch began; -1 on a follower. */
  epochStart: number
  /** The other replicas by broker id; empty on a follower. */
  followers: Map<number, FollowerState>
  log: PartitionLog
  /** While it moves to another directory. */
  future: Future | null
  /** `min.insync.replicas` of the topic, kept here because every append asks. */
  minInsyncReplicas: number
  /** Its replication is throttled here, as leader and as follower (KIP-73). */
  leaderThrottled: boolean
  followerThrottled: boolean
  /** As last shown; null when something changed since. */
  view: ReplicaView | null
  /** What of it moved in the event at hand, until those who wait for it are woken. */
  moved: Moved | null
}

/** The log that copies the current one in another directory, to take its place (Kafka's futureLog). */
export interface Future {
  readonly log: PartitionLog
  state: MoveState
  /** The next bytes are asked for. */
  busy: boolean
}
/** Whether the controller is asked for, and has taken, the new directory (ReplicaAlterLogDirsThread.ReassignmentState). */
export type MoveState = 'copying' | 'queued' | 'accepted'

/** `end`: the log end alone, which concerns fetches; `highWatermark`: all that waits. */
export type Moved = 'end' | 'highWatermark'

export type ReplicaRole = 'none' | 'leader' | 'follower'
export type RoleEvent = 'electedHere' | 'electedElsewhere' | 'leaderless'

/**
 * What a replica becomes when metadata says who leads. A replica whose partition lost its leader stays a follower of nobody:
 * it keeps its log and fetches from none (Partition.makeLeader, makeFollower).
 */
export const ROLES: Readonly<Record<ReplicaRole, Readonly<Record<RoleEvent, ReplicaRole>>>> = {
  none: { electedHere: 'leader', electedElsewhere: 'follower', leaderless: 'follower' },
  leader: { electedHere: 'leader', electedElsewhere: 'follower', leaderless: 'follower' },
  follower: { electedHere: 'leader', electedElsewhere: 'follower', leaderless: 'follower' },
}

export const roleEvent = (leader: number, self: number): RoleEvent =>
  leader === self ? 'electedHere' : leader >= 0 ? 'electedElsewhere' : 'leaderless'

export { partitionId }

export const newPartition = (topic: string, topicId: string, index: number, log: PartitionLog): Partition => ({
  id: partitionId(topic, index), topic, topicId, index, log, future: null, role: 'none', leader: -1, leaderEpoch: -1, partitionEpoch: -1,
  replicas: [], isr: [], pending: null, epochStart: -1, followers: new Map(), minInsyncReplicas: 1, leaderThrottled: false, followerThrottled: false, view: null, moved: null,
})

/** `min.insync.replicas`, but never more than there are replicas. */
export const minIsrOf = ({ minInsyncReplicas, replicas }: Partition): number => Math.min(minInsyncReplicas, replicas.length)

export const isUnderMinIsr = (partition: Partition): boolean => partition.role === 'leader' && partition.isr.length < minIsrOf(partition)

/** What of a partition is saved: all but its logs, which save themselves, the view, which is made anew, and what only lasts for an event. */
export type PartitionState = Omit<Partition, 'log' | 'future' | 'view' | 'moved'>
