import { expect, test } from 'vitest'
import type { ProducerView } from '../../env/view.ts'
import { world } from '../../testing/cluster.ts'

/* KIP-455: partitions go from broker to broker while records are written to them, and no rule of the world is broken. */
test('partitions are moved under load, a broker dies, and nothing acknowledged is lost', () => {
  const w = world({ brokers: 5 })
  w.topic('orders', 2)
  w.produce('checkout', 'orders', { recordsPerSecond: 50, count: 500, keys: 30 })
  w.run(2).seconds
  for (const replicas of [[4, 5], [1, 2, 3], [5, 1]]) {
    const partitions = [0, 1].map(partition => ({ topic: 'orders', partition, replicas }))
    expect(w.admin({ do: 'alterPartitionReassignments', partitions }).result).toMatchObject([{ error: null }, { error: null }])
    w.run(2).seconds
  }
  w.kill('broker-5')
  w.run(12).seconds
  const { partitions } = w.world.view().processes['checkout']!.view as ProducerView
  expect(Object.values(partitions).reduce((sum, each) => sum + each.acknowledged, 0)).toBe(500)
  const ends = w.admin({ do: 'listOffsets', partitions: [0, 1].map(partition => ({ topic: 'orders', partition, at: 'latest' })) }).result as { offset: number }[]
  expect(ends.reduce((sum, { offset }) => sum + offset, 0)).toBe(500)
  expect(w.world.view().invariants).toEqual([])
})
