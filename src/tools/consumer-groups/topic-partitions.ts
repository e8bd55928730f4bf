import type { DescribedTopic } from '../../client/admin/describe-topics.ts'
import type { TopicPartition } from '../../client/topic-partition.ts'
import { illegalArgument } from '../exception.ts'

export interface NamedPartitions { readonly topic: string; readonly partitions?: readonly number[] }

/** `orders` or `orders:0,1,2`. */
export function namedPartitions(text: string): NamedPartitions {
  const colon = text.indexOf(':')
  if (colon < 0) return { topic: text }
  const partitions = text.slice(colon + 1).split(',').map(each => {
    if (!/^\d+$/.test(each.trim())) throw illegalArgument(`For input string: "${each}"`)
    return Number(each)
  })
  return { topic: text.slice(0, colon), partitions }
}

/** With the partitions a topic has, where none were named. A topic that is not there has partition -1 alone. */
export const partitionsOf = ({ topic, partitions }: NamedPartitions, known: readonly DescribedTopic[]): TopicPartition[] => {
  const there = known.find(({ name, error }) => name === topic && error === null)?.partitions.map(each => each.partition) ?? [-1]
  return (partitions ?? there).map(partition => ({ topic, partition }))
}
