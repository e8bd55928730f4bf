import { ListOffsets } from '../../protocol/apis/02-list-offsets.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import { isRetriable } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import type { Cluster } from '../network/cluster.ts'
import { groupByTopic, idOf, partitionId, type TopicPartition } from '../topic-partition.ts'
import { byLeader } from './by-leader.ts'
import { ask, type Ask, type Operation, type Outcome } from './operation.ts'

/** A time finds the first record at or after it; the words stand for Kafka's -1, -2 and -3. */
export type OffsetSpec = 'latest' | 'earliest' | 'maxTimestamp' | number
export interface ListOffsetsCommand {
  readonly do: 'listOffsets'
  readonly partitions: readonly (TopicPartition & { readonly at: OffsetSpec })[]
  readonly readCommitted?: boolean
}
export interface ListedOffset extends Outcome, TopicPartition { readonly offset: number; readonly timestamp: number; readonly leaderEpoch: number }

const SPECS = { latest: -1, earliest: -2, maxTimestamp: -3 } as const
export const timestampOf = (at: OffsetSpec): number => typeof at === 'number' ? at : SPECS[at]

interface State { readonly command: ListOffsetsCommand; readonly found: Map<PartitionId, ListedOffset> }

export const listOffsets: Operation<ListOffsetsCommand, State, readonly ListedOffset[]> = {
  apis: [ListOffsets as Api],
  begin: command => ({ command, found: new Map() }),
  topics: ({ command }) => [...new Set(command.partitions.map(tp => tp.topic))],
  plan({ command, found }, cluster) {
    return askLeaders(command.partitions.filter(tp => !found.has(idOf(tp))), cluster, command.readCommitted ?? false)
  },
  take: ({ found }, _asked, response) => takeOffsets(found, response as Response<typeof ListOffsets>),
  result: ({ found }) => [...found.values()],
}

/** One request a leader; partitions nobody is known to lead wait for the one first named. */
export function askLeaders(partitions: ListOffsetsCommand['partitions'], cluster: Cluster, readCommitted: boolean, about: unknown = null): Ask[] {
  return byLeader(partitions, cluster).map(([whom, group]) => ask(whom, ListOffsets, {
    replicaId: -1, isolationLevel: readCommitted ? 1 : 0, timeoutMs: 30_000,
    topics: groupByTopic(group).map(([name, each]) => ({ name, partitions: each.map(tp => ({ partitionIndex: tp.partition, timestamp: timestampOf(tp.at) })) })),
  }, about))
}

/** Takes what can be taken; gives the error of what is to be asked again. */
export function takeOffsets(found: Map<PartitionId, ListedOffset>, { topics }: Response<typeof ListOffsets>): number | void {
  let again: number | undefined
  for (const { name: topic, partitions } of topics) {
    for (const { partitionIndex: partition, errorCode, offset, timestamp, leaderEpoch } of partitions) {
      if (isRetriable(errorCode)) again = errorCode
      else found.set(partitionId(topic, partition), { topic, partition, offset, timestamp, leaderEpoch, ...outcomeOf(errorCode) })
    }
  }
  return again
}
