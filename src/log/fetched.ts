import type { Bytes } from '../env/bytes.ts'
import { batchAt, ensureValid, type BatchHeader } from '../protocol/records/batch.ts'
import { invalid } from '../protocol/records/failure.ts'
import { nextBatchSize, wholeBatches } from '../protocol/records/walk.ts'

/** Batches that lie in one piece, which their headers speak of. */
export interface FetchedBatches { readonly bytes: Uint8Array; readonly batches: readonly BatchHeader[] }

/** The batches a follower fetched: each sound, none below `next`, in order; a cut one at the end is left out. */
export function fetchedBatches(records: Bytes, partition: string, next: number): FetchedBatches[] {
  let from = next
  return wholeBatches(records).map(bytes => {
    const batches = batchesInPiece(bytes, partition, from)
    from = (batches.at(-1)?.lastOffset ?? from - 1) + 1
    return { bytes, batches }
  })
}

function batchesInPiece(records: Uint8Array, partition: string, next: number): BatchHeader[] {
  const batches: BatchHeader[] = []
  for (let at = 0, size; (size = nextBatchSize(records, at, records.length)) > 0; at += size) {
    const batch = batchAt(records, at)
    ensureValid(records, batch)
    if (batch.baseOffset < next)
      throw invalid(`Unexpected offset in append to ${partition}: ${batch.baseOffset} is less than the next offset ${next}`)
    next = batch.lastOffset + 1
    batches.push(batch)
  }
  return batches
}
