import type { Millis } from '../env/units.ts'
import { Errors } from '../protocol/errors.ts'
import { timestampTypeOf, type BatchHeader } from '../protocol/records/batch.ts'
import type { RecordCursor } from '../protocol/records/cursor.ts'
import { RecordsError } from '../protocol/records/failure.ts'
import type { LogConfig } from './api.ts'

export interface RecordError { index: number; message: string | null }

/** Some of a batch's records were refused, and so the batch (RecordValidationException, KIP-467). */
export class RefusedRecords extends RecordsError {
  readonly recordErrors: readonly RecordError[]

  constructor(code: number, message: string, recordErrors: readonly RecordError[]) {
    super(code, message)
    this.recordErrors = recordErrors
  }
}

/** A batch that expands to millions of wrong records is refused for the first of them. */
const MOST_ERRORS = 16_384

/** Errors of single records, gathered until the whole batch is seen, or until they are more than anybody reads. */
export class RecordErrors {
  readonly #errors: RecordError[] = []
  #timestamps = false

  add(index: number, message: string, isTimestamp: boolean): void {
    this.#errors.push({ index, message })
    this.#timestamps ||= isTimestamp
    if (this.#errors.length === MOST_ERRORS) this.refuse()
  }

  refuse(): void {
    const errors = this.#errors
    if (errors.length === 0) return
    if (this.#timestamps)
      throw new RefusedRecords(Errors.INVALID_TIMESTAMP, 'One or more records have been rejected due to invalid timestamp', errors)
    const first = errors.slice(0, 3).map(({ index, message }) => `RecordError(batchIndex=${index}, message='${message}')`)
    throw new RefusedRecords(Errors.INVALID_RECORD,
      `One or more records have been rejected due to ${errors.length} record errors in total, and only showing the first three errors `
      + `at most: [${first.join(', ')}]`, errors)
  }
}

export interface RecordRules {
  readonly batch: BatchHeader
  readonly now: Millis
  readonly config: LogConfig
  readonly partition: string
  readonly compacted: boolean
}

/** Key and timestamp of one record (LogValidator.validateRecord). */
export function checkRecord(rules: RecordRules, index: number, record: RecordCursor, timestamp: Millis, errors: RecordErrors): void {
  const { batch, now, config } = rules
  if (rules.compacted && record.keyLength < 0)
    return errors.add(index, `Compacted topic cannot accept message without key in topic partition ${rules.partition}`, false)
  if (config.timestampType === 'CreateTime' && timestamp !== -1) {
    if (now - timestamp > config.timestampBeforeMaxMs || timestamp - now > config.timestampAfterMaxMs)
      errors.add(index, outOfRange(rules, timestamp, batch.baseOffset + record.offsetDelta), true)
  } else if (timestampTypeOf(batch) === 'LogAppendTime')
    errors.add(index, 'Invalid timestamp type in message. Producer should not set timestamp type to LogAppendTime.', true)
}

const outOfRange = ({ now, config }: RecordRules, timestamp: Millis, offset: number): string =>
  `Timestamp ${timestamp} of message with offset ${offset} is out of range. The timestamp should be within `
  + `[${int64(now, -1, config.timestampBeforeMaxMs)}, ${int64(now, 1, config.timestampAfterMaxMs)}]`

const LONG_MAX = 9_223_372_036_854_775_807n
/** Java reckons in 64 bits, and a limit that is off is its largest number: the sum wraps. */
function int64(now: Millis, sign: 1 | -1, limit: number): bigint {
  const bound = limit >= Number(LONG_MAX) ? LONG_MAX : BigInt(Math.floor(limit))
  return BigInt.asIntN(64, BigInt(now) + (sign < 0 ? -bound : bound))
}
