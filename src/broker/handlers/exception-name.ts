import { errorName } from '../../protocol/errors.ts'

/** Errors whose exception is not called like them (Errors.java). */
const OTHERS: Readonly<Record<string, string>> = {
  CORRUPT_MESSAGE: 'CorruptRecord', MESSAGE_TOO_LARGE: 'RecordTooLarge', RECORD_LIST_TOO_LARGE: 'RecordBatchTooLarge',
  INVALID_TOPIC_EXCEPTION: 'InvalidTopic', KAFKA_STORAGE_ERROR: 'KafkaStorage', UNKNOWN_SERVER_ERROR: 'UnknownServer', REQUEST_TIMED_OUT: 'Timeout',
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'OutOfOrderSequence', DUPLICATE_SEQUENCE_NUMBER: 'DuplicateSequence',
}

/** `org.apache.kafka.common.errors.NotLeaderOrFollowerException`: how Kafka's logs name an error. */
export function exceptionName(code: number): string {
  const name = errorName(code)
  const camel = OTHERS[name] ?? name.split('_').map(word => word[0] + word.slice(1).toLowerCase()).join('')
  return `org.apache.kafka.common.errors.${camel}Exception`
}
