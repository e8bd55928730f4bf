import { beforeEach, describe, expect, test } from 'vitest'
import { InitProducerId, Produce } from '../../protocol/apis/index.ts'
import { Errors, type ErrorName } from '../../protocol/errors.ts'
import { batchAt, ensureValid } from '../../protocol/records/batch.ts'
import { recordsIn } from '../../protocol/records/records.ts'
import { utf8Decode, utf8Encode } from '../../protocol/utf8.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import { ScriptedBrokers } from '../../testing/scripted-brokers.ts'
import type { ConfigInput } from '../config/config-def.ts'
import { recordAnswers, type ProducerAnswer } from './delivery.ts'
import { Producer, type ProducerRecord } from './producer.ts'

let brokers: ScriptedBrokers
let producer: Producer
let answers: ProducerAnswer[]

function newProducer(configs: ConfigInput = {}): Producer {
  const made = new Producer(brokers.world.env('checkout', 'client-checkout'), { 'bootstrap.servers': brokers.bootstrap, ...configs })
  brokers.world.runs('checkout', event => {
    made.handle(event)
    answers.push(...made.takeAnswers())
  })
  return made
}

beforeEach(() => {
  brokers = new ScriptedBrokers(2)
  brokers.topic('orders', [1, 2])
  answers = []
  producer = newProducer()
})

const send = (value: string, record: Partial<ProducerRecord> = {}) => producer.send({ topic: 'orders', partition: 0, value: utf8Encode(value), tag: value, ...record })
/** A value no other fits beside in the smallest of batches. */
const alone = (value: string) => value.padEnd(100, '.')
/** What each tag came to, in order of the answers. */
const story = () => answers.flatMap(answer => answer.is === 'flushed' || answer.is === 'closed'
  ? [`${answer.is} ${String(answer.tag)}`]
  : recordAnswers(answer).map(each => 'offset' in each ? `${String(each.tag)} → ${each.topic}-${each.partition}@${each.offset}` : `${String(each.tag)} ✗ ${each.error}`))

/** A partition's log: values, and who wrote them from which sequence on. */
const log = (partition = 0) => brokers.logs.get(`orders-${partition}`)!.map(bytes => {
  const batch = batchAt(bytes, 0)
  ensureValid(bytes, batch)
  return `${[...recordsIn(bytes, batch, noCodecs)].map(record => utf8Decode(record.value!)).join(' ')} (epoch ${batch.producerEpoch}, sequence ${batch.baseSequence})`
})
const refuse = (error: ErrorName, fields: object = {}) => brokers.next(Produce, request => ({
  responses: request.topicData.map(topic => ({
    name: topic.name, topicId: topic.topicId,
    partitionResponses: topic.partitionData.map(({ index }) => ({ index, errorCode: Errors[error], baseOffset: -1, errorMessage: null, ...fields })),
  })),
}))

describe('a record', () => {
  test('waits for metadata, lingers, is sent with others, and is answered by its tag', () => {
    expect(send('a')).toBe(false)
    send('b')
    brokers.world.runMs(4)
    send('c')
    brokers.world.runMs(30)
    expect(story()).toEqual(['a → orders-0@0', 'b → orders-0@1', 'c → orders-0@2'])
    expect(log()).toEqual(['a b c (epoch 0, sequence 0)'])
  })

  test('with a key goes where murmur2 sends it, without one where the sticky partitioner stays', () => {
    send('x', { partition: null, key: utf8Encode('21') })
    for (let i = 0; i < 5; i++) send(`y${i}`, { partition: null })
    brokers.world.runMs(100)
    const of = (tag: string) => story().find(line => line.startsWith(tag))!.split('@')[0]!.at(-1)
    expect(of('x')).toBe(String((-973932308 & 0x7fffffff) % 2))
    expect(new Set(['y0', 'y1', 'y2', 'y3', 'y4'].map(of)).size).toBe(1)
  })

  test('larger than max.request.size is refused at once, and the others go', () => {
    producer = newProducer({ 'max.request.size': 1000, 'batch.size': 500 })
    send('x'.repeat(2000), { tag: 'big' })
    send('small')
    brokers.world.runMs(100)
    expect(story()).toEqual(['big ✗ MESSAGE_TOO_LARGE', 'small → orders-0@0'])
  })

  test('of a topic nobody knows waits max.block.ms', () => {
    producer = newProducer({ 'max.block.ms': 1000 })
    send('lost', { topic: 'nowhere' })
    brokers.world.runMs(990)
    expect(story()).toEqual([])
    brokers.world.runMs(1200)
    expect(answers[0]).toMatchObject({ error: 'REQUEST_TIMED_OUT', message: 'Topic nowhere not present in metadata after 1000 ms.' })
  })
})

