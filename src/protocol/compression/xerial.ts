import { MalformedError } from '../malformed.ts'
import { Output } from './output.ts'

/*
 * Snappy as Java's SnappyOutputStream frames it ("xerial"), which is what Kafka means by snappy:
 *
 *   ┌─────────────────────────┬───────────┬──────────────┬────────┬───────────┬────────┬──────────┈
 *   │ 82 53 4e 41 50 50 59 00 │ version 1 │ compatible 1 │ length │ raw block │ length │ raw block
 *   └─────────────────────────┴───────────┴──────────────┴────────┴───────────┴────────┴──────────┈
 *                                                          int32    ≤ 32 KiB of input each
 *   Bytes without that magic are one raw block: some clients send snappy so.
 */
const MAGIC = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]
const HEADER = 16
const BLOCK = 32 * 1024

type Block = (bytes: Uint8Array) => Uint8Array
/** Expands one raw block to at most `maxBytes`. */
type BoundedBlock = (bytes: Uint8Array, maxBytes: number) => Uint8Array

export function xerialFrame(bytes: Uint8Array, compressBlock: Block): Uint8Array {
  const out = new Output(Number.MAX_SAFE_INTEGER, HEADER + 4 + bytes.length)
  out.push(Uint8Array.of(...MAGIC, 0, 0, 0, 1, 0, 0, 0, 1))
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const block = compressBlock(bytes.subarray(at, at + BLOCK))
    const length = block.length
    out.push(Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length))
    out.push(block)
  }
  return out.done()
}

export function xerialExpand(bytes: Uint8Array, expandBlock: BoundedBlock, maxBytes: number): Uint8Array {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return expandBlock(bytes, maxBytes)
  if (bytes.length < HEADER) throw new MalformedError('snappy stream ends inside its header')
  const out = new Output(maxBytes, bytes.length * 3)
  for (let at = HEADER; at + 4 <= bytes.length;) {
    const length = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    at += 4
    if (length < 1 || length > bytes.length - at) throw new MalformedError(`snappy block of ${length} bytes, ${bytes.length - at} left`)
    out.push(expandBlock(bytes.subarray(at, at + length), maxBytes - out.length))
    at += length
  }
  return out.done()
}
