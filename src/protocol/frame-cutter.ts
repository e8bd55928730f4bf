import { cut, isWhole, joined, together, type Bytes } from '../env/bytes.ts'
import { MalformedError } from './malformed.ts'

/** Plain: the pieces not yet cut, oldest first. */
export interface FrameCutterState { readonly pieces: readonly Uint8Array[] }

const SIZE_BYTES = 4
/** Pieces are joined up to this size: a frame that comes byte by byte would else cost hundreds of bytes for each. */
const SMALL_BYTES = 1_024

/**
 * Cuts a stream of bytes into frames: `push` what arrives, ask for the `next` frame (without its size). What is large is not
 * copied: a frame is a view of the piece it lies in, or of as many as it lies in.
 */
export class FrameCutter {
  readonly #maxBytes: number
  #pieces: Uint8Array[] = []
  /** Bytes in all pieces. */
  #held = 0

  /** `maxBytes`: of one frame (`socket.request.max.bytes`). */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get held(): number { return this.#held }

  push(bytes: Bytes): void {
    if (isWhole(bytes)) this.#push(bytes)
    else for (const piece of bytes.pieces) this.#push(piece)
  }

  #push(piece: Uint8Array): void {
    if (piece.length === 0) return
    const last = this.#pieces.at(-1)
    if (last && last.length + piece.length <= SMALL_BYTES) this.#pieces[this.#pieces.length - 1] = joined(together([last, piece]))
    else this.#pieces.push(piece)
    this.#held += piece.length
  }

  /** The next whole frame, or null. Throws MalformedError on a size no frame can have (NetworkReceive.readFrom). */
  next(): Bytes | null {
    if (this.#held < SIZE_BYTES) return null
    const size = this.#peekSize()
    if (size < 0 || size > this.#maxBytes) throw new MalformedError(`Invalid receive (size = ${size} larger than ${this.#maxBytes})`)
    if (this.#held < SIZE_BYTES + size) return null
    return this.#take(SIZE_BYTES + size)
  }

  #peekSize(): number {
    let size = 0
    for (let piece = 0, at = 0, count = 0; count < SIZE_BYTES; count++) {
      if (at === this.#pieces[piece]!.length) { piece++; at = 0 }
      size = (size << 8) | this.#pieces[piece]![at++]!
    }
    return size
  }

  /** Takes the first `count` bytes out and gives them without their size. */
  #take(count: number): Bytes {
    this.#held -= count
    const first = this.#pieces[0]!
    if (first.length < count) return this.#takeSeveral(count)
    if (first.length === count) this.#pieces.shift()
    else this.#pieces[0] = first.subarray(count)
    return first.subarray(SIZE_BYTES, count)
  }

  #takeSeveral(count: number): Bytes {
    let whole = 0, left = count
    while (whole < this.#pieces.length && this.#pieces[whole]!.length <= left) left -= this.#pieces[whole++]!.length
    const taken = this.#pieces.splice(0, whole)
    const last = this.#pieces[0]
    if (last && left > 0) {
      taken.push(last.subarray(0, left))
      this.#pieces[0] = last.subarray(left)
    }
    return cut(together(taken), SIZE_BYTES)
  }

  save(): FrameCutterState { return { pieces: [...this.#pieces] } }
  load(state: FrameCutterState): void {
    this.#pieces = []
    this.#held = 0
    for (const piece of state.pieces) this.push(piece)
  }
}
