import { handler, later } from '../../net/handler.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { parkFetch } from '../purgatory/delayed-fetch.ts'
import { readAll, type FetchInfo, type FetchParams, type FetchResult } from '../replica/read.ts'
import { closeContext, openContext, sessionOf } from '../sessions/fetch-context.ts'
import type { FetchSession } from '../sessions/fetch-sessions.ts'
import { rest } from '../sessions/resting.ts'
import { fetchErrorResponse, fetchResponse } from './fetch-response.ts'

/**
 * Records for consumers and followers, as the bytes they were produced as. Waits for `minBytes` at most `maxWaitMs`. v7: sessions
 * (KIP-227). v9, v12: leader epochs both ways (KIP-320, KIP-595). v11: consumers may read from a follower (KIP-392). v13: topics by
 * id (KIP-516). v15: the follower's broker epoch (KIP-903). v16: the new leader's address (KIP-951).
 */
export const fetch = (broker: Broker) => handler({
  api: Fetch,
  handle(request, { version, replyTo }) {
    const params = paramsOf(broker, request, version)
    const opened = openContext(broker, request, version, params)
    if (!('context' in opened)) return fetchErrorResponse(opened.error)
    const { context, infos, heard } = opened
    const results = readAll(broker, params, infos, heard, true), session = sessionOf(broker, context)
    if (session) rest(broker, session, params, infos, results)
    if (mustWait(params, infos, results, session)) {
      parkFetch(broker, { replyTo, params, context, infos: session ? [] : infos }, session)
      return later
    }
    return fetchResponse(broker, closeContext(broker, context, infos, results), replyTo, params.replicaId)
  },
  refuse: (_, error) => fetchErrorResponse(error),
  countedAs: ({ replicaId, replicaState }) => replicaId >= 0 || replicaState.replicaId >= 0 ? 'FetchFollower' : 'FetchConsumer',
})

function paramsOf(broker: Broker, request: Request<typeof Fetch>, version: number): FetchParams {
  const replicaId = version >= 15 ? request.replicaState.replicaId : request.replicaId
  const maxBytes = Math.min(request.maxBytes, broker.settings.fetchMaxBytes)
  return {
    replicaId, replicaEpoch: version >= 15 ? request.replicaState.replicaEpoch : -1, maxWaitMs: request.maxWaitMs,
    minBytes: Math.min(request.minBytes, maxBytes), maxBytes, onlyLeader: replicaId >= 0 || version < 11,
  }
}

/** Too little, and nothing its fetcher must hear of. A consumer ahead of the high watermark is answered at once (DelayedFetch, case F). */
function mustWait(params: FetchParams, infos: readonly FetchInfo[], results: readonly (FetchResult | null)[], session: FetchSession | undefined): boolean {
  if (params.maxWaitMs <= 0 || (results.length === 0 && !session)) return false
  let bytes = 0
  for (let i = 0; i < results.length; i++) {
    const result = results[i]
    if (!result) continue
    if (result.error !== Errors.NONE || result.diverging || (params.replicaId < 0 && infos[i]!.offset > result.highWatermark)) return false
    bytes += result.records.length
  }
  return bytes < params.minBytes
}
