import type { MemoryDisk } from '../../testing/memory-disk.ts'
import { describe, expect, test } from 'vitest'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { OffsetFetch } from '../../protocol/apis/09-offset-fetch.ts'
import { DeleteRecords } from '../../protocol/apis/21-delete-records.ts'
import { AlterReplicaLogDirs } from '../../protocol/apis/34-alter-replica-log-dirs.ts'
import { DescribeLogDirs } from '../../protocol/apis/35-describe-log-dirs.ts'
import { OffsetDelete } from '../../protocol/apis/47-offset-delete.ts'
import { DescribeProducers } from '../../protocol/apis/61-describe-producers.ts'
import { ListConfigResources } from '../../protocol/apis/74-list-config-resources.ts'
import { DescribeTopicPartitions } from '../../protocol/apis/75-describe-topic-partitions.ts'
import { errorName, Errors } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'
import { batchOf, BrokerKit } from '../../testing/broker-kit.ts'

/** One broker that leads `orders-0` and `orders-1` alone. */
function kit(): BrokerKit {
  const made = new BrokerKit()
  made.topics({ orders: { partitions: [{ replicas: [1] }, { replicas: [1] }], configs: { 'cleanup.policy': 'delete' } } })
  return made
}
const produce = (broker: BrokerKit, index: number, ...args: Parameters<typeof batchOf>) => broker.ask(
  Produce, 9, { acks: 1, timeoutMs: 1000, topicData: [{ name: 'orders', partitionData: [{ index, records: batchOf(...args) }] }] },
)

/* KIP-113 */
describe('log directories', () => {
  const describeDirs = (broker: BrokerKit, topics: { topic: string; partitions: number[] }[] | null) =>
    (broker.ask(DescribeLogDirs, 4, { topics }) as Response<typeof DescribeLogDirs>).results

  const usedIn = (disk: MemoryDisk) => disk.list('/').reduce((sum, file) => sum + disk.size(file), 0)

  test('are described with the size of each replica', () => {
    const broker = kit()
    produce(broker, 1, ['a'])
    const [dir] = describeDirs(broker, null)
    expect(dir).toMatchObject({ errorCode: 0, logDir: '/data', totalBytes: 1_000_000_000 })
    expect(dir!.usableBytes).toBe(1_000_000_000 - usedIn(broker.disk))
    expect(dir!.topics).toEqual([{ name: 'orders', partitions: [
      { partitionIndex: 0, partitionSize: 0, offsetLag: 0, isFutureKey: false },
      { partitionIndex: 1, partitionSize: batchOf(['a']).length, offsetLag: 0, isFutureKey: false },
    ] }])
    expect(describeDirs(broker, [{ topic: 'orders', partitions: [1, 7] }])[0]!.topics[0]!.partitions.map(each => each.partitionIndex)).toEqual([1])
    expect(describeDirs(broker, [{ topic: 'none', partitions: [0] }])[0]!.topics).toEqual([])
  })

  test.each([
    ['NONE', '/data', 'orders', 1], ['LOG_DIR_NOT_FOUND', '/other', 'orders', 1], ['UNKNOWN_TOPIC_OR_PARTITION', '/data', 'orders', 9],
    ['INVALID_TOPIC_EXCEPTION', '/data', 'x'.repeat(240), 0],
  ])('a move answers %s for %s', (error, path, name, partition) => {
    const answer = kit().ask(AlterReplicaLogDirs, 2, { dirs: [{ path, topics: [{ name, partitions: [partition] }] }] }) as Response<typeof AlterReplicaLogDirs>
    expect(answer.results.map(({ topicName, partitions }) => [topicName, partitions[0]!.partitionIndex, errorName(partitions[0]!.errorCode)]))
      .toEqual([[name, partition, error]])
  })
})

/* KIP-1000, KIP-1142 */
test('config resources are listed by type', () => {
  const broker = kit()
  const list = (version: number, resourceTypes: number[]) => broker.ask(ListConfigResources, version, { resourceTypes }) as Response<typeof ListConfigResources>
  expect(list(1, [2, 4]).configResources).toEqual([
    { resourceName: 'orders', resourceType: 2 }, ...['1', '2', '3'].map(resourceName => ({ resourceName, resourceType: 4 })),
  ])
  expect(list(1, []).configResources).toHaveLength(7)
  expect(list(0, []).configResources).toEqual([])
  expect(list(1, [99])).toMatchObject({ errorCode: Errors.UNSUPPORTED_VERSION, configResources: [] })
})

/* KIP-664 */
test('producers are described by what they wrote last', () => {
  const broker = kit()
  produce(broker, 0, ['a', 'b'], { producerId: 7, producerEpoch: 2, baseSequence: 0, timestamp: broker.wall0 })
  const describeOne = (name: string, index: number) =>
    (broker.ask(DescribeProducers, 0, { topics: [{ name, partitionIndexes: [index] }] }) as Response<typeof DescribeProducers>).topics[0]!.partitions[0]!
  expect(describeOne('orders', 0)).toMatchObject({ errorCode: 0, activeProducers: [
    { producerId: 7, producerEpoch: 2, lastSequence: 1, lastTimestamp: broker.wall0, coordinatorEpoch: -1, currentTxnStartOffset: -1 },
  ] })
  expect(describeOne('orders', 5)).toMatchObject({ errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION })
  expect(describeOne('no/topic', 0)).toMatchObject({ errorCode: Errors.INVALID_TOPIC_EXCEPTION })
})

