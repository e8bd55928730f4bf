import { idOf, type TopicPartition } from '../../client/topic-partition.ts'
import { apiException, executionException } from '../exception.ts'
import { ask, type Telling } from '../tool.ts'
import type { PlannedPartition } from './plan.ts'

/** Where partitions lie now. */
export function* currentReplicas(partitions: readonly TopicPartition[]): Telling<PlannedPartition[]> {
  const topics = yield* ask({ do: 'describeTopics', topics: [...new Set(partitions.map(({ topic }) => topic))] })
  return partitions.map(({ topic, partition }) => {
    const known = topics.find(({ name, error }) => name === topic && error === null)
    if (!known) throw executionException(apiException('UNKNOWN_TOPIC_OR_PARTITION', `Topic ${topic} not found.`))
    const replicas = known.partitions.find(each => each.partition === partition)?.replicas
    if (!replicas) throw executionException(apiException('UNKNOWN_TOPIC_OR_PARTITION', `Unable to find partition: ${idOf({ topic, partition })}`))
    return { topic, partition, replicas }
  })
}
