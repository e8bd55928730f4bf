import type { Bytes } from '../env/bytes.ts'
import { connectionOf, type SocketId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import type { Scheduled } from './queue.ts'
import { newFraming, type Flight, type Framing } from './wire.ts'

/** One end of a connection, kept by the kernel of its machine. */
export interface Endpoint {
  readonly socket: SocketId
  readonly peer: SocketId
  readonly connection: string
  readonly peerMachine: number
  /** The process at the other end; its host's name until it is known. */
  peerName: string
  readonly pid: number
  connected: boolean
  /** We half-closed; they did. */
  ended: boolean
  peerEnded: boolean
  /** When the last bytes sent so far arrive: later ones may not overtake them. */
  floor: Micros
  /** Sent before the connection stood. */
  waiting: Bytes[]
  /** A time-out for what cannot get through is under way. */
  stalled: boolean
  readonly framing: Framing
}

/** What travels. `socket` is the end it is for, but for `syn`, which names the end that asks. */
export type Segment =
  | { is: 'syn'; socket: SocketId; port: number; name: string }
  | { is: 'synAck'; socket: SocketId; name: string }
  | { is: 'data'; socket: SocketId; bytes: Bytes; flights: readonly Flight[] }
  | { is: 'fin'; socket: SocketId }
  | { is: 'rst'; socket: SocketId; why: 'reset' | 'refused' }

export const newEndpoint = (socket: SocketId, peer: SocketId, peerMachine: number, peerName: string, pid: number): Endpoint => ({
  socket, peer, connection: connectionOf(socket), peerMachine, peerName, pid, connected: false, ended: false, peerEnded: false, floor: 0, waiting: [], stalled: false,
  framing: newFraming(),
})

export const otherEnd = (socket: SocketId): SocketId => socket.slice(0, -1) + (socket.endsWith('>') ? '<' : '>')

const EMPTY = new Uint8Array(0)
/** Nobody will read them any more; the answer will be a reset. */
export function withoutBytes(event: Scheduled): Scheduled {
  const segment = event.body as Segment
  return segment.is === 'data' ? { ...event, body: { ...segment, bytes: EMPTY, flights: [] } } : event
}
