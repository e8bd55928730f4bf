import type { Plain } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import type { Api, Fields, Response } from '../protocol/schema.ts'

/** What became of a connection and of the requests sent on it. Every request has exactly one `response` or `failed`. */
export type Outcome =
  /** Connected, versions negotiated: requests flow. */
  | { readonly is: 'ready'; readonly destination: string }
  /** The connection is gone, or could not be made; told after the failures of the requests it took along. */
  | { readonly is: 'disconnected'; readonly destination: string; readonly why: DisconnectReason }
  | Answered
  | Failed

export interface Answered {
  readonly is: 'response'
  readonly destination: string
  /** The value the request was sent with. */
  readonly tag: Plain
  readonly key: number
  readonly correlation: number
  readonly version: number
  /** From when it was sent to when the answer was whole (ClientResponse.requestLatencyMs). */
  readonly latency: Micros
  /** Decoded; `answerTo` gives it its type. */
  readonly response: unknown
}

export interface Failed {
  readonly is: 'failed'
  readonly destination: string
  readonly tag: Plain
  readonly key: number
  /** -1: it was not sent. */
  readonly correlation: number
  /**
   * `disconnected`: it may or may not have been served. `timedOut`: so too; the connection was closed for it.
   * `unsupported`: no version both ends have can say it; it was not sent.
   */
  readonly why: 'disconnected' | 'timedOut' | 'unsupported'
}

export type DisconnectReason = 'ended' | 'reset' | 'refused' | 'unreachable' | 'timedOut' | 'setupTimedOut' | 'idle' | 'malformed' | 'closed'

/** The typed response, when `outcome` answers a request of this API; null otherwise. */
export function answerTo<Q extends Fields, S extends Fields>(api: Api<Q, S>, outcome: Outcome): Response<Api<Q, S>> | null {
  return outcome.is === 'response' && outcome.key === api.key ? outcome.response as Response<Api<Q, S>> : null
}
