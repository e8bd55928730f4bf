import type { AllocateProducerIds } from '../protocol/apis/67-allocate-producer-ids.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import { record } from '../metadata/records.ts'
import type { Decision, Knowledge } from './deciding.ts'

/* AllocateProducerIds (67): brokers get ids for producers in blocks, each id once in the life of the cluster (KIP-730). */

/** ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE. */
const BLOCK = 1_000

type Asking = Request<typeof AllocateProducerIds>

export function allocateProducerIds({ image }: Knowledge, { brokerId, brokerEpoch }: Asking): Decision<ResponseInput<typeof AllocateProducerIds>> {
  const registration = image.brokers.get(brokerId)
  if (!registration) return { records: [], response: { errorCode: Errors.BROKER_ID_NOT_REGISTERED } }
  if (registration.epoch !== brokerEpoch) return { records: [], response: { errorCode: Errors.STALE_BROKER_EPOCH } }
  const first = image.nextProducerId
  return {
    records: [record('ProducerIdsRecord', { brokerId, brokerEpoch, nextProducerId: first + BLOCK })],
    response: { errorCode: Errors.NONE, producerIdStart: first, producerIdLen: BLOCK },
  }
}
