import { micros } from '../../env/units.ts'
import type { PartitionLog } from '../../log/api.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { now, type Broker, type BrokerTimer } from '../context.ts'
import { fetchResponse } from '../handlers/fetch-response.ts'
import { findCurrent } from '../replica/lookup.ts'
import { readAll, type FetchInfo, type FetchParams, type Heard } from '../replica/read.ts'
import { holdsBackLeader } from '../replica/throttle.ts'
import { closeContext, sessionOf, type FetchContext } from '../sessions/fetch-context.ts'
import type { CachedPartition, FetchSession } from '../sessions/fetch-sessions.ts'
import { expired, park, take, watching, type Waiting } from './purgatory.ts'

/** A fetch that found too little, and waits for more or for `max.wait`. */
export interface DelayedFetch {
  readonly replyTo: ReplyTo
  readonly params: FetchParams
  readonly context: FetchContext
  readonly infos: readonly FetchInfo[]
  /** Places in `infos`, in order, of those that had something to say when it began to wait, or moved since; with a session no others can have. */
  readonly stirred: number[]
  /** The metadata it was judged by. */
  readonly metadataOffset: number
}

const EXPIRED: BrokerTimer = { is: 'fetchExpired' }
const idOf = ({ id }: FetchInfo): string => id

export function parkFetch(broker: Broker, op: DelayedFetch): void {
  park(broker.node.env, broker.delayedFetch, op, op.infos.map(idOf), now(broker) + op.params.maxWaitMs * micros.perMilli, EXPIRED)
}

export function tryCompleteFetch(broker: Broker, key: string): void {
  for (const id of watching(broker.delayedFetch, key)) {
    const waiting = broker.delayedFetch.waiting.get(id)
    if (waiting && isFetchComplete(broker, waiting.op, stir(waiting, key))) answer(broker, id)
  }
}

/** Notes that a partition moved; gives its place. */
function stir({ op, keys }: Waiting<DelayedFetch>, key: string): number {
  const place = keys.indexOf(key), { stirred } = op
  const before = stirred.findIndex(each => each >= place)
  if (before < 0) stirred.push(place)
  else if (stirred[before] !== place) stirred.splice(before, 0, place)
  return place
}

export function expireFetches(broker: Broker): void {
  for (const id of expired(broker.node.env, broker.delayedFetch, EXPIRED)) answer(broker, id)
}

function answer(broker: Broker, id: number): void {
  const { op } = take(broker.delayedFetch, id)
  const session = sessionOf(broker, op.context)
  const infos = session && op.metadataOffset === broker.node.image().offset ? op.stirred.map(place => op.infos[place]!) : op.infos
  const heard = session ? heardBy(session, infos) : NOTHING
  const closed = closeContext(broker, op.context, infos, readAll(broker, op.params, infos, heard, false))
  broker.node.replies.reply(Fetch, op.replyTo, fetchResponse(broker, closed, op.replyTo, op.params.replicaId))
}

const NOTHING: Heard = []

function heardBy({ partitions }: FetchSession, infos: readonly FetchInfo[]): Heard {
  const heard: (CachedPartition | undefined)[] = []
  for (const info of infos) heard.push(partitions.get(info.key))
  return heard
}

/**
 * Enough bytes altogether, or something happened to a partition that its fetcher must hear of (DelayedFetch.tryComplete). Where one
 * byte is enough, only the partition that moved can have brought it.
 */
function isFetchComplete(broker: Broker, { params, infos }: DelayedFetch, moved: number): boolean {
  if (params.minBytes <= 1) return availableBytes(broker, params, infos[moved]!) !== 0
  let bytes = 0
  for (const info of infos) {
    const available = availableBytes(broker, params, info)
    if (available === null) return true
    bytes += available
    if (bytes >= params.minBytes) return true
  }
  return false
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
