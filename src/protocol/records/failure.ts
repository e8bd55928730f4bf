import { Errors } from '../errors.ts'
import { MalformedError } from '../malformed.ts'

/** Records that are refused, with the code Kafka answers for its exception. */
export class RecordsError extends MalformedError {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.name = 'RecordsError'
    this.code = code
  }
}

/** CorruptRecordException: framing or checksum. */
export const corrupt = (message: string): RecordsError => new RecordsError(Errors.CORRUPT_MESSAGE, message)
/** InvalidRecordException: sound bytes that say something impossible. */
export const invalid = (message: string): RecordsError => new RecordsError(Errors.INVALID_RECORD, message)
/** KafkaException, IllegalArgumentException: what Kafka did not expect itself; payloads that do not decompress, above all. */
export const failed = (message: string): RecordsError => new RecordsError(Errors.UNKNOWN_SERVER_ERROR, message)
