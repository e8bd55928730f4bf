import { describe, expect, test } from 'vitest'
import { Produce } from '../protocol/apis/00-produce.ts'
import { ListOffsets } from '../protocol/apis/02-list-offsets.ts'
import { Metadata } from '../protocol/apis/03-metadata.ts'
import { OffsetCommit } from '../protocol/apis/08-offset-commit.ts'
import { OffsetFetch } from '../protocol/apis/09-offset-fetch.ts'
import { FindCoordinator } from '../protocol/apis/10-find-coordinator.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { DeleteTopics } from '../protocol/apis/20-delete-topics.ts'
import { InitProducerId } from '../protocol/apis/22-init-producer-id.ts'
import { Errors } from '../protocol/errors.ts'
import { batchOf } from '../testing/broker-kit.ts'
import type { ReplicationRules } from './replica/rules.ts'
import { KafkaStory } from '../testing/kafka-world.ts'

/** Three brokers, and `orders-0` on all of them, led by broker 1. */
function cluster(configs: Record<string, string> = {}, options: ConstructorParameters<typeof KafkaStory>[0] = {}): KafkaStory {
  const w = new KafkaStory(options)
  w.ask('broker-1', CreateTopics, {
    topics: [{
      name: 'orders', numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1, 2, 3] }],
      configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
    }],
  })
  w.run(1).seconds
  return w
}
const write = (acks: number, ...values: string[]) => (
  { acks, timeoutMs: 30_000, topicData: [{ name: 'orders', partitionData: [{ index: 0, records: batchOf(values) }] }] }
)
const produce = (w: KafkaStory, broker: string, acks: number, ...values: string[]) =>
  w.ask(broker, Produce, write(acks, ...values), { versions: [9, 12], withinMs: 60_000 }).responses[0]!.partitionResponses[0]!
const marks = (w: KafkaStory, topic = 'orders-0') => [1, 2, 3].map(id => {
  const replica = w.server(`broker-${id}`).replicas[topic as 'orders-0']
  return replica ? `${id} ${replica.role} epoch ${replica.epoch} end ${replica.end} hw ${replica.hw}` : `${id} –`
})
const isr = (w: KafkaStory) => w.server('controller-4').metadata.topics['orders']!.partitions[0]!.isr.join()

