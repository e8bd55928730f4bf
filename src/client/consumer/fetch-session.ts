import type { PartitionId } from '../../env/domain-event.ts'
import type { TopicPartition } from '../topic-partition.ts'

/** What a fetch asks of one partition. */
export interface FetchPartition extends TopicPartition {
  readonly id: PartitionId
  readonly topicId: string
  readonly offset: number
  readonly leaderEpoch: number
  readonly maxBytes: number
}

export interface SessionState {
  /** 0: none. */
  sessionId: number
  /** 0: a full fetch that asks for a new session; -1: a full fetch without one. */
  epoch: number
  partitions: Map<PartitionId, FetchPartition>
}
export const newSession = (): SessionState => ({ sessionId: 0, epoch: 0, partitions: new Map() })

export interface SessionRequest {
  readonly sessionId: number
  readonly epoch: number
  readonly partitions: readonly FetchPartition[]
  readonly forgotten: readonly FetchPartition[]
}

const isSame = (a: FetchPartition, b: FetchPartition): boolean =>
  a.topicId === b.topicId && a.offset === b.offset && a.leaderEpoch === b.leaderEpoch && a.maxBytes === b.maxBytes

/** All partitions in a full fetch; in an incremental one only what changed since the last (FetchSessionHandler, KIP-227). */
export function requestFor(session: SessionState, wanted: readonly FetchPartition[]): SessionRequest {
  const { sessionId, epoch, partitions: before } = session
  if (epoch <= 0) {
    session.partitions = byId(wanted)
    return { sessionId, epoch, partitions: wanted, forgotten: [] }
  }
  const changed: FetchPartition[] = []
  let kept = 0
  for (const partition of wanted) {
    const old = before.get(partition.id)
    if (old?.topicId === partition.topicId) kept++
    if (!old || !isSame(old, partition)) changed.push(partition)
  }
  return { sessionId, epoch, partitions: changed, forgotten: kept < before.size ? forget(session, wanted) : remember(session, changed) }
}

const byId = (partitions: readonly FetchPartition[]): SessionState['partitions'] => new Map(partitions.map(each => [each.id, each]))

/** Gives what is not wanted any more. */
function forget(session: SessionState, wanted: readonly FetchPartition[]): FetchPartition[] {
  const before = session.partitions, after = session.partitions = byId(wanted)
  return [...before.values()].filter(old => after.get(old.id)?.topicId !== old.topicId)
}

/** All that was wanted still is. */
function remember({ partitions }: SessionState, changed: readonly FetchPartition[]): readonly FetchPartition[] {
  for (const partition of changed) partitions.set(partition.id, partition)
  return NONE
}
const NONE: readonly FetchPartition[] = []

/** What the next fetch says of the session, after an answer without an error. */
export function answered(session: SessionState, sessionId: number): void {
  if (sessionId === 0) Object.assign(session, { sessionId: 0, epoch: 0 })
  else Object.assign(session, { sessionId, epoch: session.epoch <= 0 ? 1 : session.epoch === 0x7fff_ffff ? 1 : session.epoch + 1 })
}

/** The broker does not know the session, or nobody knows what it knows: close it, if there is one, and begin anew. */
export function broken(session: SessionState, unknown: boolean): void {
  if (unknown) session.sessionId = 0
  session.epoch = 0
}
