import { CreateTopics } from '../../protocol/apis/19-create-topics.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { single, type Outcome } from './operation.ts'

export interface NewTopic {
  readonly name: string
  /** Left out: the broker's `num.partitions`. */
  readonly partitions?: number
  /** Left out: the broker's `default.replication.factor`. */
  readonly replicationFactor?: number
  /** Brokers of each partition, the preferred leader first; instead of the two numbers. */
  readonly assignments?: readonly (readonly number[])[]
  readonly configs?: Readonly<Record<string, string>>
}
export interface CreateTopicsCommand { readonly do: 'createTopics'; readonly topics: readonly NewTopic[]; readonly validateOnly?: boolean }
export interface CreatedTopic extends Outcome { readonly name: string; readonly topicId: string; readonly partitions: number; readonly replicationFactor: number }

export const createTopics = single<CreateTopicsCommand, CreatedTopic[], typeof CreateTopics.request.fields, typeof CreateTopics.response.fields>({
  api: CreateTopics,
  whom: () => ({ to: 'controller' }),
  request: ({ topics, validateOnly = false }) => ({
    validateOnly, timeoutMs: 30_000,
    topics: topics.map(({ name, partitions = -1, replicationFactor = -1, assignments = [], configs = {} }) => ({
      name,
      numPartitions: assignments.length > 0 ? -1 : partitions,
      replicationFactor: assignments.length > 0 ? -1 : replicationFactor,
      assignments: assignments.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
      configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    })),
  }),
  read: ({ topics }) => topics.some(topic => topic.errorCode === Errors.NOT_CONTROLLER) ? Errors.NOT_CONTROLLER : topics.map(topic => ({
    name: topic.name, topicId: topic.topicId, partitions: topic.numPartitions, replicationFactor: topic.replicationFactor,
    ...outcomeOf(topic.errorCode, topic.errorMessage),
  })),
})
