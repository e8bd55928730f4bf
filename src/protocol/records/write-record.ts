import { utf8Length, utf8Write } from '../utf8.ts'
import type { Headers } from './builder.ts'

/** −1 and 0 as varints. */
const NO_KEY = 1, NO_HEADERS = 0

/**
 * Writes one record (drawn at `RecordCursor`); the room must be there. `body` is what its length says (`recordBodyBytes`).
 * Gives the position behind it. A producer spends most of its time here: no views, no objects, nothing reckoned twice.
 */
export function writeRecord(
  into: Uint8Array, from: number, body: number, timestampDelta: number, offsetDelta: number,
  key: Uint8Array | null, value: Uint8Array | null, headers: Headers,
): number {
  if (key === null && value !== null && headers.length === 0) return writeValue(into, from, body, timestampDelta, offsetDelta, value)
  let at = putVarint(into, from, body)
  into[at++] = 0
  at = timestampDelta === (timestampDelta | 0) ? putVarint(into, at, timestampDelta) : putVarlong(into, at, timestampDelta)
  at = putVarint(into, at, offsetDelta)
  at = putBytes(into, at, key)
  at = putBytes(into, at, value)
  at = putVarint(into, at, headers.length)
  return headers.length === 0 ? at : putHeaders(into, at, headers)
}

/** A value alone, without key and headers, as most producers send it. */
function writeValue(into: Uint8Array, from: number, body: number, timestampDelta: number, offsetDelta: number, value: Uint8Array): number {
  const length = value.length
  let at = putVarint(into, from, body)
  into[at++] = 0
  at = timestampDelta === (timestampDelta | 0) ? putVarint(into, at, timestampDelta) : putVarlong(into, at, timestampDelta)
  at = putVarint(into, at, offsetDelta)
  into[at++] = NO_KEY
  at = putVarint(into, at, length)
  into.set(value, at)
  into[at + length] = NO_HEADERS
  return at + length + 1
}

/** Nearly all are of one or two bytes: those are written without a loop. */
function putVarint(into: Uint8Array, at: number, value: number): number {
  const raw = (value << 1) ^ (value >> 31)
  if ((raw & ~0x7f) === 0) {
    into[at] = raw
    return at + 1
  }
  if ((raw & ~0x3fff) === 0) {
    into[at] = raw | 0x80
    into[at + 1] = raw >>> 7
    return at + 2
  }
  return putLongVarint(into, at, raw)
}

function putLongVarint(into: Uint8Array, at: number, raw: number): number {
  let end = at, rest = raw
  while ((rest & ~0x7f) !== 0) { into[end++] = rest | 0x80; rest >>>= 7 }
  into[end++] = rest
  return end
}

function putVarlong(into: Uint8Array, at: number, value: number): number {
  const magnitude = value < 0 ? -value - 1 : value
  let high = Math.floor(magnitude / 0x8000_0000)
  let low = ((magnitude % 0x8000_0000) * 2 + (value < 0 ? 1 : 0)) >>> 0
  while (high > 0 || low >= 0x80) {
    into[at++] = low | 0x80
    low = ((low >>> 7) | ((high & 0x7f) << 25)) >>> 0
    high = Math.floor(high / 0x80)
  }
  into[at++] = low
  return at
}

function putBytes(into: Uint8Array, at: number, bytes: Uint8Array | null): number {
  if (bytes === null) { into[at] = 1; return at + 1 }
  const length = bytes.length
  const from = putVarint(into, at, length)
  into.set(bytes, from)
  return from + length
}

function putHeaders(into: Uint8Array, at: number, headers: Headers): number {
  let end = at
  for (const { key, value } of headers) {
    end = putVarint(into, end, utf8Length(key))
    end = utf8Write(key, into, end)
    end = putBytes(into, end, value)
  }
  return end
}
