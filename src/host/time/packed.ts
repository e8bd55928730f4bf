import { lz4Expand, lz4Frame } from '../../protocol/compression/lz4.ts'
import { define } from '../../world/plain.ts'

/*
 * Plain data as bytes, for what is kept and hardly ever looked at: a moment of a world is some 70,000 small objects, and a collector that has
 * to go through twenty of them lets the heap grow to a multiple of what they are. Packed, a moment is one array.
 */

/** `shared`: what was to stay as it is, because others have it as well, and what is no plain data. */
export interface Packed { readonly bytes: Uint8Array; readonly shared: readonly object[] }

const TAG = {
  undefined: 0, null: 1, false: 2, true: 3, int: 4, float: 5, bigint: 6, text: 7, wideText: 8, sameText: 9, array: 10, map: 11, set: 12, object: 13,
  bytes: 14, shared: 15,
} as const
/** Larger buffers are somebody's frame or batch, and stay where they are. */
const MOST_COPIED = 32_768

/** What is written before it is packed, kept for the next: a buffer of a megabyte for each would wait for the collector. */
let scratch = new Uint8Array(65_536)

/** `isShared` says which objects are not to be copied. */
export function packed(value: unknown, isShared: (part: object) => boolean): Packed {
  const writer = new PlainWriter(scratch, isShared)
  writer.put(value)
  scratch = writer.bytes
  return { bytes: lz4Frame(writer.done()).slice(), shared: writer.shared }
}

export const unpacked = ({ bytes, shared }: Packed): unknown => new PlainReader(lz4Expand(bytes, Number.MAX_SAFE_INTEGER), shared).take()

class PlainWriter {
  readonly shared: object[] = []
  readonly #isShared: (part: object) => boolean
  readonly #texts = new Map<string, number>()
  #bytes: Uint8Array<ArrayBuffer>
  #view: DataView
  #length = 0

  /** Writes into `bytes`, and into larger ones when they do not do. */
  constructor(bytes: Uint8Array<ArrayBuffer>, isShared: (part: object) => boolean) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
    this.#isShared = isShared
  }

  get bytes(): Uint8Array<ArrayBuffer> { return this.#bytes }
  done(): Uint8Array { return this.#bytes.subarray(0, this.#length) }

  put(value: unknown): void {
    switch (typeof value) {
      case 'undefined': return this.#tag(TAG.undefined)
      case 'boolean': return this.#tag(value ? TAG.true : TAG.false)
      case 'number': return this.#number(value)
      case 'string': return this.#text(value)
      case 'bigint':
        this.#tag(TAG.bigint)
        return this.#text(String(value))
      default: return value === null ? this.#tag(TAG.null) : this.#object(value as object)
    }
  }

  #object(value: object): void {
    const kind = Object.getPrototypeOf(value) as unknown
    if (this.#isShared(value)) this.#keep(value)
    else if (Array.isArray(value)) this.#all(TAG.array, value)
    else if (kind === Object.prototype) this.#record(value as Record<string, unknown>)
    else if (value instanceof Map) this.#all(TAG.map, [...value].flat())
    else if (value instanceof Set) this.#all(TAG.set, [...value])
    else if (value instanceof Uint8Array && value.buffer.byteLength <= MOST_COPIED) this.#copy(value)
    else this.#keep(value)
  }

  #keep(value: object): void {
    this.#tag(TAG.shared)
    this.#count(this.shared.push(value) - 1)
  }

  #all(tag: number, parts: readonly unknown[]): void {
    this.#tag(tag)
    this.#count(parts.length)
    for (const part of parts) this.put(part)
  }

  #record(value: Record<string, unknown>): void {
    const names = Object.keys(value)
    this.#tag(TAG.object)
    this.#count(names.length)
    for (const name of names) {
      this.#text(name)
      this.put(value[name])
    }
  }

  #copy(bytes: Uint8Array): void {
    this.#tag(TAG.bytes)
    this.#count(bytes.length)
    const at = this.#room(bytes.length)
    this.#bytes.set(bytes, at)
  }

  #number(value: number): void {
    const isInt = value === (value | 0) && !Object.is(value, -0)
    this.#tag(isInt ? TAG.int : TAG.float)
    if (isInt) this.#count(((value << 1) ^ (value >> 31)) >>> 0)
    else {
      const at = this.#room(8)
      this.#view.setFloat64(at, value)
    }
  }

  /** The same one again is its number. */
  #text(text: string): void {
    const number = this.#texts.get(text)
    if (number !== undefined) {
      this.#tag(TAG.sameText)
      return this.#count(number)
    }
    this.#texts.set(text, this.#texts.size)
    const isWide = isWideText(text)
    this.#tag(isWide ? TAG.wideText : TAG.text)
    this.#count(text.length)
    const step = isWide ? 2 : 1, from = this.#room(step * text.length)
    for (let i = 0, at = from; i < text.length; i++, at += step) {
      if (isWide) this.#view.setUint16(at, text.charCodeAt(i))
      else this.#bytes[at] = text.charCodeAt(i)
    }
  }

  #tag(tag: number): void {
    const at = this.#room(1)
    this.#bytes[at] = tag
  }

  /** Seven bits a byte, the lowest first. */
  #count(count: number): void {
    for (; count > 127; count >>>= 7) this.#tag((count & 127) | 128)
    this.#tag(count)
  }

  #room(count: number): number {
    const at = this.#length
    this.#length += count
    if (this.#length > this.#bytes.length) this.#grow()
    return at
  }

  #grow(): void {
    const bigger = new Uint8Array(2 * this.#length)
    bigger.set(this.#bytes)
    this.#bytes = bigger
    this.#view = new DataView(bigger.buffer)
  }
}

