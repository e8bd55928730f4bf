import { handler, later } from '../../net/handler.ts'
import { InitProducerId } from '../../protocol/apis/22-init-producer-id.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { newProducer, takeProducerId } from '../producer-ids.ts'

/**
 * An id for an idempotent producer (KIP-98). A transactional id would need its coordinator: no broker here is one, and so each says
 * that another must be asked.
 */
export const initProducerId = (broker: Broker) => handler({
  api: InitProducerId,
  handle(request, { replyTo }) {
    if ((request.producerId === -1) !== (request.producerEpoch === -1)) return refusal(Errors.INVALID_REQUEST)
    if (request.transactionalId !== null) return refusal(request.transactionalId === '' ? Errors.INVALID_REQUEST : Errors.NOT_COORDINATOR)
    const id = takeProducerId(broker, replyTo)
    return id === null ? later : newProducer(id)
  },
  refuse: (_, error) => refusal(error),
})

const refusal = (errorCode: number) => ({ errorCode, producerId: -1, producerEpoch: -1 })
