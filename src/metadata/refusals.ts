import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { DeleteTopics } from '../protocol/apis/20-delete-topics.ts'
import { AlterConfigs } from '../protocol/apis/33-alter-configs.ts'
import { CreatePartitions } from '../protocol/apis/37-create-partitions.ts'
import { ElectLeaders } from '../protocol/apis/43-elect-leaders.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { AlterPartitionReassignments } from '../protocol/apis/45-alter-partition-reassignments.ts'
import { ListPartitionReassignments } from '../protocol/apis/46-list-partition-reassignments.ts'
import { UpdateFeatures } from '../protocol/apis/57-update-features.ts'
import { UnregisterBroker } from '../protocol/apis/64-unregister-broker.ts'
import type { Api, Fields, Request, ResponseInput } from '../protocol/schema.ts'

/*
 * Requests that could not be served at all, with the error in each place their API has for it (AbstractRequest.getErrorResponse).
 * A broker that cannot reach the controller and a controller that is not active answer alike.
 */

const table = new Map<number, (request: never, error: number) => object>()
type Refuse<Q extends Fields, S extends Fields> = (request: Request<Api<Q, S>>, error: number) => ResponseInput<Api<Q, S>>
function refusing<Q extends Fields, S extends Fields>(api: Api<Q, S>, refuse: Refuse<Q, S>): void {
  table.set(api.key, refuse as (request: never, error: number) => object)
}

refusing(CreateTopics, ({ topics }, errorCode) => ({ topics: topics.map(({ name }) => ({ name, errorCode, errorMessage: null })) }))
refusing(DeleteTopics, ({ topics, topicNames }, errorCode) => ({
  responses: [...topics.map(({ name, topicId }) => ({ name, topicId, errorCode })), ...topicNames.map(name => ({ name, errorCode }))],
}))
refusing(CreatePartitions, ({ topics }, errorCode) => ({ results: topics.map(({ name }) => ({ name, errorCode })) }))
refusing(ElectLeaders, ({ topicPartitions }, errorCode) => ({
  errorCode,
  replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
    topic, partitionResult: partitions.map(partitionId => ({ partitionId, errorCode, errorMessage: null })),
  })),
}))
refusing(AlterConfigs, ({ resources }, errorCode) => ({
  responses: resources.map(({ resourceType, resourceName }) => ({ errorCode, errorMessage: null, resourceType, resourceName })),
}))
refusing(IncrementalAlterConfigs, ({ resources }, errorCode) => ({
  responses: resources.map(({ resourceType, resourceName }) => ({ errorCode, errorMessage: null, resourceType, resourceName })),
}))

refusing(AlterPartitionReassignments, ({ topics }, errorCode) => ({
  errorCode, errorMessage: null,
  responses: topics.map(({ name, partitions }) => ({
    name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode, errorMessage: null })),
  })),
}))
for (const api of [ListPartitionReassignments, UpdateFeatures, UnregisterBroker] as const) {
  refusing(api as Api, (_, errorCode) => ({ errorCode, errorMessage: null }))
}

/** For any API: its own way of refusing, or the one error code its answer has at the top. */
export const refusalOf = <Q extends Fields, S extends Fields>(api: Api<Q, S>): Refuse<Q, S> => (request, error) =>
  (table.get(api.key)?.(request as never, error) ?? { errorCode: error }) as ResponseInput<Api<Q, S>>