function isWideText(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return true
  return false
}

class PlainReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #shared: readonly object[]
  readonly #texts: string[] = []
  #at = 0

  constructor(bytes: Uint8Array, shared: readonly object[]) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#shared = shared
  }

  take(): unknown {
    const tag = this.#bytes[this.#at++]!
    switch (tag) {
      case TAG.undefined: return undefined
      case TAG.null: return null
      case TAG.false: return false
      case TAG.true: return true
      case TAG.int: return this.#int()
      case TAG.float: return this.#view.getFloat64((this.#at += 8) - 8)
      case TAG.bigint: return BigInt(this.take() as string)
      case TAG.array: return this.#all()
      case TAG.map: return this.#map()
      case TAG.set: return new Set(this.#all())
      case TAG.object: return this.#record()
      case TAG.bytes: return this.#next(this.#count()).slice()
      case TAG.shared: return this.#shared[this.#count()]
      default: return this.#text(tag)
    }
  }

  #int(): number {
    const zigzag = this.#count()
    return (zigzag >>> 1) ^ -(zigzag & 1)
  }

  #all(): unknown[] {
    const parts: unknown[] = []
    for (let left = this.#count(); left > 0; left--) parts.push(this.take())
    return parts
  }

  #map(): Map<unknown, unknown> {
    const parts = this.#all(), map = new Map<unknown, unknown>()
    for (let i = 0; i < parts.length; i += 2) map.set(parts[i], parts[i + 1])
    return map
  }

  #record(): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    for (let left = this.#count(); left > 0; left--) {
      const name = this.take() as string
      define(record, name, this.take())
    }
    return record
  }

  #text(tag: number): string {
    if (tag === TAG.sameText) return this.#texts[this.#count()]!
    const length = this.#count(), step = tag === TAG.wideText ? 2 : 1, from = this.#at
    this.#at += step * length
    let text = ''
    for (let at = from; at < this.#at; at += step) text += String.fromCharCode(step === 2 ? this.#view.getUint16(at) : this.#bytes[at]!)
    this.#texts.push(text)
    return text
  }

  #next(count: number): Uint8Array { return this.#bytes.subarray(this.#at, this.#at += count) }

  #count(): number {
    let count = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++]!
      count |= (byte & 127) << shift
      if (byte < 128) return count >>> 0
    }
  }
}
