import type { DescribeCluster } from '../protocol/apis/60-describe-cluster.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { MetadataImage } from '../metadata/image.ts'

/* DescribeCluster (60) on a controller's listener: the controllers themselves (KIP-919). */

const BROKERS = 1, CONTROLLERS = 2

type Asking = Request<typeof DescribeCluster>
type Answer = ResponseInput<typeof DescribeCluster>

export function describeControllers(image: MetadataImage, clusterId: string, active: number, request: Asking): Answer {
  if (request.endpointType === BROKERS) {
    return {
      errorCode: Errors.MISMATCHED_ENDPOINT_TYPE, endpointType: CONTROLLERS,
      errorMessage: 'The request was sent to an endpoint of type CONTROLLER, but we wanted an endpoint of type BROKER',
    }
  }
  const brokers = [...image.controllers.values()].flatMap(({ id, listeners: [first] }) =>
    first ? [{ brokerId: id, host: first.host, port: first.port, rack: null }] : [])
  return { errorCode: Errors.NONE, endpointType: CONTROLLERS, clusterId, controllerId: active, brokers }
}
