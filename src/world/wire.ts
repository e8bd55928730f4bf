import { isWhole, type Bytes } from '../env/bytes.ts'
import type { SocketId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'

/** One Kafka frame on a line: a fact of the network, read no further than its header. */
export interface Flight {
  readonly connection: string
  readonly from: string
  readonly to: string
  /** Machine numbers, for asking the link whether it holds the frame back. */
  readonly fromMachine: number
  readonly toMachine: number
  readonly dir: 'request' | 'response'
  readonly key: number
  readonly version: number
  readonly correlation: number
  readonly sentAt: Micros
  /** With the length prefix. */
  readonly bytes: number
  /** When its last byte so far arrives. */
  arrivesAt: Micros
  /** The bytes as they were sent; the first begins with the frame, the last may hold the beginning of the next. */
  readonly chunks: Uint8Array[]
}

/** What one end of a connection has to remember so that frames can be told apart in the bytes it sends. */
export interface Framing {
  /** Bytes of the last frame still to come; `OPAQUE`: this is not Kafka's protocol. */
  left: number
  /** The frame those belong to. */
  open: Flight | null
  /** Requests that came in and are not answered yet, oldest first. */
  asked: readonly Asked[]
}
/** `api`: its key and version, 16 bits each, as a request has them. */
interface Asked { readonly correlation: number; readonly api: number }
const NOTHING: readonly Asked[] = []
export const newFraming = (): Framing => ({ left: 0, open: null, asked: NOTHING })

const OPAQUE = -1
/** Produce with acks=0 is never answered; only that many are remembered. */
const MAX_ASKED = 200
const MAX_KEY = 200, MAX_VERSION = 100

export interface Sending {
  readonly socket: SocketId
  readonly connection: string
  readonly from: string
  readonly to: string
  readonly fromMachine: number
  readonly toMachine: number
  readonly sentAt: Micros
  readonly arrivesAt: Micros
}

const NONE: readonly Flight[] = []

/** The frames that begin in `bytes`. A header cut in two makes the rest of the connection opaque. */
export function framesIn(framing: Framing, bytes: Bytes, sending: Sending): readonly Flight[] {
  if (isWhole(bytes)) return framesInPiece(framing, bytes, sending)
  return bytes.pieces.flatMap(piece => framesInPiece(framing, piece, sending))
}

function framesInPiece(framing: Framing, bytes: Uint8Array, sending: Sending): readonly Flight[] {
  if (framing.left === OPAQUE) return NONE
  let at = 0
  let flights = NONE
  if (framing.left > 0) at = goOn(framing, bytes, sending.arrivesAt)
  while (at < bytes.length) {
    const flight = begin(framing, at === 0 ? bytes : bytes.subarray(at), sending)
    if (!flight) {
      framing.left = OPAQUE
      return flights
    }
    flights = flights === NONE ? [flight] : [...flights, flight]
    at += flight.bytes
    framing.left = Math.max(0, at - bytes.length)
    framing.open = framing.left > 0 ? flight : null
  }
  return flights
}

function goOn(framing: Framing, bytes: Uint8Array, arrivesAt: Micros): number {
  const taken = Math.min(framing.left, bytes.length)
  framing.left -= taken
  framing.open?.chunks.push(bytes)
  if (framing.open) framing.open.arrivesAt = arrivesAt
  if (framing.left === 0) framing.open = null
  return taken
}

function begin(framing: Framing, bytes: Uint8Array, sending: Sending): Flight | null {
  const isRequest = sending.socket.endsWith('>')
  if (bytes.length < (isRequest ? 12 : 8)) return null
  const size = int32(bytes, 0), correlation = int32(bytes, isRequest ? 8 : 4)
  const api = isRequest ? int32(bytes, 4) : answered(framing, correlation)
  if (size < 4 || api === undefined || api >>> 16 > MAX_KEY || (api & 0xffff) > MAX_VERSION) return null
  const { from, to, fromMachine, toMachine, sentAt, arrivesAt } = sending
  return {
    connection: sending.connection, from, to, fromMachine, toMachine, dir: isRequest ? 'request' : 'response',
    key: api >>> 16, version: api & 0xffff, correlation, sentAt, bytes: size + 4, arrivesAt, chunks: [bytes],
  }
}

/** A request reached the end that will answer it. */
export function wasAsked(framing: Framing, { correlation, key, version }: Flight): void {
  const { asked } = framing, request = { correlation, api: (key << 16) | version }
  framing.asked = asked.length === 0 ? [request] : [...asked.slice(1 - MAX_ASKED), request]
}

/** Whose answer it is: nearly always the oldest's. */
function answered(framing: Framing, correlation: number): number | undefined {
  const { asked } = framing, request = asked.find(each => each.correlation === correlation)
  framing.asked = asked.length === 1 && request ? NOTHING : asked.filter(each => each !== request)
  return request?.api
}

const int32 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
