import type { PartitionId } from '../../env/domain-event.ts'
import { DescribeProducers } from '../../protocol/apis/61-describe-producers.ts'
import { isRetriable } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import type { Cluster } from '../network/cluster.ts'
import { groupByTopic, idOf, partitionId, type TopicPartition } from '../topic-partition.ts'
import { byLeader } from './by-leader.ts'
import { ask, type Operation, type Outcome, type Whom } from './operation.ts'

export interface DescribeProducersCommand {
  readonly do: 'describeProducers'
  readonly partitions: readonly TopicPartition[]
  /** Whose replicas are asked; left out: the leaders'. */
  readonly brokerId?: number
}
export interface ProducerState {
  readonly producerId: number
  readonly producerEpoch: number
  readonly lastSequence: number
  readonly lastTimestamp: number
  /** -1: none. */
  readonly coordinatorEpoch: number
  readonly currentTxnStartOffset: number
}
export interface PartitionProducers extends Outcome, TopicPartition { readonly producers: readonly ProducerState[] }

interface State { readonly command: DescribeProducersCommand; readonly done: Map<PartitionId, PartitionProducers> }

function groupsOf(left: readonly TopicPartition[], brokerId: number | undefined, cluster: Cluster): [Whom, readonly TopicPartition[]][] {
  if (brokerId === undefined) return byLeader(left, cluster)
  return left.length > 0 ? [[{ to: 'node', node: brokerId }, left]] : []
}

export const describeProducers: Operation<DescribeProducersCommand, State, readonly PartitionProducers[]> = {
  apis: [DescribeProducers as Api],
  begin: command => ({ command, done: new Map() }),
  topics: ({ command }) => [...new Set(command.partitions.map(tp => tp.topic))],
  plan({ command: { partitions, brokerId }, done }, cluster) {
    const left = partitions.filter(tp => !done.has(idOf(tp)))
    return groupsOf(left, brokerId, cluster).map(([whom, group]) => ask(whom, DescribeProducers, {
      topics: groupByTopic(group).map(([name, each]) => ({ name, partitionIndexes: each.map(tp => tp.partition) })),
    }))
  },
  take({ command, done }, _asked, response) {
    let again: number | undefined
    for (const { name: topic, partitions } of (response as Response<typeof DescribeProducers>).topics) {
      for (const { partitionIndex: partition, errorCode, errorMessage, activeProducers } of partitions) {
        if (isRetriable(errorCode) && command.brokerId === undefined) again = errorCode
        else done.set(partitionId(topic, partition), { topic, partition, producers: activeProducers, ...outcomeOf(errorCode, errorMessage) })
      }
    }
    return again
  },
  result: ({ done }) => [...done.values()],
}
