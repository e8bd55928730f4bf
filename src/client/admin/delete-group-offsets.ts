import { OffsetDelete } from '../../protocol/apis/47-offset-delete.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { groupByTopic, type TopicPartition } from '../topic-partition.ts'
import { single, type Outcome } from './operation.ts'

export interface DeleteGroupOffsetsCommand {
  readonly do: 'deleteConsumerGroupOffsets'
  readonly group: string
  readonly partitions: readonly TopicPartition[]
}
export interface DeletedOffset extends Outcome, TopicPartition { }

type Delete = typeof OffsetDelete
/** An error of the group is one of each partition. */
export const deleteConsumerGroupOffsets = single<DeleteGroupOffsetsCommand, DeletedOffset[], Delete['request']['fields'], Delete['response']['fields']>({
  api: OffsetDelete,
  whom: ({ group }) => ({ to: 'coordinator', group }),
  request: ({ group, partitions }) => ({
    groupId: group,
    topics: groupByTopic(partitions).map(([name, each]) => ({ name, partitions: each.map(tp => ({ partitionIndex: tp.partition })) })),
  }),
  read({ errorCode, topics }, { partitions }) {
    if (isRetriable(errorCode)) return errorCode
    if (errorCode !== Errors.NONE) return partitions.map(({ topic, partition }) => ({ topic, partition, ...outcomeOf(errorCode) }))
    return topics.flatMap(({ name, partitions: each }) => each.map(({ partitionIndex, errorCode: error }) =>
      ({ topic: name, partition: partitionIndex, ...outcomeOf(error) })))
  },
})
