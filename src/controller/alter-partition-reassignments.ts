import type { AlterPartitionReassignments } from '../protocol/apis/45-alter-partition-reassignments.ts'
import { Errors } from '../protocol/errors.ts'
import { exceptionClass } from '../protocol/exception-name.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { PartitionRegistration, TopicImage } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import { directoryOf, validManualAssignment } from './assignment.ts'
import {
  effectiveMinIsr, eligibleLeaderReplicas, isActive, isError, uncleanAllowed, type ApiError, type Decision, type Knowledge,
} from './deciding.ts'
import { partitionChange, type Wish } from './partition-change.ts'
import { isReassigning, replicationFactor, reverted, toward } from './reassignment.ts'

/*
 * AlterPartitionReassignments (45): each partition goes to other replicas, or, with none named, back to where it was (KIP-455).
 * v1: the number of replicas may be held fixed (KIP-860).
 */

/** Said in the log; the answer leaves it to the client. */
const NO_REASSIGNMENT = 'No partition reassignment is in progress.'

type Asking = Request<typeof AlterPartitionReassignments>
type Wanted = Asking['topics'][number]['partitions'][number]
type Answer = ResponseInput<typeof AlterPartitionReassignments>
type Change = MetadataRecord | null
interface Place { readonly topic: TopicImage; readonly index: number; readonly partition: PartitionRegistration }

export function alterPartitionReassignments(knowledge: Knowledge, request: Asking): Decision<Answer> {
  const records: MetadataRecord[] = []
  const responses = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(wanted => {
      const change = alter(knowledge, name, wanted, request.allowReplicationFactorChange)
      if (change && !isError(change)) records.push(change)
      const { code, message } = isError(change) ? change : { code: Errors.NONE, message: null }
      return { partitionIndex: wanted.partitionIndex, errorCode: code, errorMessage: message }
    }),
  }))
  const all = responses.flatMap(({ partitions }) => partitions), done = all.filter(({ errorCode }) => errorCode === Errors.NONE)
  knowledge.log('INFO', 'ReplicationControlManager', `Successfully altered ${done.length} out of ${all.length} partition reassignment(s).`)
  return { records, response: { allowReplicationFactorChange: request.allowReplicationFactorChange, errorMessage: null, responses } }
}

function alter(knowledge: Knowledge, name: string, wanted: Wanted, mayChangeFactor: boolean): Change | ApiError {
  const change = alterOne(knowledge, name, wanted, mayChangeFactor)
  if (isError(change)) knowledge.log('INFO', 'ReplicationControlManager', `Unable to alter partition reassignment for ${name}:${wanted.partitionIndex} `
    + `because of an ${exceptionClass(change.code)} error: ${change.message ?? NO_REASSIGNMENT}`)
  return change
}

function alterOne(knowledge: Knowledge, name: string, { partitionIndex: index, replicas }: Wanted, mayChangeFactor: boolean): Change | ApiError {
  const topic = knowledge.image.topics.get(name), partition = topic?.partitions[index]
  if (!topic) return { code: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: `Unable to find a topic named ${name}.` }
  if (!partition) return { code: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: `Unable to find partition ${name}:${index}.` }
  const place: Place = { topic, index, partition }
  return replicas ? move(knowledge, place, replicas, mayChangeFactor) : cancel(knowledge, place)
}

function move(knowledge: Knowledge, place: Place, target: readonly number[], mayChangeFactor: boolean): Change | ApiError {
  const wrong = validManualAssignment(knowledge.image, target, null)
  if (wrong !== null) return { code: Errors.INVALID_REPLICA_ASSIGNMENT, message: wrong }
  const factor = replicationFactor(place.partition)
  if (!mayChangeFactor && factor !== target.length) {
    return { code: Errors.INVALID_REPLICATION_FACTOR, message: `The replication factor is changed from ${factor} to ${target.length}` }
  }
  return partitionChange({ ...wishOf(knowledge, place), assignment: toward(place.partition, target), isr: place.partition.isr, election: 'online' })
}

function cancel(knowledge: Knowledge, place: Place): Change | ApiError {
  const { topic: { name }, index, partition } = place
  if (!isReassigning(partition)) return { code: Errors.NO_REASSIGNMENT_IN_PROGRESS, message: null }
  const { assignment, isr, unclean } = reverted(partition)
  const mayBeUnclean = uncleanAllowed(knowledge, name)
  if (unclean && !mayBeUnclean) return {
    code: Errors.INVALID_REPLICA_ASSIGNMENT,
    message: `Unable to revert partition assignment for ${name}:${index} because it would require an unclean leader election.`,
  }
  return partitionChange({ ...wishOf(knowledge, place), assignment, isr, election: mayBeUnclean ? 'unclean' : 'online' })
}

const wishOf = (knowledge: Knowledge, { topic, index, partition }: Place): Omit<Wish, 'isr' | 'election'> => ({
  topicId: topic.id, index, partition, minIsr: effectiveMinIsr(knowledge, topic.name), elrEnabled: eligibleLeaderReplicas(knowledge.image),
  acceptable: broker => isActive(knowledge.image, broker), directoryOf: broker => directoryOf(knowledge.image, broker),
})