describe('three brokers', () => {
  test('replicate what is produced, and commit it', () => {
    const w = cluster()
    expect(produce(w, 'broker-1', -1, 'a', 'b')).toMatchObject({ errorCode: 0, baseOffset: 0 })
    expect(produce(w, 'broker-2', -1, 'c')).toMatchObject(
      { errorCode: Errors.NOT_LEADER_OR_FOLLOWER, currentLeader: { leaderId: 1, leaderEpoch: 0 } },
    )
    w.run(1).seconds
    expect(marks(w)).toEqual(['1 leader epoch 0 end 2 hw 2', '2 follower epoch 0 end 2 hw 2', '3 follower epoch 0 end 2 hw 2'])
  })

  // KIP-4: Metadata creates, in the background.
  test('make a topic that is asked for', () => {
    const w = new KafkaStory()
    const ask = () => w.ask('broker-2', Metadata, { topics: [{ name: 'new' }], allowAutoTopicCreation: true }).topics[0]!
    expect(ask()).toMatchObject({ errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION, partitions: [] })
    w.run(100).millis
    expect(ask()).toMatchObject({ errorCode: 0, name: 'new', partitions: [{ replicaNodes: { length: 1 } }] })
  })

  // KIP-730
  test('give every idempotent producer an id of its own', () => {
    const w = new KafkaStory()
    const ids = ['broker-1', 'broker-1', 'broker-2'].map(
      broker => w.ask(broker, InitProducerId, { transactionalId: null, transactionTimeoutMs: 1000 }, { versions: [0, 5] }).producerId,
    )
    expect(new Set(ids).size).toBe(3)
    expect(ids[1]).toBe(ids[0]! + 1)
  })

  test('go on when the leader dies: nothing acknowledged is lost, and the old leader follows', () => {
    const w = cluster()
    produce(w, 'broker-1', -1, 'a')
    w.kill('broker-1')
    w.run(12).seconds
    expect(isr(w)).toBe('2,3')
    expect(produce(w, 'broker-2', -1, 'b')).toMatchObject({ errorCode: 0, baseOffset: 1 })
    w.start('broker-1')
    w.run(5).seconds
    expect(marks(w)).toEqual(['1 follower epoch 1 end 2 hw 2', '2 leader epoch 1 end 2 hw 2', '3 follower epoch 1 end 2 hw 2'])
    expect(isr(w)).toBe('2,3,1')
  })

  // KIP-101, KIP-595: the leader's answer says where the logs part.
  test('cut what only the old leader had', () => {
    const w = cluster()
    produce(w, 'broker-1', -1, 'a')
    w.run(1).seconds
    w.cut('m1', 'm2')
    w.cut('m1', 'm3')
    w.run(1).seconds
    expect(produce(w, 'broker-1', 1, 'only here', 'and this')).toMatchObject({ errorCode: 0, baseOffset: 1 })
    w.kill('broker-1')
    w.run(12).seconds
    produce(w, 'broker-2', -1, 'b')
    w.heal()
    w.start('broker-1')
    w.run(5).seconds
    expect(marks(w)).toEqual(['1 follower epoch 1 end 2 hw 2', '2 leader epoch 1 end 2 hw 2', '3 follower epoch 1 end 2 hw 2'])
    expect(w.told().filter(each => each.is === 'log.truncated')).toMatchObject([{ broker: 1, partition: 'orders-0', from: 3, to: 1 }])
  })

  // measured: golden/behaviour.md, "follower frozen for less than its session while records arrive"
  test('shrink the ISR when a follower lags, and let it back when it has caught up', () => {
    const w = cluster({}, { properties: { 'replica.lag.time.max.ms': '2000' } })
    w.cut('m3', 'm1')
    produce(w, 'broker-1', 1, 'a')
    w.run(4).seconds
    expect(isr(w)).toBe('1,2')
    expect(marks(w)[0]).toBe('1 leader epoch 0 end 1 hw 1')
    w.heal()
    w.run(40).seconds
    expect(isr(w)).toBe('1,2,3')
  })

  test('refuse acks=all below min.insync.replicas', () => {
    const w = cluster({ 'min.insync.replicas': '2' })
    w.kill('broker-2')
    w.kill('broker-3')
    w.run(12).seconds
    expect(produce(w, 'broker-1', -1, 'a').errorCode).toBe(Errors.NOT_ENOUGH_REPLICAS)
    expect(produce(w, 'broker-1', 1, 'b').errorCode).toBe(Errors.NONE)
    expect(marks(w)[0]).toBe('1 leader epoch 0 end 1 hw 0')
  })

  test('a clean stop loses nothing and is not recovered from', () => {
    const w = cluster()
    produce(w, 'broker-1', -1, 'a')
    w.stop('broker-1')
    w.run(5).seconds
    w.powerOff('m1')
    w.powerOn('m1')
    w.start('broker-1')
    w.run(5).seconds
    expect(marks(w)[0]).toBe('1 follower epoch 1 end 1 hw 1')
    expect(w.told().some(each => each.is === 'log.recovered' && each.broker === 1)).toBe(false)
  })
})

describe('a replica', () => {
  // AbstractFetcherThread.fetchOffsetAndTruncate
  test('that was away for longer than the leader keeps records begins where the leader does', () => {
    const properties = { 'log.retention.check.interval.ms': '1000', 'log.initial.task.delay.ms': '0' }
    const w = cluster({ 'segment.ms': '1', 'retention.ms': '2000' }, { properties })
    w.kill('broker-3')
    w.run(12).seconds
    for (const value of ['a', 'b', 'c']) produce(w, 'broker-1', -1, value)
    w.run(5).seconds
    expect(w.server('broker-1').replicas['orders-0']).toMatchObject({ start: 3, end: 3 })
    w.start('broker-3')
    w.run(5).seconds
    expect(w.server('broker-3').replicas['orders-0']).toMatchObject({ role: 'follower', start: 3, end: 3, hw: 3 })
    expect(isr(w)).toBe('1,2,3')
  })

  test('goes with its topic: set aside at once, removed after file.delete.delay.ms', () => {
    const w = cluster()
    produce(w, 'broker-1', -1, 'a')
    w.ask('broker-1', DeleteTopics, { topics: [{ name: 'orders' }], timeoutMs: 1000 })
    w.run(1).seconds
    expect(marks(w)).toEqual(['1 –', '2 –', '3 –'])
    expect(produce(w, 'broker-1', 1, 'b').errorCode).toBe(Errors.UNKNOWN_TOPIC_OR_PARTITION)
    w.run(58).seconds
    const gone = () => w.told().filter(each => each.is === 'log.line' && each.text.startsWith('Deleted log for partition orders-0'))
    expect(gone()).toHaveLength(0)
    w.run(2).seconds
    expect(gone()).toHaveLength(3)
  })
})

