import { handler } from '../../net/handler.ts'
import { FindCoordinator } from '../../protocol/apis/10-find-coordinator.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { MALFORMED } from '../error-texts.ts'
import { OFFSETS_TOPIC, partitionFor } from '../groups/groups.ts'
import { endpointOf, partitionOf } from '../images.ts'
import { requestTopics } from '../topic-creations.ts'

const GROUP = 0, TRANSACTION = 1, SHARE = 2

/**
 * Who coordinates a group: the leader of its partition of `__consumer_offsets`, which comes to be when it is first asked for.
 * v4: many keys (KIP-699).
 */
export const findCoordinator = (broker: Broker) => handler({
  api: FindCoordinator,
  handle(request, { version, replyTo: { listenerName } }) {
    if (version < 4) {
      const found = find(broker, listenerName, request.key, request.keyType)
      return { ...found, errorMessage: messageOf(found.errorCode) }
    }
    return { coordinators: request.coordinatorKeys.map(key => {
      const found = find(broker, listenerName, key, request.keyType)
      return { key, ...found, errorMessage: found.errorCode === Errors.INVALID_REQUEST && request.keyType !== SHARE ? MALFORMED : '' }
    }) }
  },
  refuse: (request, error, version) => version < 4 ? { ...nobody(error), errorMessage: messageOf(error) }
    : { coordinators: request.coordinatorKeys.map(key => ({ key, ...nobody(error) })) },
})

interface Coordinator { errorCode: number; nodeId: number; host: string; port: number }

const nobody = (errorCode: number): Coordinator => ({ errorCode, nodeId: -1, host: '', port: -1 })

const messageOf = (error: number): string =>
  error === Errors.NONE ? 'NONE' : error === Errors.INVALID_REQUEST ? MALFORMED : 'The coordinator is not available.'

/** Groups alone have coordinators here: a transactional id's would never be found. */
function find(broker: Broker, listenerName: string, key: string, keyType: number): Coordinator {
  if (keyType !== GROUP) return nobody(keyType === TRANSACTION ? Errors.COORDINATOR_NOT_AVAILABLE : Errors.INVALID_REQUEST)
  const image = broker.node.image()
  if (!image.topics.has(OFFSETS_TOPIC)) {
    requestTopics(broker, [OFFSETS_TOPIC])
    return nobody(Errors.COORDINATOR_NOT_AVAILABLE)
  }
  const leader = partitionOf(image, OFFSETS_TOPIC, partitionFor(broker, key))?.leader ?? -1
  const at = endpointOf(image.brokers.get(leader), listenerName)
  return at ? { errorCode: Errors.NONE, nodeId: leader, ...at } : nobody(Errors.COORDINATOR_NOT_AVAILABLE)
}
