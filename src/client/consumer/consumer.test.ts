import { beforeEach, describe, expect, test } from 'vitest'
import { Fetch, FindCoordinator, Heartbeat, JoinGroup, LeaveGroup, ListOffsets, OffsetCommit, OffsetFetch, OffsetForLeaderEpoch, SyncGroup } from '../../protocol/apis/index.ts'
import { Errors } from '../../protocol/errors.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { utf8Decode, utf8Encode } from '../../protocol/utf8.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import { ScriptedBrokers } from '../../testing/scripted-brokers.ts'
import type { ConfigInput } from '../config/config-def.ts'
import { Consumer } from './consumer.ts'
import { encodeAssignment } from './consumer-protocol.ts'
import type { ConsumerEvent } from './context.ts'
import { recordsOf } from './record-slices.ts'

let brokers: ScriptedBrokers
let consumer: Consumer
let read: string[]
let events: ConsumerEvent[]

/** An application that polls, takes, and polls again at once, unless it is `busy`. */
let busy = false
function pump(): void {
  for (;;) {
    const told = consumer.takeEvents()
    events.push(...told)
    if (busy || !told.some(event => event.is === 'ready')) return
    take()
  }
}
function take(): void {
  for (let slices = consumer.poll(); slices.length > 0; slices = consumer.poll()) {
    for (const slice of slices) for (const record of recordsOf(slice, noCodecs)) read.push(`${record.topic}-${record.partition}@${record.offset} ${utf8Decode(record.value!)}`)
    if (busy) return
  }
}

const configsOf = (configs: ConfigInput): ConfigInput => ({ 'bootstrap.servers': brokers.bootstrap, 'group.id': 'billing', 'auto.offset.reset': 'earliest', ...configs })
function newConsumer(configs: ConfigInput = {}): Consumer {
  consumer = new Consumer(brokers.world.env('billing-1', 'client-billing-1'), configsOf(configs))
  brokers.world.runs('billing-1', event => {
    consumer.handle(event)
    pump()
  })
  return consumer
}
function start(configs: ConfigInput = {}): void {
  newConsumer(configs).subscribe({ topics: ['orders'] })
  take()
  pump()
}

beforeEach(() => {
  brokers = new ScriptedBrokers(2)
  brokers.topic('orders', [1, 2])
  read = []
  events = []
  busy = false
})

function write(partition: number, ...values: string[]): void {
  const builder = new BatchBuilder()
  values.forEach((value, i) => builder.append(i, null, utf8Encode(value)))
  brokers.append(`orders-${partition}`, builder.close())
}
const run = (ms: number) => { brokers.world.runMs(ms) }
const kinds = () => events.map(event => 'partitions' in event ? `${event.is} ${event.partitions.map(tp => `${tp.topic}-${tp.partition}`).join(' ')}` : event.is).filter(kind => kind !== 'ready')
const calls = () => brokers.seen.map(line => line.api).filter(api => api !== 'Fetch')

