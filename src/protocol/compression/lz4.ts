import { MalformedError } from '../malformed.ts'
import { lz4Block, lz4ExpandBlock } from './lz4-block.ts'
import { Output } from './output.ts'
import { xxh32 } from './xxh32.ts'

/*
 * The LZ4 frame as Kafka's Lz4BlockOutputStream writes it and its input stream accepts it: independent blocks of at most
 * 64 KiB, no checksums but the header's.
 *
 *   ┌─────────────┬─────┬────┬─────────────────┬────┬────────────────┬───────┬───────────────────┬───────┬─────────────┐
 *   │ 04 22 4d 18 │ FLG │ BD │ (content size)  │ HC │ block length   │ block │ (block's checksum)│   …   │ 00 00 00 00 │
 *   └─────────────┴─────┴────┴─────────────────┴────┴────────────────┴───────┴───────────────────┴───────┴─────────────┘
 *    little-endian  60h  40h   8, when FLG bit 3     bit 31: stored           4, when FLG bit 4
 */
const MAGIC = [0x04, 0x22, 0x4d, 0x18]
const FLG = { version: 0x40, independent: 0x20, blockChecksum: 0x10, contentSize: 0x08, contentChecksum: 0x04 } as const
const BD_64K = 0x40
const BLOCK = 64 * 1024
const STORED = 0x8000_0000

const headerChecksum = (bytes: Uint8Array, from: number, to: number): number => (xxh32(bytes, from, to) >>> 8) & 0xff

export function lz4Frame(bytes: Uint8Array): Uint8Array {
  const out = new Output(Number.MAX_SAFE_INTEGER, 15 + bytes.length)
  out.push(Uint8Array.of(...MAGIC, FLG.version | FLG.independent, BD_64K, 0))
  out.bytes[6] = headerChecksum(out.bytes, 4, 6)
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const plain = bytes.subarray(at, at + BLOCK)
    const block = lz4Block(plain)
    putLength(out, block === null ? plain.length | STORED : block.length)
    out.push(block ?? plain)
  }
  putLength(out, 0)
  return out.done()
}

function putLength(out: Output, value: number): void {
  out.push(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24))
}

export function lz4Expand(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const { at: first, flags, blockBytes } = readHeader(bytes)
  const out = new Output(maxBytes, bytes.length * 3)
  for (let at = first; ;) {
    const word = uint32(bytes, at)
    if (word === 0) return out.done()
    const length = word % STORED
    const end = at + 4 + length
    if (length > blockBytes || end > bytes.length) throw new MalformedError(`lz4 block of ${length} bytes, ${bytes.length - at - 4} left`)
    const block = bytes.subarray(at + 4, end)
    if (word >= STORED) out.push(block)
    else lz4ExpandBlock(block, out, blockBytes)
    at = end + (flags & FLG.blockChecksum ? 4 : 0)
  }
}

/** Magic-0 producers reckoned the header's checksum from the frame's first byte on; both ways are taken. */
function readHeader(bytes: Uint8Array): { at: number; flags: number; blockBytes: number } {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) throw new MalformedError('no lz4 frame')
  const flags = bytes[4] ?? 0
  const code = (bytes[5] ?? 0) >> 4
  if ((flags & 0xc0) !== FLG.version || code < 4 || code > 7) throw new MalformedError(`lz4 frame with flags ${flags}, block size code ${code}`)
  if (!(flags & FLG.independent)) throw new MalformedError('Dependent block stream is unsupported')
  const end = flags & FLG.contentSize ? 14 : 6
  const check = bytes[end]
  if (check !== headerChecksum(bytes, 4, end) && check !== headerChecksum(bytes, 0, end)) throw new MalformedError('lz4 header checksum')
  return { at: end + 1, flags, blockBytes: 1 << (8 + 2 * code) }
}

function uint32(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw new MalformedError('lz4 frame ends inside a block length')
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}