describe('a group\'s coordinator', () => {
  const commit = (offset: number) => (
    { groupId: 'billing', topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: offset, committedMetadata: '' }] }] }
  )
  const find = (w: KafkaStory) => w.ask('broker-1', FindCoordinator, { keyType: 0, coordinatorKeys: ['billing'] }).coordinators[0]!

  test('is made when first asked for, and its successor knows what was committed', () => {
    const w = cluster()
    expect(find(w).errorCode).toBe(Errors.COORDINATOR_NOT_AVAILABLE)
    w.run(2).seconds
    const first = find(w)
    expect(first.errorCode).toBe(Errors.NONE)
    expect(w.ask(`broker-${first.nodeId}`, OffsetCommit, commit(7), { versions: [9, 9] }).topics[0]!.partitions[0]!.errorCode).toBe(Errors.NONE)
    w.kill(`broker-${first.nodeId}`)
    w.run(12).seconds
    const next = w.ask(`broker-${first.nodeId === 1 ? 2 : 1}`, FindCoordinator, { keyType: 0, coordinatorKeys: ['billing'] }).coordinators[0]!
    expect(next.nodeId).not.toBe(first.nodeId)
    expect(w.ask(`broker-${next.nodeId}`, OffsetFetch, { groups: [{ groupId: 'billing', topics: null }] }, { versions: [9, 9] }).groups[0]!.topics)
      .toMatchObject([{ name: 'orders', partitions: [{ committedOffset: 7 }] }])
  })
})

test('a world saved in the middle of replication goes on as if nothing had been', () => {
  const story = () => {
    const w = cluster()
    w.send('broker-1', Produce, write(-1, 'a', 'b', 'c'), [9, 9])
    w.run(3).millis
    return w
  }
  const one = story(), other = story().reloaded() as KafkaStory
  one.run(3).seconds
  other.run(3).seconds
  expect(other.world.view()).toEqual(one.world.view())
})

const latest = (w: KafkaStory, broker: string) => w.ask(broker, ListOffsets, {
  replicaId: -1, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, timestamp: -1 }] }],
}).topics[0]!.partitions[0]!

// What `ReplicationRules` is for: each of these mistakes was made once, and each shows.
describe('a broker with other rules', () => {
  test('acks=all acknowledged at the leader: gone when it dies', () => {
    const acknowledged = (rules?: Partial<ReplicationRules>) => {
      const w = cluster({}, { ...(rules && { rules }) })
      w.cut('m1', 'm2')
      w.cut('m1', 'm3')
      w.send('broker-1', Produce, write(-1, 'a'), [9, 9])
      w.run(100).millis
      const answered = w.answers().at(-1)!.api === 'Produce'
      w.kill('broker-1')
      w.run(12).seconds
      return { answered, latest: latest(w, 'broker-2').offset }
    }
    expect(acknowledged()).toEqual({ answered: false, latest: 0 })
    expect(acknowledged({ isAcknowledged: (log, required) => log.logEndOffset >= required })).toEqual({ answered: true, latest: 0 })
  })

  // KIP-101, scenario 1: a follower that cuts itself to its own high watermark, which is always behind the leader's.
  test('truncation to the high watermark: an acknowledged record is gone after two quick elections', () => {
    const after = (rules?: Partial<ReplicationRules>) => {
      const w = cluster({}, { ...(rules && { rules }) })
      expect(produce(w, 'broker-1', -1, 'a').errorCode).toBe(Errors.NONE)
      w.kill('broker-1')
      w.runUntil(each => each.is === 'log.line' && each.text.includes('Follower orders-0 starts at leader epoch 1'))
      w.kill('broker-2')
      w.run(12).seconds
      return latest(w, 'broker-3').offset
    }
    expect(after()).toBe(1)
    expect(after({ truncationOnFollow: log => log.highWatermark })).toBe(0)
  })

  test('a leader that believes in its own ISR: cut off, it acknowledges what will be cut', () => {
    const cutOff = (rules?: Partial<ReplicationRules>) => {
      const w = cluster({}, { ...(rules && { rules }) })
      for (const other of ['m2', 'm3', 'c1']) w.cut('m1', other)
      w.send('broker-1', Produce, { ...write(-1, 'a'), timeoutMs: 60_000 }, [9, 9])
      w.run(50).seconds
      w.send('broker-1 again', Produce, write(1, 'b'), [9, 9])
      w.run(1).seconds
      const answered = w.answers().filter(each => each.api === 'Produce').length === 2
      w.heal()
      w.run(5).seconds
      return { answered, latest: latest(w, 'broker-2').offset, end: w.server('broker-1').replicas['orders-0']!.end }
    }
    expect(cutOff()).toEqual({ answered: false, latest: 0, end: 0 })
    expect(cutOff({ isrForHighWatermark: ({ isr: own, pending }) => pending?.isr ?? own })).toEqual({ answered: true, latest: 0, end: 0 })
  })
})