describe('a group member', () => {
  test('finds its coordinator, joins twice (KIP-394), syncs, asks for commits, resets, reads', () => {
    write(0, 'a', 'b')
    start()
    run(50)
    expect(calls()).toEqual(['FindCoordinator', 'JoinGroup', 'JoinGroup', 'SyncGroup', 'OffsetFetch', 'ListOffsets', 'ListOffsets'])
    expect(kinds()).toEqual(['assigned orders-0 orders-1'])
    expect(read).toEqual(['orders-0@0 a', 'orders-0@1 b'])
    expect(consumer.view()).toMatchObject({ state: 'stable', generation: 1, memberId: 'member-1', positions: { 'orders-0': 2, 'orders-1': 0 }, delivered: 2 })
  })

  test('begins where the group committed', () => {
    write(0, 'a', 'b', 'c')
    brokers.committed.set('orders-0', 2)
    start()
    run(50)
    expect(read).toEqual(['orders-0@2 c'])
  })

  test('commits by the clock, from within poll, where it stands', () => {
    write(0, 'a', 'b')
    start({ 'auto.commit.interval.ms': 1000 })
    run(1500)
    expect([...brokers.committed]).toEqual([['orders-0', 2], ['orders-1', 0]])
  })

  test('heartbeats, and rejoins when told to, giving up its partitions first (eager)', () => {
    start({ 'heartbeat.interval.ms': 100, 'partition.assignment.strategy': 'range' })
    run(50)
    brokers.next(Heartbeat, () => ({ errorCode: Errors.REBALANCE_IN_PROGRESS }))
    run(150)
    expect(kinds()).toEqual(['assigned orders-0 orders-1', 'revoked orders-0 orders-1', 'assigned orders-0 orders-1'])
    expect(consumer.groupMetadata.generation).toBe(2)
  })

  test('rejoins with its next poll also when that would find records', () => {
    write(0, 'a', 'b', 'c')
    busy = true
    start({ 'heartbeat.interval.ms': 100, 'max.poll.records': 1, 'partition.assignment.strategy': 'range' })
    run(50)
    take()
    brokers.next(Heartbeat, () => ({ errorCode: Errors.REBALANCE_IN_PROGRESS }))
    run(150)
    take()
    run(50)
    take()
    run(50)
    expect(kinds()).toEqual(['assigned orders-0 orders-1', 'revoked orders-0 orders-1', 'assigned orders-0 orders-1'])
  })

  test('that finds records at every poll is polling', () => {
    write(0, 'a', 'b', 'c', 'd', 'e')
    busy = true
    start({ 'max.poll.interval.ms': 1000, 'max.poll.records': 1 })
    for (let i = 0; i < 5; i++) {
      run(600)
      take()
    }
    expect(read).toHaveLength(5)
    expect(calls()).not.toContain('LeaveGroup')
  })

  test('keeps what it owns through a cooperative rebalance, and rejoins to give up the rest (KIP-429)', () => {
    start({ 'heartbeat.interval.ms': 100, 'partition.assignment.strategy': 'cooperative-sticky' })
    run(50)
    brokers.next(Heartbeat, () => ({ errorCode: Errors.REBALANCE_IN_PROGRESS }))
    brokers.next(SyncGroup, () => ({ assignment: encodeAssignment([{ topic: 'orders', partition: 0 }]) }))
    brokers.next(SyncGroup, () => ({ assignment: encodeAssignment([{ topic: 'orders', partition: 0 }]) }))
    run(150)
    expect(kinds()).toEqual(['assigned orders-0 orders-1', 'revoked orders-1', 'assigned ', 'assigned '])
    expect(consumer.groupMetadata.generation).toBe(3)
    expect(consumer.assignment.map(({ id }) => id)).toEqual(['orders-0'])
  })

  test('that its coordinator no longer knows loses its partitions and joins as a new member', () => {
    start({ 'heartbeat.interval.ms': 100 })
    run(50)
    brokers.next(Heartbeat, () => ({ errorCode: Errors.UNKNOWN_MEMBER_ID }))
    run(200)
    expect(kinds()).toEqual(['assigned orders-0 orders-1', 'lost orders-0 orders-1', 'assigned orders-0 orders-1'])
    expect(brokers.saw(JoinGroup).filter(request => request.includes('"memberId":""')).length).toBe(2)
  })

  test('that does not poll for max.poll.interval.ms leaves, and comes back with the next poll', () => {
    write(0, 'a')
    busy = true
    start({ 'max.poll.interval.ms': 1000, 'heartbeat.interval.ms': 100 })
    run(900)
    expect(calls()).not.toContain('LeaveGroup')
    run(400)
    expect(brokers.saw(LeaveGroup)[0]).toContain('consumer poll timeout has expired.')
    busy = false
    take()
    run(100)
    expect(kinds()).toEqual(['assigned orders-0 orders-1', 'lost orders-0 orders-1', 'assigned orders-0 orders-1'])
  })

  test('looks for its coordinator again when that has moved', () => {
    brokers.next(JoinGroup, () => ({ errorCode: Errors.NOT_COORDINATOR }))
    start()
    run(500)
    expect(brokers.saw(FindCoordinator).length).toBe(2)
    expect(kinds()).toEqual(['assigned orders-0 orders-1'])
  })

  test('is told of a refusal that will not pass', () => {
    brokers.next(JoinGroup, () => ({ errorCode: Errors.INCONSISTENT_GROUP_PROTOCOL }))
    start()
    run(500)
    expect(events).toMatchObject([{ is: 'error', error: 'INCONSISTENT_GROUP_PROTOCOL', fatal: true }])
    expect(brokers.saw(JoinGroup).length).toBe(1)
  })

  test('closing commits, leaves, and says so', () => {
    write(0, 'a')
    start()
    run(50)
    consumer.close('bye')
    run(50)
    expect(calls().slice(-2)).toEqual(['OffsetCommit', 'LeaveGroup'])
    expect(kinds()).toEqual(['assigned orders-0 orders-1', 'revoked orders-0 orders-1', 'closed'])
    expect(brokers.committed.get('orders-0')).toBe(1)
  })

  test('with a group.instance.id closes without leaving (KIP-345)', () => {
    start({ 'group.instance.id': 'one' })
    run(50)
    consumer.close('bye')
    run(50)
    expect(calls()).not.toContain('LeaveGroup')
  })

  test('subscribed by a pattern takes topics in as they appear', () => {
    newConsumer({ 'metadata.max.age.ms': 200 }).subscribe({ pattern: 'ord.*' })
    take()
    run(100)
    brokers.topic('ordinary', [1])
    run(1000)
    expect(consumer.assignment.map(({ id }) => id)).toEqual(['orders-0', 'orders-1', 'ordinary-0'])
  })
})

