import { batchAt, ensureValid, type BatchHeader } from '../protocol/records/batch.ts'
import { invalid } from '../protocol/records/failure.ts'
import { nextBatchSize } from '../protocol/records/walk.ts'

/** The batches a follower fetched: each sound, none below `next`, in order; a cut one at the end is left out. */
export function fetchedBatches(records: Uint8Array, partition: string, next: number): BatchHeader[] {
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
