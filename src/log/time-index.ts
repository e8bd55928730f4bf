import type { Disk } from '../env/disk.ts'
import { int32At, int53At, putInt32, putInt53 } from '../protocol/records/ints.ts'
import { IndexFile } from './index-file.ts'

/** A time, and the last offset of the batch that brought it. */
export interface TimestampOffset { timestamp: number; offset: number }

/**
 * From when on an offset is to be looked for (TimeIndex): the largest timestamp so far, whenever the offset index got an
 * entry and at the end of a segment. Timestamps ascend.
 *
 *   ┌────────────────┬─────────────────────────┐
 *   │ timestamp: i64 │ last offset − base: i32 │  × entries
 *   └────────────────┴─────────────────────────┘
 */
export class TimeIndex {
  static readonly ENTRY_BYTES = 12
  readonly file: IndexFile
  readonly #base: number
  readonly #maxEntries: number
  readonly #timestampOf = (entry: number): number => int53At(this.file.bytes, entry * TimeIndex.ENTRY_BYTES)
  readonly #offsetOf = (entry: number): number => this.#base + int32At(this.file.bytes, entry * TimeIndex.ENTRY_BYTES + 8)

  constructor(disk: Disk, file: string, baseOffset: number, maxBytes: number) {
    this.file = new IndexFile(disk, file, TimeIndex.ENTRY_BYTES)
    this.#base = baseOffset
    this.#maxEntries = Math.floor(maxBytes / TimeIndex.ENTRY_BYTES)
  }

  /** One slot is kept for the entry that closes the segment. */
  get isFull(): boolean { return this.file.entries >= this.#maxEntries - 1 }
  get last(): TimestampOffset { return this.#entry(this.file.entries - 1) }

  /** Does nothing unless the timestamp is beyond the last. */
  maybeAppend({ timestamp, offset }: TimestampOffset): void {
    if (timestamp <= this.last.timestamp) return
    const entry = new Uint8Array(TimeIndex.ENTRY_BYTES)
    putInt53(entry, 0, timestamp)
    putInt32(entry, 8, offset - this.#base)
    this.file.append(entry)
  }

  /** The last entry at or before a time. */
  floor(timestamp: number): TimestampOffset { return this.#entry(this.file.floor(timestamp, this.#timestampOf)) }

  /** Drops entries that speak of `offset` or what lies behind it. */
  truncateTo(offset: number): void { this.file.truncateTo(this.file.floor(offset - 1, this.#offsetOf) + 1) }

  /** Whether it could be what it claims to be (TimeIndex.sanityCheck). */
  isSound(size: number): boolean {
    if (size % TimeIndex.ENTRY_BYTES !== 0) return false
    return this.file.entries === 0 || (this.last.timestamp >= this.#timestampOf(0) && this.last.offset >= this.#base)
  }

  #entry(entry: number): TimestampOffset {
    return entry < 0 ? { timestamp: -1, offset: this.#base } : { timestamp: this.#timestampOf(entry), offset: this.#offsetOf(entry) }
  }
}
