import { Metadata } from '../../protocol/apis/03-metadata.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { outcomeOf } from '../error-text.ts'
import type { PartitionMetadata } from '../network/cluster.ts'
import { single, type Outcome } from './operation.ts'

export interface DescribeTopicsCommand { readonly do: 'describeTopics'; /** Left out: all. */ readonly topics?: readonly string[] }
export interface DescribedTopic extends Outcome {
  readonly name: string
  readonly topicId: string
  readonly internal: boolean
  readonly partitions: readonly PartitionMetadata[]
}

export const describeTopics = single<DescribeTopicsCommand, DescribedTopic[], typeof Metadata.request.fields, typeof Metadata.response.fields>({
  api: Metadata,
  whom: () => ({ to: 'any' }),
  request: ({ topics }) => ({ topics: topics?.map(name => ({ topicId: ZERO_UUID, name })) ?? null, allowAutoTopicCreation: false }),
  read: response => response.topics.map(topic => ({
    name: topic.name ?? '', topicId: topic.topicId, internal: topic.isInternal, ...outcomeOf(topic.errorCode),
    partitions: topic.partitions.map(({ partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas }) => ({
      partition: partitionIndex, leader: leaderId < 0 ? null : leaderId, epoch: leaderEpoch, replicas: replicaNodes, isr: isrNodes, offline: offlineReplicas,
    })),
  })),
})
