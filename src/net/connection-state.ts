import type { Address, Plain, SocketId, TimerId } from '../env/process.ts'
import { micros, type Micros } from '../env/units.ts'
import { ApiVersions } from '../protocol/apis/18-api-versions.ts'
import type { Versions } from '../protocol/schema.ts'
import type { ServerVersions } from './agreed-versions.ts'
import type { Failed, Outcome } from './outcome.ts'

export type Phase = 'disconnected' | 'connecting' | 'negotiating' | 'ready'

/** A request that could not leave yet. */
export interface Waiting {
  readonly key: number
  readonly body: Plain
  readonly tag: Plain
  readonly deadline: Micros
  readonly versions: Versions | null
  readonly timeoutMs: number
  readonly oneWay: boolean
}

/** A request that was sent; its answer is the next one with its correlation id. */
export interface InFlight {
  readonly correlation: number
  readonly key: number
  readonly version: number
  readonly tag: Plain
  readonly sentAt: Micros
  readonly deadline: Micros
}

/** All there is to know of a client's connection; plain. Times are world time in µs, `NEVER` for what is not to come. */
export interface ConnectionState {
  address: Address | null
  phase: Phase
  socket: SocketId | null
  /** What the server speaks; null: it was not asked. */
  server: ServerVersions | null
  /** Oldest first: answers come back in this order. */
  inFlight: InFlight[]
  waiting: Waiting[]
  /** Someone asked for a connection, though there may be nothing to send. */
  wanted: boolean
  /** Connections lost or not made since one was last ready. */
  failures: number
  /** Attempts in a row that found nobody. */
  setupFailures: number
  retryAt: Micros
  setupDeadline: Micros
  lastActive: Micros
  wake: { readonly id: TimerId; readonly due: Micros } | null
  /** Outcomes that came up inside a command, told with the next timer. */
  owed: Outcome[]
}

export const NEVER: Micros = Number.MAX_SAFE_INTEGER

export const newState = (): ConnectionState => ({
  address: null, phase: 'disconnected', socket: null, server: null, inFlight: [], waiting: [], wanted: false,
  failures: 0, setupFailures: 0, retryAt: 0, setupDeadline: NEVER, lastActive: 0, wake: null, owed: [],
})

export const copyState = (state: ConnectionState): ConnectionState =>
  ({ ...state, inFlight: [...state.inFlight], waiting: [...state.waiting], owed: [...state.owed] })

/** There is somewhere to connect to and something to connect for. */
export const hasReason = (state: ConnectionState): boolean => state.address !== null && (state.wanted || state.waiting.length > 0)

export const idleDeadline = ({ phase, lastActive }: ConnectionState, idleMs: number): Micros =>
  phase === 'ready' && idleMs >= 0 ? lastActive + idleMs * micros.perMilli : NEVER

/** When this connection must be woken next. */
export function nextDue(state: ConnectionState, idleMs: number, now: Micros): Micros {
  if (state.owed.length > 0) return now
  let due = Math.min(state.setupDeadline, idleDeadline(state, idleMs))
  if (state.phase === 'disconnected' && hasReason(state)) due = Math.min(due, state.retryAt)
  for (const { deadline } of state.inFlight) due = Math.min(due, deadline)
  for (const { deadline } of state.waiting) due = Math.min(due, deadline)
  return due
}

export const failed = (
  destination: string, { tag, key, correlation = -1 }: { readonly tag: Plain; readonly key: number; readonly correlation?: number }, why: Failed['why'],
): Failed => ({ is: 'failed', destination, tag, key, correlation, why })

/** What becomes of all a connection holds when it breaks: those sent fail for `why`, those that waited as disconnected. */
export function failuresOf({ phase, inFlight, waiting }: ConnectionState, destination: string, why: 'disconnected' | 'timedOut'): Failed[] {
  const asked = inFlight.filter(({ key }) => phase === 'ready' || key !== ApiVersions.key)
  return [...asked.map(request => failed(destination, request, why)), ...waiting.map(request => failed(destination, request, 'disconnected'))]
}

/** Takes out what waited for too long. */
export function takeExpired(state: ConnectionState, destination: string, now: Micros): Failed[] {
  const expired = state.waiting.filter(({ deadline }) => deadline <= now)
  if (expired.length > 0) state.waiting = state.waiting.filter(({ deadline }) => deadline > now)
  return expired.map(request => failed(destination, request, 'timedOut'))
}
