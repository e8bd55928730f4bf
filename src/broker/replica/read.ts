import type { PartitionId } from '../../env/domain-event.ts'
import { Errors } from '../../protocol/errors.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { now, type Broker } from '../context.ts'
import { recordFetch } from './followers.ts'
import { maybeExpandIsr, maybeIncrementHighWatermark } from './leader.ts'
import { findCurrent } from './lookup.ts'
import type { Partition } from './partition.ts'

/** Who fetches, and how much altogether. Plain data, so that a waiting fetch can keep it. */
export interface FetchParams {
  /** -1: a consumer. */
  readonly replicaId: number
  /** Broker epoch of a follower's registration, -1 when it does not say. */
  readonly replicaEpoch: number
  readonly maxWaitMs: number
  readonly minBytes: number
  readonly maxBytes: number
  /** Consumers that know of KIP-392 (v11) may read from a follower. */
  readonly onlyLeader: boolean
}

/** What is asked of one partition. `topic` is null when its id is unknown here, and `id` then made of that. */
export interface FetchInfo {
  readonly id: PartitionId
  readonly topic: string | null
  readonly topicId: string
  readonly partition: number
  readonly leaderEpoch: number
  readonly offset: number
  readonly lastFetchedEpoch: number
  readonly logStartOffset: number
  readonly maxBytes: number
}

export interface FetchResult {
  readonly error: number
  readonly highWatermark: number
  readonly logStartOffset: number
  readonly diverging: { epoch: number; endOffset: number } | null
  readonly records: Uint8Array
  /** Kafka answers a partition it does not know with an empty list of aborted transactions, one it read with none. */
  readonly known: boolean
}

const NO_BYTES = new Uint8Array(0)
export const fetchError = (error: number, known = true): FetchResult =>
  ({ error, highWatermark: -1, logStartOffset: -1, diverging: null, records: NO_BYTES, known })

/**
 * Reads each partition in order within the byte limits; the first batch comes whole even when it is larger than any of them, so
 * that nobody gets stuck (KIP-74). `first`: the fetch is new, so a follower's position is recorded; not when it is woken.
 */
export function readAll(broker: Broker, params: FetchParams, infos: readonly FetchInfo[], first: boolean): FetchResult[] {
  let left = params.maxBytes, empty = true
  return infos.map(info => {
    const result = readOne(broker, params, info, Math.min(left, info.maxBytes), empty, first)
    if (result.records.length > 0) empty = false
    left = Math.max(0, left - result.records.length)
    return result
  })
}

function readOne(broker: Broker, params: FetchParams, info: FetchInfo, maxBytes: number, minOneMessage: boolean, first: boolean): FetchResult {
  if (info.topic === null) return fetchError(Errors.UNKNOWN_TOPIC_ID, false)
  const isFollower = params.replicaId >= 0
  const found = findCurrent(broker, info.topic, info.partition, info.leaderEpoch, params.onlyLeader, info.id)
  if (!found.partition) return fetchError(found.error, found.error !== Errors.UNKNOWN_TOPIC_OR_PARTITION)
  const { partition } = found
  if (info.topicId !== ZERO_UUID && partition.topicId !== info.topicId) return fetchError(Errors.INCONSISTENT_TOPIC_ID)
  if (isFollower && !partition.followers.has(params.replicaId)) {
    return fetchError(info.leaderEpoch >= 0 ? Errors.UNKNOWN_LEADER_EPOCH : Errors.NOT_LEADER_OR_FOLLOWER)
  }
  const end = partition.log.logEndOffset
  const result = readLog(partition, info, isFollower ? end : partition.log.highWatermark, maxBytes, minOneMessage)
  if (!isFollower || !first || result.diverging || result.error !== Errors.NONE) return result
  return recordFollower(broker, partition, params, info, end) ? result : fetchError(Errors.NOT_LEADER_OR_FOLLOWER)
}

/** Where the fetcher's log and this one part ways, or the records from its offset (Partition.readRecords). */
function readLog(partition: Partition, info: FetchInfo, upTo: number, maxBytes: number, minOneMessage: boolean): FetchResult {
  const { log } = partition
  const facts = {
    error: Errors.NONE, highWatermark: log.highWatermark, logStartOffset: log.logStartOffset, diverging: null, records: NO_BYTES, known: true,
  }
  if (info.lastFetchedEpoch >= 0) {
    const end = log.endOffsetForEpoch(info.lastFetchedEpoch)
    if (end.endOffset < 0 || end.epoch < 0 || info.offset < log.logStartOffset) return fetchError(Errors.OFFSET_OUT_OF_RANGE)
    if (end.epoch < info.lastFetchedEpoch || end.endOffset < info.offset) return { ...facts, diverging: end }
  }
  if (info.offset < log.logStartOffset || info.offset > log.logEndOffset) return fetchError(Errors.OFFSET_OUT_OF_RANGE)
  if (info.offset >= upTo) return facts
  return { ...facts, records: log.read(info.offset, maxBytes, { upTo, minOneMessage }) }
}

/** Partition.updateFollowerFetchState; false when a newer incarnation of that broker is registered. */
function recordFollower(broker: Broker, partition: Partition, params: FetchParams, info: FetchInfo, leaderEnd: number): boolean {
  const registered = broker.node.image().brokers.get(params.replicaId)
  if (params.replicaEpoch !== -1 && registered && !registered.fenced && registered.epoch > params.replicaEpoch) return false
  const follower = partition.followers.get(params.replicaId)!, before = follower.endOffset
  recordFetch(follower, { offset: info.offset, startOffset: info.logStartOffset, at: now(broker), leaderEnd, brokerEpoch: params.replicaEpoch })
  maybeExpandIsr(broker, partition, params.replicaId, follower)
  if (before !== follower.endOffset) maybeIncrementHighWatermark(broker, partition)
  return true
}
