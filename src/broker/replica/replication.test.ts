import { describe, expect, test } from 'vitest'
import { DiskError } from '../../env/disk.ts'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { Errors } from '../../protocol/errors.ts'
import { batchOf, BrokerKit } from '../../testing/broker-kit.ts'

const topicId = (kit: BrokerKit) => kit.image.topics.get('orders')!.id

/** A leader of one partition with two followers. */
function leader(options: { isr?: number[]; configs?: Record<string, string> } = {}): BrokerKit {
  const { isr = [1, 2, 3], configs } = options
  return new BrokerKit().topics({ orders: { partitions: [{ replicas: [1, 2, 3], isr }], ...(configs && { configs }) } })
}

const produce = (kit: BrokerKit, acks: number, ...values: string[]) =>
  kit.ask(Produce, 9, { acks, timeoutMs: 1500, topicData: [{ name: 'orders', partitionData: [{ index: 0, records: batchOf(values) }] }] })

const fetchAs = (kit: BrokerKit, replicaId: number, offset: number, options: { epoch?: number; lastEpoch?: number; wait?: number } = {}) =>
  kit.ask(Fetch, 17, {
  replicaState: { replicaId, replicaEpoch: 100 + replicaId }, maxWaitMs: options.wait ?? 0, minBytes: 1, sessionEpoch: -1,
  topics: [{
    topicId: topicId(kit),
    partitions: [{
      partition: 0, currentLeaderEpoch: options.epoch ?? 0, fetchOffset: offset, lastFetchedEpoch: options.lastEpoch ?? -1,
      partitionMaxBytes: 1 << 20,
    }],
  }],
}) as Exclude<ReturnType<typeof kit.ask<never, never>>, symbol>

const marks = (kit: BrokerKit) => {
  const { end, hw } = kit.part.view().replicas['orders-0']!
  return { end, hw }
}
const errorOf = (kit: BrokerKit, number: unknown) => kit.answered(Produce, number)?.responses[0]!.partitionResponses[0]!.errorCode
const isrAnswer = (kit: BrokerKit, isr: number[], partitionEpoch: number, errorCode = 0) =>
  ({
    errorCode: 0,
    topics: [{ topicId: topicId(kit), partitions: [{ partitionIndex: 0, errorCode, leaderId: 1, leaderEpoch: 0, isr, partitionEpoch }] }],
  })

// Kafka's replication protocol: a record is committed when every in-sync replica has it.
describe('the high watermark', () => {
  test('follows the slowest in-sync replica', () => {
    const kit = leader()
    produce(kit, 1, 'a', 'b')
    fetchAs(kit, 2, 2)
    expect(marks(kit)).toEqual({ end: 2, hw: 0 })
    fetchAs(kit, 3, 1)
    expect(marks(kit)).toEqual({ end: 2, hw: 1 })
    fetchAs(kit, 3, 2)
    expect(marks(kit)).toEqual({ end: 2, hw: 2 })
  })

  test('acks=all waits for it, acks=1 does not', () => {
    const kit = leader()
    expect(typeof produce(kit, 1, 'a')).toBe('object')
    const waiting = produce(kit, -1, 'b')
    expect(kit.part.view().purgatory['produce']).toBe(1)
    fetchAs(kit, 2, 2)
    expect(errorOf(kit, waiting)).toBeUndefined()
    fetchAs(kit, 3, 2)
    expect(errorOf(kit, waiting)).toBe(Errors.NONE)
  })

  test('a request that waits too long is told so; its records stay', () => {
    const kit = leader()
    const waiting = produce(kit, -1, 'a')
    kit.pass(1499)
    expect(errorOf(kit, waiting)).toBeUndefined()
    kit.pass(1)
    expect(errorOf(kit, waiting)).toBe(Errors.REQUEST_TIMED_OUT)
    expect(marks(kit)).toEqual({ end: 1, hw: 0 })
  })

  // KIP-966: below min.insync.replicas nothing is committed, so that the ELR has all that was.
  test('stands still below min.insync.replicas', () => {
    const kit = leader({ isr: [1], configs: { 'min.insync.replicas': '2' } })
    produce(kit, 1, 'a')
    fetchAs(kit, 2, 0)
    expect(marks(kit)).toEqual({ end: 1, hw: 0 })
    const refused = produce(kit, -1, 'b')
    expect(refused).toMatchObject({ responses: [{ partitionResponses: [{ errorCode: Errors.NOT_ENOUGH_REPLICAS }] }] })
  })
})

