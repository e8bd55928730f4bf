import { MalformedError } from '../../malformed.ts'
import { Output } from '../output.ts'
import { xxh64Low } from '../xxh64.ts'
import { BackwardBits } from './bits.ts'
import { little, readLiterals } from './literals.ts'
import type { HuffmanTable } from './huffman.ts'
import { execute, readSequences, type Offsets, type SequenceTables } from './sequences.ts'

/*
 * Zstandard, as it is read (RFC 8878): frames one behind the other.
 *
 *   ┌─────────────┬────────────┬──────────┬──────────────┬──────────────┬─────────────────────────┬─────────────┐
 *   │ 28 b5 2f fd │ descriptor │ (window) │ (dictionary) │ (content     │ block header: 3, block, │ (checksum)  │
 *   │             │            │          │  0, 1, 2, 4  │  size) 0 – 8 │ …                       │  4          │
 *   └─────────────┴────────────┴──────────┴──────────────┴──────────────┴─────────────────────────┴─────────────┘
 *   A skippable frame: 5x 2a 4d 18, its size in 4 bytes, whatever it likes.
 *
 * No room is made for what a header claims, only for bytes that came of the blocks; and each block costs what it holds and what it gives.
 */
const FRAME = 0xfd2f_b528, SKIPPABLE = 0x0184_d2a5
const FLAG = { checksum: 0x04, reserved: 0x08, singleSegment: 0x20 } as const
const DICTIONARY_BYTES = [0, 1, 2, 4], CONTENT_SIZE_BYTES = [0, 2, 4, 8]
/** A content size of two bytes begins where that of one byte ends. */
const SHORT_SIZE = 2, SHORT_SIZE_BASE = 256
const BLOCK = { raw: 0, rle: 1, compressed: 2 } as const
const MAX_BLOCK = 128 * 1024
/** What zstd itself takes from strangers (ZSTD_WINDOWLOG_LIMIT_DEFAULT). */
const MAX_WINDOW = 1 << 27

interface Header {
  readonly blocksAt: number
  /** The most that a block may give. */
  readonly maxBlock: number
  readonly contentBytes: number | null
  readonly hasChecksum: boolean
}

/** What the blocks of a frame hand on to each other. */
interface Before { tree: HuffmanTable | null; tables: SequenceTables | null; readonly offsets: Offsets; readonly maxBlock: number }

/** Where the literals of the block lie that is being read. */
const room = new Uint8Array(MAX_BLOCK)

export function zstdExpand(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const out = new Output(maxBytes, Math.min(bytes.length * 4, MAX_BLOCK))
  expandInto(out, bytes)
  return out.done()
}

export function expandInto(out: Output, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    const magic = little(bytes, at, 4)
    if (Math.floor(magic / 16) === SKIPPABLE) at += 8 + little(bytes, at + 4, 4)
    else if (magic === FRAME) at = readFrame(bytes, at, out)
    else throw new MalformedError('no zstd frame')
    if (at > bytes.length) throw new MalformedError('zstd frame ends early')
  }
}

function readFrame(bytes: Uint8Array, from: number, out: Output): number {
  const { blocksAt, maxBlock, contentBytes, hasChecksum } = readHeader(bytes, from)
  const start = out.length
  out.ensure(contentBytes ?? 0)
  const end = readBlocks(bytes, blocksAt, out, maxBlock)
  if (contentBytes !== null && contentBytes !== out.length - start) throw new MalformedError(`zstd frame of ${contentBytes} bytes has ${out.length - start}`)
  if (!hasChecksum) return end
  if (little(bytes, end, 4) !== xxh64Low(out.bytes, start, out.length)) throw new MalformedError('zstd checksum')
  return end + 4
}

function readHeader(bytes: Uint8Array, from: number): Header {
  const flags = bytes[from + 4] ?? 0, isSingle = (flags & FLAG.singleSegment) !== 0
  const dictionaryAt = from + (isSingle ? 5 : 6), sizeAt = dictionaryAt + DICTIONARY_BYTES[flags & 3]!
  const sizeBytes = CONTENT_SIZE_BYTES[flags >> 6]! || (isSingle ? 1 : 0)
  const size = little(bytes, sizeAt, sizeBytes) + (sizeBytes === SHORT_SIZE ? SHORT_SIZE_BASE : 0)
  const window = isSingle ? size : windowOf(bytes[from + 5] ?? 0)
  if ((flags & FLAG.reserved) !== 0) throw new MalformedError('zstd frame with a reserved flag')
  if (little(bytes, dictionaryAt, sizeAt - dictionaryAt) !== 0) throw new MalformedError('zstd frame by a dictionary')
  if (!isSingle && window > MAX_WINDOW) throw new MalformedError('Frame requires too much memory for decoding')
  return { blocksAt: sizeAt + sizeBytes, maxBlock: Math.min(window, MAX_BLOCK), contentBytes: sizeBytes > 0 ? size : null,
    hasChecksum: (flags & FLAG.checksum) !== 0 }
}

/** Exponent in the upper five bits, eighths of it in the lower three (3.1.1.1.2). */
function windowOf(byte: number): number {
  let base = 1_024
  for (let exponent = byte >> 3; exponent > 0; exponent--) base *= 2
  return base + (base / 8) * (byte & 7)
}

/** Blocks to the last; gives where it ends. */
function readBlocks(bytes: Uint8Array, from: number, out: Output, maxBlock: number): number {
  const start = out.length
  const before: Before = { tree: null, tables: null, offsets: [1, 4, 8], maxBlock }
  for (let at = from; ;) {
    const header = little(bytes, at, 3), type = (header >> 1) & 3, size = header >> 3
    const end = at + 3 + (type === BLOCK.rle ? 1 : size)
    if (end > bytes.length) throw new MalformedError('zstd block ends early')
    if (size > maxBlock) throw new MalformedError(`zstd block of ${size} bytes, at most ${maxBlock}`)
    if (type === BLOCK.raw) out.copy(bytes, at + 3, size)
    else if (type === BLOCK.rle) out.fill(bytes[at + 3]!, size)
    else if (type === BLOCK.compressed) readCompressed(bytes, at + 3, end, out, start, before)
    else throw new MalformedError('zstd block of no known type')
    if ((header & 1) !== 0) return end
    at = end
  }
}

function readCompressed(bytes: Uint8Array, from: number, to: number, out: Output, start: number, before: Before): void {
  const literals = readLiterals(bytes, from, to, before.tree, room.subarray(0, before.maxBlock))
  const sequences = readSequences(bytes, literals.end, to, before.tables)
  before.tree = literals.tree
  before.tables = sequences.tables
  if (sequences.count === 0) out.copy(literals.bytes, literals.from, literals.to - literals.from)
  else execute(sequences, new BackwardBits(bytes, sequences.end, to), literals, before.offsets, out, start, before.maxBlock)
}
