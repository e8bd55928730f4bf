import type { ReplyTo } from '../net/handler.ts'
import { InitProducerId } from '../protocol/apis/22-init-producer-id.ts'
import { AllocateProducerIds } from '../protocol/apis/67-allocate-producer-ids.ts'
import { Errors } from '../protocol/errors.ts'
import type { Api, Response } from '../protocol/schema.ts'
import { log, type Broker } from './context.ts'

/**
 * Producer ids to give away: the controller hands each broker blocks of a thousand (RPCProducerIdManager, KIP-730). Requests that
 * find none left wait for the next block.
 */
export interface ProducerIds {
  next: number
  /** Exclusive. */
  end: number
  asking: boolean
  readonly waiting: ReplyTo[]
}

export const newProducerIds = (): ProducerIds => ({ next: 0, end: 0, asking: false, waiting: [] })

/** An id, or null: `replyTo` will be answered when a block has come. */
export function takeProducerId(broker: Broker, replyTo: ReplyTo): number | null {
  const { producerIds } = broker
  if (producerIds.next < producerIds.end) return producerIds.next++
  producerIds.waiting.push(replyTo)
  askForBlock(broker)
  return null
}

function askForBlock(broker: Broker): void {
  if (broker.producerIds.asking) return
  broker.producerIds.asking = true
  const request = { brokerId: broker.node.nodeId, brokerEpoch: broker.node.brokerEpoch() }
  broker.node.toController(AllocateProducerIds, request, { is: 'producerIds' })
}

export function onProducerIds(broker: Broker, answer: Response<Api>): void {
  const { producerIds } = broker
  producerIds.asking = false
  const block = answer as Response<typeof AllocateProducerIds>
  if (block.errorCode === Errors.NONE) {
    producerIds.next = block.producerIdStart
    producerIds.end = block.producerIdStart + block.producerIdLen
  } else {
    const text = `[RPC ProducerId Manager ${broker.node.nodeId}]: Had a problem getting a producer ID block`
    log(broker, 'WARN', 'kafka.server.RPCProducerIdManager', text)
  }
  for (const replyTo of producerIds.waiting.splice(0)) {
    const id = producerIds.next < producerIds.end ? producerIds.next++ : null
    broker.node.replies.reply(InitProducerId, replyTo, id === null ? NO_PRODUCER_YET : newProducer(id))
  }
}

const NO_PRODUCER_YET = { errorCode: Errors.COORDINATOR_LOAD_IN_PROGRESS, producerId: -1, producerEpoch: -1 }
export const newProducer = (producerId: number) => ({ errorCode: Errors.NONE, producerId, producerEpoch: 0 })
