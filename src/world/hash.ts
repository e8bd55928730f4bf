import { isWhole, type Bytes, type Pieces } from '../env/bytes.ts'

/**
 * A running 64-bit hash in two 32-bit lanes, of numbers and bytes. It tells two runs apart; it keeps no secrets.
 * (Mixing steps after MurmurHash3's.)
 */
export interface Hash { a: number; b: number }

export const newHash = (seed = 0): Hash => ({ a: seed | 0, b: ~seed | 0 })

export function mix(hash: Hash, value: number): void {
  const low = value | 0
  const k = Math.imul(low, 0xcc9e2d51)
  hash.a = Math.imul(((hash.a ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593)) << 13) | (hash.a >>> 19), 5) + 0xe6546b64 | 0
  hash.b = Math.imul(hash.b ^ low, 0x85ebca6b) + ((hash.a << 7) | (hash.a >>> 25)) | 0
}

/** A number beyond 32 bits: a time, an offset. */
export function mixWide(hash: Hash, value: number): void {
  mix(hash, value)
  mix(hash, value / 0x1_0000_0000)
}

export function mixText(hash: Hash, text: string): void {
  for (let i = 0; i < text.length; i++) mix(hash, text.charCodeAt(i))
}

/** Whole when short; else the first and last part and the length: a batch's CRC stands near its beginning. */
const PART = 192

export function mixBytes(hash: Hash, bytes: Bytes): void {
  const length = bytes.length
  mix(hash, length)
  if (length <= 2 * PART) return mixPart(hash, bytes, 0, length)
  mixPart(hash, bytes, 0, PART)
  mixPart(hash, bytes, length - PART, length)
}

/** The same for the same bytes, whatever pieces they are in. */
function mixPart(hash: Hash, bytes: Bytes, from: number, to: number): void {
  if (isWhole(bytes)) return mixRange(hash, bytes, from, to)
  gather(bytes, from, to)
  mixRange(hash, gathered, 0, to - from)
}

/** Where a part is put together: memory of its own for each would cost more than mixing it. */
const gathered = new Uint8Array(2 * PART)

function gather({ pieces }: Pieces, from: number, to: number): void {
  let at = 0
  for (const piece of pieces) {
    const end = Math.min(to - at, piece.length)
    for (let i = Math.max(from - at, 0); i < end; i++) gathered[at + i - from] = piece[i]!
    at += piece.length
  }
}

function mixRange(hash: Hash, bytes: Uint8Array, from: number, to: number): void {
  let at = from
  for (; at + 4 <= to; at += 4) mix(hash, bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24))
  for (; at < to; at++) mix(hash, bytes[at]!)
}

/** Plain data, whole; Maps and Sets in their own order, objects in the order of their keys' names. */
export function mixPlain(hash: Hash, value: unknown): void {
  if (value instanceof Uint8Array) mixRange(hash, value, 0, value.length)
  else if (value instanceof Map || value instanceof Set || Array.isArray(value)) {
    for (const each of value) mixPlain(hash, each)
  } else if (typeof value === 'object' && value !== null) mixObject(hash, value as Record<string, unknown>)
  else mixText(hash, `${typeof value} ${String(value)}`)
  mix(hash, 0x7fff)
}

function mixObject(hash: Hash, value: Record<string, unknown>): void {
  for (const key of Object.keys(value).sort()) {
    mixText(hash, key)
    mixPlain(hash, value[key])
  }
}

/** 16 hex digits. */
export const hashText = ({ a, b }: Hash): string => hex(a) + hex(b)
const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0')
