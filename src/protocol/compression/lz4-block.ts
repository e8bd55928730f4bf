import { MalformedError } from '../malformed.ts'
import type { Output } from './output.ts'

/*
 * LZ4's block format: sequences of literals and a match that copies from at most 64 KiB back.
 *
 *   ┌───────────────────────────┬────────────────┬──────────┬────────────┬──────────────┐
 *   │ literal count │ match − 4 │ more literals? │ literals │ distance   │ more match?  │
 *   │    4 bits     │  4 bits   │  255, 255, n   │          │ 2, little  │ 255, 255, n  │
 *   └───────────────────────────┴────────────────┴──────────┴────────────┴──────────────┘
 *   The last sequence ends with its literals: the last five bytes are always literals.
 */
const HASH_BITS = 14
/** The format's own: matches begin at least twelve bytes before the end, and leave the last five alone. */
const LAST_MATCH = 12, LAST_LITERALS = 5

const positions = new Int32Array(1 << HASH_BITS)

const word = (b: Uint8Array, at: number): number => b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)
const slot = (value: number): number => Math.imul(value, 0x9e37_79b1) >>> (32 - HASH_BITS)

/** Compresses at most 64 KiB, greedily; null when that would not make it smaller. */
export function lz4Block(bytes: Uint8Array): Uint8Array | null {
  const out = new Uint8Array(bytes.length)
  const room = bytes.length - 1
  positions.fill(-1)
  let written = 0, anchor = 0
  for (let at = 0, misses = 0; at <= bytes.length - LAST_MATCH;) {
    const value = word(bytes, at)
    const hash = slot(value)
    const before = positions[hash]!
    positions[hash] = at
    if (before < 0 || word(bytes, before) !== value) { at += 1 + (misses++ >> 6); continue }
    const length = matchLength(bytes, before, at)
    written = putSequence(out, written, room, bytes, anchor, at, at - before, length)
    if (written < 0) return null
    at += length
    anchor = at
    misses = 0
  }
  written = putLiterals(out, written, room, bytes, anchor, bytes.length, 0)
  return written < 0 ? null : out.subarray(0, written)
}

function matchLength(bytes: Uint8Array, before: number, at: number): number {
  const end = bytes.length - LAST_LITERALS
  let length = 4
  while (at + length < end && bytes[before + length] === bytes[at + length]) length++
  return length
}

/** Gives the new end, or -1 when the room does not do. */
function putSequence(
  out: Uint8Array, at: number, room: number, bytes: Uint8Array, from: number, to: number, distance: number, match: number,
): number {
  let end = putLiterals(out, at, room, bytes, from, to, Math.min(match - 4, 15))
  if (end < 0 || end + 3 + match / 255 > room) return -1
  out[end++] = distance
  out[end++] = distance >> 8
  return match - 4 < 15 ? end : putRest(out, end, match - 4 - 15)
}

function putLiterals(out: Uint8Array, at: number, room: number, bytes: Uint8Array, from: number, to: number, matchBits: number): number {
  const count = to - from
  if (at + 2 + count + count / 255 > room) return -1
  let end = at
  out[end++] = (Math.min(count, 15) << 4) | matchBits
  if (count >= 15) end = putRest(out, end, count - 15)
  out.set(bytes.subarray(from, to), end)
  return end + count
}

function putRest(out: Uint8Array, at: number, rest: number): number {
  for (; rest >= 255; rest -= 255) out[at++] = 255
  out[at++] = rest
  return at
}

/** Expands one block behind what `out` holds; matches do not reach into earlier blocks. */
export function lz4ExpandBlock(bytes: Uint8Array, out: Output, blockBytes: number): void {
  const start = out.length
  for (let at = 0; at < bytes.length;) {
    const token = bytes[at++]!
    let literals = token >> 4
    if (literals === 15) for (let more = 255; more === 255; literals += more) more = bytes[at++] ?? cut()
    if (literals > bytes.length - at) cut()
    out.copy(bytes, at, literals)
    at += literals
    if (at === bytes.length) break
    const distance = bytes[at]! | ((bytes[at + 1] ?? cut()) << 8)
    at += 2
    let match = (token & 15) + 4
    if (match === 19) for (let more = 255; more === 255; match += more) more = bytes[at++] ?? cut()
    if (distance === 0 || distance > out.length - start) throw new MalformedError(`lz4 match ${distance} back, ${out.length - start} written`)
    out.repeat(distance, match)
    if (out.length - start > blockBytes) throw new MalformedError(`lz4 block expands beyond ${blockBytes} bytes`)
  }
}

function cut(): never { throw new MalformedError('lz4 block ends inside a sequence') }
