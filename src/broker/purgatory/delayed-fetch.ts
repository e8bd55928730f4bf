import { micros } from '../../env/units.ts'
import type { PartitionLog } from '../../log/api.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { after, type Broker } from '../context.ts'
import { fetchResponse } from '../handlers/fetch-response.ts'
import { findCurrent } from '../replica/lookup.ts'
import { readAll, type FetchInfo, type FetchParams } from '../replica/read.ts'
import { closeContext, type FetchContext } from '../sessions/fetch-context.ts'
import { park, take, watching } from './purgatory.ts'

/** A fetch that found too little, and waits for more or for `max.wait`. */
export interface DelayedFetch {
  readonly replyTo: ReplyTo
  readonly params: FetchParams
  readonly context: FetchContext
  readonly infos: readonly FetchInfo[]
}

export function parkFetch(broker: Broker, op: DelayedFetch): void {
  park(broker.delayedFetch, op, op.infos.map(info => info.id), id => after(broker, op.params.maxWaitMs * micros.perMilli, { is: 'fetchExpired', id }))
}

export function tryCompleteFetch(broker: Broker, key: string): void {
  for (const id of watching(broker.delayedFetch, key)) {
    const waiting = broker.delayedFetch.waiting.get(id)
    if (!waiting || !isFetchComplete(broker, waiting.op)) continue
    broker.node.env.cancel(waiting.timer)
    answer(broker, id)
  }
}

export function expireFetch(broker: Broker, id: number): void {
  if (broker.delayedFetch.waiting.has(id)) answer(broker, id)
}

function answer(broker: Broker, id: number): void {
  const { op } = take(broker.delayedFetch, id)!
  const results = readAll(broker, op.params, op.infos, false)
  const closed = closeContext(broker, op.context, op.infos.map((info, i) => ({ info, result: results[i]! })))
  broker.node.replies.reply(Fetch, op.replyTo, fetchResponse(broker, closed, op.replyTo))
}

/** Enough bytes altogether, or something happened to a partition that its fetcher must hear of (DelayedFetch.tryComplete). */
function isFetchComplete(broker: Broker, { params, infos }: DelayedFetch): boolean {
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
  if (info.offset < upTo && params.minBytes <= 1) return 1
  const size = info.offset === upTo ? 0 : log.read(info.offset, info.maxBytes, { upTo, minOneMessage: true }).length
  return hasDiverged(log, info) ? null : size
}

function hasDiverged(log: PartitionLog, info: FetchInfo): boolean {
  if (info.lastFetchedEpoch < 0) return false
  const end = log.endOffsetForEpoch(info.lastFetchedEpoch)
  return end.epoch < info.lastFetchedEpoch || end.endOffset < info.offset
}
