import { joined } from '../env/bytes.ts'
import type { RequestTimes } from '../env/metrics.ts'
import * as apis from '../protocol/apis/index.ts'
import { errorName } from '../protocol/errors.ts'
import { decodeResponse, withoutSize } from '../protocol/frame.ts'
import type { Api } from '../protocol/schema.ts'
import { frameBytes } from '../world/frame-carries.ts'
import { frameOf } from '../world/frame-view.ts'
import type { MetadataView } from '../world/view.ts'
import type { Flight } from '../world/wire.ts'
import { FRAMES_AT_ONCE, type WireFrame } from './look.ts'

const MOST_FRAMES = 4_000
const MOST_BYTES = 8_000_000
/** So much more comes, in parts of the whole, before the oldest are let go. */
const SPARE = 1.2
const APIS: ReadonlyMap<number, Api> = new Map(Object.values(apis).map(api => [api.key, api as unknown as Api]))

/** The last frames that left, by number; as many as fit into both limits. */
export class WireTap {
  #flights: Flight[] = []
  #bytes = 0
  /** Number of the first that is kept. */
  #first = 0
  readonly stop: () => void

  constructor(flights: { watch(watcher: (flight: Flight) => void): () => void }) {
    this.stop = flights.watch(flight => this.#keep(flight))
  }

  #keep(flight: Flight): void {
    this.#flights.push(flight)
    this.#bytes += flight.bytes
    if (this.#flights.length < SPARE * MOST_FRAMES && this.#bytes < SPARE * MOST_BYTES) return
    let from = Math.max(0, this.#flights.length - MOST_FRAMES)
    let bytes = this.#flights.slice(from).reduce((sum, each) => sum + each.bytes, 0)
    while (bytes > MOST_BYTES) bytes -= this.#flights[from++]!.bytes
    this.#flights = this.#flights.slice(from)
    this.#first += from
    this.#bytes = bytes
  }

  /** Number of the last frame that left; -1 before any. */
  get last(): number { return this.#first + this.#flights.length - 1 }

  /** `requests`: what servers say of those they answered. */
  after(id: number, metadata: MetadataView, requests: Readonly<Record<string, readonly RequestTimes[]>>): WireFrame[] {
    const from = Math.max(this.#first, this.last + 1 - FRAMES_AT_ONCE, id + 1), told = timesOf(requests)
    return this.#flights.slice(from - this.#first).map((flight, index) => frame(from + index, flight, metadata, told))
  }

  /** Those that hold a batch with this checksum: it covers all that a batch keeps on its way from a producer to whoever reads it. */
  carrying(crc: number, metadata: MetadataView, requests: Readonly<Record<string, readonly RequestTimes[]>>): WireFrame[] {
    const told = timesOf(requests)
    return this.#flights.flatMap((flight, index) => holdsBatch(flight, crc) ? [frame(this.#first + index, flight, metadata, told)] : [])
  }

  bytes(id: number): Uint8Array | null {
    const flight = this.#flights[id - this.#first]
    return flight ? joined(frameBytes(flight)).slice() : null
  }
}

const timesOf = (requests: Readonly<Record<string, readonly RequestTimes[]>>): ReadonlyMap<string, RequestTimes> =>
  new Map(Object.values(requests).flatMap(each => each.map(times => [wayOf(times.connection, times.correlation), times])))

/** Records travel to a broker in a Produce request, and from one in the answer to a Fetch. */
function holdsBatch(flight: Flight, crc: number): boolean {
  if (flight.key !== (flight.dir === 'request' ? apis.Produce.key : apis.Fetch.key)) return false
  const bytes = joined(frameBytes(flight)), view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), first = crc >>> 24
  for (let at = bytes.indexOf(first); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(first, at + 1))
    if (view.getUint32(at) === crc && bytes[at - 1] === MAGIC) return true
  return false
}
/** The format of a batch, which stands before its checksum. */
const MAGIC = 2

const wayOf = (connection: string, correlation: number): string => `${connection}/${correlation}`

function frame(id: number, flight: Flight, metadata: MetadataView, told: ReadonlyMap<string, RequestTimes>): WireFrame {
  const { dir, connection, correlation, key } = flight
  const times = dir === 'response' ? told.get(wayOf(connection, correlation)) ?? null : null
  return { ...frameOf({ flight, held: false }, metadata), id, key, errors: dir === 'response' ? errorsIn(flight) : [], times }
}

/** A response of an API or a version that is not known here has none to show. */
function errorsIn(flight: Flight): string[] {
  const api = APIS.get(flight.key)
  if (!api) return []
  try {
    const { body } = decodeResponse(api, flight.version, withoutSize(frameBytes(flight)))
    return [...codesIn(body)].map(errorName)
  } catch {
    return []
  }
}

function codesIn(value: unknown, found = new Set<number>()): Set<number> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'errorCode' && typeof inner === 'number' && inner !== 0) found.add(inner)
    else codesIn(inner, found)
  }
  return found
}
