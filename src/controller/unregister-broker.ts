import type { UnregisterBroker } from '../protocol/apis/64-unregister-broker.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { Decision, Knowledge } from './deciding.ts'
import { without, type Heartbeats } from './heartbeats.ts'
import { brokerUnregistered } from './leader-and-isr.ts'

type Answer = ResponseInput<typeof UnregisterBroker>

/**
 * UnregisterBroker (64): forgets a broker that will not come back; its replicas stay assigned to it. One that is alive is fenced by
 * it, for its heartbeats are of no registration any more (ReplicationControlManager.unregisterBroker).
 */
export function unregisterBroker(knowledge: Knowledge, { brokerId }: Request<typeof UnregisterBroker>): Decision<Answer> & { heartbeats?: Heartbeats } {
  if (!knowledge.image.brokers.has(brokerId)) return {
    records: [], response: { errorCode: Errors.BROKER_ID_NOT_REGISTERED, errorMessage: `Broker ID ${brokerId} is not currently registered` },
  }
  return {
    records: brokerUnregistered(knowledge, brokerId),
    response: { errorCode: Errors.NONE, errorMessage: null },
    heartbeats: without(knowledge.heartbeats, brokerId),
  }
}
