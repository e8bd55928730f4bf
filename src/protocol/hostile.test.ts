import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../testing/golden-messages.ts'
import { fromHex } from '../testing/golden.ts'
import { CreateTopics } from './apis/19-create-topics.ts'
import { Metadata } from './apis/03-metadata.ts'
import { decode, encode } from './codec.ts'
import { FrameCutter } from './frame-cutter.ts'
import { MalformedError } from './malformed.ts'
import { Reader } from './reader.ts'
import { BatchBuilder } from './records/builder.ts'
import { recordsIn } from './records/records.ts'
import { batchesIn } from './records/walk.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { utf8Encode } from './utf8.ts'

/*
 * Lengths and counts that lie. None is believed before the bytes behind it are there, so none costs more memory than its frame.
 */

const MOST = [0x7f, 0xff, 0xff, 0xff]
const REQUEST_MAX_BYTES = 104_857_600
const changed = (bytes: Uint8Array, at: number, ...by: readonly number[]): Uint8Array => {
  const copy = bytes.slice()
  copy.set(by, at)
  return copy
}

describe('a length prefix of 2 GB', () => {
  test('on a frame: refused as soon as its four bytes are there', () => {
    const cutter = new FrameCutter(REQUEST_MAX_BYTES)
    cutter.push(Uint8Array.of(...MOST))
    expect(() => cutter.next()).toThrow('Invalid receive (size = 2147483647 larger than 104857600)')
  })

  test('on a batch: it is one that is cut, and readers wait for the rest; one byte more would be beyond any buffer', () => {
    const batch = new BatchBuilder({})
    batch.append(0, null, utf8Encode('a'))
    const bytes = batch.close()
    expect([...batchesIn(changed(bytes, 8, 0x7f, 0xff, 0xff, 0xf3))]).toEqual([])
    expect(() => [...batchesIn(changed(bytes, 8, ...MOST))]).toThrow('beyond any buffer')
  })

  test('on an array at every depth of a request', () => {
    const whole = encode(CreateTopics.request, 2, { topics: [{ name: 'a', numPartitions: 1, replicationFactor: 1, assignments: [{ partitionIndex: 0,
      brokerIds: [1] }], configs: [] }] })
    const topics = 0, assignments = 13, brokerIds = 21
    expect(decode(CreateTopics.request, 2, whole).topics[0]!.assignments[0]!.brokerIds).toEqual([1])
    for (const at of [topics, assignments, brokerIds]) expect(() => decode(CreateTopics.request, 2, changed(whole, at, ...MOST)),
      String(at)).toThrow('claims 2147483647 elements')
  })
})

test('an array of a million empty elements costs its million bytes, and a million and one are refused', () => {
  const million = 1_000_000
  const topics = new Uint8Array(4 + million * 2)
  new DataView(topics.buffer).setInt32(0, million)
  expect(decode(Metadata.request, 0, topics).topics).toHaveLength(million)
  new DataView(topics.buffer).setInt32(0, million + 1)
  expect(() => decode(Metadata.request, 0, topics)).toThrow(MalformedError)
})

describe('a negative length', () => {
  test('on a frame', () => {
    const cutter = new FrameCutter(REQUEST_MAX_BYTES)
    cutter.push(Uint8Array.of(0xff, 0xff, 0xff, 0xff))
    expect(() => cutter.next()).toThrow('Invalid receive (size = -1')
  })

  test('on an array or a string that may not be null', () => {
    const request = encode(CreateTopics.request, 2, { topics: [{ name: 'a', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }] })
    expect(() => decode(CreateTopics.request, 2, changed(request, 0, 0xff, 0xff, 0xff, 0xff))).toThrow('is null')
    expect(() => decode(CreateTopics.request, 2, changed(request, 4, 0xff, 0xff))).toThrow('-1 bytes wanted')
    expect(() => decode(CreateTopics.request, 2, changed(request, 4, 0x80, 0x00))).toThrow('-32768 bytes wanted')
  })

  test('on a record, a key, a value or a header', () => {
    const builder = new BatchBuilder({})
    builder.append(0, utf8Encode('k'), utf8Encode('v'), [{ key: 'h', value: utf8Encode('x') }])
    const bytes = builder.close(), records = 61
    const recordsOf = (at: number) => {
      const broken = changed(bytes, at, 0x03)
      return [...batchesIn(broken)].flatMap(batch => [...recordsIn(broken, batch, noCodecs)])
    }
    const [record, key, value, headers, headerKey] = [0, 4, 6, 8, 9].map(at => records + at)
    for (const at of [record, key, value, headers, headerKey]) expect(() => recordsOf(at!), String(at)).toThrow(MalformedError)
  })
})

describe('a varint that is too long', () => {
  test.each([
    ['five bytes of 35 bits', [0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['six bytes', [0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
    ['without an end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ['cut short', [0xff, 0xff]],
  ])('%s', (_, bytes) => {
    expect(() => new Reader(Uint8Array.from(bytes)).uvarint()).toThrow(MalformedError)
    expect(() => new Reader(Uint8Array.from(bytes)).varint()).toThrow(MalformedError)
  })

  test('as the count of a request\'s tagged fields', () => {
    const requests = goldenVectors().filter(({ name, sample, version }) => name === 'MetadataRequest' && sample === 'a' && version >= 9)
    expect(requests.length).toBeGreaterThan(0)
    for (const { version, hex } of requests) {
      const bytes = fromHex(hex)
      const longer = Uint8Array.of(...bytes.subarray(0, bytes.length - 1), 0xff, 0xff, 0xff, 0xff, 0x0f)
      expect(() => decode(Metadata.request, version, longer)).toThrow(MalformedError)
    }
  })
})
