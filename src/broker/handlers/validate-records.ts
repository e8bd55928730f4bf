import { Errors } from '../../protocol/errors.ts'
import { AT, ATTRIBUTE, COMPRESSIONS } from '../../protocol/records/batch.ts'
import { RecordsError } from '../../protocol/records/failure.ts'
import { int16At } from '../../protocol/records/ints.ts'
import { nextBatchSize } from '../../protocol/records/walk.ts'

/*
 * What a Produce request checks of record sets before any of them is appended: how they are cut into batches, not what is in them.
 */

const ZSTD_SINCE = 7

/** Bytes that cannot be cut into batches make the whole request fail, with the reason. */
export function framingFault(records: Uint8Array): { error: number; message: string } | null {
  const fault = faultIn(records, 0)
  return fault && { error: fault.code, message: fault.message }
}

export const isTransactional = (records: Uint8Array): boolean =>
  records.length > AT.attributes + 1 && records[AT.magic] === 2 && (int16At(records, AT.attributes) & ATTRIBUTE.transactional) !== 0

/** Exactly one batch, of magic 2, and zstd only in versions whose clients may read it (ProduceRequest.validateRecords). */
export function recordsFault(records: Uint8Array, version: number): number {
  const fault = faultIn(records, 0)
  if (fault) return fault.code
  const size = nextBatchSize(records, 0, records.length)
  if (size === 0 || records[AT.magic] !== 2) return Errors.INVALID_RECORD
  const codec = COMPRESSIONS[int16At(records, AT.attributes) & ATTRIBUTE.compression]
  if (codec === 'zstd' && version < ZSTD_SINCE) return Errors.UNSUPPORTED_COMPRESSION_TYPE
  const next = faultIn(records, size)
  if (next) return next.code
  return nextBatchSize(records, size, records.length) === 0 ? Errors.NONE : Errors.INVALID_RECORD
}

/** Why no batch can be cut out there; null when one can, or there is nothing. */
function faultIn(records: Uint8Array, at: number): RecordsError | null {
  try {
    nextBatchSize(records, at, records.length)
    return null
  } catch (fault) {
    if (fault instanceof RecordsError) return fault
    throw fault
  }
}
