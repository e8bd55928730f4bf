import type { MetadataImage, PartitionRegistration, TopicImage } from '../../metadata/image.ts'
import { handler } from '../../net/handler.ts'
import { Metadata } from '../../protocol/apis/03-metadata.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { MAY_DO } from '../authorized.ts'
import type { Broker } from '../context.ts'
import { aliveBrokers, endpointOf, isAlive, isInternalTopic, isValidTopicName } from '../images.ts'
import { requestTopics } from '../topic-creations.ts'

/**
 * Who is there, and who leads what, as this broker knows it. v0: an empty list means all topics; later, null does. v4: a topic that
 * does not exist is created only when the client allows it (KIP-4). v10: topic ids; v12: topics may be named by them (KIP-516).
 * The controller named is any living broker: requests for it are forwarded (KIP-590).
 */
export const metadata = (broker: Broker) => handler({
  api: Metadata,
  handle(request, { version, replyTo: { listenerName } }) {
    if (version < 12 && request.topics?.some(isById)) return refusal(request, Errors.INVALID_REQUEST)
    const image = broker.node.image(), alive = aliveBrokers(image)
    return {
      brokers: alive.flatMap(each => {
        const at = endpointOf(each, listenerName)
        return at ? [{ nodeId: each.id, ...at, rack: each.rack }] : []
      }),
      clusterId: broker.node.clusterId,
      controllerId: alive.length > 0 ? alive[broker.node.env.random.below(alive.length)]!.id : -1,
      topics: permitted(topicsOf({ broker, image, version, listenerName }, request), request),
      ...(request.includeClusterAuthorizedOperations && { clusterAuthorizedOperations: MAY_DO.cluster }),
    }
  },
  refuse: (request, error) => refusal(request, error),
})

type Ask = Request<typeof Metadata>

const isById = (topic: { name: string | null; topicId: string }): boolean => topic.name === null || topic.topicId !== ZERO_UUID

const refusal = (request: Ask, errorCode: number) =>
  ({ topics: (request.topics ?? []).map(topic => ({ errorCode, name: topic.name ?? '', topicId: topic.topicId })), errorCode })

/** What an answer depends on beside its request. Only brokers with an address on the client's own listener are there for it. */
interface Seen { readonly broker: Broker; readonly image: MetadataImage; readonly version: number; readonly listenerName: string }

function topicsOf(seen: Seen, request: Ask) {
  const { broker, image, version } = seen
  const isAll = request.topics === null || (version === 0 && request.topics.length === 0)
  if (isAll) return [...image.topics.values()].map(topic => describe(seen, topic))
  const ids = new Set(request.topics!.map(topic => topic.topicId).filter(id => id !== ZERO_UUID))
  const unknownIds = [...ids].filter(id => !image.topicNames.has(id)).map(id => ({ errorCode: Errors.UNKNOWN_TOPIC_ID, name: null, topicId: id }))
  const names = ids.size > 0 ? [...ids].flatMap(id => image.topicNames.get(id) ?? []) : [...new Set(request.topics!.map(topic => topic.name!))]
  const known = names.filter(name => image.topics.has(name)).map(name => describe(seen, image.topics.get(name)!))
  return [...unknownIds, ...known, ...missing(broker, names.filter(name => !image.topics.has(name)), request.allowAutoTopicCreation)]
}

/** v8: what one may do with each, if asked for (KIP-430). */
const permitted = <T extends object>(topics: readonly T[], { includeTopicAuthorizedOperations }: Ask) =>
  includeTopicAuthorizedOperations ? topics.map(topic => ({ ...topic, topicAuthorizedOperations: MAY_DO.topic })) : topics

function missing(broker: Broker, names: readonly string[], mayCreate: boolean) {
  if (names.length === 0) return []
  const creates = mayCreate && broker.node.configs.broker().boolean('auto.create.topics.enable')
  const errors = creates ? requestTopics(broker, names)
    : new Map(names.map(name => [name, isValidTopicName(name) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION]))
  return names.map(name => ({ errorCode: errors.get(name)!, name, isInternal: isInternalTopic(name) }))
}

const describe = (seen: Seen, topic: TopicImage) => ({
  errorCode: Errors.NONE, name: topic.name, topicId: topic.id, isInternal: isInternalTopic(topic.name),
  partitions: topic.partitions.map((partition, index) => describePartition(seen, partition, index)),
})

/** v0 leaves out replicas that are away, and says so by error; later versions name them all and list who is offline. */
function describePartition({ image, version, listenerName }: Seen, partition: PartitionRegistration, partitionIndex: number) {
  const isHere = (id: number) => endpointOf(image.brokers.get(id), listenerName) !== undefined
  const replicaNodes = version === 0 ? partition.replicas.filter(id => isHere(id) && isAlive(image, id)) : [...partition.replicas]
  const isrNodes = version === 0 ? partition.isr.filter(id => isHere(id) && isAlive(image, id)) : [...partition.isr]
  const hasLeader = isHere(partition.leader)
  const error = !hasLeader ? image.brokers.has(partition.leader) && version >= 6 ? Errors.LISTENER_NOT_FOUND : Errors.LEADER_NOT_AVAILABLE
    : replicaNodes.length < partition.replicas.length || isrNodes.length < partition.isr.length ? Errors.REPLICA_NOT_AVAILABLE : Errors.NONE
  return {
    errorCode: error, partitionIndex, leaderId: hasLeader ? partition.leader : -1, leaderEpoch: partition.leaderEpoch, replicaNodes, isrNodes,
    offlineReplicas: partition.replicas.filter(id => !isAlive(image, id)),
  }
}
