import type { Disk } from '../env/disk.ts'
import { int32At, putInt32 } from '../protocol/records/ints.ts'
import { IndexFile } from './index-file.ts'

/**
 * Where in a segment an offset is to be looked for (OffsetIndex): for some batches their last offset, counted from the
 * segment's base offset, and the position they begin at.
 *
 *   ┌─────────────────────────┬────────────────┐
 *   │ last offset − base: i32 │ position: i32  │  × entries, about one every `index.interval.bytes`
 *   └─────────────────────────┴────────────────┘
 */
export class OffsetIndex {
  static readonly ENTRY_BYTES = 8
  readonly file: IndexFile
  readonly #base: number
  readonly #maxEntries: number
  readonly #offsetOf = (entry: number): number => this.#base + int32At(this.file.bytes, entry * OffsetIndex.ENTRY_BYTES)
  readonly #positionOf = (entry: number): number => int32At(this.file.bytes, entry * OffsetIndex.ENTRY_BYTES + 4)

  constructor(disk: Disk, file: string, baseOffset: number, maxBytes: number) {
    this.file = new IndexFile(disk, file, OffsetIndex.ENTRY_BYTES)
    this.#base = baseOffset
    this.#maxEntries = Math.floor(maxBytes / OffsetIndex.ENTRY_BYTES)
  }

  get isFull(): boolean { return this.file.entries >= this.#maxEntries }
  /** Of the batch indexed last; the base offset while there is none. */
  get lastOffset(): number { return this.file.entries === 0 ? this.#base : this.#offsetOf(this.file.entries - 1) }

  append(lastOffset: number, position: number): void {
    const entry = new Uint8Array(OffsetIndex.ENTRY_BYTES)
    putInt32(entry, 0, lastOffset - this.#base)
    putInt32(entry, 4, position)
    this.file.append(entry)
  }

  /** A position at or before the batch that holds `offset`, as near as the index knows. */
  positionOf(offset: number): number { return this.#position(this.file.floor(offset, this.#offsetOf)) }
  /** The last indexed position at or before `position`. */
  positionBefore(position: number): number { return this.#position(this.file.floor(position, this.#positionOf)) }
  #position(entry: number): number { return entry < 0 ? 0 : this.#positionOf(entry) }

  /** Drops entries of batches that hold `offset` or lie behind it. */
  truncateTo(offset: number): void { this.file.truncateTo(this.file.floor(offset - 1, this.#offsetOf) + 1) }

  /** Whether it could be what it claims to be (OffsetIndex.sanityCheck). */
  isSound(size: number): boolean {
    return size % OffsetIndex.ENTRY_BYTES === 0 && (this.file.entries === 0 || this.lastOffset > this.#base)
  }
}
