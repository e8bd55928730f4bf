import type { Bytes } from '../env/bytes.ts'
import type { RequestTimes } from '../env/metrics.ts'
import type { SocketId, TimerId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import type { RequestFrameHeader } from '../protocol/frame.ts'
import type { FrameCutter, FrameCutterState } from '../protocol/frame-cutter.ts'
import type { Listener, ReplyTo } from './handler.ts'

/*
 * What a server holds of a connection, and the plain values a request becomes on its way through the service pools.
 */

/** What waits behind a port, and its name among `listeners`. */
export interface Listening { readonly listener: Listener; readonly listenerName: string }

export interface Connection {
  readonly socket: SocketId
  readonly listener: Listener
  readonly listenerName: string
  readonly host: string
  readonly cutter: FrameCutter
  /** A request of it is being served: until that is answered nothing more is read (SocketServer mutes the channel). */
  muted: boolean
  /** The client will send no more; what it sent is still served. */
  ended: boolean
  lastActive: Micros
  /** Of the request being served. */
  times: RequestTimes | null
}

/** A request on its way through the pools. */
export interface Task { readonly net: string; readonly socket: SocketId }
export interface Received extends Task { readonly step: 'received'; readonly frame: Bytes; readonly arrivedAt: Micros }
export interface Queued extends Task { readonly step: 'serve'; readonly frame: Bytes; readonly arrivedAt: Micros; readonly header: RequestFrameHeader }
export interface Answered extends Task { readonly step: 'send'; readonly frame: Bytes }
export type Work = Received | Queued | Answered
/** A request about to be decoded and handled. */
export interface Call { readonly frame: Bytes; readonly header: RequestFrameHeader; readonly replyTo: ReplyTo; readonly host: string; readonly arrivedAt: Micros }

/** As it is saved. */
export interface SavedServer {
  readonly connections: readonly (Omit<Connection, 'cutter'> & { cutter: FrameCutterState })[]
  readonly idleTimer: TimerId | null
  readonly listeners: readonly (readonly [number, Listening])[]
}
