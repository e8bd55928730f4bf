import { MalformedError } from '../malformed.ts'
import { TooLargeError } from './output.ts'

/*
 * How far back each frame of a zstd stream may reach (RFC 8878, 3.1.1): six bytes can ask their reader for two gigabytes of window.
 *
 *   ┌─────────────┬────────────┬──────────┬──────────────┬──────────────┬─────────────────────────┬─────────────┐
 *   │ 28 b5 2f fd │ descriptor │ (window) │ (dictionary) │ (content     │ block header: 3, block, │ (checksum)  │
 *   │             │            │          │  0, 1, 2, 4  │  size) 0 – 8 │ …                       │  4          │
 *   └─────────────┴────────────┴──────────┴──────────────┴──────────────┴─────────────────────────┴─────────────┘
 *   A skippable frame: 5x 2a 4d 18, its size in 4 bytes, whatever it likes.
 */
const FRAME = 0xfd2f_b528, SKIPPABLE = 0x0184_d2a5
const FLAG = { checksum: 0x04, singleSegment: 0x20 } as const
const DICTIONARY_BYTES = [0, 1, 2, 4], CONTENT_SIZE_BYTES = [0, 2, 4, 8]
const BLOCK_RLE = 1
/** What zstd itself takes from strangers (ZSTD_WINDOWLOG_LIMIT_DEFAULT). */
const MAX_WINDOW = 1 << 27

/** What any reader should take, however little the frame then holds (RFC 8878, 3.1.1.1.2); Java's producers ask for 2 MB. */
const COMMON_WINDOW = 1 << 23

/** Throws unless every window is one that a reader of `maxBytes` can be asked for. A stream that is cut is for its reader to refuse. */
export function ensureWindows(bytes: Uint8Array, maxBytes: number): void {
  for (let at = 0; at + 5 < bytes.length;) {
    const magic = little(bytes, at, 4)
    if (Math.floor(magic / 16) === SKIPPABLE) at += 8 + little(bytes, at + 4, 4)
    else if (magic === FRAME) at = endOfFrame(bytes, at, maxBytes)
    else return
  }
}

function endOfFrame(bytes: Uint8Array, start: number, maxBytes: number): number {
  const flags = bytes[start + 4]!
  const isSingle = (flags & FLAG.singleSegment) !== 0
  const sizeAt = start + (isSingle ? 5 : 6) + DICTIONARY_BYTES[flags & 3]!
  const sizeBytes = CONTENT_SIZE_BYTES[flags >> 6]! || (isSingle ? 1 : 0)
  if (isSingle ? little(bytes, sizeAt, sizeBytes) > maxBytes : windowOf(bytes[start + 5]!) > Math.max(maxBytes, COMMON_WINDOW))
    throw new TooLargeError(maxBytes)
  if (!isSingle && windowOf(bytes[start + 5]!) > MAX_WINDOW) throw new MalformedError('Frame requires too much memory for decoding')
  return endOfBlocks(bytes, sizeAt + sizeBytes) + (flags & FLAG.checksum ? 4 : 0)
}

/** Exponent in the upper five bits, eighths of it in the lower three. */
function windowOf(byte: number): number {
  let base = 1_024
  for (let exponent = byte >> 3; exponent > 0; exponent--) base *= 2
  return base + (base / 8) * (byte & 7)
}

function endOfBlocks(bytes: Uint8Array, first: number): number {
  for (let at = first; at + 3 <= bytes.length;) {
    const header = little(bytes, at, 3)
    at += 3 + ((header >> 1 & 3) === BLOCK_RLE ? 1 : header >> 3)
    if (header & 1) return at
  }
  return bytes.length
}

/** An unsigned number, its lowest byte first; what is not there is 0. */
function little(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}
