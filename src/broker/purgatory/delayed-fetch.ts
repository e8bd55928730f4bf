import type { PartitionId } from '../../env/domain-event.ts'
import { inOrder } from '../../env/in-order.ts'
import { micros } from '../../env/units.ts'
import type { PartitionLog } from '../../log/api.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { now, type Broker, type BrokerTimer } from '../context.ts'
import { fetchResponse } from '../handlers/fetch-response.ts'
import { findCurrent } from '../replica/lookup.ts'
import { readAll, type FetchInfo, type FetchParams, type Heard } from '../replica/read.ts'
import { holdsBackLeader } from '../replica/throttle.ts'
import { awakeOf, closeContext, sessionOf, type FetchContext } from '../sessions/fetch-context.ts'
import { sessionById, unpark, type FetchSession } from '../sessions/fetch-sessions.ts'
import { expired, park, take, watching } from './purgatory.ts'

/** A fetch that found too little, and waits for more or for `max.wait`. */
export interface DelayedFetch {
  readonly replyTo: ReplyTo
  readonly params: FetchParams
  readonly context: FetchContext
  /** None where a session knows them: only those that do not rest can have anything to say. */
  readonly infos: readonly FetchInfo[]
}

const EXPIRED: BrokerTimer = { is: 'fetchExpired' }
const idOf = ({ id }: FetchInfo): string => id

export function parkFetch(broker: Broker, op: DelayedFetch, session: FetchSession | undefined): void {
  const id = park(broker.node.env, broker.delayedFetch, op, op.infos.map(idOf), now(broker) + op.params.maxWaitMs * micros.perMilli, EXPIRED)
  session?.parked.push(id)
}

export function tryCompleteFetch(broker: Broker, partition: PartitionId): void {
  for (const id of fetchesOf(broker, partition)) {
    const waiting = broker.delayedFetch.waiting.get(id)
    if (waiting && isFetchComplete(broker, waiting.op, partition)) answer(broker, id)
  }
}

/** Numbers of the fetches that wait for a partition, by themselves or with their session, oldest first. */
function fetchesOf({ delayedFetch, fetchSessions }: Broker, partition: PartitionId): readonly number[] {
  const alone = watching(delayedFetch, partition), knowers = fetchSessions.knowing.get(partition)
  if (!knowers) return alone
  const ids = [...alone]
  for (const { session } of knowers) for (const id of sessionById(fetchSessions, session)!.parked) ids.push(id)
  return inOrder(ids, (a, b) => a - b)
}

export function expireFetches(broker: Broker): void {
  for (const id of expired(broker.node.env, broker.delayedFetch, EXPIRED)) answer(broker, id)
}

function answer(broker: Broker, id: number): void {
  const { op } = take(broker.delayedFetch, id)
  const session = sessionOf(broker, op.context)
  const { infos, heard } = session ? awakeOf(session) : { infos: op.infos, heard: NOTHING }
  const closed = closeContext(broker, op.context, infos, readAll(broker, op.params, infos, heard, false))
  if (session) unpark(broker.fetchSessions, session, id)
  broker.node.replies.reply(Fetch, op.replyTo, fetchResponse(broker, closed, op.replyTo, op.params.replicaId))
}

const NOTHING: Heard = []

/**
 * Enough bytes altogether, or something happened to a partition that its fetcher must hear of (DelayedFetch.tryComplete). Where one
 * byte is enough, only the partition that moved can have brought it.
 */
function isFetchComplete(broker: Broker, { params, context, infos: alone }: DelayedFetch, moved: PartitionId): boolean {
  const session = sessionOf(broker, context)
  if (params.minBytes <= 1) return availableBytes(broker, params, session ? knownTo(broker, session, moved) : alone.find(({ id }) => id === moved)!) !== 0
  let bytes = 0
  for (const info of session ? awakeOf(session).infos : alone) {
    const available = availableBytes(broker, params, info)
    if (available === null) return true
    bytes += available
    if (bytes >= params.minBytes) return true
  }
  return false
}

/** What a session last asked of a partition it knows. */
function knownTo({ fetchSessions }: Broker, { id, partitions }: FetchSession, partition: PartitionId): FetchInfo {
  const { key } = fetchSessions.knowing.get(partition)!.find(({ session }) => session === id)!
  return partitions.get(key)!.info
}

/** Bytes there are to read now; null: the fetcher should be told at once. */
function availableBytes(broker: Broker, params: FetchParams, info: FetchInfo): number | null {
  const { partition } = findCurrent(broker, info.topic ?? '', info.partition, info.leaderEpoch, params.onlyLeader, info.id)
  if (!partition) return null
  const { log } = partition
  const upTo = params.replicaId >= 0 ? log.logEndOffset : log.highWatermark
  if (info.offset > upTo) return null
  if (params.replicaId >= 0 && holdsBackLeader(broker, partition, params.replicaId)) return 0
  if (info.offset < upTo && params.minBytes <= 1) return 1
  const size = info.offset === upTo ? 0 : log.read(info.offset, info.maxBytes, { upTo, minOneMessage: true }).length
  return hasDiverged(log, info) ? null : size
}

function hasDiverged(log: PartitionLog, info: FetchInfo): boolean {
  if (info.lastFetchedEpoch < 0) return false
  const end = log.endOffsetForEpoch(info.lastFetchedEpoch)
  return end.epoch < info.lastFetchedEpoch || end.endOffset < info.offset
}
