import { describe, expect, test } from 'vitest'
import type { AdminView, ConsumerView, ProducerView } from '../env/view.ts'
import { makeCodecs } from '../host/codecs.ts'
import { world, type ClusterStory } from '../testing/cluster.ts'
import { atStrength } from '../testing/strength.ts'
import type { Told } from '../world/view.ts'

/*
 * The programs around our clients against our brokers: real frames, three brokers, a controller.
 */

const producer = (w: ClusterStory, name: string) => w.world.view().processes[name]!.view as ProducerView
const consumer = (w: ClusterStory, name: string) => w.world.view().processes[name]!.view as ConsumerView
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0)
const told = <K extends Told['is']>(w: ClusterStory, is: K) => w.told().filter((each): each is Extract<Told, { is: K }> => each.is === is)
/** How often each offset was delivered to a group, by partition. */
function deliveries(w: ClusterStory): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { partition, offsets } of told(w, 'consumer.delivered')) {
    for (let offset = offsets.from; offset <= offsets.to; offset++) counts.set(`${partition}@${offset}`, (counts.get(`${partition}@${offset}`) ?? 0) + 1)
  }
  return counts
}

test('a thousand records reach a group of two, through the rebalance in which the second joins', () => {
  const w = world()
  w.topic('orders', 6)
  w.consume('billing-1', ['orders'], 'billing')
  w.produce('checkout', 'orders', { recordsPerSecond: 200, count: 1000 })
  w.run(3).seconds
  w.consume('billing-2', ['orders'], 'billing')
  w.run(12).seconds
  expect(sum(Object.values(producer(w, 'checkout').partitions).map(each => each.acknowledged))).toBe(1000)
  expect(Object.keys(consumer(w, 'billing-1').positions).length).toBe(3)
  expect(Object.keys(consumer(w, 'billing-2').positions).length).toBe(3)
  const counts = deliveries(w)
  expect(counts.size).toBe(1000)
  expect(Math.max(...counts.values())).toBe(1)
  expect(w.world.view().groups['billing']).toMatchObject({ state: 'Stable', protocol: 'range' })
})

test('a leader is killed: the producer goes on at the next, and no record is lost or written twice', () => {
  const w = world()
  w.topic('orders', 1)
  w.produce('checkout', 'orders', { recordsPerSecond: 50, count: 1000 })
  w.run(3).seconds
  w.kill(`broker-${w.leader('orders-0')}`)
  w.run(30).seconds
  w.consume('billing', ['orders'], 'billing')
  w.run(10).seconds
  expect(producer(w, 'checkout').partitions).toEqual({ 'orders-0': { waiting: 0, inFlight: 0, acknowledged: 1000, failed: 0 } })
  expect([...deliveries(w).keys()].length).toBe(1000)
})

test('a consumer that works too long on its records leaves the group, and its partitions go to the other', () => {
  const w = world()
  w.topic('orders', 2)
  w.produce('checkout', 'orders', { recordsPerSecond: 20 })
  w.consume('quick', ['orders'], 'billing')
  w.start('slow', { program: 'consumer', args: { topics: ['orders'], workMsPerRecord: 2000, configs: { 'bootstrap.servers': 'm1:9092', 'group.id': 'billing', 'max.poll.interval.ms': 5000 } } })
  w.run(20).seconds
  expect(Object.keys(consumer(w, 'quick').positions).sort()).toEqual(['orders-0', 'orders-1'])
  expect(consumer(w, 'slow').generation).toBe(-1)
})

