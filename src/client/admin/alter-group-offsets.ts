import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { isRetriable } from '../../protocol/errors.ts'
import type { RequestInput, Response, Versions } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { groupByTopic, type TopicPartition } from '../topic-partition.ts'
import { single, type Outcome } from './operation.ts'

export interface NewOffset extends TopicPartition { readonly offset: number; readonly metadata?: string }
export interface AlterGroupOffsetsCommand { readonly do: 'alterGroupOffsets'; readonly group: string; readonly offsets: readonly NewOffset[] }
export interface AlteredOffset extends Outcome, TopicPartition { }

/** Topics by their names. */
export const BY_NAME: Versions = [2, 9]

/**
 * Commits from outside the group: no member, no generation. The coordinator takes that only while the group is empty, and
 * answers UNKNOWN_MEMBER_ID otherwise (KafkaAdminClient.alterConsumerGroupOffsets).
 */
export const alterGroupOffsets = single<AlterGroupOffsetsCommand, AlteredOffset[], typeof OffsetCommit.request.fields, typeof OffsetCommit.response.fields>({
  api: OffsetCommit,
  versions: BY_NAME,
  whom: ({ group }) => ({ to: 'coordinator', group }),
  request: ({ group, offsets }) => adminCommit(group, offsets),
  read: readCommits,
})

export const adminCommit = (group: string, offsets: readonly NewOffset[]): RequestInput<typeof OffsetCommit> => ({
  groupId: group, generationIdOrMemberEpoch: -1, memberId: '',
  topics: groupByTopic(offsets).map(([name, each]) => ({
    name, partitions: each.map(({ partition, offset, metadata }) => ({ partitionIndex: partition, committedOffset: offset, committedMetadata: metadata ?? '' })),
  })),
})

export function readCommits({ topics }: Response<typeof OffsetCommit>): AlteredOffset[] | number {
  const all = topics.flatMap(({ name, partitions }) => partitions.map(({ partitionIndex, errorCode }) => ({ topic: name, partition: partitionIndex, errorCode })))
  const again = all.find(each => isRetriable(each.errorCode))
  return again?.errorCode ?? all.map(({ topic, partition, errorCode }) => ({ topic, partition, ...outcomeOf(errorCode) }))
}
