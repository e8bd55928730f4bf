import type { ErrorName } from '../../protocol/errors.ts'

/** `Broker: Unknown topic or partition`: errors as librdkafka words them (rd_kafka_err2str), which mostly is the name in other letters. */
export const brokerErrorText = (error: ErrorName): string =>
  `Broker: ${WORDS[error] ?? error.charAt(0) + error.slice(1).toLowerCase().replaceAll('_', ' ')}`

const WORDS: Readonly<Partial<Record<ErrorName, string>>> = {
  NOT_LEADER_OR_FOLLOWER: 'Not leader for partition', NOT_ENOUGH_REPLICAS: 'Not enough in-sync replicas', REQUEST_TIMED_OUT: 'Request timed out',
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: 'Message(s) written to insufficient number of in-sync replicas', MESSAGE_TOO_LARGE: 'Message size too large',
  INVALID_TOPIC_EXCEPTION: 'Invalid topic', OFFSET_OUT_OF_RANGE: 'Offset out of range',
}
