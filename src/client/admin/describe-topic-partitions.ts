import { DescribeTopicPartitions } from '../../protocol/apis/75-describe-topic-partitions.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import type { PartitionMetadata } from '../network/cluster.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

/** What Java's `describeTopics` asks of brokers that know the API: topics by name, page by page, with eligible leader replicas (KIP-966). */
export interface DescribeTopicPartitionsCommand {
  readonly do: 'describeTopicPartitions'
  /** None: all. */
  readonly topics: readonly string[]
  /** Partitions a page; Java's default is 2000. */
  readonly partitionLimit?: number
}
/** `elr`: eligible leader replicas. */
export interface DetailedPartition extends PartitionMetadata { readonly elr: readonly number[]; readonly lastKnownElr: readonly number[] }
export interface DetailedTopic extends Outcome {
  readonly name: string
  readonly topicId: string
  readonly internal: boolean
  readonly partitions: readonly DetailedPartition[]
}

interface Cursor { readonly topicName: string; readonly partitionIndex: number }
interface State {
  readonly command: DescribeTopicPartitionsCommand
  readonly topics: Map<string, DetailedTopic>
  cursor: Cursor | null
  done: boolean
}
const PAGE = 2_000

export const describeTopicPartitions: Operation<DescribeTopicPartitionsCommand, State, readonly DetailedTopic[]> = {
  apis: [DescribeTopicPartitions as Api],
  begin: command => ({ command, topics: new Map(), cursor: null, done: false }),
  plan: ({ command: { topics, partitionLimit = PAGE }, cursor, done }) => done ? [] : [ask({ to: 'any' }, DescribeTopicPartitions, {
    topics: topics.filter(name => !cursor || name >= cursor.topicName).map(name => ({ name })), responsePartitionLimit: partitionLimit, cursor,
  })],
  take(state, _asked, response) {
    const { topics, nextCursor } = response as Response<typeof DescribeTopicPartitions>
    for (const topic of topics) state.topics.set(topic.name!, joined(state.topics.get(topic.name!), topicOf(topic)))
    state.cursor = nextCursor
    state.done = nextCursor === null
  },
  result: ({ topics }) => [...topics.values()],
}

/** A topic that did not fit into one page goes on in the next. */
const joined = (before: DetailedTopic | undefined, page: DetailedTopic): DetailedTopic =>
  before ? { ...page, partitions: [...before.partitions, ...page.partitions] } : page

type Topic = Response<typeof DescribeTopicPartitions>['topics'][number]
const topicOf = ({ name, topicId, isInternal, errorCode, partitions }: Topic): DetailedTopic => ({
  name: name ?? '', topicId, internal: isInternal, ...outcomeOf(errorCode),
  partitions: partitions.map(each => ({
    partition: each.partitionIndex, leader: each.leaderId < 0 ? null : each.leaderId, epoch: each.leaderEpoch, replicas: each.replicaNodes,
    isr: each.isrNodes, offline: each.offlineReplicas, elr: each.eligibleLeaderReplicas ?? [], lastKnownElr: each.lastKnownElr ?? [],
  })),
})