/* KIP-966 */
describe('topics are described in pages', () => {
  const page = (broker: BrokerKit, names: string[], limit: number, cursor: { topicName: string; partitionIndex: number } | null = null) => {
    const { topics, nextCursor } = broker.ask(DescribeTopicPartitions, 0, {
      topics: names.map(name => ({ name })), responsePartitionLimit: limit, cursor,
    }) as Response<typeof DescribeTopicPartitions>
    return [topics.map(topic => `${topic.name}: ${topic.partitions.map(each => each.partitionIndex).join(' ')}`), nextCursor]
  }
  const three = (): BrokerKit => kit().topics({ a: { partitions: [{ replicas: [1] }] }, z: { partitions: [{ replicas: [2] }, { replicas: [3] }] } })

  test('in order of their names, and the cursor says where to go on', () => {
    const broker = three()
    expect(page(broker, [], 2)).toEqual([['a: 0', 'orders: 0'], { topicName: 'orders', partitionIndex: 1 }])
    expect(page(broker, [], 2, { topicName: 'orders', partitionIndex: 1 })).toEqual([['orders: 1', 'z: 0'], { topicName: 'z', partitionIndex: 1 }])
    expect(page(broker, [], 1, { topicName: 'z', partitionIndex: 1 })).toEqual([['z: 1'], null])
  })

  test('a page that is full names the topic to begin with next', () => {
    expect(page(three(), ['z', 'a'], 1)).toEqual([['a: 0'], { topicName: 'z', partitionIndex: 0 }])
  })

  test('a cursor in a topic nobody asked for is refused', () => {
    expect(() => page(three(), ['a'], 1, { topicName: 'b', partitionIndex: 0 })).toThrow()
    expect(() => page(three(), [], 1, { topicName: 'b', partitionIndex: -1 })).toThrow()
  })
})

/* KIP-496 */
describe('offsets of a group', () => {
  const OFFSETS = { partitions: Array.from({ length: 50 }, () => ({ replicas: [1] })) }
  const withGroup = (): BrokerKit => {
    const broker = kit().topics({ __consumer_offsets: OFFSETS })
    broker.ask(OffsetCommit, 8, { groupId: 'billing', generationIdOrMemberEpoch: -1, memberId: '', topics: [
      { name: 'orders', partitions: [0, 1].map(partitionIndex => ({ partitionIndex, committedOffset: 5, committedMetadata: '' })) },
    ] })
    return broker
  }
  const remove = (broker: BrokerKit, groupId: string, topic: string, partitionIndex: number) =>
    broker.ask(OffsetDelete, 0, { groupId, topics: [{ name: topic, partitions: [{ partitionIndex }] }] }) as Response<typeof OffsetDelete>
  const committed = (broker: BrokerKit) => (broker.ask(OffsetFetch, 5, { groupId: 'billing', topics: null }) as Response<typeof OffsetFetch>)
    .topics.flatMap(({ partitions }) => partitions.map(each => each.partitionIndex))

  test('are forgotten, one by one', () => {
    const broker = withGroup()
    expect(remove(broker, 'billing', 'orders', 0)).toMatchObject({ errorCode: 0, topics: [{ partitions: [{ errorCode: 0 }] }] })
    expect(committed(broker)).toEqual([1])
    expect(remove(broker, 'billing', 'orders', 0)).toMatchObject({ errorCode: 0, topics: [{ partitions: [{ errorCode: 0 }] }] })
  })

  test('of groups and partitions that are not there are refused', () => {
    const broker = withGroup()
    expect(remove(broker, 'nobody', 'orders', 0)).toMatchObject({ errorCode: Errors.GROUP_ID_NOT_FOUND, topics: [] })
    expect(remove(broker, 'billing', 'orders', 9).topics[0]!.partitions).toEqual([{ partitionIndex: 9, errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION }])
  })
})

/* KIP-107: what retention may not delete by age, a person may not either. */
test('records of a compacted topic are not deleted', () => {
  const broker = kit().topics({
    keyed: { partitions: [{ replicas: [1] }], configs: { 'cleanup.policy': 'compact' } }, __consumer_offsets: { partitions: [{ replicas: [1] }] },
  })
  const answer = broker.ask(DeleteRecords, 2, { topics: [
    { name: 'keyed', partitions: [{ partitionIndex: 0, offset: 0 }] }, { name: '__consumer_offsets', partitions: [{ partitionIndex: 0, offset: 0 }] },
  ], timeoutMs: 1 }) as Response<typeof DeleteRecords>
  expect(answer.topics.map(({ partitions }) => errorName(partitions[0]!.errorCode))).toEqual(['POLICY_VIOLATION', 'INVALID_TOPIC_EXCEPTION'])
})
