import { MalformedError } from '../../malformed.ts'
import { BackwardBits } from './bits.ts'
import { huffmanDecode, readHuffman, type HuffmanTable } from './huffman.ts'

/*
 * The first section of a compressed block (RFC 8878, 3.1.1.3.1): the bytes that no match gives.
 *
 *   ┌────────┬────────┬───────────────────┬─────────────────────┬────────┬─────────────────────────────┐
 *   │ type 2 │ size's │ regenerated size  │ (compressed size)   │ (tree) │ literals, in 1 or 4 streams │
 *   │        │ form 2 │ 5 – 20 bits       │ 10, 14, 18 bits     │        │ (jump table: 3 sizes)       │
 *   └────────┴────────┴───────────────────┴─────────────────────┴────────┴─────────────────────────────┘
 */
const TYPE = { raw: 0, rle: 1, compressed: 2, treeless: 3 } as const
const JUMP_TABLE = 6

export interface Literals {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  /** Where the sequences begin. */
  readonly end: number
  /** Stays for the blocks behind. */
  readonly tree: HuffmanTable | null
}

interface Header { readonly type: number; readonly streams: number; readonly size: number; readonly compressed: number; readonly at: number }

/** `room` is where literals are put that do not stand in `bytes`; its length is the most that a block may have. */
export function readLiterals(bytes: Uint8Array, from: number, to: number, tree: HuffmanTable | null, room: Uint8Array): Literals {
  const header = from < to ? readHeader(bytes, from) : cut()
  const { type, size, compressed, at } = header, end = at + compressed
  if (end > to) cut()
  if (size > room.length) throw new MalformedError(`zstd block of ${size} literals, at most ${room.length}`)
  if (type === TYPE.raw) return { bytes, from: at, to: end, end, tree }
  if (type === TYPE.rle) room.fill(bytes[at]!, 0, size)
  else return { ...huffmanLiterals(header, bytes, tree, room), bytes: room, from: 0, to: size, end }
  return { bytes: room, from: 0, to: size, end, tree }
}

function cut(): never { throw new MalformedError('zstd literals end early') }

function readHeader(bytes: Uint8Array, from: number): Header {
  const type = bytes[from]! & 3, form = (bytes[from]! >> 2) & 3
  return type === TYPE.raw || type === TYPE.rle ? plainHeader(bytes, from, type, form) : packedHeader(bytes, from, type, form)
}

function plainHeader(bytes: Uint8Array, from: number, type: number, form: number): Header {
  const length = form === 3 ? 3 : form === 1 ? 2 : 1
  const size = little(bytes, from, length) >> (length === 1 ? 3 : 4)
  return { type, streams: 1, size, compressed: type === TYPE.raw ? size : 1, at: from + length }
}

function packedHeader(bytes: Uint8Array, from: number, type: number, form: number): Header {
  const length = [3, 3, 4, 5][form]!, bits = [10, 10, 14, 18][form]!
  const word = Math.floor(little(bytes, from, length) / 16), range = 1 << bits
  return { type, streams: form === 0 ? 1 : 4, size: word % range, compressed: Math.floor(word / range), at: from + length }
}

function huffmanLiterals({ type, streams, size, compressed, at }: Header, bytes: Uint8Array, before: HuffmanTable | null, room: Uint8Array):
{ tree: HuffmanTable } {
  const end = at + compressed
  const { table, end: from } = type === TYPE.compressed ? readHuffman(bytes, at, end) : { table: before, end: at }
  if (table === null) throw new MalformedError('zstd literals by a tree that was never given')
  if (streams === 1) huffmanDecode(table, new BackwardBits(bytes, from, end), room, 0, size)
  else fourStreams(table, bytes, from, end, room, size)
  return { tree: table }
}

function fourStreams(table: HuffmanTable, bytes: Uint8Array, from: number, end: number, room: Uint8Array, size: number): void {
  const part = (size + 3) >> 2
  if (from + JUMP_TABLE > end || part * 3 > size) cut()
  for (let i = 0, at = from + JUMP_TABLE; i < 4; i++) {
    const to = i === 3 ? end : at + little(bytes, from + 2 * i, 2)
    if (to > end) cut()
    huffmanDecode(table, new BackwardBits(bytes, at, to), room, part * i, i === 3 ? size : part * (i + 1))
    at = to
  }
}

/** An unsigned number, its lowest byte first; what is not there is 0. */
export function little(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}
