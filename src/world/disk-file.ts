import { isWhole, joined, together, type Bytes } from '../env/bytes.ts'

/*
 * The bytes of one file in the page cache: a list of chunks. Large appends are kept as they came; small ones gather in
 * blocks with room to grow. Bytes once written are never changed, so what `read` gave stays true for ever, and two files may hold
 * one block: replicas of a partition have the same bytes at the same place.
 */

/** `bytes` may be longer than `length`: what follows belongs to later appends. Only the last chunk grows; older ones are shared by copies of the file. */
interface Chunk { readonly at: number; readonly bytes: Uint8Array; length: number }
export interface FileBytes {
  chunks: Chunk[]
  size: number
  /** Where small appends go, and how much of it is taken. */
  block: Uint8Array
  taken: number
}

/**
 * An append of this many bytes is kept by reference, unless it would keep a buffer of more than 2.5 times its size alive: a fetch answer
 * brings a follower a batch or two, for a file each.
 */
const KEEP_BYTES = 4_096
const MIN_BLOCK = 256
const MAX_BLOCK = 32_768
const NO_BLOCK = new Uint8Array(0)

export const emptyFile = (): FileBytes => ({ chunks: [], size: 0, block: NO_BLOCK, taken: 0 })

export function appendBytes(file: FileBytes, bytes: Uint8Array): void {
  const length = bytes.length
  if (length < KEEP_BYTES || 5 * length < 2 * bytes.buffer.byteLength) return appendToBlocks(file, bytes)
  file.chunks.push({ at: file.size, bytes, length })
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
  else file.chunks.push({ at: file.size, bytes: file.block.subarray(file.taken), length })
  file.block.set(part, file.taken)
  file.taken += length
  file.size += length
}

/** A block that is full, and all of it this file's. */
const isFullBlock = ({ at, bytes, length }: Chunk): boolean => length === bytes.length && length === bytes.buffer.byteLength && length === roomAt(at)

/** The same block in another file: what `theirs` gives takes the place of each full block of this one from the nth chunk on. */
export function shareBlocks({ chunks }: FileBytes, from: number, theirs: (at: number, bytes: Uint8Array) => Uint8Array | null): void {
  for (let i = Math.max(0, from); i < chunks.length - 1; i++) {
    const chunk = chunks[i]!, bytes = isFullBlock(chunk) ? theirs(chunk.at, chunk.bytes) : null
    if (bytes) chunks[i] = { ...chunk, bytes }
  }
}

/** The full block at `at`, if it holds these very bytes. */
export function sameBlock(file: FileBytes, at: number, bytes: Uint8Array): Uint8Array | null {
  const chunk = at < file.size ? file.chunks[chunkAt(file, at)]! : null
  return chunk && chunk.at === at && isFullBlock(chunk) && isSame(chunk.bytes, bytes) ? chunk.bytes : null
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** It was the last to take room in the block, and none of its bytes was truncated since. */
const endsAt = ({ bytes, length }: Chunk, block: Uint8Array, taken: number): boolean =>
  bytes.buffer === block.buffer && bytes.byteOffset + length === block.byteOffset + taken

/** At most `length` bytes from `at`, in the pieces they lie in. */
export function readPieces(file: FileBytes, at: number, length: number): Bytes {
  const end = Math.min(at + length, file.size)
  if (at < 0 || at >= end) return NO_BLOCK
  const index = chunkAt(file, at), first = file.chunks[index]!
  if (end <= first.at + first.length) return first.bytes.subarray(at - first.at, end - first.at)
  return piecesFrom(file, index, at, end)
}

function piecesFrom({ chunks }: FileBytes, first: number, at: number, end: number): Bytes {
  const pieces: Uint8Array[] = []
  for (let done = at, index = first; done < end; index++) {
    const chunk = chunks[index]!
    const upTo = Math.min(end, chunk.at + chunk.length)
    pieces.push(chunk.bytes.subarray(done - chunk.at, upTo - chunk.at))
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
  file.chunks.length = size === 0 ? 0 : chunkAt(file, size - 1) + 1
  const last = file.chunks.pop()
  if (last) file.chunks.push({ ...last, length: size - last.at })
  file.size = size
}

/** A copy that shares bytes and goes its own way. */
export function copyBytes({ chunks, size }: FileBytes): FileBytes {
  return { ...emptyFile(), size, chunks: chunks.map((chunk, index) => (index === chunks.length - 1 ? { ...chunk } : chunk)) }
}
