import { isWhole, joined, together, type Bytes } from '../env/bytes.ts'
import { putAway, unpacked, type Chunk } from './disk-chunk.ts'

/*
 * The bytes of one file in the page cache: a list of chunks. Large appends are kept as they came; small ones gather in
 * blocks with room to grow, and are packed when many have followed. Bytes once written are never changed, so what `read` gave stays true for
 * ever, and two files may hold one block: replicas of a partition have the same bytes at the same place.
 */

export interface FileBytes {
  chunks: Chunk[]
  size: number
  /** Where small appends go, and how much of it is taken. */
  block: Uint8Array
  taken: number
  /** Chunks before this one were packed, as far as it pays. */
  cold: number
  /** Packed ones that were read lately and are whole until others are, by where they lie. */
  opened: number[]
}

/**
 * An append of this many bytes is kept by reference, unless it would keep a buffer of more than 2.5 times its size alive: a fetch answer
 * brings a follower a batch or two, for a file each.
 */
const KEEP_BYTES = 4_096
const MIN_BLOCK = 256
const MAX_BLOCK = 32_768
const NO_BLOCK = new Uint8Array(0)
/** The newest of a file's chunks are what is read. */
const WARM_CHUNKS = 4
/** Packed blocks of a file that are whole at a time: whoever reads on finds the next batch in the same one. */
const MOST_OPENED = 8

export const emptyFile = (): FileBytes => ({ chunks: [], size: 0, block: NO_BLOCK, taken: 0, cold: 0, opened: [] })

export function appendBytes(file: FileBytes, bytes: Uint8Array): void {
  const length = bytes.length
  if (length < KEEP_BYTES || 5 * length < 2 * bytes.buffer.byteLength) return appendToBlocks(file, bytes)
  file.chunks.push({ at: file.size, bytes, packed: null, length })
  file.size += length
}

/** A copy of the bytes, in blocks. */
export function appendToBlocks(file: FileBytes, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    if (file.taken === file.block.length) {
      file.block = new Uint8Array(roomAt(file.size))
      file.taken = 0
    }
    const part = bytes.subarray(done, done + file.block.length - file.taken)
    appendToBlock(file, part)
    done += part.length
  }
}

/** From `at` to where a block ends in every file: blocks grow with the file, and lie alike in all that have grown as far. */
function roomAt(at: number): number {
  let block = MIN_BLOCK
  while (block < MAX_BLOCK && 8 * block <= at) block *= 2
  return block - at % block
}

function appendToBlock(file: FileBytes, part: Uint8Array): void {
  const last = file.chunks.at(-1), { length } = part
  if (last && endsAt(last, file.block, file.taken)) last.length += length
  else file.chunks.push({ at: file.size, bytes: file.block.subarray(file.taken), packed: null, length })
  file.block.set(part, file.taken)
  file.taken += length
  file.size += length
}

/** A block that is full, and all of it this file's. */
const isFullBlock = ({ at, bytes, length }: Chunk): boolean =>
  bytes === null || (length === bytes.length && length === bytes.buffer.byteLength && length === roomAt(at))

/** The same block in another file: what `theirs` gives takes the place of each full block of this one from the nth chunk on. */
export function shareBlocks({ chunks }: FileBytes, from: number, theirs: (at: number, bytes: Uint8Array) => Chunk | null): void {
  for (let i = Math.max(0, from); i < chunks.length - 1; i++) {
    const chunk = chunks[i]!
    if (chunk.bytes && isFullBlock(chunk)) chunks[i] = theirs(chunk.at, chunk.bytes) ?? chunk
  }
}

/** The full block at `at`, if it holds these very bytes. */
export function sameBlock(file: FileBytes, at: number, bytes: Uint8Array): Chunk | null {
  const index = at < file.size ? chunkAt(file, at) : -1, chunk = file.chunks[index]
  return chunk && chunk.at === at && isFullBlock(chunk) && isSame(bytesAt(file, index), bytes) ? chunk : null
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Packs the oldest of the full blocks that no append is near any more. Says whether there was one. */
export function packOne(file: FileBytes): boolean {
  for (const end = file.chunks.length - WARM_CHUNKS; file.cold < end;) {
    const chunk = file.chunks[file.cold++]!
    if (chunk.length === MAX_BLOCK && isFullBlock(chunk) && putAway(chunk)) return true
  }
  return false
}

/** The bytes of the nth chunk. */
function bytesAt({ chunks, opened }: FileBytes, index: number): Uint8Array {
  const chunk = chunks[index]!
  if (chunk.bytes) return chunk.bytes
  opened.push(index)
  if (opened.length > MOST_OPENED) closeAgain(chunks[opened.shift()!])
  return chunk.bytes = unpacked(chunk)
}

function closeAgain(chunk: Chunk | undefined): void {
  if (chunk?.packed) putAway(chunk)
}

/** It was the last to take room in the block, and none of its bytes was truncated since. */
const endsAt = ({ bytes, length }: Chunk, block: Uint8Array, taken: number): boolean =>
  bytes?.buffer === block.buffer && bytes.byteOffset + length === block.byteOffset + taken

/** At most `length` bytes from `at`, in the pieces they lie in. */
export function readPieces(file: FileBytes, at: number, length: number): Bytes {
  const end = Math.min(at + length, file.size)
  if (at < 0 || at >= end) return NO_BLOCK
  const index = chunkAt(file, at), first = file.chunks[index]!
  if (end <= first.at + first.length) return bytesAt(file, index).subarray(at - first.at, end - first.at)
  return piecesFrom(file, index, at, end)
}

function piecesFrom(file: FileBytes, first: number, at: number, end: number): Bytes {
  const pieces: Uint8Array[] = []
  for (let done = at, index = first; done < end; index++) {
    const chunk = file.chunks[index]!
    const upTo = Math.min(end, chunk.at + chunk.length)
    pieces.push(bytesAt(file, index).subarray(done - chunk.at, upTo - chunk.at))
    done = upTo
  }
  return together(pieces)
}

/** The same in one piece: a view where they lie in one chunk, else a copy. */
export const readBytes = (file: FileBytes, at: number, length: number): Uint8Array => joined(readPieces(file, at, length))

/** The same as a copy of its own. */
export function copyOut(file: FileBytes, at: number, length: number): Uint8Array {
  const pieces = readPieces(file, at, length)
  return isWhole(pieces) ? pieces.slice() : joined(pieces)
}

/** Index of the chunk that holds position `at`, which must lie in the file. */
function chunkAt({ chunks }: FileBytes, at: number): number {
  let low = 0, high = chunks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (chunks[middle]!.at <= at) low = middle
    else high = middle - 1
  }
  return low
}

export function truncateBytes(file: FileBytes, size: number): void {
  if (size >= file.size) return
  const count = size === 0 ? 0 : chunkAt(file, size - 1) + 1, last = file.chunks[count - 1]
  if (last) file.chunks[count - 1] = { at: last.at, bytes: bytesAt(file, count - 1), packed: null, length: size - last.at }
  file.chunks.length = count
  file.opened = file.opened.filter(index => index < count - 1)
  file.cold = Math.min(file.cold, Math.max(0, count - 1))
  file.size = size
}

/** A copy that shares bytes and goes its own way. */
export function copyBytes({ chunks, size, cold }: FileBytes): FileBytes {
  return { ...emptyFile(), size, cold, chunks: chunks.map((chunk, index) => (index === chunks.length - 1 ? { ...chunk } : chunk)) }
}
