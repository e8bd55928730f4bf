import { handler, later, type Handler, type Replies, type RequestContext } from '../net/handler.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { DeleteTopics } from '../protocol/apis/20-delete-topics.ts'
import { AlterConfigs } from '../protocol/apis/33-alter-configs.ts'
import { CreatePartitions } from '../protocol/apis/37-create-partitions.ts'
import { ElectLeaders } from '../protocol/apis/43-elect-leaders.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { AlterPartitionReassignments } from '../protocol/apis/45-alter-partition-reassignments.ts'
import { ListPartitionReassignments } from '../protocol/apis/46-list-partition-reassignments.ts'
import { AlterPartition } from '../protocol/apis/56-alter-partition.ts'
import { UpdateFeatures } from '../protocol/apis/57-update-features.ts'
import { Envelope } from '../protocol/apis/58-envelope.ts'
import { DescribeCluster } from '../protocol/apis/60-describe-cluster.ts'
import { BrokerRegistration } from '../protocol/apis/62-broker-registration.ts'
import { BrokerHeartbeat } from '../protocol/apis/63-broker-heartbeat.ts'
import { UnregisterBroker } from '../protocol/apis/64-unregister-broker.ts'
import { AllocateProducerIds } from '../protocol/apis/67-allocate-producer-ids.ts'
import { AssignReplicasToDirs } from '../protocol/apis/73-assign-replicas-to-dirs.ts'
import { Errors } from '../protocol/errors.ts'
import type { Api, Fields, Request, ResponseInput } from '../protocol/schema.ts'
import { brokerHeartbeat } from './broker-heartbeat.ts'
import type { Controller } from './controller.ts'
import type { Decision, Knowledge } from './deciding.ts'
import { describeControllers } from './describe-cluster.ts'
import type { ForClients } from './for-clients.ts'
import type { Heartbeats } from './heartbeats.ts'
import { refusalOf } from '../metadata/refusals.ts'
import { registerBroker } from './register-broker.ts'

/** Who wants a change: a partition's leader, or anybody else through the controller. */
type Asker = 'leader' | 'controller'
type Decide<Q extends Fields, S extends Fields> =
  (knowledge: Knowledge, request: Request<Api<Q, S>>) => Decision<ResponseInput<Api<Q, S>>> & { heartbeats?: Heartbeats }

/** `forClients` is there once anybody but servers is in the world. */
interface Served { readonly replies: Replies; readonly clusterId: string; readonly nodeId: number; forClients(): ForClients }

/** What the active controller serves on its listener; the quorum's own APIs are served beside them by the node. */
export function controllerHandlers(controller: Controller, { replies, clusterId, nodeId, forClients }: Served): Handler[] {
  const deciding = <Q extends Fields, S extends Fields>(api: Api<Q, S>, decision: () => Decide<Q, S>, by: Asker = 'controller'): Handler => handler({
    api,
    handle: (request: Request<Api<Q, S>>, context: RequestContext) => {
      if (!controller.active) return notController(replies, context) ?? refusalOf(api)(request, Errors.NOT_CONTROLLER)
      return controller.decide(context.replyTo, by, knowledge => decision()(knowledge, request)) ?? later
    },
    refuse: refusalOf(api),
  })
  return [
    deciding(CreateTopics, () => forClients().createTopics),
    deciding(DeleteTopics, () => forClients().deleteTopics),
    deciding(CreatePartitions, () => forClients().createPartitions),
    deciding(ElectLeaders, () => forClients().electLeaders),
    deciding(AlterConfigs, () => forClients().legacyAlterConfigs),
    deciding(IncrementalAlterConfigs, () => forClients().incrementalAlterConfigs),
    deciding(AlterPartitionReassignments, () => forClients().alterPartitionReassignments),
    deciding(ListPartitionReassignments, () => forClients().listPartitionReassignments),
    deciding(UpdateFeatures, () => forClients().updateFeatures),
    deciding(AlterPartition, () => forClients().alterPartition, 'leader'),
    deciding(BrokerRegistration, () => registerBroker),
    deciding(BrokerHeartbeat, () => brokerHeartbeat),
    deciding(AssignReplicasToDirs, () => forClients().assignReplicasToDirs),
    deciding(UnregisterBroker, () => forClients().unregisterBroker),
    deciding(AllocateProducerIds, () => forClients().allocateProducerIds),
    handler({
      api: DescribeCluster,
      handle: request => describeControllers(controller.image, clusterId, controller.active ? nodeId : -1, request),
      refuse: refusalOf(DescribeCluster),
    }),
  ]
}

/** A forwarded request comes back in its Envelope as it went, so that the broker looks for another controller (ControllerApis). */
function notController(replies: Replies, { replyTo: { envelope } }: RequestContext): typeof later | null {
  if (!envelope) return null
  replies.reply(Envelope, envelope, { errorCode: Errors.NOT_CONTROLLER })
  return later
}
