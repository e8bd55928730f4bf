import type { MetadataImage, PartitionRegistration } from '../../metadata/image.ts'
import { ApiError } from '../../protocol/api-error.ts'
import { handler } from '../../net/handler.ts'
import { DescribeTopicPartitions } from '../../protocol/apis/75-describe-topic-partitions.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request, ResponseInput } from '../../protocol/schema.ts'
import { MAY_DO, NOBODY_ASKED } from '../authorized.ts'
import type { Broker } from '../context.ts'
import { endpointOf, isAlive, isInternalTopic, isValidTopicName } from '../images.ts'

/**
 * Topics by name, partition by partition, at most `max.request.partition.size.limit` at once; the cursor says where to go on
 * (KIP-966). An empty list means all topics.
 */
export const describeTopicPartitions = (broker: Broker) => handler({
  api: DescribeTopicPartitions,
  handle(request, { replyTo: { listenerName } }) {
    const { cursor } = request
    if (cursor && isWrong(cursor, request)) throw new ApiError(Errors.INVALID_REQUEST)
    const most = broker.node.configs.broker().number('max.request.partition.size.limit')
    const image = broker.node.image()
    return page({ image, listenerName, cursor }, namesOf(image, request), Math.max(Math.min(most, request.responsePartitionLimit), 1))
  },
  refuse: (request, errorCode) => ({ topics: request.topics.map(({ name }) => ({ name, errorCode, topicAuthorizedOperations: NOBODY_ASKED })) }),
})

type Ask = Request<typeof DescribeTopicPartitions>
type Answer = ResponseInput<typeof DescribeTopicPartitions>
type Topic = NonNullable<Answer['topics']>[number]
interface Seen { readonly image: MetadataImage; readonly listenerName: string; readonly cursor: Ask['cursor'] }

/** A cursor stands in a topic that is asked for. */
const isWrong = (cursor: NonNullable<Ask['cursor']>, { topics }: Ask): boolean =>
  cursor.partitionIndex < 0 || (topics.length > 0 && !topics.some(({ name }) => name === cursor.topicName))

/** In order, from the cursor on. */
function namesOf(image: MetadataImage, { topics, cursor }: Ask): string[] {
  const names = topics.length === 0 ? [...image.topics.keys()] : [...new Set(topics.map(({ name }) => name))]
  return names.sort((a, b) => a < b ? -1 : 1).filter(name => !cursor || name >= cursor.topicName)
}

function page(seen: Seen, names: readonly string[], limit: number): Answer {
  const topics: Topic[] = []
  let left = limit
  for (const name of names) {
    if (left === 0) return { topics, nextCursor: { topicName: name, partitionIndex: 0 } }
    const known = seen.image.topics.get(name)
    if (!known) { topics.push(missing(name)); continue }
    const first = name === seen.cursor?.topicName ? seen.cursor.partitionIndex : 0
    const shown = known.partitions.slice(first, first + left)
    topics.push({ ...describe(name, known.id), partitions: shown.map((partition, i) => describePartition(seen, partition, first + i)) })
    if (first + shown.length < known.partitions.length) return { topics, nextCursor: { topicName: name, partitionIndex: first + shown.length } }
    left -= shown.length
  }
  return { topics, nextCursor: null }
}

const missing = (name: string): Topic => ({
  errorCode: isValidTopicName(name) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION,
  name, isInternal: isInternalTopic(name), topicAuthorizedOperations: MAY_DO.topic,
})

const describe = (name: string, topicId: string): Topic =>
  ({ errorCode: Errors.NONE, name, topicId, isInternal: isInternalTopic(name), topicAuthorizedOperations: MAY_DO.topic })

function describePartition({ image, listenerName }: Seen, partition: PartitionRegistration, partitionIndex: number) {
  const { leader, leaderEpoch, replicas, isr, elr, lastKnownElr } = partition
  const hasLeader = endpointOf(image.brokers.get(leader), listenerName) !== undefined
  return {
    errorCode: hasLeader ? Errors.NONE : image.brokers.has(leader) ? Errors.LISTENER_NOT_FOUND : Errors.LEADER_NOT_AVAILABLE,
    partitionIndex, leaderId: hasLeader ? leader : -1, leaderEpoch, replicaNodes: replicas, isrNodes: isr,
    eligibleLeaderReplicas: elr, lastKnownElr, offlineReplicas: replicas.filter(id => !isAlive(image, id)),
  }
}
