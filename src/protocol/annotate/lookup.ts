import { lastOffsetAt, type BatchHeader } from '../records/batch.ts'
import { int32At } from '../records/ints.ts'
import { batchesIn } from '../records/walk.ts'

const ENTRY_BYTES = 8

/** How an offset is found in a segment: from the nearest index entry at or before it, on through the log (LogSegment.translateOffset). */
export interface Lookup {
  readonly offset: number
  /** Counted from the segment's base offset, as the index has it. */
  readonly relative: number
  /** The entry with the largest offset that is not above; null when there is none and the scan begins at 0. */
  readonly entry: { readonly number: number; readonly relative: number; readonly position: number } | null
  /** Batches the scan read on its way, by base offset and position. */
  readonly skipped: readonly BatchHeader[]
  /** The batch that holds the offset or, where compaction took it, the next; null when the log ends before. */
  readonly found: BatchHeader | null
}

export function lookup(offset: number, baseOffset: number, index: Uint8Array, log: Uint8Array): Lookup {
  const relative = offset - baseOffset
  const entry = floorEntry(index, relative)
  const skipped: BatchHeader[] = []
  for (const batch of batchesIn(log, entry?.position ?? 0)) {
    if (lastOffsetAt(log, batch.at) >= offset) return { offset, relative, entry, skipped, found: batch }
    skipped.push(batch)
  }
  return { offset, relative, entry, skipped, found: null }
}

function floorEntry(index: Uint8Array, relative: number): Lookup['entry'] {
  let low = 0, high = Math.floor(index.length / ENTRY_BYTES) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (int32At(index, middle * ENTRY_BYTES) <= relative) low = middle + 1
    else high = middle - 1
  }
  return high < 0 ? null : { number: high, relative: int32At(index, high * ENTRY_BYTES), position: int32At(index, high * ENTRY_BYTES + 4) }
}