describe('commits', () => {
  test('asked for in sync try again after an error that passes, async do not', () => {
    start({ 'enable.auto.commit': false })
    run(50)
    const loading = () => brokers.next(OffsetCommit, request => ({
      topics: request.topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: Errors.COORDINATOR_LOAD_IN_PROGRESS })) })),
    }))
    loading()
    consumer.commit('async')
    run(50)
    loading()
    consumer.commit('sync', { sync: true, offsets: [{ topic: 'orders', partition: 0, offset: 7 }] })
    run(500)
    expect(events.filter(event => event.is === 'committed').map(({ tag, error }) => [tag, error])).toEqual([['async', 'COORDINATOR_LOAD_IN_PROGRESS'], ['sync', null]])
    expect(brokers.committed.get('orders-0')).toBe(7)
  })

  test('of a member that was kicked out fail in Kafka\'s words', () => {
    start({ 'enable.auto.commit': false })
    run(50)
    brokers.next(OffsetCommit, request => ({
      topics: request.topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: Errors.UNKNOWN_MEMBER_ID })) })),
    }))
    consumer.commit('late')
    run(50)
    expect(events.find(event => event.is === 'committed')).toMatchObject({ error: 'UNKNOWN_MEMBER_ID', message: expect.stringContaining('kicked out of the group') })
  })
})