describe('the accumulator', () => {
  test('fills batches to batch.size, and keeps order across them', () => {
    producer = newProducer({ 'batch.size': 200 })
    for (let i = 0; i < 12; i++) send(`value-${i}-${'.'.repeat(30)}`, { tag: i })
    brokers.world.runMs(200)
    expect(story()).toEqual(Array.from({ length: 12 }, (_, i) => `${i} → orders-0@${i}`))
    expect(brokers.logs.get('orders-0')!.map(batch => batchAt(batch, 0).count)).toEqual([3, 3, 3, 3])
  })

  test('out of buffer.memory, records wait in order and hurry those before them', () => {
    producer = newProducer({ 'batch.size': 1000, 'buffer.memory': 2000, 'linger.ms': 1_000, 'delivery.timeout.ms': 60_000 })
    send('warm')
    brokers.world.runMs(1100)
    const accepted = Array.from({ length: 6 }, (_, i) => send(`${i}${'.'.repeat(600)}`, { tag: i }))
    expect(accepted).toEqual([true, true, false, false, false, false])
    brokers.world.runMs(100)
    expect(story().slice(1, 5)).toEqual([0, 1, 2, 3].map(i => `${i} → orders-0@${i + 1}`))
    brokers.world.runMs(2000)
    expect(story().slice(1)).toEqual([0, 1, 2, 3, 4, 5].map(i => `${i} → orders-0@${i + 1}`))
  })

  test('flush sends without lingering and is answered after what came before it', () => {
    producer = newProducer({ 'linger.ms': 10_000, 'delivery.timeout.ms': 60_000 })
    send('a')
    producer.flush('now')
    brokers.world.runMs(50)
    expect(story()).toEqual(['a → orders-0@0', 'flushed now'])
  })

  test('whole runs of records are answered by ranges', () => {
    producer.sendAll({ topic: 'orders', partition: 1, values: Array.from({ length: 1000 }, (_, i) => utf8Encode(`record ${i}`)) })
    brokers.world.runMs(100)
    const delivered = answers.filter(answer => answer.is === 'delivered')
    expect(delivered.map(({ sends, baseOffset }) => [sends.from, sends.to, baseOffset])[0]!.slice(0, 1)).toEqual([0])
    expect(delivered.at(-1)!.sends.to).toBe(999)
    expect(brokers.endOf('orders-1')).toBe(1000)
  })
})

/* KIP-98, KIP-360: a producer numbers its batches, so that a broker can tell a retry from a gap. */
describe('an idempotent producer', () => {
  const warm = () => {
    send('warm')
    brokers.world.runMs(100)
    answers = []
  }

  test('sends the same bytes again after an error that may pass', () => {
    warm()
    refuse('NOT_ENOUGH_REPLICAS')
    send('a')
    brokers.world.runMs(500)
    expect(story()).toEqual(['a → orders-0@1'])
    expect(log()).toEqual(['warm (epoch 0, sequence 0)', 'a (epoch 0, sequence 1)'])
  })

  test('resends out-of-order batches after the one that was missing, in order', () => {
    producer = newProducer({ 'batch.size': 0, 'linger.ms': 0 })
    warm()
    refuse('NOT_LEADER_OR_FOLLOWER')
    refuse('OUT_OF_ORDER_SEQUENCE_NUMBER')
    send(alone('a'))
    send(alone('b'))
    brokers.world.runMs(2000)
    expect(log()).toEqual(['warm (epoch 0, sequence 0)', `${alone('a')} (epoch 0, sequence 1)`, `${alone('b')} (epoch 0, sequence 2)`])
  })

  test('takes a duplicate for success, without an offset', () => {
    warm()
    refuse('DUPLICATE_SEQUENCE_NUMBER')
    send('a')
    brokers.world.runMs(100)
    expect(story()).toEqual(['a → orders-0@-1'])
  })

  test('raises its epoch when a batch is refused for good, and numbers the next from 0', () => {
    warm()
    refuse('INVALID_RECORD')
    send('bad')
    brokers.world.runMs(100)
    send('good')
    brokers.world.runMs(100)
    expect(story()).toEqual(['bad ✗ INVALID_RECORD', 'good → orders-0@1'])
    expect(log()).toEqual(['warm (epoch 0, sequence 0)', 'good (epoch 1, sequence 0)'])
  })

  test('raises its epoch when the broker has a gap that no batch in flight can fill', () => {
    warm()
    refuse('OUT_OF_ORDER_SEQUENCE_NUMBER')
    send('a')
    brokers.world.runMs(500)
    expect(log()).toEqual(['warm (epoch 0, sequence 0)', 'a (epoch 1, sequence 0)'])
  })

  test('asks again for its producer id when a coordinator is loading', () => {
    brokers.next(InitProducerId, () => ({ errorCode: Errors.COORDINATOR_LOAD_IN_PROGRESS }))
    warm()
    expect(brokers.saw(InitProducerId).length).toBe(1)
    expect(log()).toEqual([])
    brokers.world.runMs(100)
    expect(brokers.saw(InitProducerId).length).toBe(2)
    expect(log()).toEqual(['warm (epoch 0, sequence 0)'])
  })

  test('splits a batch the broker finds too large, and shares its sequence out', () => {
    warm()
    refuse('MESSAGE_TOO_LARGE')
    for (const value of ['a', 'b', 'c', 'd']) send(value.repeat(100), { tag: value })
    brokers.world.runMs(500)
    expect(story()).toEqual(['a → orders-0@1', 'b → orders-0@2', 'c → orders-0@3', 'd → orders-0@4'])
    expect(log().map(line => line.slice(line.indexOf('(')))).toEqual(['(epoch 0, sequence 0)', '(epoch 0, sequence 1)', '(epoch 0, sequence 2)', '(epoch 0, sequence 3)', '(epoch 0, sequence 4)'].slice(0, log().length))
    expect(log().length).toBeGreaterThan(2)
  })
})

