import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { shardOf, type CommittedOffset } from './groups.ts'

/** What is asked of one group; `topics` null: all it has. A topic that is named by an unknown id has no name. */
export interface OffsetsAsk { readonly groupId: string; readonly topics: readonly TopicAsk[] | null }
interface TopicAsk { readonly name: string | null; readonly topicId: string; readonly partitionIndexes: readonly number[] }

export interface FetchedOffsets { readonly error: number; readonly topics: readonly { name: string; topicId: string; partitions: FetchedOffset[] }[] }
export interface FetchedOffset { partitionIndex: number; committedOffset: number; committedLeaderEpoch: number; metadata: string; errorCode: number }

/** Committed offsets of a group; −1 where it has none, and no error for a group that is not there (OffsetMetadataManager.fetchOffsets). */
export function fetchOffsets(broker: Broker, { groupId, topics }: OffsetsAsk): FetchedOffsets {
  const { error, shard } = shardOf(broker, groupId)
  if (!shard) return { error, topics: [] }
  const offsets = shard.offsets.get(groupId) ?? new Map<string, CommittedOffset>()
  if (topics === null) return { error: Errors.NONE, topics: everything([...offsets.values()]) }
  return {
    error: Errors.NONE,
    topics: topics.map(({ name, topicId, partitionIndexes }) => ({
      name: name ?? '', topicId,
      partitions: partitionIndexes.map(
        index => name === null ? missing(index, Errors.UNKNOWN_TOPIC_ID) : fetched(index, offsets.get(`${name}-${index}`)),
      ),
    })),
  }
}

const missing = (partitionIndex: number, errorCode: number = Errors.NONE): FetchedOffset =>
  ({ partitionIndex, committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode })

const fetched = (partitionIndex: number, commit: CommittedOffset | undefined): FetchedOffset => commit
  ? { partitionIndex, committedOffset: commit.offset, committedLeaderEpoch: commit.leaderEpoch, metadata: commit.metadata, errorCode: Errors.NONE }
  : missing(partitionIndex)

function everything(commits: readonly CommittedOffset[]): { name: string; topicId: string; partitions: FetchedOffset[] }[] {
  const topics = new Map<string, { name: string; topicId: string; partitions: FetchedOffset[] }>()
  for (const commit of commits) {
    const topic = topics.get(commit.topic) ?? { name: commit.topic, topicId: commit.topicId, partitions: [] }
    topics.set(commit.topic, topic)
    topic.partitions.push(fetched(commit.partition, commit))
  }
  return [...topics.values()]
}