// Partition.maybeShrinkIsr, maybeExpandIsr; KIP-497: the controller decides.
describe('the in-sync replicas', () => {
  const lagging = () => {
    const kit = leader()
    produce(kit, 1, 'a')
    for (let s = 0; s < 32; s++) { fetchAs(kit, 2, 1); kit.pass(1000) }
    for (let s = 0; s < 15; s++) { fetchAs(kit, 2, 1); kit.pass(1000) }
    return kit
  }

  test('lose a follower that has not caught up for replica.lag.time.max.ms', () => {
    const kit = lagging()
    expect(kit.asked.map(({ api }) => api)).toEqual(['AlterPartition'])
    expect(kit.asked[0]!.request).toMatchObject({
      brokerId: 1, brokerEpoch: 101,
      topics: [{ partitions: [{ partitionEpoch: 0, newIsrWithEpochs: [{ brokerId: 1, brokerEpoch: 101 }, { brokerId: 2, brokerEpoch: 102 }] }] }],
    })
    expect(kit.lines.filter(line => line.includes('ISR'))).toMatchInlineSnapshot(`
      [
        "INFO logger [Broker id=1] Leader orders-0 with topic id Some(ordersAAAAAAAAAAAAAAAA) starts at leader epoch 0 from offset 0 with partition epoch 0, high watermark 0, ISR [1,2,3], adding replicas [] and removing replicas [] . Previous leader None and previous leader epoch was -1.",
        "INFO Partition [Partition orders-0 broker=1] Shrinking ISR from 1,2,3 to 1,2. Leader: (highWatermark: 0, endOffset: 1). Out of sync replicas: (brokerId: 3, endOffset: -1, lastCaughtUpTimeMs: 1767225600000).",
      ]
    `)
  })

  test('a shrink counts only when the controller has confirmed it', () => {
    const kit = lagging()
    expect(marks(kit)).toEqual({ end: 1, hw: 0 })
    kit.controller(isrAnswer(kit, [1, 2], 1))
    expect(marks(kit)).toEqual({ end: 1, hw: 1 })
    expect(kit.told.filter(each => each.is === 'isr.shrank')).toEqual(
      [{ is: 'isr.shrank', partition: 'orders-0', isr: [1, 2], out: [3], by: 'leader' }],
    )
  })

  test('an expansion counts at once: the high watermark waits for who is about to join', () => {
    const kit = leader({ isr: [1, 2] })
    fetchAs(kit, 3, 0)
    expect(kit.asked[0]!.request).toMatchObject(
      { topics: [{ partitions: [{ newIsrWithEpochs: [{ brokerId: 1 }, { brokerId: 2 }, { brokerId: 3 }] }] }] },
    )
    produce(kit, 1, 'a')
    fetchAs(kit, 2, 1)
    expect(marks(kit).hw).toBe(0)
    kit.controller(isrAnswer(kit, [1, 2, 3], 1))
    fetchAs(kit, 3, 1)
    expect(marks(kit).hw).toBe(1)
  })

  test('a follower joins only when it has all that is committed', () => {
    const kit = leader({ isr: [1, 2] })
    produce(kit, 1, 'a', 'b')
    fetchAs(kit, 2, 2)
    kit.pass(31_000)
    fetchAs(kit, 2, 2)
    fetchAs(kit, 3, 1)
    expect(kit.asked).toHaveLength(0)
    fetchAs(kit, 3, 2)
    expect(kit.asked).toHaveLength(1)
  })

  // KIP-841, KIP-903
  test('neither a fenced broker nor an earlier incarnation may join', () => {
    const kit = leader({ isr: [1, 2] })
    kit.image = {
      ...kit.image, brokers: new Map([...kit.image.brokers].map(([id, broker]) => [id, id === 3 ? { ...broker, fenced: true } : broker])),
    }
    fetchAs(kit, 3, 0)
    expect(kit.asked).toHaveLength(0)
    kit.image = {
      ...kit.image,
      brokers: new Map([...kit.image.brokers].map(([id, broker]) => [id, id === 3 ? { ...broker, fenced: false, epoch: 200 } : broker])),
    }
    expect(fetchAs(kit, 3, 0)).toMatchObject({ responses: [{ partitions: [{ errorCode: Errors.NOT_LEADER_OR_FOLLOWER }] }] })
    expect(kit.asked).toHaveLength(0)
  })

  test('a proposal the controller turned down is made anew, one at a time', () => {
    const kit = leader({ isr: [1] })
    fetchAs(kit, 2, 0)
    fetchAs(kit, 3, 0)
    expect(kit.asked).toHaveLength(1)
    kit.controller(isrAnswer(kit, [], 0, Errors.INELIGIBLE_REPLICA))
    fetchAs(kit, 3, 0)
    expect(kit.asked[0]!.request).toMatchObject({ topics: [{ partitions: [{ newIsrWithEpochs: [{ brokerId: 1 }, { brokerId: 3 }] }] }] })
  })
})

