import { describe, expect, test } from 'vitest'
import { partitionForKey } from '../../protocol/records/murmur2.ts'
import type { Random } from '../../env/random.ts'
import { fromHex, goldenLines } from '../../testing/golden.ts'
import { fc } from '../../testing/property.ts'
import type { Cluster } from '../network/cluster.ts'
import { BuiltInPartitioner } from './built-in-partitioner.ts'

test('keys go where Kafka\'s partitioner sends them', () => {
  const hashes = goldenLines<{ fn: string; key: string; partition: Record<string, number> }>('hash.jsonl').filter(({ fn }) => fn === 'murmur2')
  expect(hashes.length).toBeGreaterThan(100)
  for (const { key, partition } of hashes) {
    for (const [partitions, expected] of Object.entries(partition)) expect(partitionForKey(fromHex(key), Number(partitions))).toBe(expected)
  }
})

const clusterOf = (leaders: (number | null)[]): Cluster => ({
  clusterId: 'c', controllerId: 1, topicNames: new Map(), errors: new Map(), nodes: new Map([[1, { id: 1, host: 'b1', port: 9092, rack: null }]]),
  topics: new Map([['t', { name: 't', id: 'id', internal: false, partitions: leaders.map((leader, partition) => ({ partition, leader, epoch: 0, replicas: [1], isr: [1], offline: [] })) }]]),
})
/** Draws the given numbers, then begins anew. */
const drawing = (...numbers: number[]): Random => {
  let at = 0
  return { below: below => numbers[at++ % numbers.length]! % below, bytes16: () => new Uint8Array(16) }
}

/* KIP-794 */
describe('records without a key', () => {
  const cluster = clusterOf([1, 1, 1])

  test('stay with a partition for batch.size bytes, and leave it at a batch boundary', () => {
    const partitioner = new BuiltInPartitioner(drawing(0, 1, 2), 't', 100)
    expect(partitioner.partition(cluster)).toBe(0)
    partitioner.count(60, cluster, true)
    expect(partitioner.partition(cluster)).toBe(0)
    partitioner.count(60, cluster, false)
    expect(partitioner.partition(cluster)).toBe(0)
    partitioner.count(10, cluster, true)
    expect(partitioner.partition(cluster)).toBe(1)
  })

  test('leave in mid-batch after twice that', () => {
    const partitioner = new BuiltInPartitioner(drawing(0, 1), 't', 100)
    partitioner.partition(cluster)
    partitioner.count(200, cluster, false)
    expect(partitioner.partition(cluster)).toBe(1)
  })

  test('go to partitions with a leader, while there is one', () => {
    const partitioner = new BuiltInPartitioner(drawing(0), 't', 1)
    expect(partitioner.partition(clusterOf([null, 1, null]))).toBe(1)
    expect(new BuiltInPartitioner(drawing(2), 't', 1).partition(clusterOf([null, null, null]))).toBe(2)
  })

  test('go to short queues more often: Kafka\'s own example, queues of 0, 3 and 1 weigh 4, 1 and 3', () => {
    const counts = [0, 0, 0]
    for (let drawn = 0; drawn < 8; drawn++) {
      const partitioner = new BuiltInPartitioner(drawing(drawn), 't', 1)
      partitioner.setLoad({ partitions: [0, 1, 2], sizes: [0, 3, 1] }, 3)
      counts[partitioner.partition(cluster)]!++
    }
    expect(counts).toEqual([4, 1, 3])
  })

  test('go evenly when all queues are the same', () => {
    const partitioner = new BuiltInPartitioner(drawing(5), 't', 1)
    partitioner.setLoad({ partitions: [0, 1, 2], sizes: [7, 7, 7] }, 3)
    expect(partitioner.partition(cluster)).toBe(5 % 3)
  })

  test('whatever the queues, only listed partitions are drawn, each in proportion to its weight', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 6 }), sizes => {
      const longest = Math.max(...sizes), weights = sizes.map(size => longest + 1 - size)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const counts = sizes.map(() => 0)
      for (let drawn = 0; drawn < total; drawn++) {
        const partitioner = new BuiltInPartitioner(drawing(drawn), 't', 1)
        partitioner.setLoad({ partitions: sizes.map((_, i) => i), sizes }, sizes.length + 1)
        counts[partitioner.partition(cluster)]!++
      }
      expect(counts).toEqual(weights)
    }))
  })
})
