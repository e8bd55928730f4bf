import { lastSequence } from '../../log/producer-entry.ts'
import { handler } from '../../net/handler.ts'
import { DescribeProducers } from '../../protocol/apis/61-describe-producers.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { INVALID_TOPIC, UNKNOWN_TOPIC } from '../error-texts.ts'
import { isValidTopicName } from '../images.ts'
import { findReplica } from '../replica/lookup.ts'

/** Producers that a replica here remembers: what an idempotent or transactional producer wrote last (KIP-664). */
export const describeProducers = (broker: Broker) => handler({
  api: DescribeProducers,
  handle: request => ({
    topics: request.topics.map(({ name, partitionIndexes }) =>
      ({ name, partitions: partitionIndexes.map(partitionIndex => describe(broker, name, partitionIndex)) })),
  }),
  refuse: (request, errorCode) => ({
    topics: request.topics.map(({ name, partitionIndexes }) =>
      ({ name, partitions: partitionIndexes.map(partitionIndex => ({ partitionIndex, errorCode })) })),
  }),
})

function describe(broker: Broker, topic: string, partitionIndex: number) {
  if (!isValidTopicName(topic)) return { partitionIndex, errorCode: Errors.INVALID_TOPIC_EXCEPTION, errorMessage: INVALID_TOPIC }
  const { error, partition } = findReplica(broker, topic, partitionIndex)
  if (!partition) return { partitionIndex, errorCode: error, errorMessage: error === Errors.UNKNOWN_TOPIC_OR_PARTITION ? UNKNOWN_TOPIC : null }
  return { partitionIndex, errorCode: Errors.NONE, activeProducers: [...partition.log.producers.entries].map(producer => ({
    producerId: producer.producerId, producerEpoch: producer.epoch, lastSequence: lastSequence(producer), lastTimestamp: producer.lastTimestamp,
    coordinatorEpoch: producer.coordinatorEpoch, currentTxnStartOffset: producer.currentTxnFirstOffset,
  })) }
}
