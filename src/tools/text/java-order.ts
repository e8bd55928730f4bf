import { javaHashCode } from '../../protocol/records/java-hash.ts'
import type { TopicPartition } from '../../client/topic-partition.ts'

/*
 * Kafka's tools print what they keep in hash maps in the order those iterate. That order is a fact of the JVM: buckets by the spread
 * hash, and within a bucket as they came (java.util.HashMap, below the size at which buckets become trees).
 */

const DEFAULT_CAPACITY = 16

function tableSize(entries: number, capacity: number): number {
  let size = 1
  while (size < capacity) size *= 2
  while (entries > size * 0.75) size *= 2
  return size
}

/** In the order a HashMap gives them; `capacity` as its constructor was told. */
export function inHashOrder<T>(items: readonly T[], hashOf: (item: T) => number, capacity = DEFAULT_CAPACITY): T[] {
  const size = tableSize(items.length, capacity)
  const bucketOf = (item: T): number => {
    const hash = hashOf(item)
    return (hash ^ (hash >>> 16)) & (size - 1)
  }
  return items.map((item, at) => ({ item, at, bucket: bucketOf(item) })).sort((a, b) => a.bucket - b.bucket || a.at - b.at).map(({ item }) => item)
}

export const hashOfText = (text: string): number => javaHashCode(text)
/** TopicPartition.hashCode. */
export const hashOfPartition = ({ topic, partition }: TopicPartition): number => (Math.imul(31, 31 + partition) + javaHashCode(topic)) | 0
