import type { Codecs } from '../env/codecs.ts'
import { isControl, isExact, type BatchHeader } from '../protocol/records/batch.ts'
import { corrupt } from '../protocol/records/failure.ts'
import { int16At, int32At } from '../protocol/records/ints.ts'
import { recordsIn } from '../protocol/records/records.ts'
import type { EndOfTransaction, ProducerState } from './producer-state.ts'
import type { Segment } from './segment.ts'

/** Takes note of a batch that a producer wrote or that ends its transaction; it lies at `at` in `bytes`. */
export function noteProducer(producers: ProducerState, bytes: Uint8Array, at: number, batch: BatchHeader, codecs: Codecs): void {
  if (!isControl(batch)) return producers.append(batch)
  const marker = markerOf(bytes, { ...batch, at }, codecs)
  if (marker) producers.endTransaction(batch, marker)
}

/** ControlRecordType ABORT and COMMIT. */
const LAST_MARKER_TYPE = 1

/** What a marker says (EndTransactionMarker); null for other control records, and for a batch that compaction emptied. */
function markerOf(bytes: Uint8Array, batch: BatchHeader, codecs: Codecs): EndOfTransaction | null {
  const { value: record } = recordsIn(bytes, batch, codecs).next()
  if (!record?.key || !record.value || record.key.length < 4 || record.value.length < 6) return null
  if (int16At(record.key, 2) > LAST_MARKER_TYPE || !Number.isSafeInteger(record.timestamp)) return null
  return { coordinatorEpoch: int32At(record.value, 2), timestamp: record.timestamp }
}

/** Brings producer state from where it stands up to `end` (UnifiedLog.rebuildProducerState). */
export function replayProducers(producers: ProducerState, segments: readonly Segment[], end: number, codecs: Codecs): void {
  const from = producers.endOffset
  const first = segments.findLastIndex(segment => segment.baseOffset <= from)
  for (const segment of segments.slice(Math.max(first, 0))) {
    for (const placed of segment.batchesFrom(segment.offsetIndex.positionOf(from))) {
      if (placed.header.lastOffset < from || placed.header.producerId < 0) continue
      if (!isExact(placed.header)) throw corrupt(`Record batch at ${placed.position} of ${segment.logFile} has a number beyond 2^53`)
      noteProducer(producers, segment.bytesOf(placed), 0, placed.header, codecs)
    }
  }
  producers.advanceTo(end)
}
