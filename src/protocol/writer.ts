import { utf8Length, utf8Write } from './utf8.ts'
import { uuidBytes } from './uuid.ts'

/** Writes Kafka's primitive types into a buffer that grows. `done` gives the bytes, as a view: the writer is spent. */
export class Writer {
  #bytes: Uint8Array
  #view: DataView
  at = 0

  constructor(room = 256) {
    this.#bytes = new Uint8Array(room)
    this.#view = new DataView(this.#bytes.buffer)
  }

  done(): Uint8Array { return this.#bytes.subarray(0, this.at) }

  /** Makes room for `count` bytes and gives where they begin. */
  room(count: number): number {
    const at = this.at
    const end = at + count
    if (end > this.#bytes.length) this.#grow(end)
    this.at = end
    return at
  }

  #grow(least: number): void {
    const bigger = new Uint8Array(Math.max(least, this.#bytes.length * 2))
    bigger.set(this.#bytes)
    this.#bytes = bigger
    this.#view = new DataView(bigger.buffer)
  }

  bool(value: boolean): void { this.int8(value ? 1 : 0) }
  int8(value: number): void { const at = this.room(1); this.#view.setInt8(at, value) }
  int16(value: number): void { const at = this.room(2); this.#view.setInt16(at, value) }
  uint16(value: number): void { const at = this.room(2); this.#view.setUint16(at, value) }
  int32(value: number): void { const at = this.room(4); this.#view.setInt32(at, value) }
  uint32(value: number): void { const at = this.room(4); this.#view.setUint32(at, value) }
  int64(value: bigint): void { const at = this.room(8); this.#view.setBigInt64(at, value) }
  float64(value: number): void { const at = this.room(8); this.#view.setFloat64(at, value) }
  int53(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no safe integer`)
    const at = this.room(8)
    this.#view.setInt32(at, Math.floor(value / 0x1_0000_0000))
    this.#view.setUint32(at + 4, value % 0x1_0000_0000 + (value < 0 ? 0x1_0000_0000 : 0))
  }
  /** Writes over four bytes already written. */
  int32At(at: number, value: number): void { this.#view.setInt32(at, value) }

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

  uuid(value: string): void { const at = this.room(16); uuidBytes(value, this.#bytes, at) }
  raw(bytes: Uint8Array): void { const at = this.room(bytes.length); this.#bytes.set(bytes, at) }
  /** The letters alone; the length in front is the caller's. */
  text(value: string, length = utf8Length(value)): void { const at = this.room(length); utf8Write(value, this.#bytes, at) }
}
