import { errorName } from './errors.ts'

/** Errors whose exception is not called like them (Errors.java). */
const OTHERS: Readonly<Record<string, string>> = {
  CORRUPT_MESSAGE: 'CorruptRecord', MESSAGE_TOO_LARGE: 'RecordTooLarge', RECORD_LIST_TOO_LARGE: 'RecordBatchTooLarge',
  INVALID_TOPIC_EXCEPTION: 'InvalidTopic', KAFKA_STORAGE_ERROR: 'KafkaStorage', UNKNOWN_SERVER_ERROR: 'UnknownServer', REQUEST_TIMED_OUT: 'Timeout',
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'OutOfOrderSequence', DUPLICATE_SEQUENCE_NUMBER: 'DuplicateSequence',
  STALE_CONTROLLER_EPOCH: 'ControllerMoved', NETWORK_EXCEPTION: 'Network', TOPIC_ALREADY_EXISTS: 'TopicExists', INVALID_CONFIG: 'InvalidConfiguration',
  NON_EMPTY_GROUP: 'GroupNotEmpty', INVALID_PRODUCER_ID_MAPPING: 'InvalidPidMapping', INVALID_TRANSACTION_TIMEOUT: 'InvalidTxnTimeout',
  TOPIC_AUTHORIZATION_FAILED: 'TopicAuthorization', GROUP_AUTHORIZATION_FAILED: 'GroupAuthorization', CLUSTER_AUTHORIZATION_FAILED: 'ClusterAuthorization',
  FETCH_SESSION_TOPIC_ID_ERROR: 'FetchSessionTopicId',
}

/** `NotLeaderOrFollowerException`: how Kafka's logs name an error. */
export function exceptionClass(code: number): string {
  const name = errorName(code)
  return `${OTHERS[name] ?? name.split('_').map(word => word[0] + word.slice(1).toLowerCase()).join('')}Exception`
}

/** The same with its package. */
export const exceptionName = (code: number): string => `org.apache.kafka.common.errors.${exceptionClass(code)}`
