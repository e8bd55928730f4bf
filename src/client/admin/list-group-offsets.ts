import { OffsetFetch } from '../../protocol/apis/09-offset-fetch.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import type { RequestInput, Response, Versions } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { groupByTopic, type TopicPartition } from '../topic-partition.ts'
import { single, type Outcome } from './operation.ts'

export interface ListGroupOffsetsCommand {
  readonly do: 'listGroupOffsets'
  readonly group: string
  /** Left out: all the group ever committed. */
  readonly partitions?: readonly TopicPartition[]
}
export interface CommittedOffset extends TopicPartition { readonly offset: number; readonly leaderEpoch: number; readonly metadata: string }
export interface GroupOffsets extends Outcome { readonly group: string; readonly offsets: readonly CommittedOffset[] }

/** Topics by their names: those that are gone have no id, and a group's commits may outlive them. */
export const BY_NAME: Versions = [8, 9]

export const listGroupOffsets = single<ListGroupOffsetsCommand, GroupOffsets, typeof OffsetFetch.request.fields, typeof OffsetFetch.response.fields>({
  api: OffsetFetch,
  versions: BY_NAME,
  whom: ({ group }) => ({ to: 'coordinator', group }),
  request: ({ group, partitions }) => offsetFetchRequest(group, partitions ?? null),
  read: (response, { group }) => readGroupOffsets(response, group),
})

export const offsetFetchRequest = (group: string, partitions: readonly TopicPartition[] | null): RequestInput<typeof OffsetFetch> => ({
  groups: [{
    groupId: group,
    topics: partitions && groupByTopic(partitions).map(([name, each]) => ({
      name, partitionIndexes: each.map(tp => tp.partition),
    })),
  }],
})

/** An error code, when it is worth asking again. */
export function readGroupOffsets(response: Response<typeof OffsetFetch>, group: string): GroupOffsets | number {
  const [answer] = response.groups
  const error = answer?.errorCode ?? response.errorCode
  if (isRetriable(error)) return error
  const offsets = (answer?.topics ?? response.topics).flatMap(topic => topic.partitions
    .filter(each => each.errorCode === Errors.NONE && each.committedOffset >= 0)
    .map(each => ({ topic: topic.name, partition: each.partitionIndex, offset: each.committedOffset, leaderEpoch: each.committedLeaderEpoch, metadata: each.metadata ?? '' })))
  return { group, offsets, ...outcomeOf(error) }
}
