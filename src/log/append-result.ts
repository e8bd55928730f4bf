import type { BatchHeader } from '../protocol/records/batch.ts'
import type { RecordsError } from '../protocol/records/failure.ts'
import type { AppendInfo, AppendResult } from './api.ts'
import type { BatchMetadata } from './producer-entry.ts'
import { RefusedRecords } from './record-rules.ts'

const NO_RECORDS: AppendInfo = { firstOffset: -1, lastOffset: -1, maxTimestamp: -1, bytes: 0, crc: 0, epoch: -1, batches: 0 }

export function appendInfo(batches: readonly BatchHeader[]): AppendInfo {
  const last = batches.at(-1)
  if (last === undefined) return { ...NO_RECORDS }
  const first = batches[0]!
  let { maxTimestamp } = first, bytes = 0
  for (const batch of batches) {
    if (batch.maxTimestamp > maxTimestamp) maxTimestamp = batch.maxTimestamp
    bytes += batch.size
  }
  return {
    firstOffset: first.baseOffset, lastOffset: last.lastOffset, maxTimestamp, bytes, crc: last.crc,
    epoch: last.leaderEpoch, batches: batches.length,
  }
}

/** A batch that is in the log already: its place then, and nothing written now. */
export function duplicateResult(batch: BatchHeader, known: BatchMetadata): AppendResult {
  return {
    ok: true, duplicate: true, logAppendTime: known.timestamp, rolled: false, firstOffset: known.lastOffset - known.offsetDelta,
    lastOffset: known.lastOffset, maxTimestamp: known.timestamp, bytes: 0, crc: batch.crc, epoch: batch.leaderEpoch, batches: 0,
  }
}

/** Only errors of single records have a text on the wire (ReplicaManager.appendToLocalLog). */
export const refusal = (error: RecordsError): AppendResult => error instanceof RefusedRecords
  ? { ok: false, error: error.code, message: error.message, recordErrors: [...error.recordErrors] }
  : { ok: false, error: error.code, message: null, recordErrors: [] }
