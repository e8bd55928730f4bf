import type { CreatePartitions } from '../protocol/apis/37-create-partitions.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { PartitionRegistration, TopicImage } from '../metadata/image.ts'
import { partitionRecord } from '../metadata/partition.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import { newPartition, validManualAssignment } from './assignment.ts'
import { usableBrokers } from './brokers.ts'
import { allAway } from './create-topics.ts'
import { isError, type ApiError, type Decision, type Knowledge } from './deciding.ts'
import { placeReplicas } from '../metadata/placement.ts'

/* CreatePartitions (37): a topic may only grow (ReplicationControlManager.createPartitions). */

type Topic = Request<typeof CreatePartitions>['topics'][number]

export function createPartitions(knowledge: Knowledge, request: Request<typeof CreatePartitions>): Decision<ResponseInput<typeof CreatePartitions>> {
  const records: MetadataRecord[] = []
  const names = request.topics.map(topic => topic.name)
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at))
  const results = [...new Set(names)].map(name => {
    const wanted = request.topics.find(topic => topic.name === name)!
    const grown = twice.has(name) ? { code: Errors.INVALID_REQUEST, message: 'Duplicate topic name.' } : grow(knowledge, wanted)
    if (!isError(grown)) records.push(...grown)
    return isError(grown) ? { name, errorCode: grown.code, errorMessage: grown.message } : { name, errorCode: Errors.NONE, errorMessage: null }
  })
  return { records: request.validateOnly ? [] : records, response: { results } }
}

function grow(knowledge: Knowledge, wanted: Topic): MetadataRecord[] | ApiError {
  const topic = knowledge.image.topics.get(wanted.name)
  if (!topic) return { code: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: null }
  const wrong = wrongCount(wanted, topic)
  if (wrong) return wrong
  const first = topic.partitions.length
  const added = wanted.assignments ? assigned(knowledge, wanted, topic) : placed(knowledge, wanted.count - first, topic)
  return isError(added) ? added : added.map((partition, at) => partitionRecord(topic.id, first + at, partition))
}

function wrongCount({ name, count, assignments }: Topic, { partitions: { length } }: TopicImage): ApiError | null {
  const wrong = (message: string): ApiError => ({ code: Errors.INVALID_PARTITIONS, message })
  if (count === length) return wrong(`Topic already has ${length} partition(s).`)
  if (count < length) return wrong(`The topic ${name} currently has ${length} partition(s); ${count} would not be an increase.`)
  if (!assignments || assignments.length === count - length) return null
  return {
    code: Errors.INVALID_REPLICA_ASSIGNMENT,
    message: `Attempted to add ${count - length} additional partition(s), but only ${assignments.length} assignment(s) were specified.`,
  }
}

function assigned({ image }: Knowledge, { assignments }: Topic, topic: TopicImage): PartitionRegistration[] | ApiError {
  const partitions: PartitionRegistration[] = []
  for (const [at, { brokerIds }] of assignments!.entries()) {
    const wrong = validManualAssignment(image, brokerIds, topic.partitions[0]!.replicas.length)
    const partition = wrong ? null : newPartition(image, brokerIds)
    if (!partition) return { code: Errors.INVALID_REPLICA_ASSIGNMENT, message: wrong ?? allAway(topic.partitions.length + at) }
    partitions.push(partition)
  }
  return partitions
}

function placed(knowledge: Knowledge, count: number, topic: TopicImage): PartitionRegistration[] | ApiError {
  const factor = topic.partitions[0]!.replicas.length
  const replicas = placeReplicas(usableBrokers(knowledge), count, factor, knowledge.random)
  if (isError(replicas)) return replicas
  const partitions = replicas.map(each => newPartition(knowledge.image, each))
  if (partitions.every(partition => partition !== null)) return partitions
  return {
    code: Errors.INVALID_REPLICATION_FACTOR,
    message: `Unable to replicate the partition ${factor} time(s): All brokers are currently fenced or in controlled shutdown.`,
  }
}
