import { lz4Block, lz4ExpandBlock } from '../protocol/compression/lz4-block.ts'
import { Output } from '../protocol/compression/output.ts'

/*
 * A stretch of a file's bytes in the page cache, and how it is held: as it is, or packed, once nobody is likely to read it soon. How it is held
 * makes no difference to anybody but the memory of whoever runs the world.
 */

/**
 * `bytes` may be longer than `length`: what follows belongs to later appends. Only the last chunk of a file grows; older ones are shared by
 * copies of the file, and full blocks by its replicas. Null bytes: they are packed.
 */
export interface Chunk {
  readonly at: number
  bytes: Uint8Array | null
  /** The bytes as an LZ4 block; kept once it was made. */
  packed: Uint8Array | null
  length: number
}

/** A chunk that will not grow any more: whoever keeps a copy of its file shares this very object. */
export const isFinishedChunk = (part: object): boolean => {
  const { at, bytes, packed, length } = part as Partial<Chunk>
  return at !== undefined && packed !== undefined && (bytes === null || bytes?.length === length)
}

/** Packing has to make it so much smaller. */
const WORTH = 0.75

/** Packs it and lets go of its bytes. Says whether that was any work: what was packed once needs none. */
export function putAway(chunk: Chunk): boolean {
  const { bytes } = chunk, isWork = bytes !== null && chunk.packed === null
  if (isWork) chunk.packed = packed(bytes)
  if (chunk.packed) chunk.bytes = null
  return isWork
}

function packed(bytes: Uint8Array): Uint8Array | null {
  const smaller = lz4Block(bytes)
  return smaller && smaller.length < WORTH * bytes.length ? smaller.slice() : null
}

/** Its bytes as they were. */
export const unpacked = ({ packed, length }: Chunk): Uint8Array => {
  const out = new Output(length, length)
  lz4ExpandBlock(packed!, out, length)
  return out.done()
}
