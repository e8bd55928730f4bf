import type { PartitionId } from '../../env/domain-event.ts'
import { DeleteRecords } from '../../protocol/apis/21-delete-records.ts'
import { isRetriable } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { groupByTopic, idOf, partitionId, type TopicPartition } from '../topic-partition.ts'
import { byLeader } from './by-leader.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

export interface DeleteRecordsCommand {
  readonly do: 'deleteRecords'
  /** All before an offset goes; -1: all that is committed. */
  readonly before: readonly (TopicPartition & { readonly offset: number })[]
}
/** `lowWatermark`: where the partition begins now; -1 with an error. */
export interface DeletedRecords extends Outcome, TopicPartition { readonly lowWatermark: number }

interface State { readonly command: DeleteRecordsCommand; readonly done: Map<PartitionId, DeletedRecords> }

export const deleteRecords: Operation<DeleteRecordsCommand, State, readonly DeletedRecords[]> = {
  apis: [DeleteRecords as Api],
  begin: command => ({ command, done: new Map() }),
  topics: ({ command }) => [...new Set(command.before.map(tp => tp.topic))],
  plan: ({ command, done }, cluster) => byLeader(command.before.filter(tp => !done.has(idOf(tp))), cluster).map(([whom, group]) =>
    ask(whom, DeleteRecords, {
      timeoutMs: 30_000,
      topics: groupByTopic(group).map(([name, each]) =>
        ({ name, partitions: each.map(({ partition, offset }) => ({ partitionIndex: partition, offset })) })),
    })),
  take({ done }, _asked, response) {
    let again: number | undefined
    for (const { name: topic, partitions } of (response as Response<typeof DeleteRecords>).topics) {
      for (const { partitionIndex: partition, errorCode, lowWatermark } of partitions) {
        if (isRetriable(errorCode)) again = errorCode
        else done.set(partitionId(topic, partition), { topic, partition, lowWatermark, ...outcomeOf(errorCode) })
      }
    }
    return again
  },
  result: ({ done }) => [...done.values()],
}
