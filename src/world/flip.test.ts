import { describe, expect, test } from 'vitest'
import { cluster } from '../testing/live-world.ts'
import type { ConsumerView, Told } from './view.ts'
import type { World } from './world.ts'

/*
 * One bit of a stored batch turns over. A broker serves what it has, unread: whoever receives it checks the CRC-32C of the batch and refuses
 * it (DefaultRecordBatch.ensureValid), each in its own way.
 */

const LOG = '/data/orders-0/00000000000000000000.log'
/** Into the payload of the first batch. */
const AT = 80
const configs = { 'bootstrap.servers': 'm1:9092' }

async function written() {
  const kafka = await cluster(2), { world } = kafka
  const topics = [{ name: 'orders', partitions: 1, replicationFactor: 2, configs: {} }]
  world.act({ do: 'process.command', process: 'admin', command: { tag: 't', command: { do: 'createTopics', topics } } })
  await kafka.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 2 }, for: 10_000_000 })
  const args = { configs: { ...configs, 'linger.ms': '5' }, topic: 'orders', recordsPerSecond: 20, valueBytes: 50, keys: 5 }
  world.act({ do: 'process.start', process: 'checkout', program: 'producer', args })
  await kafka.run({ until: { path: ['replicas', 'orders-0', 1, 'hw'], atLeast: 20 }, for: 20_000_000 })
  world.act({ do: 'process.stop', process: 'checkout' })
  await kafka.run({ for: 3_000_000 })
  const leader = world.view().metadata.topics['orders']!.partitions[0]!.leader!
  const follower = world.view().metadata.topics['orders']!.partitions[0]!.replicas.find(id => id !== leader)!
  const turn = (what: 'disk.flip' | 'disk.unflip') => (broker: number) => world.act({ do: what, machine: `m${broker}`, file: LOG, at: AT, bit: 3 })
  return { kafka, world, leader, follower, flip: turn('disk.flip'), unflip: turn('disk.unflip') }
}
const lines = (world: World, text: RegExp) => [...world.told.since(-1)].filter((told): told is Extract<Told, { is: 'log.line' }> => told.is === 'log.line' && text.test(told.text))
  .map(({ process, level, text }) => `${process} ${level} ${text}`)

describe('a bit of a stored batch turns over', () => {
  test('a consumer refuses the batch: CorruptRecordException, and it goes no further; turned back, it reads on', async () => {
    const { kafka, world, leader, flip, unflip } = await written()
    flip(leader)
    const args = { configs: { ...configs, 'group.id': 'billing', 'auto.offset.reset': 'earliest' }, topics: ['orders'] }
    world.act({ do: 'process.start', process: 'billing', program: 'consumer', args })
    await kafka.run({ for: 8_000_000 })
    const reader = () => world.view().processes['billing']!.view as ConsumerView
    expect([reader().lastError, reader().delivered]).toEqual(['CORRUPT_MESSAGE', 0])
    const flipped = () => world.view().faults.filter(({ is }) => is === 'disk.flipped')
    expect(flipped()).toMatchObject([{ on: [`m${leader}`], detail: { file: LOG, at: AT, bit: 3 } }])
    unflip(leader)
    await kafka.run({ for: 5_000_000 })
    expect(reader().delivered).toBeGreaterThanOrEqual(20)
    expect(flipped()).toEqual([])
  })

  test('recovery after an unclean stop cuts the log where the unsound batch begins, and fetches it anew; turning back then harms no sound byte', async () => {
    const { kafka, world, leader, follower, flip, unflip } = await written()
    const sound = world.files(`m${leader}`, LOG)
    const end = world.view().replicas['orders-0']![follower]!.end
    flip(follower)
    world.act({ do: 'process.kill', process: `broker-${follower}` })
    world.act({ do: 'process.start', process: `broker-${follower}` })
    await kafka.run({ for: 20_000_000 })
    const recovered = [...world.told.since(-1)].findLast(told => told.is === 'log.recovered' && told.broker === follower && told.partition === 'orders-0')
    expect(recovered).toMatchObject({ start: 0, end: 0 })
    expect(world.view().replicas['orders-0']![follower]!.end).toBe(end)
    unflip(follower)
    await kafka.run({ for: 1_000_000 })
    expect(world.files(`m${follower}`, LOG)).toEqual(sound)
  })

  test('a follower that has to fetch it refuses it', async () => {
    const { kafka, world, leader, follower, flip } = await written()
    world.act({ do: 'process.kill', process: `broker-${follower}` })
    world.act({ do: 'disk.flip', machine: `m${follower}`, file: LOG, at: AT, bit: 3 })
    flip(leader)
    world.act({ do: 'process.start', process: `broker-${follower}` })
    await kafka.run({ for: 25_000_000 })
    expect(lines(world, /Found invalid messages/).slice(0, 1)).toEqual([
      `broker-${follower} ERROR [ReplicaFetcher replicaId=${follower}, leaderId=${leader}, fetcherId=0] Found invalid messages during fetch for partition orders-0 offset 0`,
    ])
    expect(world.view().replicas['orders-0']![follower]!.end).toBe(0)
  })

  test('where there is no such byte nothing happens', async () => {
    const { world, leader, kafka } = await written()
    world.act({ do: 'disk.flip', machine: `m${leader}`, file: '/data/orders-0/none.log', at: 0, bit: 0 })
    world.act({ do: 'disk.flip', machine: `m${leader}`, file: LOG, at: 10_000_000, bit: 0 })
    await kafka.run({ for: 1_000_000 })
    expect(world.view().replicas['orders-0']![leader]!.end).toBeGreaterThanOrEqual(20)
  })
})