describe('positions', () => {
  const manual = (configs: ConfigInput = {}) => {
    newConsumer({ 'group.id': null, ...configs }).assign([{ topic: 'orders', partition: 0 }])
    take()
    pump()
  }

  test('without a group come from auto.offset.reset', () => {
    write(0, 'a', 'b')
    manual({ 'auto.offset.reset': 'latest' })
    run(50)
    write(0, 'c')
    run(50)
    expect(read).toEqual(['orders-0@2 c'])
  })

  test('with auto.offset.reset=none are an error when there is none', () => {
    manual({ 'auto.offset.reset': 'none' })
    run(50)
    expect(events).toMatchObject([{ is: 'error', error: 'OFFSET_OUT_OF_RANGE', message: 'Undefined offset with no reset policy for partitions: [orders-0]' }])
  })

  test('out of range are reset', () => {
    write(0, 'a')
    manual()
    run(50)
    brokers.next(Fetch, request => ({
      responses: request.topics.map(({ topicId, partitions }) => ({ topicId, partitions: partitions.map(({ partition }) => ({ partitionIndex: partition, errorCode: Errors.OFFSET_OUT_OF_RANGE, highWatermark: -1, records: null, abortedTransactions: null })) })),
    }))
    run(500)
    expect(brokers.saw(ListOffsets).length).toBe(2)
    expect(read).toEqual(['orders-0@0 a', 'orders-0@0 a'])
  })

  test('seek goes where it is told, also into the middle of a batch', () => {
    write(0, 'a', 'b', 'c', 'd')
    manual()
    run(50)
    consumer.seek({ topic: 'orders', partition: 0 }, 2)
    run(50)
    expect(read.slice(4)).toEqual(['orders-0@2 c', 'orders-0@3 d'])
  })

  test('after a change of leaders are held against the new leader\'s history (KIP-320)', () => {
    write(0, 'a', 'b', 'c')
    manual({ 'metadata.max.age.ms': 100 })
    run(50)
    brokers.next(OffsetForLeaderEpoch, request => ({ topics: request.topics.map(({ topic, partitions }) => ({ topic, partitions: partitions.map(({ partition }) => ({ partition, leaderEpoch: 0, endOffset: 1 })) })) }))
    brokers.topic('orders', [2, 2], 1)
    run(500)
    expect(read.slice(3)).toEqual(['orders-0@1 b', 'orders-0@2 c'])
  })

  test('paused partitions keep their position and what was fetched', () => {
    write(0, 'a')
    manual()
    run(50)
    consumer.pause([{ topic: 'orders', partition: 0 }])
    write(0, 'b')
    run(50)
    expect(read).toEqual(['orders-0@0 a'])
    consumer.resume([{ topic: 'orders', partition: 0 }])
    run(50)
    expect(read).toEqual(['orders-0@0 a', 'orders-0@1 b'])
  })
})

test('max.poll.records is the most that one poll gives; positions follow what was given', () => {
  write(0, ...Array.from({ length: 7 }, (_, i) => `v${i}`))
  busy = true
  newConsumer({ 'group.id': null, 'max.poll.records': 3 }).assign([{ topic: 'orders', partition: 0 }])
  take()
  run(50)
  const sizes: number[] = []
  for (let slices = consumer.poll(); slices.length > 0; slices = consumer.poll()) sizes.push(slices.reduce((sum, slice) => sum + slice.count, 0))
  expect(sizes).toEqual([3, 3, 1])
  expect(consumer.position({ topic: 'orders', partition: 0 })).toBe(7)
})

test('a batch whose checksum is wrong is told, not read', () => {
  write(0, 'a')
  brokers.logs.get('orders-0')![0]![64]! ^= 1
  newConsumer({ 'group.id': null }).assign([{ topic: 'orders', partition: 0 }])
  take()
  run(50)
  expect(read).toEqual([])
  expect(events.find(event => event.is === 'error')).toMatchObject({ error: 'CORRUPT_MESSAGE', message: expect.stringContaining('Record batch for partition orders-0 at offset 0 is invalid') })
})

test('saved between any two events and loaded elsewhere, it goes on as if nothing had been', () => {
  const story = (reload: boolean) => {
    brokers = new ScriptedBrokers(2)
    brokers.topic('orders', [1, 2])
    read = []
    events = []
    write(0, 'a', 'b')
    start({ 'heartbeat.interval.ms': 100, 'auto.commit.interval.ms': 150 })
    brokers.world.runs('billing-1', event => {
      if (reload) {
        const again = new Consumer(brokers.world.env('billing-1', 'client-billing-1'), configsOf({ 'heartbeat.interval.ms': 100, 'auto.commit.interval.ms': 150 }))
        again.load(structuredClone(consumer.save()))
        consumer = again
      }
      consumer.handle(event)
      pump()
    })
    run(120)
    write(1, 'c')
    brokers.next(Heartbeat, () => ({ errorCode: Errors.REBALANCE_IN_PROGRESS }))
    run(300)
    return [read, kinds(), calls(), [...brokers.committed]]
  }
  expect(story(true)).toEqual(story(false))
})

test('a group is asked for before its offsets can be', () => {
  expect(() => newConsumer({ 'group.id': null }).subscribe({ topics: ['orders'] })).toThrow('you must provide a valid group.id')
  expect(brokers.saw(OffsetFetch)).toEqual([])
})
