import type { PartitionId } from '../env/domain-event.ts'
import { partitionId } from '../env/partition-id.ts'

export interface TopicPartition { readonly topic: string; readonly partition: number }

export { partitionId }
export const idOf = (tp: TopicPartition): PartitionId => partitionId(tp.topic, tp.partition)

/** A topic's name may itself hold dashes: the number is what follows the last one. */
export function parsePartitionId(id: string): TopicPartition {
  const dash = id.lastIndexOf('-')
  return { topic: id.slice(0, dash), partition: Number(id.slice(dash + 1)) }
}

/** By UTF-16 code unit, as Java's `String.compareTo` orders. */
export const compareText = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0
export const byTopicThenPartition = (a: TopicPartition, b: TopicPartition): number => compareText(a.topic, b.topic) || a.partition - b.partition

/** Partitions under their topics, in order of first appearance, as most requests want them. */
export function groupByTopic<T extends TopicPartition>(items: Iterable<T>): [topic: string, T[]][] {
  const groups: [string, T[]][] = []
  let last: [string, T[]] | undefined
  for (const item of items) {
    if (last?.[0] !== item.topic) last = groups.find(([topic]) => topic === item.topic)
    if (last) last[1].push(item)
    else groups.push(last = [item.topic, [item]])
  }
  return groups
}
