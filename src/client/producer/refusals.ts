import type { ProducerConfig } from '../config/producer.ts'
import type { Run } from './run.ts'

/*
 * What KafkaProducer says of records that never reach a batch.
 */

export const CLOSED = 'Cannot perform operation after producer has been closed'
export const CLOSED_FORCEFULLY = 'Producer is closed forcefully.'

/** RecordTooLargeException. `size` is the most the record can take. */
export const tooLarge = (size: number, { maxRequestSize }: ProducerConfig): string => size > maxRequestSize
  ? `The message is ${size} bytes when serialized which is larger than ${maxRequestSize}, which is the value of the max.request.size configuration.`
  : `The message is ${size} bytes when serialized which is larger than the total memory buffer you have configured with the buffer.memory configuration.`

/** TimeoutException of a `send` that was blocked for `max.block.ms`: by metadata, or by memory. `partitions`: of the topic, as far as is known. */
export function blockedTooLong({ topic, partition }: Run, partitions: number | undefined, { maxBlockMs, batchSize, bufferMemory }: ProducerConfig, freeMemory: number): string {
  if (partitions === undefined) return `Topic ${topic} not present in metadata after ${maxBlockMs} ms.`
  if (partition !== null && partition >= partitions) {
    return `Partition ${partition} of topic ${topic} with partition count ${partitions} is not present in metadata after ${maxBlockMs} ms.`
  }
  return `Failed to allocate ${batchSize} bytes within the configured max blocking time ${maxBlockMs} ms. `
    + `Total memory: ${bufferMemory} bytes. Available memory: ${freeMemory} bytes. Poolable size: ${batchSize} bytes`
}
