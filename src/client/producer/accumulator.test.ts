import { beforeEach, describe, expect, test } from 'vitest'
import { micros } from '../../env/units.ts'
import { batchAt } from '../../protocol/records/batch.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import type { ConfigInput } from '../config/config-def.ts'
import { parseProducerConfig } from '../config/producer.ts'
import type { Cluster } from '../network/cluster.ts'
import { Accumulator } from './accumulator.ts'
import type { ProducerBatch } from './producer-batch.ts'

/** Two nodes; partitions 0 and 2 on the first, 1 on the second, 3 on nobody. */
const cluster: Cluster = {
  clusterId: 'c', controllerId: 1, topicNames: new Map(), errors: new Map(),
  nodes: new Map([1, 2].map(id => [id, { id, host: `b${id}`, port: 9092, rack: null }])),
  topics: new Map([['t', { name: 't', id: 'id', internal: false, partitions: [1, 2, 1, null].map((leader, partition) => ({ partition, leader, epoch: 0, replicas: [], isr: [], offline: [] })) }]]),
}
const free = { mustStay: () => false, leaving: () => {} }
const ms = (count: number) => count * micros.perMilli

let accumulator: Accumulator
const make = (configs: ConfigInput = {}) => {
  accumulator = new Accumulator(parseProducerConfig({ 'bootstrap.servers': 'b1:9092', ...configs }), { below: () => 0, bytes16: () => new Uint8Array(16) }, noCodecs)
}
const append = (partition: number, bytes: number, now = 0, count = 1) => accumulator.append(
  { topic: 't', partition, keys: null, headers: null, timestamp: 0, tags: null, values: Array.from({ length: count }, () => utf8Encode('x'.repeat(bytes))) }, 0, cluster, now, 0)
const shape = (batches: readonly ProducerBatch[]) => batches.map(({ id, count, firstSend, bytes }) => `${id}: ${count} from ${firstSend}${bytes ? `, ${batchAt(bytes, 0).count} written` : ''}`)

beforeEach(() => make())

describe('a batch is ready', () => {
  test('when it has lingered', () => {
    append(0, 10)
    expect(accumulator.ready(cluster, ms(4), false)).toMatchObject({ nodes: new Set(), nextDue: ms(5) })
    expect(accumulator.ready(cluster, ms(5), false).nodes).toEqual(new Set([1]))
  })
  test('when it is full', () => {
    append(0, 16_000, 0, 2)
    expect(accumulator.ready(cluster, 0, false).nodes).toEqual(new Set([1]))
  })
  test('when someone is in a hurry', () => {
    append(1, 10)
    expect(accumulator.ready(cluster, 0, true).nodes).toEqual(new Set([2]))
  })
  test('never without a leader; then its topic is named', () => {
    append(3, 10)
    expect(accumulator.ready(cluster, ms(10), true)).toMatchObject({ nodes: new Set(), unknownLeaders: new Set(['t']) })
  })
  test('never while its partition is muted', () => {
    append(0, 10)
    accumulator.setMuted('t-0', true)
    expect(accumulator.ready(cluster, ms(10), true).nodes.size).toBe(0)
  })
})

describe('a drain', () => {
  test('takes one batch of each partition of the node, also those that have not lingered', () => {
    append(0, 16_000, 0, 2)
    append(2, 10)
    append(1, 10)
    expect(shape(accumulator.drain(1, cluster, 0, free))).toEqual(['t-0: 1 from 0, 1 written', 't-2: 1 from 0, 1 written'])
  })
  test('keeps within max.request.size, and goes on behind where it stopped', () => {
    make({ 'max.request.size': 20_000 })
    append(0, 12_000, 0, 2)
    append(2, 12_000, 0, 1)
    expect(shape(accumulator.drain(1, cluster, 0, free))).toEqual(['t-0: 1 from 0, 1 written'])
    expect(shape(accumulator.drain(1, cluster, 0, free))).toEqual(['t-2: 1 from 0, 1 written'])
    expect(shape(accumulator.drain(1, cluster, 0, free))).toEqual(['t-0: 1 from 1, 1 written'])
  })
  test('leaves what must stay', () => {
    append(0, 10)
    expect(accumulator.drain(1, cluster, 0, { ...free, mustStay: () => true })).toEqual([])
  })
})

describe('memory', () => {
  test('is taken by batches, not records, and given back when they are done with', () => {
    make({ 'batch.size': 1000, 'buffer.memory': 2500 })
    expect(append(0, 100, 0, 3).next).toBe(3)
    expect(accumulator.freeMemory).toBe(1500)
    append(1, 100)
    expect(append(2, 100)).toEqual({ next: 0, sent: [] })
    for (const batch of accumulator.drain(1, cluster, 0, free)) accumulator.release(batch)
    expect(append(2, 100).next).toBe(1)
  })
  test('a run stops where it is full, and says what went in', () => {
    make({ 'batch.size': 1000, 'buffer.memory': 2000 })
    expect(append(0, 400, 0, 10)).toEqual({ next: 4, sent: [{ id: 't-0', sends: { from: 0, to: 3 } }] })
  })
})

test('a retried batch waits, goes before younger ones, and at once when its partition has a newer leader (KIP-951)', () => {
  append(0, 10)
  const [batch] = accumulator.drain(1, cluster, 0, free)
  append(0, 10, ms(1))
  Object.assign(batch!, { attempts: 1, retryAt: ms(100) })
  accumulator.reenqueue(batch!)
  expect(accumulator.ready(cluster, ms(50), true)).toMatchObject({ nodes: new Set(), nextDue: ms(100) })
  const moved: Cluster = { ...cluster, topics: new Map([['t', { ...cluster.topics.get('t')!, partitions: cluster.topics.get('t')!.partitions.map(each => ({ ...each, epoch: 1 })) }]]) }
  expect(accumulator.ready(moved, ms(50), false).nodes).toEqual(new Set([1]))
  expect(shape(accumulator.drain(1, moved, ms(50), free))).toEqual(['t-0: 1 from 0, 1 written'])
})

test('what has waited for delivery.timeout.ms comes out, oldest first', () => {
  append(0, 10)
  append(0, 16_000, ms(60_000), 2)
  expect(accumulator.expire(ms(119_999))).toEqual([])
  expect(shape(accumulator.expire(ms(120_000)))).toEqual(['t-0: 2 from 0'])
  expect(shape(accumulator.expire(ms(180_000)))).toEqual(['t-0: 1 from 2'])
})
