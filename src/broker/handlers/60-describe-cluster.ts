import { handler } from '../../net/handler.ts'
import { DescribeCluster } from '../../protocol/apis/60-describe-cluster.ts'
import { Errors } from '../../protocol/errors.ts'
import { MAY_DO } from '../authorized.ts'
import type { Broker } from '../context.ts'
import { aliveBrokers, endpointOf } from '../images.ts'

const BROKERS = 1, CONTROLLERS = 2
const MISMATCHED = 'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER'

/** The cluster's id and brokers. v1: controllers, which only a controller tells (KIP-919). v2: fenced brokers too (KIP-1073). */
export const describeCluster = (broker: Broker) => handler({
  api: DescribeCluster,
  handle(request, { replyTo: { listenerName } }) {
    if (request.endpointType === CONTROLLERS) return refusal(Errors.MISMATCHED_ENDPOINT_TYPE, MISMATCHED)
    if (request.endpointType !== BROKERS) return refusal(Errors.UNSUPPORTED_ENDPOINT_TYPE, `Unsupported endpoint type ${request.endpointType}`)
    const image = broker.node.image(), alive = aliveBrokers(image)
    const shown = request.includeFencedBrokers ? [...image.brokers.values()].sort((a, b) => a.id - b.id) : alive
    return {
      clusterId: broker.node.clusterId,
      ...(request.includeClusterAuthorizedOperations && { clusterAuthorizedOperations: MAY_DO.cluster }),
      controllerId: alive.length > 0 ? alive[broker.node.env.random.below(alive.length)]!.id : -1,
      brokers: shown.flatMap(each => {
        const at = endpointOf(each, listenerName)
        return at ? [{ brokerId: each.id, ...at, rack: each.rack, isFenced: each.fenced }] : []
      }),
    }
  },
  refuse: (_, error) => refusal(error, null),
})

const refusal = (errorCode: number, errorMessage: string | null) => ({ errorCode, errorMessage, clusterId: '' })
