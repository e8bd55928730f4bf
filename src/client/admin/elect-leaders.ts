import { ElectLeaders } from '../../protocol/apis/43-elect-leaders.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { groupByTopic, type TopicPartition } from '../topic-partition.ts'
import { single, type Outcome } from './operation.ts'

export interface ElectLeadersCommand {
  readonly do: 'electLeaders'
  readonly election: 'preferred' | 'unclean'
  /** Left out: all partitions for which an election would change something. */
  readonly partitions?: readonly TopicPartition[]
}
export interface Election extends Outcome, TopicPartition { }

export const electLeaders = single<ElectLeadersCommand, Election[], typeof ElectLeaders.request.fields, typeof ElectLeaders.response.fields>({
  api: ElectLeaders,
  whom: () => ({ to: 'controller' }),
  request: ({ election, partitions }) => ({
    electionType: election === 'preferred' ? 0 : 1, timeoutMs: 30_000,
    topicPartitions: partitions ? groupByTopic(partitions).map(([topic, each]) => ({ topic, partitions: each.map(tp => tp.partition) })) : null,
  }),
  read(response) {
    if (response.errorCode === Errors.NOT_CONTROLLER) return response.errorCode
    return response.replicaElectionResults.flatMap(({ topic, partitionResult }) =>
      partitionResult.map(({ partitionId, errorCode, errorMessage }) => ({ topic, partition: partitionId, ...outcomeOf(errorCode, errorMessage) })))
  },
})
