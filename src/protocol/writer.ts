import { isWhole, joined, together, type Bytes } from '../env/bytes.ts'
import { utf8Length, utf8Write } from './utf8.ts'
import { uuidBytes } from './uuid.ts'

/**
 * Room to write in, from `used` on. Messages are small and many: memory of its own for each would cost more than writing it, so
 * neighbours share a slab, each the bytes it wrote and none of another's.
 */
interface Scratch { readonly bytes: Uint8Array; readonly view: DataView; used: number }
const spare: Scratch[] = []
const SLAB_BYTES = 0x4000
/** With less than this left a slab is let go. */
const LEAST_ROOM = 1_024
/** Longer messages are copied out, lest a slab be full at once; shorter ones stay where they were written. */
const SMALL_BYTES = 2_048
/** From here on bytes are not copied into the scratch: they become pieces of the result. */
const LARGE_BYTES = 2_048

interface Large { at: number; readonly bytes: Uint8Array }
const NONE: readonly Large[] = []

const scratch = (room: number): Scratch => {
  const bytes = new Uint8Array(room)
  return { bytes, view: new DataView(bytes.buffer), used: 0 }
}

/** Writes Kafka's primitive types, big-endian. `done` or `pieces` give what was written; the writer is spent then. */
export class Writer {
  #scratch: Scratch
  /** Where it began in the scratch, and where it goes on. */
  #from: number
  #at: number
  /** Large bytes, and where in the scratch each belongs. */
  #large: Large[] | null = null
  #largeBytes = 0

  constructor(room = 256) {
    const used = spare.pop()
    this.#scratch = used && used.bytes.length - used.used >= room ? used : scratch(Math.max(room, SLAB_BYTES))
    this.#from = this.#at = this.#scratch.used
  }

  /** Bytes written so far. */
  get length(): number { return this.#at - this.#from + this.#largeBytes }

  /** All in one piece, of exactly the size written. */
  done(): Uint8Array { return joined(this.pieces()) }

  /** The same, with what is large as it was handed over. */
  pieces(): Bytes {
    const small = this.#leave()
    if (!this.#large) return small
    const pieces: Uint8Array[] = []
    let from = 0
    for (const { at, bytes } of this.#large) {
      const to = at - this.#from
      if (to > from) pieces.push(small.subarray(from, to))
      pieces.push(bytes)
      from = to
    }
    if (from < small.length) pieces.push(small.subarray(from))
    return together(pieces)
  }

  /** What lies in the scratch; its room goes to the next writer. */
  #leave(): Uint8Array {
    const own = this.#scratch, { bytes } = own
    const stays = this.#at - this.#from <= SMALL_BYTES
    const small = stays ? bytes.subarray(this.#from, this.#at) : bytes.slice(this.#from, this.#at)
    if (stays) own.used = this.#at
    if (bytes.length - own.used >= LEAST_ROOM && bytes.length <= SLAB_BYTES) spare.push(own)
    return small
  }

  /** Makes room for `count` bytes and gives where in the scratch they begin. */
  #room(count: number): number {
    if (this.#at + count > this.#scratch.bytes.length) this.#grow(this.#at + count)
    const at = this.#at
    this.#at = at + count
    return at
  }

  #grow(least: number): void {
    const written = this.#scratch.bytes.subarray(this.#from, this.#at), before = this.#from
    this.#scratch = scratch(Math.max(SLAB_BYTES, 2 * (least - before)))
    this.#scratch.bytes.set(written)
    this.#from = 0
    this.#at -= before
    for (const each of this.#large ?? NONE) each.at -= before
  }

  bool(value: boolean): void { this.int8(value ? 1 : 0) }
  int8(value: number): void { const at = this.#room(1); this.#scratch.bytes[at] = value }
  int16(value: number): void { const at = this.#room(2); this.#scratch.view.setInt16(at, value) }
  uint16(value: number): void { const at = this.#room(2); this.#scratch.view.setUint16(at, value) }
  int32(value: number): void { const at = this.#room(4); this.#scratch.view.setInt32(at, value) }
  uint32(value: number): void { const at = this.#room(4); this.#scratch.view.setUint32(at, value) }
  int64(value: bigint): void { const at = this.#room(8); this.#scratch.view.setBigInt64(at, value) }
  float64(value: number): void { const at = this.#room(8); this.#scratch.view.setFloat64(at, value) }
  int53(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no safe integer`)
    const at = this.#room(8)
    const high = Math.floor(value / 0x1_0000_0000)
    this.#scratch.view.setInt32(at, high)
    this.#scratch.view.setUint32(at + 4, value - high * 0x1_0000_0000)
  }
  /** Fills in a size once it is known: writes over four bytes near the beginning, in front of any large piece. */
  int32At(at: number, value: number): void { this.#scratch.view.setInt32(this.#from + at, value) }

  uvarint(value: number): void {
    let rest = value >>> 0
    while (rest >= 0x80) { this.int8((rest & 0x7f) | 0x80); rest >>>= 7 }
    this.int8(rest)
  }
  varint(value: number): void { this.uvarint((value << 1) ^ (value >> 31)) }
  /** Zig-zag varlong of a safe integer. */
  varlong(value: number): void {
    // zig-zag by arithmetic: 2v for v ≥ 0, −2v−1 below; may reach 2^54, so it is kept as a high and a low half
    const magnitude = value < 0 ? -value - 1 : value
    let high = Math.floor(magnitude / 0x8000_0000)
    let low = ((magnitude % 0x8000_0000) * 2 + (value < 0 ? 1 : 0)) >>> 0
    while (high > 0 || low >= 0x80) {
      this.int8((low & 0x7f) | 0x80)
      low = ((low >>> 7) | ((high & 0x7f) << 25)) >>> 0
      high = Math.floor(high / 0x80)
    }
    this.int8(low)
  }

  uuid(value: string): void { const at = this.#room(16); uuidBytes(value, this.#scratch.bytes, at) }
  /** Large bytes are taken as they are: they may not be changed any more. */
  raw(bytes: Bytes): void {
    if (isWhole(bytes)) this.#rawPiece(bytes)
    else for (const piece of bytes.pieces) this.#rawPiece(piece)
  }

  #rawPiece(bytes: Uint8Array): void {
    if (bytes.length < LARGE_BYTES) {
      const at = this.#room(bytes.length)
      this.#scratch.bytes.set(bytes, at)
      return
    }
    (this.#large ??= []).push({ at: this.#at, bytes })
    this.#largeBytes += bytes.length
  }
  /** The letters alone; the length in front is the caller's. */
  text(value: string, length = utf8Length(value)): void { const at = this.#room(length); utf8Write(value, this.#scratch.bytes, at) }
}
