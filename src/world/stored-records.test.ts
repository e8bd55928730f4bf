import { expect, test } from 'vitest'
import { world } from '../testing/cluster.ts'

const offsets = (w: ReturnType<typeof world>) => w.world.records('orders-0').map(({ offset }) => offset)
const upTo = (end: number) => Array.from({ length: end }, (_, offset) => offset)

test('what was sent is read from the leader\'s disk, key and value, and read on as the log grows', () => {
  const w = world({ brokers: 1 })
  w.topic('orders', 1, 1)
  expect(w.world.records('orders-0')).toEqual([])
  w.produce('shop', 'orders', { count: 3, keys: 1, valueBytes: 4 })
  w.run(1).seconds
  expect(w.world.records('orders-0').map(({ offset, key, value }) => ({ offset, key, value: String.fromCharCode(...value!) }))).toEqual([
    { offset: 0, key: 'key-0', value: '0 ..' }, { offset: 1, key: 'key-0', value: '1 ..' }, { offset: 2, key: 'key-0', value: '2 ..' },
  ])
  expect(w.world.file('orders-0', '00000000000000000000.log')).toHaveLength(w.world.view().replicas['orders-0']![1]!.bytes)
  expect(w.world.file('orders-0', '00000000000000000003.log')).toBeNull()
  w.produce('late', 'orders', { count: 2 })
  w.run(1).seconds
  expect(offsets(w)).toEqual(upTo(5))
})

test('another leader\'s log is another log; what was deleted is gone; a topic made again begins anew', () => {
  const w = world()
  w.topic('orders', 1, 3)
  w.produce('shop', 'orders', { count: 5 })
  w.run(2).seconds
  expect(offsets(w)).toEqual(upTo(5))
  const { leader } = w.world.view().metadata.topics['orders']!.partitions[0]!
  w.act({ do: 'process.stop', process: `broker-${leader}` })
  w.run(5).seconds
  expect(offsets(w)).toEqual(upTo(5))
  w.admin({ do: 'deleteRecords', before: [{ topic: 'orders', partition: 0, offset: 3 }] })
  w.run(1).seconds
  expect(offsets(w)).toEqual([3, 4])
  w.admin({ do: 'deleteTopics', topics: ['orders'] })
  w.topic('orders', 1, 2)
  w.run(1).seconds
  expect(offsets(w)).toEqual([])
})
