import { isWhole, together, type Bytes, type Pieces } from '../env/bytes.ts'
import { MalformedError } from './malformed.ts'
import { utf8Decode } from './utf8.ts'
import { knownUuidText } from './uuid.ts'

const SHIFT = [1, 0x80, 0x4000, 0x20_0000, 0x1000_0000]
/** Eight bytes to read doubles and bigints through. */
const eight = new DataView(new ArrayBuffer(8))
const NONE: Pieces['pieces'] = []
const NO_BYTES = new Uint8Array(0)

/**
 * What an int64 beyond a safe integer reads as in a request, or its negative: larger than any offset, time or size there is, and no safe
 * integer, so that whoever would keep it refuses it.
 */
export const BEYOND = 0x20_0000_0000_0000

/**
 * Reads Kafka's primitive types from bytes, never beyond their end. All numbers are big-endian. `bytes`, `at` and `end` speak of the piece
 * in hand; whoever looks into `bytes` takes first.
 */
export class Reader {
  bytes: Uint8Array
  at: number
  end: number
  /** An int64 beyond 2^53 reads as `BEYOND` instead of ending it all. */
  isLenient = false
  /** Pieces to come: the number of the next, how much of it is taken, how many bytes there are in all. */
  #pieces = NONE
  #next = 0
  #taken = 0
  #behind = 0
  /** Bytes read from pieces no longer in hand. */
  #passed = 0

  constructor(bytes: Bytes, at = 0, end = bytes.length) {
    const whole = isWhole(bytes)
    this.bytes = whole ? bytes : NO_BYTES
    this.at = whole ? at : 0
    this.end = whole ? end : 0
    if (!whole) this.#over(bytes, at, end)
  }

  #over({ pieces }: Pieces, at: number, end: number): void {
    this.#pieces = pieces
    this.#behind = end
    this.take(at)
  }

  get left(): number { return this.end - this.at + this.#behind }
  /** Bytes read so far, counted from where `bytes` began. */
  get position(): number { return this.#passed + this.at }

  /** Moves on by `count` bytes and gives where in `bytes` they begin. */
  take(count: number): number {
    const at = this.at
    if (count < 0 || count > this.end - at) return this.#takeBeyond(count)
    this.at = at + count
    return at
  }

  #takeBeyond(count: number): number {
    if (count < 0 || count > this.left) throw new MalformedError(`${count} bytes wanted at ${this.position}, ${this.left} left`)
    if (this.at === this.end) this.#turn()
    else this.#join(count)
    return this.take(count)
  }

  /** The next piece comes to hand. */
  #turn(): void {
    const piece = this.#pieces[this.#next++]!
    this.#passed += this.at - this.#taken
    this.bytes = piece
    this.at = this.#taken
    this.end = Math.min(piece.length, this.at + this.#behind)
    this.#behind -= this.end - this.at
    this.#taken = 0
  }

  /** The next `count` bytes, which no piece has alone, come to hand as one. */
  #join(count: number): void {
    const whole = new Uint8Array(count), passed = this.position
    for (let at = 0; ;) {
      const part = this.bytes.subarray(this.at, Math.min(this.end, this.at + count - at))
      whole.set(part, at)
      at += part.length
      this.at += part.length
      if (at === count) break
      this.#turn()
    }
    this.#giveBack()
    this.bytes = whole
    this.at = 0
    this.end = count
    this.#passed = passed
  }

  /** What is left of the piece in hand will come after what was joined. */
  #giveBack(): void {
    if (this.at === this.end) return
    this.#next--
    this.#taken = this.at
    this.#behind += this.end - this.at
  }

  /** A reader of the next `size` bytes alone. */
  part(size: number): Reader {
    const at = this.take(size), part = new Reader(this.bytes, at, at + size)
    part.isLenient = this.isLenient
    return part
  }

  bool(): boolean { return this.uint8() !== 0 }
  int8(): number { return (this.uint8() << 24) >> 24 }
  uint8(): number { const at = this.take(1); return this.bytes[at]! }
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

  uuid(): string { const at = this.take(16); return knownUuidText(this.bytes, at) }
  /** A view of the next `length` bytes. */
  slice(length: number): Uint8Array {
    const at = this.take(length)
    return this.bytes.subarray(at, at + length)
  }
  /** The next `length` bytes, in the pieces they lie in. */
  pieces(length: number): Bytes {
    if (length <= this.end - this.at) return this.slice(length)
    if (length > this.left) this.take(length)
    const pieces: Uint8Array[] = []
    for (let left = length; left > 0;) {
      if (this.at === this.end) this.#turn()
      const piece = this.slice(Math.min(left, this.end - this.at))
      if (piece.length > 0) pieces.push(piece)
      left -= piece.length
    }
    return together(pieces)
  }
  text(length: number): string {
    const at = this.take(length)
    return utf8Decode(this.bytes, at, at + length)
  }
}