// KIP-101, KIP-279, KIP-320, KIP-595: epochs tell who is out of date, and where logs part.
describe('leader epochs', () => {
  test('fence whoever is behind or ahead', () => {
    const kit = leader().partition('orders', 0, { leaderEpoch: 3 })
    expect(fetchAs(kit, 2, 0, { epoch: 2 })).toMatchObject({ responses: [{ partitions: [{ errorCode: Errors.FENCED_LEADER_EPOCH }] }] })
    expect(fetchAs(kit, 2, 0, { epoch: 4 })).toMatchObject({ responses: [{ partitions: [{ errorCode: Errors.UNKNOWN_LEADER_EPOCH }] }] })
    expect(fetchAs(kit, 2, 0, { epoch: 3 })).toMatchObject({ responses: [{ partitions: [{ errorCode: Errors.NONE }] }] })
  })

  test('a follower of an older epoch is told where it ended, and does not count as fetching', () => {
    const kit = leader()
    produce(kit, 1, 'a', 'b')
    kit.partition('orders', 0, { leaderEpoch: 3 })
    produce(kit, 1, 'c')
    expect(fetchAs(kit, 2, 3, { epoch: 3, lastEpoch: 1 })).toMatchObject(
      { responses: [{ partitions: [{ errorCode: 0, divergingEpoch: { epoch: 0, endOffset: 2 } }] }] },
    )
    expect(fetchAs(kit, 2, 1, { epoch: 3, lastEpoch: 0 })).toMatchObject({ responses: [{ partitions: [{ divergingEpoch: { epoch: -1 } }] }] })
  })

  test('a leader that steps down sends waiting producers away', () => {
    const kit = leader()
    const waiting = produce(kit, -1, 'a')
    kit.partition('orders', 0, { leader: 2, leaderEpoch: 1, isr: [1, 2, 3] })
    expect(errorOf(kit, waiting)).toBe(Errors.NOT_LEADER_OR_FOLLOWER)
    expect(kit.part.view().replicas['orders-0']!.role).toBe('follower')
  })
})

test('a disk that fails stops the broker', () => {
  const kit = leader()
  kit.disk.append = () => { throw new DiskError('full', 'No space left on device') }
  expect(produce(kit, 1, 'a')).toBe(Symbol.for('hangUp'))
  expect(kit.exited).toBe('all log dirs in /data have failed: No space left on device')
})

test('what waits survives being saved and loaded', () => {
  const kit = leader()
  const waiting = produce(kit, -1, 'a'), polling = fetchAs(kit, 2, 1, { wait: 500 })
  kit.reload()
  fetchAs(kit, 3, 1)
  fetchAs(kit, 2, 1)
  expect(errorOf(kit, waiting)).toBe(Errors.NONE)
  expect(kit.answered(Fetch, polling)).toBeUndefined()
  produce(kit, 1, 'b')
  expect(kit.answered(Fetch, polling)!.responses[0]!.partitions[0]!.records!.length).toBeGreaterThan(61)
})
