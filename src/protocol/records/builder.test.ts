import { describe, expect, test } from 'vitest'
import { codecs, recordsOf } from '../../testing/log-fixture.ts'
import { anyText, fc } from '../../testing/property.ts'
import { utf8Encode } from '../utf8.ts'
import { batchAt, ensureValid, lastSequenceOf, stampBatch, stampMaxTimestamp } from './batch.ts'
import { BatchBuilder } from './builder.ts'
import { singleRecordUpperBound } from './sizes.ts'

const bytes = fc.option(fc.uint8Array({ maxLength: 200 }))
const header = fc.record({ key: anyText({ maxLength: 12 }), value: bytes })
const timestamp = fc.integer({ min: -1, max: 4_000_000_000_000 })
const record = fc.record({ key: bytes, value: bytes, headers: fc.array(header, { maxLength: 3 }), timestamp })
const compressions = fc.constantFrom('none', 'gzip', 'snappy', 'lz4', 'zstd')

test('what is built is what is read, with any compression', () => {
  fc.assert(fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), compressions, (records, compression) => {
    const builder = new BatchBuilder({ compression, baseOffset: 40 })
    for (const each of records) builder.append(each.timestamp, each.key, each.value, each.headers)
    const batch = builder.close(codecs)
    ensureValid(batch, batchAt(batch, 0))
    expect(recordsOf(batch)).toEqual(records.map((each, i) => ({ ...each, offset: 40 + i })))
  }), { numRuns: 120 })
})

test('saved in the midst of it and loaded, it writes the same bytes', () => {
  fc.assert(fc.property(fc.array(record, { minLength: 1, maxLength: 10 }), fc.nat(9), (records, at) => {
    const straight = new BatchBuilder({ producerId: 5 })
    let interrupted = new BatchBuilder({ producerId: 5 })
    records.forEach((each, i) => {
      if (i === at) interrupted = BatchBuilder.load(structuredClone(interrupted.save()))
      for (const builder of [straight, interrupted]) builder.append(each.timestamp, each.key, each.value, each.headers)
    })
    expect(interrupted.close()).toEqual(straight.close())
  }), { numRuns: 60 })
})

/** MemoryRecordsBuilder.hasRoomFor: what `batch.size` means. */
describe('a batch is full', () => {
  const value = utf8Encode('x'.repeat(100))

  test('when the next record would go beyond its limit; the first may always', () => {
    const builder = new BatchBuilder({ writeLimit: 400 })
    const sizes: number[] = []
    while (builder.appendIfRoom(0, null, value)) sizes.push(builder.sizeInBytes)
    expect(sizes).toEqual([170, 279, 388])
    expect(new BatchBuilder({ writeLimit: 10 }).appendIfRoom(0, null, value)).toBe(true)
  })

  test('later when compression is believed to make it small', () => {
    const builder = new BatchBuilder({ writeLimit: 400, compression: 'gzip', estimatedRatio: 0.5 })
    while (builder.appendIfRoom(0, null, value)) ;
    expect([builder.count, builder.estimatedBytes()]).toEqual([5, 347])
  })

  test('no single record is larger than its upper bound', () => {
    fc.assert(fc.property(record, each => {
      const builder = new BatchBuilder()
      builder.append(each.timestamp, each.key, each.value, each.headers)
      expect(builder.sizeInBytes).toBeLessThanOrEqual(singleRecordUpperBound(each.key, each.value, each.headers))
    }), { numRuns: 100 })
  })
})

test('sequences wrap at 2^31', () => {
  const builder = new BatchBuilder({ producerId: 1, producerEpoch: 0, baseSequence: 0x7fff_fffd })
  for (let i = 0; i < 5; i++) builder.append(i, null, null)
  expect(lastSequenceOf(batchAt(builder.close(), 0))).toBe(1)
})

test('a leader stamps offset and epoch without touching the checksum, and timestamps with a new one', () => {
  const builder = new BatchBuilder()
  builder.append(5, null, utf8Encode('v'))
  const batch = builder.close()
  const { crc } = batchAt(batch, 0)
  stampBatch(batch, 0, 9_000_000_000_000, 7)
  expect(batchAt(batch, 0)).toMatchObject({ crc, baseOffset: 9_000_000_000_000, leaderEpoch: 7 })
  stampMaxTimestamp(batch, 0, 'LogAppendTime', 99)
  ensureValid(batch, batchAt(batch, 0))
  expect(recordsOf(batch)[0]!.timestamp).toBe(99)
})
