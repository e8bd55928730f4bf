import type { Bytes } from '../../env/bytes.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import { Errors } from '../../protocol/errors.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { moved, now, type Broker } from '../context.ts'
import type { CachedPartition } from '../sessions/fetch-sessions.ts'
import { recordFetch } from './followers.ts'
import { maybeExpandIsr, maybeIncrementHighWatermark } from './leader.ts'
import { findCurrent } from './lookup.ts'
import type { Partition } from './partition.ts'
import { holdsBackLeader, noteLed } from './throttle.ts'

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
  /** Its place in a fetch session (`partitionKey`). */
  readonly key: string
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
  readonly records: Bytes
  /** Kafka answers a partition it does not know with an empty list of aborted transactions, one it read with none. */
  readonly known: boolean
}

const NO_BYTES = new Uint8Array(0)
export const fetchError = (error: number, known = true): FetchResult =>
  ({ error, highWatermark: -1, logStartOffset: -1, diverging: null, records: NO_BYTES, known })

/**
 * Reads each partition in order within the byte limits; the first batch comes whole even when it is larger than any of them, so
 * that nobody gets stuck (KIP-74). `first`: the fetch is new, so a follower's position is recorded; not when it is woken.
 * `heard`: what the session of the one who fetches was last told of each. Null: there is nothing to tell it, as of most.
 */
export function readAll(broker: Broker, params: FetchParams, infos: readonly FetchInfo[], heard: Heard, first: boolean): (FetchResult | null)[] {
  const records = first && params.replicaId >= 0 && !isReplaced(broker, params)
  const maySkip = records || !first || params.replicaId < 0
  const results: (FetchResult | null)[] = []
  let left = params.maxBytes, empty = true
  for (let i = 0; i < infos.length; i++) {
    const info = infos[i]!, quiet = maySkip ? quietPartition(broker, params, info, heard[i]) : null
    if (quiet) {
      if (records) recordFollower(broker, quiet, params, info, quiet.log.logEndOffset)
      results.push(null)
      continue
    }
    const result = readOne(broker, params, info, Math.min(left, info.maxBytes), empty, first)
    if (result.records.length > 0) empty = false
    left = Math.max(0, left - result.records.length)
    results.push(result)
  }
  return results
}

export type Heard = readonly (CachedPartition | undefined)[]

/** The partition, when its log has nothing beyond what is asked for, and its leader nothing to say that the session has not heard. */
function quietPartition(broker: Broker, params: FetchParams, info: FetchInfo, heard: CachedPartition | undefined): Partition | null {
  const partition = broker.partitions.get(info.id)
  if (!heard || !partition || info.topic === null || partition.topicId !== info.topicId) return null
  const { log } = partition, isFollower = params.replicaId >= 0
  if (info.offset !== (isFollower ? log.logEndOffset : log.highWatermark) || info.offset < log.logStartOffset) return null
  if (heard.highWatermark !== log.highWatermark || heard.logStartOffset !== log.logStartOffset) return null
  if (info.lastFetchedEpoch >= 0 && info.lastFetchedEpoch !== log.latestEpoch) return null
  if (isFollower && !partition.followers.has(params.replicaId)) return null
  if (params.onlyLeader && partition.role !== 'leader') return null
  return broker.rules.checkLeaderEpoch(info.leaderEpoch, partition.leaderEpoch) === Errors.NONE ? partition : null
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
  const isHeldBack = isFollower && holdsBackLeader(broker, partition, params.replicaId)
  const result = readLog(partition, info, isHeldBack ? info.offset : isFollower ? end : partition.log.highWatermark, maxBytes, minOneMessage)
  if (isFollower && partition.leaderThrottled) noteLed(broker, result.records.length)
  if (!isFollower || !first || result.diverging || result.error !== Errors.NONE) return result
  if (isReplaced(broker, params)) return fetchError(Errors.NOT_LEADER_OR_FOLLOWER)
  recordFollower(broker, partition, params, info, end)
  return result
}

/** Where the fetcher's log and this one part ways, or the records from its offset (Partition.readRecords). */
function readLog(partition: Partition, info: FetchInfo, upTo: number, maxBytes: number, minOneMessage: boolean): FetchResult {
  const { log } = partition
  const facts: FetchResult & { records: Bytes } = {
    error: Errors.NONE, highWatermark: log.highWatermark, logStartOffset: log.logStartOffset, diverging: null, records: NO_BYTES, known: true,
  }
  if (info.lastFetchedEpoch >= 0) {
    const end = log.endOffsetForEpoch(info.lastFetchedEpoch)
    if (end.endOffset < 0 || end.epoch < 0 || info.offset < log.logStartOffset) return fetchError(Errors.OFFSET_OUT_OF_RANGE)
    if (end.epoch < info.lastFetchedEpoch || end.endOffset < info.offset) return withDivergence(facts, end)
  }
  if (info.offset < log.logStartOffset || info.offset > log.logEndOffset) return fetchError(Errors.OFFSET_OUT_OF_RANGE)
  if (info.offset >= upTo) return facts
  facts.records = log.read(info.offset, maxBytes, { upTo, minOneMessage })
  return facts
}

const withDivergence = (facts: FetchResult, diverging: { epoch: number; endOffset: number }): FetchResult => ({ ...facts, diverging })

/** A newer incarnation of the broker that fetches is registered. */
function isReplaced(broker: Broker, { replicaId, replicaEpoch }: FetchParams): boolean {
  const registered = broker.node.image().brokers.get(replicaId)
  return replicaEpoch !== -1 && registered !== undefined && !registered.fenced && registered.epoch > replicaEpoch
}

/** Partition.updateFollowerFetchState. */
function recordFollower(broker: Broker, partition: Partition, params: FetchParams, info: FetchInfo, leaderEnd: number): void {
  const follower = partition.followers.get(params.replicaId)!, before = follower.endOffset, start = follower.startOffset
  recordFetch(follower, { offset: info.offset, startOffset: info.logStartOffset, at: now(broker), leaderEnd, brokerEpoch: params.replicaEpoch })
  maybeExpandIsr(broker, partition, params.replicaId, follower)
  if (before !== follower.endOffset) maybeIncrementHighWatermark(broker, partition)
  if (start !== follower.startOffset && broker.delayedDeleteRecords.waiting.size > 0) moved(broker, partition, 'highWatermark')
}
