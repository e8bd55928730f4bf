import { MalformedError } from './malformed.ts'

/** Plain: the chunks not yet cut, oldest first. */
export interface FrameCutterState { readonly chunks: readonly Uint8Array[] }

const SIZE_BYTES = 4
/** Chunks are joined up to this size: a frame that comes byte by byte would else cost hundreds of bytes for each. */
const SMALL_BYTES = 1_024

/**
 * Cuts a stream of bytes into frames: `push` what arrives, ask for the `next` frame (without its size). A frame that lies in
 * one chunk is a view of it; only a frame that straddles chunks is copied.
 */
export class FrameCutter {
  readonly #maxBytes: number
  #chunks: Uint8Array[] = []
  /** Bytes in all chunks. */
  #held = 0

  /** `maxBytes`: of one frame (`socket.request.max.bytes`). */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get held(): number { return this.#held }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    const last = this.#chunks.at(-1)
    if (last && last.length + bytes.length <= SMALL_BYTES) this.#chunks[this.#chunks.length - 1] = joined([last, bytes], last.length + bytes.length)
    else this.#chunks.push(bytes)
    this.#held += bytes.length
  }

  /** The next whole frame, or null. Throws MalformedError on a size no frame can have (NetworkReceive.readFrom). */
  next(): Uint8Array | null {
    if (this.#held < SIZE_BYTES) return null
    const size = this.#peekSize()
    if (size < 0 || size > this.#maxBytes) throw new MalformedError(`Invalid receive (size = ${size} larger than ${this.#maxBytes})`)
    if (this.#held < SIZE_BYTES + size) return null
    return this.#take(SIZE_BYTES + size)
  }

  #peekSize(): number {
    const first = this.#chunks[0]!
    const head = first.length >= SIZE_BYTES ? first : joined(this.#chunks, SIZE_BYTES)
    return (head[0]! << 24) | (head[1]! << 16) | (head[2]! << 8) | head[3]!
  }

  /** Takes the first `count` bytes out and gives them without their size. */
  #take(count: number): Uint8Array {
    const first = this.#chunks[0]!
    const frame = first.length >= count ? first.subarray(SIZE_BYTES, count) : joined(this.#chunks, count).subarray(SIZE_BYTES)
    if (first.length === count) {
      this.#held -= count
      this.#chunks.shift()
    } else this.#drop(count)
    return frame
  }

  #drop(count: number): void {
    this.#held -= count
    let whole = 0
    while (whole < this.#chunks.length && this.#chunks[whole]!.length <= count) count -= this.#chunks[whole++]!.length
    if (whole > 0) this.#chunks.splice(0, whole)
    if (count > 0) this.#chunks[0] = this.#chunks[0]!.subarray(count)
  }

  save(): FrameCutterState { return { chunks: [...this.#chunks] } }
  load(state: FrameCutterState): void {
    this.#chunks = []
    this.#held = 0
    for (const chunk of state.chunks) this.push(chunk)
  }
}

/** The first `count` bytes of `chunks`, which have as many. */
function joined(chunks: readonly Uint8Array[], count: number): Uint8Array {
  const bytes = new Uint8Array(count)
  let at = 0
  for (const chunk of chunks) {
    const part = chunk.length > count - at ? chunk.subarray(0, count - at) : chunk
    bytes.set(part, at)
    at += part.length
    if (at === count) break
  }
  return bytes
}
