import { describe, expect, test } from 'vitest'
import { world, type ClusterStory } from '../../testing/cluster.ts'

/*
 * What Java's admin client calls these things, asked of three brokers and a controller over real frames.
 */

const orders = (partition: number) => ({ topic: 'orders', partition })
const fine = { error: null, message: null }

function busy(): ClusterStory {
  const w = world()
  w.topic('orders', 2)
  w.produce('checkout', 'orders', { recordsPerSecond: 100, count: 100, keys: 10 })
  w.run(4).seconds
  return w
}

/* KIP-107 */
test('deleteRecords asks each leader, and tells where partitions begin now', () => {
  const w = busy()
  const deleted = w.admin({ do: 'deleteRecords', before: [{ ...orders(0), offset: 3 }, { ...orders(1), offset: -1 }, { ...orders(0), offset: 1_000_000 }] })
  expect(deleted.error).toBeNull()
  const begin = w.admin({ do: 'listOffsets', partitions: [{ ...orders(1), at: 'earliest' }, { ...orders(1), at: 'latest' }] }).result as { offset: number }[]
  expect(new Set(begin.map(each => each.offset)).size).toBe(1)
  expect(w.admin({ do: 'deleteRecords', before: [{ ...orders(0), offset: -2 }] }).result).toEqual([
    { ...orders(0), lowWatermark: -1, error: 'OFFSET_OUT_OF_RANGE', message: 'The requested offset is not within the range of offsets maintained by the server.' },
  ])
})

/* KIP-455 */
describe('reassignments', () => {
  test('are asked for, listed and over', () => {
    const w = busy()
    const replicas = [3, 1]
    expect(w.admin({ do: 'alterPartitionReassignments', partitions: [{ ...orders(0), replicas }] }).result).toEqual([{ ...orders(0), ...fine }])
    w.run(2).seconds
    expect(w.admin({ do: 'listPartitionReassignments' }).result).toEqual([])
    expect(w.admin({ do: 'describeTopicPartitions', topics: ['orders'] }).result).toMatchObject([{ partitions: [{ replicas }, { partition: 1 }] }])
  })

  test('that cannot be are refused, partition by partition', () => {
    expect(busy().admin({ do: 'alterPartitionReassignments', partitions: [{ ...orders(0), replicas: null }, { ...orders(1), replicas: [9] }] }).result).toEqual([
      { ...orders(0), error: 'NO_REASSIGNMENT_IN_PROGRESS', message: 'No partition reassignment is in progress.' },
      { ...orders(1), error: 'INVALID_REPLICA_ASSIGNMENT', message: 'The manual partition assignment includes broker 9, but no such broker is registered.' },
    ])
  })

  test('stay listed while a new replica is away', () => {
    const w = world({ brokers: 4 })
    w.topic('orders', 1)
    const [{ partitions: [{ replicas, leader }] }] = w.admin({ do: 'describeTopicPartitions', topics: ['orders'] }).result as [{ partitions: [{ replicas: number[]; leader: number }] }]
    const added = [1, 2, 3, 4].find(id => !replicas.includes(id))!
    w.cut(`m${leader}`, `m${added}`)
    w.admin({ do: 'alterPartitionReassignments', partitions: [{ ...orders(0), replicas: [leader, added] }] })
    w.run(1).seconds
    expect(w.admin({ do: 'listPartitionReassignments', partitions: [orders(0)] }).result).toMatchObject([{ ...orders(0), addingReplicas: [added] }])
  })
})

/* KIP-113 */
test('describeLogDirs tells sizes by broker, alterReplicaLogDirs that there is one directory', () => {
  const w = busy()
  const dirs = w.admin({ do: 'describeLogDirs', brokers: [1, 2] }).result as { broker: number; path: string; replicas: { topic: string; size: number }[] }[]
  expect(dirs.map(({ broker }) => broker)).toEqual([1, 2])
  expect(dirs.every(({ replicas }) => replicas.filter(each => each.topic === 'orders').every(each => each.size > 0))).toBe(true)
  const { path } = dirs[0]!
  expect(w.admin({ do: 'alterReplicaLogDirs', moves: [{ ...orders(0), broker: 1, path }, { ...orders(1), broker: 1, path: '/elsewhere' }] }).result).toEqual([
    { ...orders(0), broker: 1, ...fine },
    { ...orders(1), broker: 1, error: 'LOG_DIR_NOT_FOUND', message: 'The user-specified log directory is not found in the broker config.' },
  ])
})

