import type { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { Errors, errorName } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { PartitionRegistration } from '../metadata/image.ts'
import { partitionRecord } from '../metadata/partition.ts'
import { record, type MetadataRecord } from '../metadata/records.ts'
import { alterResource, SET } from './alter-configs.ts'
import { creationConfigs } from './creation-configs.ts'
import { isError, type ApiError, type Decision, type Knowledge } from './deciding.ts'
import { invalidTopicName, normalized } from './topic-names.ts'
import { newPartition, validManualAssignment } from './assignment.ts'
import { placeReplicas } from '../metadata/placement.ts'
import { usableBrokers } from './brokers.ts'
import { randomUuid } from './random-uuid.ts'

/*
 * CreateTopics (19): each topic succeeds or fails by itself; what succeeds is one batch of records (ControllerApis.createTopics,
 * ReplicationControlManager.createTopics). Since v5 the answer tells the new topic's configs (KIP-525).
 */

type Topic = Request<typeof CreateTopics>['topics'][number]
type Result = NonNullable<ResponseInput<typeof CreateTopics>['topics']>[number]

const MAX_PARTITIONS_PER_REQUEST = 10_000

export function createTopics(knowledge: Knowledge, request: Request<typeof CreateTopics>): Decision<ResponseInput<typeof CreateTopics>> {
  const records: MetadataRecord[] = []
  const { once, twice } = byOccurrence(request.topics)
  if (once.reduce((sum, topic) => sum + partitionCount(topic), 0) > MAX_PARTITIONS_PER_REQUEST) {
    const error = { code: Errors.POLICY_VIOLATION, message: 'Excessively large number of partitions per request.' }
    return { records: [], response: { topics: request.topics.map(topic => failed(topic.name, error)) } }
  }
  const results = once.map(topic => createTopic(knowledge, topic, records))
  logResults(knowledge, once, results, request.validateOnly)
  const duplicates = twice.map(name => failed(name, { code: Errors.INVALID_REQUEST, message: 'Duplicate topic name.' }))
  return { records: request.validateOnly ? [] : records, response: { topics: [...results, ...duplicates] } }
}

const partitionCount = (topic: Topic): number => topic.assignments.length || Math.max(topic.numPartitions, 1)

function byOccurrence(topics: readonly Topic[]): { once: Topic[]; twice: string[] } {
  const names = topics.map(topic => topic.name)
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
  return { once: topics.filter(topic => !twice.includes(topic.name)), twice }
}

const failed = (name: string, { code, message }: ApiError): Result =>
  ({ name, errorCode: code, errorMessage: message, numPartitions: -1, replicationFactor: -1, configs: [] })

function createTopic(knowledge: Knowledge, topic: Topic, records: MetadataRecord[]): Result {
  const nameError = wrongName(knowledge, topic)
  if (nameError) return failed(topic.name, nameError)
  const configs = configRecords(knowledge, topic)
  if (isError(configs)) return failed(topic.name, configs)
  const partitions = newPartitions(knowledge, topic)
  if (isError(partitions)) return failed(topic.name, partitions)
  const topicId = randomUuid(knowledge.random)
  const made = partitions.map((partition, index) => partitionRecord(topicId, index, partition))
  records.push(record('TopicRecord', { name: topic.name, topicId }), ...configs, ...made)
  const own = new Map(topic.configs.map(({ name, value }) => [name, value!]))
  return {
    name: topic.name, topicId, errorCode: Errors.NONE, errorMessage: null, topicConfigErrorCode: Errors.NONE,
    numPartitions: partitions.length, replicationFactor: partitions[0]!.replicas.length, configs: creationConfigs(knowledge.scope, own),
  }
}

function wrongName({ image }: Knowledge, { name }: Topic): ApiError | null {
  const wrong = invalidTopicName(name)
  if (wrong) return { code: Errors.INVALID_TOPIC_EXCEPTION, message: wrong }
  if (image.topics.has(name)) return { code: Errors.TOPIC_ALREADY_EXISTS, message: `Topic '${name}' already exists.` }
  if (normalized(name) === name && !name.includes('_')) return null
  const twin = [...image.topics.keys()].find(other => other !== name && normalized(other) === normalized(name))
  return twin === undefined ? null : { code: Errors.INVALID_TOPIC_EXCEPTION, message: `Topic '${name}' collides with existing topic: ${twin}` }
}

function configRecords(knowledge: Knowledge, topic: Topic): MetadataRecord[] | ApiError {
  const nulls = topic.configs.filter(config => config.value === null).map(config => config.name)
  if (nulls.length > 0) return { code: Errors.INVALID_CONFIG, message: `Null value not supported for topic configs: ${nulls.join(',')}` }
  if (topic.configs.length === 0) return []
  const changes = topic.configs.map(({ name, value }) => ({ name, operation: SET, value }))
  return alterResource(knowledge, { type: 'topic', name: topic.name }, changes, 'new')
}

function newPartitions(knowledge: Knowledge, topic: Topic): PartitionRegistration[] | ApiError {
  if (topic.assignments.length > 0) return assignedPartitions(knowledge, topic)
  if (topic.replicationFactor < -1 || topic.replicationFactor === 0) {
    return { code: Errors.INVALID_REPLICATION_FACTOR, message: 'Replication factor must be larger than 0, or -1 to use the default value.' }
  }
  if (topic.numPartitions < -1 || topic.numPartitions === 0) {
    return { code: Errors.INVALID_PARTITIONS, message: 'Number of partitions was set to an invalid non-positive value.' }
  }
  return placedPartitions(knowledge, topic)
}

function placedPartitions(knowledge: Knowledge, topic: Topic): PartitionRegistration[] | ApiError {
  const broker = knowledge.configs.broker()
  const count = topic.numPartitions === -1 ? broker.number('num.partitions') : topic.numPartitions
  const factor = topic.replicationFactor === -1 ? broker.number('default.replication.factor') : topic.replicationFactor
  const unable = (why: string | null): ApiError =>
    ({ code: Errors.INVALID_REPLICATION_FACTOR, message: `Unable to replicate the partition ${factor} time(s): ${why}` })
  const placed = placeReplicas(usableBrokers(knowledge), count, factor, knowledge.random)
  if (isError(placed)) return unable(placed.message)
  const partitions = placed.map(replicas => newPartition(knowledge.image, replicas))
  const whole = partitions.every(partition => partition !== null)
  return whole ? partitions : unable('All brokers are currently fenced or in controlled shutdown.')
}

function assignedPartitions({ image }: Knowledge, topic: Topic): PartitionRegistration[] | ApiError {
  const manual = 'A manual partition assignment was specified, but'
  if (topic.replicationFactor !== -1) return { code: Errors.INVALID_REQUEST, message: `${manual} replication factor was not set to -1.` }
  if (topic.numPartitions !== -1) return { code: Errors.INVALID_REQUEST, message: `${manual} numPartitions was not set to -1.` }
  const partitions = new Map<number, PartitionRegistration>()
  let factor: number | null = null
  for (const { partitionIndex, brokerIds } of topic.assignments) {
    const wrong = partitions.has(partitionIndex)
      ? `Found multiple manual partition assignments for partition ${partitionIndex}`
      : validManualAssignment(image, brokerIds, factor)
    const partition = wrong ? null : newPartition(image, brokerIds)
    if (!partition) return assignmentError(wrong ?? allAway(partitionIndex))
    factor = brokerIds.length
    partitions.set(partitionIndex, partition)
  }
  const ordered = Array.from({ length: partitions.size }, (_, index) => partitions.get(index))
  const whole = ordered.every(partition => partition !== undefined)
  return whole ? ordered : assignmentError('partitions should be a consecutive 0-based integer sequence')
}

export const allAway = (index: number): string =>
  `All brokers specified in the manual partition assignment for partition ${index} are fenced or in controlled shutdown.`
const assignmentError = (message: string): ApiError => ({ code: Errors.INVALID_REPLICA_ASSIGNMENT, message })

function logResults(knowledge: Knowledge, topics: readonly Topic[], results: readonly Result[], validateOnly: boolean): void {
  const lines = topics.map((topic, at) => `${topicText(topic)}: ${outcome(results[at]!)}`)
  knowledge.log('INFO', 'ReplicationControlManager', `${validateOnly ? 'Validate-only ' : ''}CreateTopics result(s): ${lines.join(', ')}`)
}
const outcome = ({ errorCode = 0, errorMessage }: Result): string =>
  errorCode === Errors.NONE ? 'SUCCESS' : `${errorName(errorCode)} (${errorMessage})`
const assignmentText = ({ partitionIndex, brokerIds }: Topic['assignments'][number]): string =>
  `CreatableReplicaAssignment(partitionIndex=${partitionIndex}, brokerIds=[${brokerIds.join(', ')}])`
const topicText = ({ name, numPartitions, replicationFactor, assignments, configs }: Topic): string =>
  `CreatableTopic(name='${name}', numPartitions=${numPartitions}, replicationFactor=${replicationFactor}, ` +
  `assignments=[${assignments.map(assignmentText).join(', ')}], ` +
  `configs=[${configs.map(each => `CreatableTopicConfig(name='${each.name}', value='${each.value}')`).join(', ')}])`
