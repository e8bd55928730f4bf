import { AlterPartitionReassignments } from '../../protocol/apis/45-alter-partition-reassignments.ts'
import { ListPartitionReassignments } from '../../protocol/apis/46-list-partition-reassignments.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { groupByTopic, type TopicPartition } from '../topic-partition.ts'
import { Refusal, single, type Outcome } from './operation.ts'

/* Moving partitions to other brokers (KIP-455). */

export interface AlterReassignmentsCommand {
  readonly do: 'alterPartitionReassignments'
  /** Where each is to be; null cancels what is under way. */
  readonly partitions: readonly (TopicPartition & { readonly replicas: readonly number[] | null })[]
  /** False: refused where the number of replicas would change (KIP-860). */
  readonly allowReplicationFactorChange?: boolean
}
export interface AlteredReassignment extends Outcome, TopicPartition { }

type Alter = typeof AlterPartitionReassignments
type Requested = Alter['request']['fields']
export const alterPartitionReassignments = single<AlterReassignmentsCommand, AlteredReassignment[], Requested, Alter['response']['fields']>({
  api: AlterPartitionReassignments,
  whom: () => ({ to: 'controller' }),
  request: ({ partitions, allowReplicationFactorChange = true }) => ({
    timeoutMs: 30_000, allowReplicationFactorChange,
    topics: groupByTopic(partitions).map(([name, each]) =>
      ({ name, partitions: each.map(({ partition, replicas }) => ({ partitionIndex: partition, replicas })) })),
  }),
  read({ errorCode, errorMessage, responses }, { partitions }) {
    if (errorCode === Errors.NOT_CONTROLLER) return errorCode
    if (errorCode !== Errors.NONE) return partitions.map(({ topic, partition }) => ({ topic, partition, ...outcomeOf(errorCode, errorMessage) }))
    return responses.flatMap(({ name, partitions: each }) => each.map(({ partitionIndex, errorCode: error, errorMessage: message }) =>
      ({ topic: name, partition: partitionIndex, ...outcomeOf(error, message) })))
  },
})

export interface ListReassignmentsCommand {
  readonly do: 'listPartitionReassignments'
  /** Left out: all that are under way. */
  readonly partitions?: readonly TopicPartition[]
}
export interface Reassignment extends TopicPartition {
  readonly replicas: readonly number[]
  readonly addingReplicas: readonly number[]
  readonly removingReplicas: readonly number[]
}

type List = typeof ListPartitionReassignments
export const listPartitionReassignments = single<ListReassignmentsCommand, Reassignment[], List['request']['fields'], List['response']['fields']>({
  api: ListPartitionReassignments,
  whom: () => ({ to: 'controller' }),
  request: ({ partitions }) => ({
    timeoutMs: 30_000,
    topics: partitions ? groupByTopic(partitions).map(([name, each]) => ({ name, partitionIndexes: each.map(tp => tp.partition) })) : null,
  }),
  read({ errorCode, errorMessage, topics }) {
    if (errorCode === Errors.NOT_CONTROLLER) return errorCode
    if (errorCode !== Errors.NONE) throw new Refusal(outcomeOf(errorCode, errorMessage).message!)
    return topics.flatMap(({ name, partitions }) => partitions.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) =>
      ({ topic: name, partition: partitionIndex, replicas, addingReplicas, removingReplicas })))
  },
})