/* KIP-496 */
test('deleteConsumerGroupOffsets spares what the group reads', () => {
  const w = busy()
  w.consume('billing-1', ['orders'], 'billing')
  w.run(8).seconds
  expect(w.admin({ do: 'deleteConsumerGroupOffsets', group: 'billing', partitions: [orders(0)] }).result).toMatchObject([{ error: 'GROUP_SUBSCRIBED_TO_TOPIC' }])
  w.stop('billing-1')
  w.run(2).seconds
  expect(w.admin({ do: 'deleteConsumerGroupOffsets', group: 'billing', partitions: [orders(0)] }).result).toEqual([{ ...orders(0), ...fine }])
  const left = w.admin({ do: 'listGroupOffsets', group: 'billing' }).result as { offsets: { partition: number }[] }
  expect(left.offsets.map(each => each.partition)).toEqual([1])
  expect(w.admin({ do: 'deleteConsumerGroupOffsets', group: 'nobody', partitions: [orders(0)] }).result).toMatchObject([{ error: 'GROUP_ID_NOT_FOUND' }])
})

/* KIP-664 */
test('describeProducers tells who writes', () => {
  const w = busy()
  const [first] = w.admin({ do: 'describeProducers', partitions: [orders(0)] }).result as { producers: { lastSequence: number; producerEpoch: number }[] }[]
  expect(first).toMatchObject({ ...orders(0), ...fine, producers: [{ producerEpoch: 0, coordinatorEpoch: -1 }] })
  expect(w.admin({ do: 'describeProducers', partitions: [orders(0)], brokerId: 2 }).result).toMatchObject([{ producers: [{ producerEpoch: 0 }] }])
})

describe('the cluster', () => {
  // KIP-595, KIP-584
  test('describes its quorum and its features', () => {
    const w = world()
    expect(w.admin({ do: 'describeMetadataQuorum' }).result).toMatchObject({
      leaderId: 4, voters: [{ id: 4 }], observers: [{ id: 1 }, { id: 2 }, { id: 3 }], nodes: [{ id: 4, endpoints: [{ name: 'CONTROLLER' }] }],
    })
    expect(w.admin({ do: 'describeFeatures' }).result).toMatchObject({
      finalized: { 'metadata.version': { min: 30, max: 30 } }, supported: { 'metadata.version': { min: 7, max: 30 }, 'kraft.version': { min: 0, max: 1 } },
    })
  })

  test('updates features, and says of all of them why it does not', () => {
    const w = world()
    const update = (level: number, type: 'upgrade' | 'safeDowngrade') =>
      w.admin({ do: 'updateFeatures', updates: [{ feature: 'transaction.version', level, type }] }).result as { error: string | null }[]
    expect(update(0, 'upgrade')).toMatchObject([{ feature: 'transaction.version', error: 'INVALID_UPDATE_VERSION' }])
    expect(update(1, 'safeDowngrade')).toEqual([{ feature: 'transaction.version', ...fine }])
    w.run(100).millis
    expect(w.admin({ do: 'describeFeatures', node: 2 }).result).toMatchObject({ finalized: { 'transaction.version': { max: 1 } } })
  })

  test('forgets a broker', () => {
    const w = world()
    w.kill('broker-3')
    expect(w.admin({ do: 'unregisterBroker', broker: 3 }).result).toEqual(fine)
    expect(w.admin({ do: 'unregisterBroker', broker: 3 }).result)
      .toEqual({ error: 'BROKER_ID_NOT_REGISTERED', message: 'Broker ID 3 is not currently registered' })
  })
})

/* KIP-133, KIP-412, KIP-1142 */
test('configs of topics and loggers, in the new way and the old', () => {
  const w = busy()
  const topic = { type: 'topic', name: 'orders' } as const, logger = { type: 'broker-logger', name: '2' } as const
  expect(w.admin({ do: 'alterConfigs', resources: [{ ...topic, configs: { 'retention.ms': '1000' } }] }).result).toEqual([{ resource: topic, ...fine }])
  expect(w.admin({ do: 'incrementalAlterConfigs', resources: [{ ...logger, changes: [{ name: 'kafka', op: 'set', value: 'DEBUG' }] }] }).result)
    .toEqual([{ resource: logger, ...fine }])
  expect(w.admin({ do: 'describeConfigs', resources: [{ ...logger, keys: ['kafka'] }] }).result)
    .toMatchObject([{ resource: logger, entries: [{ name: 'kafka', value: 'DEBUG', source: 'DYNAMIC_BROKER_LOGGER_CONFIG' }] }])
  expect(w.admin({ do: 'listConfigResources', types: ['topic', 'broker-logger'] }).result)
    .toEqual([topic, ...['1', '2', '3'].map(name => ({ type: 'broker-logger', name }))])
})

/* KIP-966 */
test('topics are described page by page', () => {
  const w = world()
  w.topic('a', 3)
  w.topic('b', 2)
  const names = (partitionLimit: number) => (w.admin({ do: 'describeTopicPartitions', topics: [], partitionLimit }).result as { name: string; partitions: { partition: number }[] }[])
    .map(({ name, partitions }) => `${name}: ${partitions.map(each => each.partition).join(' ')}`)
  expect(names(2)).toEqual(names(2000))
  expect(names(2)).toEqual(['a: 0 1 2', 'b: 0 1'])
  expect(w.admin({ do: 'describeTopicPartitions', topics: ['none'] }).result).toMatchObject([{ name: 'none', error: 'UNKNOWN_TOPIC_OR_PARTITION' }])
})
