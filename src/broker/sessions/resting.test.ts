import { expect, test } from 'vitest'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import type { Request, Response } from '../../protocol/schema.ts'
import type { AlterPartition } from '../../protocol/apis/56-alter-partition.ts'
import { batchOf, BrokerKit } from '../../testing/broker-kit.ts'
import { fc } from '../../testing/property.ts'

const PARTITIONS = [0, 1, 2]
const registered = () => ({ partitions: PARTITIONS.map(() => ({ replicas: [1, 2, 3] })), configs: { 'min.insync.replicas': '1' } })

/** A leader, and two brokers that follow it: one in a session if it likes, as followers do, the other always in full. */
class Story {
  readonly kit = new BrokerKit().topics({ orders: registered() })
  readonly #inSession: boolean
  /** What broker 2 has learned of each partition. */
  readonly known = PARTITIONS.map(() => ({ end: 0, epoch: 0, hw: -1, start: -1, error: 0 }))
  #told = new Map<number, string>()
  #session = { id: 0, epoch: 0 }
  isControllerSlow = false

  constructor(inSession: boolean) { this.#inSession = inSession }

  produce(partition: number): void {
    const records = batchOf(['a'])
    this.kit.ask(Produce, 9, { acks: 1, timeoutMs: 100, topicData: [{ name: 'orders', partitionData: [{ index: partition, records }] }] })
    this.agree()
  }

  fetch(partitions: readonly number[]): void {
    const { kit } = this, epoch = this.#session.epoch
    const named = this.#inSession && epoch > 0 ? partitions.filter(each => this.#told.get(each) !== this.#position(each)) : PARTITIONS
    const answer = kit.ask(Fetch, 17, { ...request(kit, 2, named, this.known), sessionId: this.#session.id, sessionEpoch: this.#inSession ? epoch : -1 })
    for (const each of named) this.#told.set(each, this.#position(each))
    this.#learn(answer as Response<typeof Fetch>)
    this.agree()
  }

  #position(partition: number): string { return `${this.known[partition]!.end} ${this.known[partition]!.epoch}` }

  #learn({ sessionId, responses }: Response<typeof Fetch>): void {
    this.#session = { id: sessionId, epoch: this.#session.epoch + 1 }
    for (const { partitions } of responses) for (const { partitionIndex, highWatermark, logStartOffset, errorCode, records } of partitions) {
      const known = this.known[partitionIndex]!
      Object.assign(known, { hw: highWatermark, start: logStartOffset, error: errorCode })
      if (records && records.length > 0) known.end = this.kit.part.view().replicas[`orders-${partitionIndex}`]!.end
    }
  }

  /** Broker 3 has all there is. */
  fetchThird(): void {
    const ends = PARTITIONS.map(each => ({ end: this.kit.part.view().replicas[`orders-${each}`]!.end, epoch: this.#epochOf(each) }))
    this.kit.ask(Fetch, 17, { ...request(this.kit, 3, PARTITIONS, ends), sessionEpoch: -1 })
    this.agree()
  }

  pass(ms: number): void {
    this.kit.pass(ms)
    this.agree()
  }

  elect(partition: number): void { this.kit.partition('orders', partition, { leaderEpoch: this.#epochOf(partition) + 1 }) }
  follow(): void { for (const each of PARTITIONS) this.known[each]!.epoch = this.#epochOf(each) }
  #epochOf(partition: number): number { return this.kit.image.topics.get('orders')!.partitions[partition]!.leaderEpoch }

  /** The controller agrees to every ISR that is proposed. */
  agree(): void {
    while (this.kit.asked.length > 0 && !this.isControllerSlow) {
      const { topics } = this.kit.asked[0]!.request as Request<typeof AlterPartition>
      this.kit.controller({ errorCode: 0, topics: topics.map(({ topicId, partitions }) => ({
        topicId, partitions: partitions.map(({ partitionIndex, newIsrWithEpochs, partitionEpoch, leaderEpoch }) =>
          ({ partitionIndex, errorCode: 0, leaderId: 1, leaderEpoch, isr: newIsrWithEpochs.map(({ brokerId }) => brokerId), partitionEpoch: partitionEpoch + 1 })),
      })) })
    }
  }
}

const request = (kit: BrokerKit, replicaId: number, named: readonly number[], at: readonly { end: number; epoch: number }[]) => ({
  replicaState: { replicaId, replicaEpoch: 100 + replicaId }, maxWaitMs: 0, minBytes: 1,
  topics: named.length === 0 ? [] : [{ topicId: kit.image.topics.get('orders')!.id, partitions: named.map(partition => ({
    partition, currentLeaderEpoch: at[partition]!.epoch, fetchOffset: at[partition]!.end, lastFetchedEpoch: -1, logStartOffset: 0, partitionMaxBytes: 1 << 20,
  })) }],
})

const partition = fc.nat(PARTITIONS.length - 1)
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant((story: Story) => story.fetch(PARTITIONS)) },
  { weight: 3, arbitrary: partition.map(each => (story: Story) => story.produce(each)) },
  { weight: 2, arbitrary: fc.constant((story: Story) => story.fetchThird()) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 20_000 }).map(ms => (story: Story) => story.pass(ms)) },
  { weight: 1, arbitrary: partition.map(each => (story: Story) => story.elect(each)) },
  { weight: 1, arbitrary: fc.constant((story: Story) => story.follow()) },
  { weight: 1, arbitrary: fc.constant((story: Story) => story.kit.reload()) },
)

// KIP-227: a session changes what is said, not what is known.
test('who fetches in a session learns what it would learn in full, and its leader knows of it what it would know', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), steps => {
    const [inSession, inFull] = [new Story(true), new Story(false)]
    for (const act of steps) {
      for (const story of [inSession, inFull]) act(story)
      expect(inSession.known).toEqual(inFull.known)
      expect(inSession.kit.told).toEqual(inFull.kit.told)
      expect(inSession.kit.lines).toEqual(inFull.kit.lines)
    }
  }))
})

test('a follower that had all there was until something came is not behind for as long as nothing did', () => {
  const story = new Story(true)
  for (let i = 0; i < 8; i++) {
    story.fetch(PARTITIONS)
    story.fetchThird()
    story.pass(10_000)
  }
  story.produce(0)
  story.pass(19_000)
  expect(story.kit.told.filter(({ is }) => is === 'isr.shrank')).toEqual([])
  story.pass(31_000)
  expect(story.kit.told.filter(({ is }) => is === 'isr.shrank')).toHaveLength(1)
})

test('a follower that catches up while the controller is still putting it out is let in again, though nothing moves', () => {
  const story = new Story(true)
  story.fetch(PARTITIONS)
  story.produce(0)
  story.isControllerSlow = true
  for (let i = 0; i < 6; i++) {
    story.fetchThird()
    story.pass(10_000)
  }
  for (let i = 0; i < 5; i++) story.fetch(PARTITIONS)
  story.isControllerSlow = false
  story.agree()
  story.fetch(PARTITIONS)
  const isrs = story.kit.told.flatMap(told => (told.is === 'isr.shrank' || told.is === 'isr.grew') && told.partition === 'orders-0' ? [told.isr] : [])
  expect(isrs).toEqual([[1, 3], [1, 3, 2]])
})

test('a fetch whose session is pushed out while it waits is answered all the same', () => {
  const kit = new BrokerKit({ properties: { 'max.incremental.fetch.session.cache.slots': '1' } }).topics({ orders: registered() })
  const start = PARTITIONS.map(() => ({ end: 0, epoch: 0 })), begin = (replicaId: number) =>
    kit.ask(Fetch, 17, { ...request(kit, replicaId, PARTITIONS, start), sessionEpoch: 0 }) as Response<typeof Fetch>
  const { sessionId } = begin(-1)
  const waiting = kit.ask(Fetch, 17, { ...request(kit, -1, [], start), maxWaitMs: 500, sessionId, sessionEpoch: 1 })
  begin(2)
  expect(kit.ask(Fetch, 17, { ...request(kit, -1, [], start), sessionId, sessionEpoch: 2 })).toMatchObject({ errorCode: 70, responses: [] })
  kit.pass(500)
  expect(kit.answered(Fetch, waiting)).toMatchObject({ errorCode: 0, sessionId, responses: [] })
})
