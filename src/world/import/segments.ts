import { MalformedError } from '../../protocol/malformed.ts'
import { batchAt, ensureValid, isControl, stampBatch, type BatchHeader } from '../../protocol/records/batch.ts'
import { batchesIn, nextBatchSize } from '../../protocol/records/walk.ts'
import { ImportError } from './problem.ts'

/** A `.log` as it was found, and the sound batches of it. */
export interface ForeignSegment {
  readonly file: string
  readonly baseOffset: number
  /** All of the file, but for what recovery would cut off its end. */
  readonly bytes: Uint8Array
  readonly batches: readonly BatchHeader[]
  readonly cutBytes: number
}

/**
 * Reads a segment as recovery would: batch by batch, each checksum looked at. Only the last segment of a log may end in something that
 * is no batch; that is cut, as Kafka cuts what a crash left.
 */
export function readSegment(file: string, baseOffset: number, bytes: Uint8Array, isLast: boolean): ForeignSegment {
  const batches: BatchHeader[] = []
  let end = 0
  for (let found; (found = nextBatch(file, bytes, end, isLast)) !== null; end += found.size) batches.push(found)
  if (end < bytes.length && !isLast) throw new ImportError({ is: 'damaged', file, position: end, why: 'the batch is not whole' })
  return { file, baseOffset, bytes: bytes.subarray(0, end), batches, cutBytes: bytes.length - end }
}

function nextBatch(file: string, bytes: Uint8Array, at: number, isLast: boolean): BatchHeader | null {
  try {
    if (nextBatchSize(bytes, at, bytes.length) === 0) return null
    const batch = batchAt(bytes, at)
    if (batch.magic < 2) throw new ImportError({ is: 'old-format', file, magic: batch.magic })
    ensureValid(bytes, batch)
    return batch
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    if (isLast) return null
    throw new ImportError({ is: 'damaged', file, position: at, why: error.message })
  }
}

/** Offsets go up through all of a log's segments, and no batch stands in a segment that begins after it. */
export function ensureAscending(segments: readonly ForeignSegment[]): void {
  let next = 0
  for (const { file, baseOffset, batches } of segments) {
    for (const batch of batches) {
      if (batch.baseOffset < Math.max(next, baseOffset) || batch.lastOffset < batch.baseOffset)
        throw new ImportError({ is: 'out-of-order', file, offset: batch.baseOffset })
      next = batch.lastOffset + 1
    }
    next = Math.max(next, baseOffset)
  }
}

/** The end offset of a log: one after its last batch, also where cleaning has emptied that. */
export const endOf = (segments: readonly ForeignSegment[]): number => {
  const last = segments.at(-1)!
  return (last.batches.at(-1)?.lastOffset ?? last.baseOffset - 1) + 1
}

/** Records of a batch that a consumer may see, of a log that begins there. */
export const recordsFrom = (batch: BatchHeader, start: number): number =>
  isControl(batch) ? 0 : Math.max(0, Math.min(batch.count, batch.lastOffset + 1 - start))

/**
 * The segment with no leader epoch above that of the partition it goes to, whose leaders are to come: a leader stamps its epoch on
 * each batch, beside the checksum. The same bytes when there is nothing to stamp.
 */
export function stamped(segment: Uint8Array, epoch: number): Uint8Array {
  const later = [...batchesIn(segment)].filter(batch => batch.leaderEpoch > epoch)
  if (later.length === 0) return segment
  const owned = segment.slice()
  for (const { at, baseOffset } of later) stampBatch(owned, at, baseOffset, epoch)
  return owned
}
