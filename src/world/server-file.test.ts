import { expect, test } from 'vitest'
import { world } from '../testing/cluster.ts'
import { isServerFile, parseServerFile, restartActions } from './server-file.ts'
import { serversOf } from './topology.ts'
import { brokerRuns } from './view-helpers.ts'

test('a file of properties reads line by line; comments and empty lines say nothing', () => {
  expect(isServerFile('broker-1.properties')).toBe(true)
  expect(isServerFile('order.ts')).toBe(false)
  expect(parseServerFile('# of broker 1\n\nnode.id = 1\nlisteners=PLAINTEXT://m1:9092?a=b\nempty')).toEqual({ 'node.id': '1', listeners: 'PLAINTEXT://m1:9092?a=b', empty: '' })
})

test('a broker that is stopped and started at once comes back with what its file says', () => {
  const w = world({ brokers: 1 })
  const { properties } = serversOf({ brokers: 1 }).find(({ process }) => process === 'broker-1')!
  const file = Object.entries({ ...properties, 'num.partitions': '7', 'default.replication.factor': '1' }).map(([name, value]) => `${name}=${value}`).join('\n')
  const before = w.world.view().processes['broker-1']!.startedAt
  for (const action of restartActions(file)) w.act(action)
  w.run(10).seconds
  expect(brokerRuns(w.world.view(), 1)).toBe(true)
  expect(w.world.view().processes['broker-1']!.startedAt).toBeGreaterThan(before)
  w.produce('shop', 'made-by-sending', { count: 1 })
  w.run(5).seconds
  expect(w.world.view().metadata.topics['made-by-sending']!.partitions).toHaveLength(7)
})
