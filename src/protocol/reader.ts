import { MalformedError } from './malformed.ts'
import { utf8Decode } from './utf8.ts'
import { knownUuidText } from './uuid.ts'

const SHIFT = [1, 0x80, 0x4000, 0x20_0000, 0x1000_0000]
/** Eight bytes to read doubles and bigints through. */
const eight = new DataView(new ArrayBuffer(8))

/**
 * What an int64 beyond a safe integer reads as in a request, or its negative: larger than any offset, time or size there is, and no safe
 * integer, so that whoever would keep it refuses it.
 */
export const BEYOND = 0x20_0000_0000_0000

/** Reads Kafka's primitive types from bytes, never beyond their end. All numbers are big-endian. */
export class Reader {
  readonly bytes: Uint8Array
  at: number
  end: number
  /** An int64 beyond 2^53 reads as `BEYOND` instead of ending it all. */
  isLenient = false

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  get left(): number { return this.end - this.at }

  /** Moves on by `count` bytes and gives where they begin. */
  take(count: number): number {
    const at = this.at
    if (count < 0 || count > this.end - at) throw new MalformedError(`${count} bytes wanted at ${at}, ${this.end - at} left`)
    this.at = at + count
    return at
  }

  bool(): boolean { return this.bytes[this.take(1)] !== 0 }
  int8(): number { return (this.bytes[this.take(1)]! << 24) >> 24 }
  uint8(): number { return this.bytes[this.take(1)]! }
  int16(): number { const at = this.take(2); return ((this.bytes[at]! << 24) >> 16) | this.bytes[at + 1]! }
  uint16(): number { const at = this.take(2); return (this.bytes[at]! << 8) | this.bytes[at + 1]! }
  int32(): number { return this.#int32At(this.take(4)) }
  uint32(): number { return this.#int32At(this.take(4)) >>> 0 }
  int64(): bigint { return this.#eight().getBigInt64(0) }
  float64(): number { return this.#eight().getFloat64(0) }
  /** An int64 that must be a safe integer, unless this reader is lenient. */
  int53(): number {
    const at = this.take(8)
    const value = this.#int32At(at) * 0x1_0000_0000 + (this.#int32At(at + 4) >>> 0)
    if (Number.isSafeInteger(value)) return value
    if (!this.isLenient) throw new MalformedError(`int64 at ${at} is beyond 2^53`)
    return value < 0 ? -BEYOND : BEYOND
  }

  #int32At(at: number): number {
    const { bytes } = this
    return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  }

  #eight(): DataView {
    const at = this.take(8)
    eight.setInt32(0, this.#int32At(at))
    eight.setInt32(4, this.#int32At(at + 4))
    return eight
  }

  /** Unsigned varint of at most 32 bits (ByteUtils.readUnsignedVarint). */
  uvarint(): number {
    let value = 0
    for (let i = 0; i < 5; i++) {
      const byte = this.uint8()
      value += (byte & 0x7f) * SHIFT[i]!
      if (byte < 0x80) {
        if (value > 0xffff_ffff) break
        return value
      }
    }
    throw new MalformedError(`varint at ${this.at} is longer than 32 bits`)
  }
  /** Zig-zag varint (ByteUtils.readVarint). */
  varint(): number {
    const raw = this.uvarint()
    return (raw >>> 1) ^ -(raw & 1)
  }
  /** Zig-zag varlong that must be a safe integer (ByteUtils.readVarlong). */
  varlong(): number {
    let low = 0, high = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.uint8()
      if (shift < 28) low |= (byte & 0x7f) << shift
      else if (shift === 28) { low |= (byte & 0x0f) << 28; high |= (byte & 0x7f) >> 4 }
      else high |= (byte & 0x7f) << (shift - 32)
      if (byte < 0x80) {
        const magnitude = (high >>> 0) * 0x8000_0000 + (low >>> 1)
        const value = low & 1 ? -magnitude - 1 : magnitude
        if (!Number.isSafeInteger(value)) throw new MalformedError(`varlong at ${this.at} is beyond 2^53`)
        return value
      }
    }
    throw new MalformedError(`varlong at ${this.at} is longer than 64 bits`)
  }

  uuid(): string { return knownUuidText(this.bytes, this.take(16)) }
  /** A view of the next `length` bytes. */
  slice(length: number): Uint8Array {
    const at = this.take(length)
    return this.bytes.subarray(at, at + length)
  }
  text(length: number): string {
    const at = this.take(length)
    return utf8Decode(this.bytes, at, at + length)
  }
}