describe('when a broker does not answer', () => {
  test('a batch is given up after delivery.timeout.ms, in Kafka\'s words', () => {
    producer = newProducer({ 'delivery.timeout.ms': 5000, 'request.timeout.ms': 2000 })
    send('a')
    brokers.world.runMs(100)
    answers = []
    brokers.world.cut('broker-1')
    send('b')
    brokers.world.runMs(10_000)
    expect(answers[0]).toMatchObject({ is: 'failed', error: 'REQUEST_TIMED_OUT', message: expect.stringContaining('Expiring 1 record(s) for orders-0:5000 ms has passed since batch creation. ') })
  })

  test('and comes back, the records that waited arrive once and in order', () => {
    producer = newProducer({ 'request.timeout.ms': 2000 })
    send('a')
    brokers.world.runMs(100)
    brokers.world.cut('broker-1')
    send('b')
    brokers.world.runMs(1000)
    send('c')
    brokers.world.runMs(3000)
    brokers.world.mend('broker-1')
    brokers.world.runMs(20_000)
    expect(log()).toEqual(['a (epoch 0, sequence 0)', 'b (epoch 0, sequence 1)', 'c (epoch 0, sequence 2)'])
  })
})

test('acks=0 does not wait for an answer, knows no offset, and is not idempotent', () => {
  producer = newProducer({ acks: 0 })
  send('a')
  brokers.world.runMs(100)
  expect(story()).toEqual(['a → orders-0@-1'])
  expect(log()).toEqual(['a (epoch -1, sequence -1)'])
})

test('max.in.flight 1 without idempotence keeps order through a retry', () => {
  producer = newProducer({ 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 1, 'batch.size': 0 })
  send('warm')
  brokers.world.runMs(100)
  refuse('NOT_ENOUGH_REPLICAS')
  send(alone('a'))
  send(alone('b'))
  brokers.world.runMs(1000)
  expect(log().map(line => line.split(' ')[0])).toEqual(['warm', alone('a'), alone('b')])
})

test('a leader named in the answer is believed at once (KIP-951)', () => {
  send('a')
  brokers.world.runMs(100)
  refuse('NOT_LEADER_OR_FOLLOWER', { currentLeader: { leaderId: 2, leaderEpoch: 7 } })
  send('b')
  brokers.world.runMs(15)
  expect(brokers.seen.filter(line => line.api === 'Produce').map(line => line.node)).toEqual([1, 1, 2])
})

test('close sends what there is, then answers; what comes after is refused', () => {
  send('a')
  producer.close('bye')
  brokers.world.runMs(100)
  send('late')
  answers.push(...producer.takeAnswers())
  expect(story()).toEqual(['a → orders-0@0', 'closed bye', 'late ✗ UNKNOWN_SERVER_ERROR'])
})

test('saved between any two events and loaded elsewhere, it goes on as if nothing had been', () => {
  const run = (reload: boolean) => {
    brokers = new ScriptedBrokers(2)
    brokers.topic('orders', [1, 2])
    answers = []
    producer = newProducer({ 'batch.size': 100 })
    brokers.world.runs('checkout', event => {
      if (reload) {
        const again = new Producer(brokers.world.env('checkout', 'client-checkout'), { 'bootstrap.servers': brokers.bootstrap, 'batch.size': 100 })
        again.load(structuredClone(producer.save()))
        producer = again
      }
      producer.handle(event)
      answers.push(...producer.takeAnswers())
    })
    refuse('NOT_ENOUGH_REPLICAS')
    for (let i = 0; i < 10; i++) send(`${i}${'.'.repeat(30)}`, { tag: i, partition: null })
    brokers.world.runMs(1000)
    return [story(), log(0), log(1)]
  }
  expect(run(true)).toEqual(run(false))
})