describe('the administrator', () => {
  test('describes, lists, commits and resets', () => {
    const w = world()
    w.topic('orders', 2)
    w.produce('checkout', 'orders', { recordsPerSecond: 100, count: 200, keys: 50 })
    w.consume('billing-1', ['orders'], 'billing')
    w.run(10).seconds
    const ends = w.admin({ do: 'listOffsets', partitions: [{ topic: 'orders', partition: 0, at: 'latest' }, { topic: 'orders', partition: 1, at: 'latest' }] })
    expect(sum((ends.result as { offset: number }[]).map(({ offset }) => offset))).toBe(200)
    expect(w.admin({ do: 'describeGroups', groups: ['billing'] }).result).toMatchObject([{ group: 'billing', state: 'Stable', members: [{ clientId: 'billing-1', partitions: ['orders-0', 'orders-1'] }] }])
    expect(w.admin({ do: 'resetOffsets', group: 'billing', scenario: { to: 'earliest' }, execute: true }))
      .toMatchObject({ result: null, message: "Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable." })
    expect(w.admin({ do: 'alterGroupOffsets', group: 'billing', offsets: [{ topic: 'orders', partition: 0, offset: 0 }] }).result)
      .toMatchObject([{ error: 'UNKNOWN_MEMBER_ID', message: 'The coordinator is not aware of this member.' }])
    w.stop('billing-1')
    w.run(2).seconds
    const reset = w.admin({ do: 'resetOffsets', group: 'billing', scenario: { to: 'shift', by: -10 }, topics: [{ topic: 'orders', partitions: [0] }], execute: true })
    const { rows, before } = reset.result as { rows: { offset: number }[]; before: { committed: number }[] }
    expect(rows[0]!.offset).toBe(before[0]!.committed - 10)
    expect(w.admin({ do: 'listGroupOffsets', group: 'billing', partitions: [{ topic: 'orders', partition: 0 }] }).result).toMatchObject({ offsets: [{ offset: rows[0]!.offset }] })
    expect(w.admin({ do: 'listGroups' }).result).toMatchObject([{ group: 'billing', state: 'Empty' }])
    expect(w.admin({ do: 'deleteGroups', groups: ['billing'] }).result).toMatchObject([{ error: null }])
  })

  test('changes topics and configs, and is refused as Kafka refuses', () => {
    const w = world()
    w.topic('orders', 1)
    expect(w.admin({ do: 'createTopics', topics: [{ name: 'orders' }] }).result).toMatchObject([{ error: 'TOPIC_ALREADY_EXISTS', message: "Topic 'orders' already exists." }])
    expect(w.admin({ do: 'createPartitions', topics: [{ name: 'orders', count: 3 }] }).result).toMatchObject([{ error: null }])
    expect(w.admin({ do: 'incrementalAlterConfigs', resources: [{ type: 'topic', name: 'orders', changes: [{ name: 'retention.ms', op: 'set', value: '1000' }] }] }).result).toMatchObject([{ error: null }])
    const described = w.admin({ do: 'describeConfigs', resources: [{ type: 'topic', name: 'orders', keys: ['retention.ms'] }] })
    expect(described.result).toMatchObject([{ entries: [{ name: 'retention.ms', value: '1000', source: 'DYNAMIC_TOPIC_CONFIG' }] }])
    expect(w.admin({ do: 'describeCluster' }).result).toMatchObject({ brokers: [{ id: 1 }, { id: 2 }, { id: 3 }] })
    expect((w.admin({ do: 'describeTopics', topics: ['orders'] }).result as { partitions: unknown[] }[])[0]!.partitions.length).toBe(3)
    expect(w.admin({ do: 'electLeaders', election: 'preferred', partitions: [{ topic: 'orders', partition: 0 }] }).result).toMatchObject([{ error: 'ELECTION_NOT_NEEDED' }])
    expect(w.admin({ do: 'deleteTopics', topics: ['orders', 'nowhere'] }).result).toMatchObject([{ error: null }, { error: 'UNKNOWN_TOPIC_OR_PARTITION' }])
  })

  test('keeps the latest answers in view', () => {
    const w = world()
    w.admin({ do: 'describeCluster' })
    const { pending, answers } = w.world.view().processes['admin']!.view as AdminView
    expect({ pending, last: answers.at(-1)!.do }).toEqual({ pending: 0, last: 'describeCluster' })
  })
})

test.each(atStrength(['gzip'], ['gzip', 'snappy', 'lz4', 'zstd']))('%s: what a producer compresses a consumer reads, and far fewer bytes are stored', async codec => {
  const w = world({ codecs: await makeCodecs({ zstd: true }) })
  w.topic('orders', 1)
  w.produce('checkout', 'orders', { recordsPerSecond: 1000, count: 2000, valueBytes: 500, configs: { 'compression.type': codec, 'linger.ms': '50' } })
  w.consume('billing', ['orders'], 'billing')
  w.run(8).seconds
  expect([...deliveries(w).values()].length).toBe(2000)
  expect(sum(told(w, 'log.appended').filter(({ as, partition }) => as === 'leader' && partition === 'orders-0').map(({ bytes }) => bytes))).toBeLessThan(500_000)
})

test('a cooperative group of two: the first keeps half of its partitions and reads them all the while (KIP-429)', () => {
  const w = world()
  const cooperative = { 'partition.assignment.strategy': 'cooperative-sticky' }
  w.topic('orders', 4)
  w.produce('checkout', 'orders', { recordsPerSecond: 20, keys: 40 })
  w.consume('billing-1', ['orders'], 'billing', cooperative)
  w.run(4).seconds
  w.consume('billing-2', ['orders'], 'billing', cooperative)
  w.run(8).seconds
  const [first, second] = ['billing-1', 'billing-2'].map(name => Object.keys(consumer(w, name).positions))
  expect([first!.length, second!.length]).toEqual([2, 2])
  const starts = told(w, 'consumer.position').filter(({ process, why }) => process === 'billing-1' && why !== 'seek').map(({ partition }) => partition)
  for (const kept of first!) expect(starts.filter(partition => partition === kept).length).toBe(1)
})

test('configs that Kafka would refuse end the program in Kafka\'s words', () => {
  const w = world()
  w.produce('checkout', 'orders', { configs: { acks: 'maybe' } })
  w.run(1).seconds
  expect(w.world.view().processes['checkout']!.exit).toEqual({ code: 1, reason: 'Invalid value maybe for configuration acks: String must be one of: all, -1, 0, 1' })
})

test('saved and loaded in mid-traffic, the world goes on the same', () => {
  const w = world()
  w.topic('orders', 3)
  w.produce('checkout', 'orders', { recordsPerSecond: 50, keys: 20 })
  w.consume('billing-1', ['orders'], 'billing')
  w.run(4).seconds
  const again = w.reloaded()
  w.run(2).seconds
  again.run(2).seconds
  expect(again.world.view()).toEqual(w.world.view())
  expect(again.world.traceHash()).toBe(w.world.traceHash())
})
