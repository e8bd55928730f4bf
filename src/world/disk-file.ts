/*
 * The bytes of one file in the page cache: a list of chunks. Large appends are kept as they came; small ones gather in a
 * tail block with room to grow. Bytes once written are never changed, so what `read` gave stays true for ever.
 */

/** `bytes` may be longer than `length` in the last chunk only: the rest is room for small appends. */
interface Chunk { readonly at: number; bytes: Uint8Array; length: number }
export interface FileBytes { chunks: Chunk[]; size: number }

/** An append of this many bytes is kept by reference, unless it would keep a much larger buffer alive. */
const KEEP_BYTES = 4_096
const MIN_BLOCK = 256
const MAX_BLOCK = 262_144

export const emptyFile = (): FileBytes => ({ chunks: [], size: 0 })

export function appendBytes(file: FileBytes, bytes: Uint8Array): void {
  const length = bytes.length
  if (length === 0) return
  if (length >= KEEP_BYTES && 2 * length >= bytes.buffer.byteLength) file.chunks.push({ at: file.size, bytes, length })
  else appendToTail(file, bytes)
  file.size += length
}

function appendToTail(file: FileBytes, bytes: Uint8Array): void {
  let tail = file.chunks.at(-1)
  if (!tail || tail.bytes.length - tail.length < bytes.length) {
    const room = Math.max(bytes.length, Math.min(Math.max(file.size >> 2, MIN_BLOCK), MAX_BLOCK))
    file.chunks.push(tail = { at: file.size, bytes: new Uint8Array(room), length: 0 })
  }
  tail.bytes.set(bytes, tail.length)
  tail.length += bytes.length
}

/** At most `length` bytes from `at`: a view where they lie in one chunk, else a copy. */
export function readBytes(file: FileBytes, at: number, length: number): Uint8Array {
  const end = Math.min(at + length, file.size)
  if (at < 0 || at >= end) return new Uint8Array(0)
  let index = chunkAt(file, at)
  const first = file.chunks[index]!
  if (end <= first.at + first.length) return first.bytes.subarray(at - first.at, end - first.at)
  const bytes = new Uint8Array(end - at)
  for (let done = at; done < end; index++) {
    const chunk = file.chunks[index]!
    const upTo = Math.min(end, chunk.at + chunk.length)
    bytes.set(chunk.bytes.subarray(done - chunk.at, upTo - chunk.at), done - at)
    done = upTo
  }
  return bytes
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
  const last = file.chunks.at(-1)
  if (last) file.chunks[file.chunks.length - 1] = sealed(last, size - last.at)
  file.size = size
}

/** Without room to grow: whoever else holds the block may go on writing behind. */
const sealed = (chunk: Chunk, length: number): Chunk => ({ at: chunk.at, bytes: chunk.bytes.subarray(0, length), length })

/** A copy that shares bytes and goes its own way. */
export function copyBytes(file: FileBytes): FileBytes {
  const chunks = file.chunks.slice()
  const last = chunks.at(-1)
  if (last) chunks[chunks.length - 1] = sealed(last, last.length)
  return { chunks, size: file.size }
}
