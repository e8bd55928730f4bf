import { describe, expect, test } from 'vitest'
import { fromHex, goldenLines, toHex } from '../../testing/golden.ts'
import { codecs } from '../../testing/log-fixture.ts'
import { Errors } from '../errors.ts'
import {
  COMPRESSIONS, batchAt, ensureValid, hasDeleteHorizon, isControl, isTransactional, lastSequenceOf, timestampTypeOf, type BatchHeader,
} from './batch.ts'
import { BatchBuilder } from './builder.ts'
import { RecordsError } from './failure.ts'
import { cursorOver, recordsIn, type KafkaRecord } from './records.ts'
import { batchesIn } from './walk.ts'

interface GoldenRecord { offset: string; timestamp: string; key: string | null; value: string | null; headers?: [string, string | null][] }
interface GoldenBatch {
  baseOffset: string; lastOffset: string; sizeInBytes: number; partitionLeaderEpoch: number; magic: number; crc: number; attributes: number
  baseTimestampField: string; maxTimestamp: string; producerId: string; producerEpoch: number; baseSequence: number; lastSequence: number
  count: number | null; transactional: boolean; control: boolean; deleteHorizonMs: string | null; compression: string; timestampType: string
  records: GoldenRecord[]
}
interface Case {
  case: string; use: 'exact' | 'decode' | 'invalid'; magic: number; compression?: string; note?: string
  batches: GoldenBatch[]; hex: string; read: Read
}
interface Read { exception: string | null; stage?: string; batches: number; records: number }

const cases = goldenLines<Case>('batches.jsonl')
/** Offsets and producer ids beyond 2^53 are refused here; Java has them. */
const BEYOND_2_53 = new Set(['sequence-wrap'])
/** Java streams: it trips over a record in the first LZ4 block before it sees that the second is broken. We expand first. */
const OTHER_REFUSAL = new Set(['payload-tail-garbage-lz4'])

const sound = cases.filter(each => each.use !== 'invalid')
const name = (each: Case): string => `${each.case} ${each.magic} ${each.compression ?? ''} ${each.note ?? ''}`

describe('batches that Kafka wrote', () => {
  test.each(sound.filter(each => !BEYOND_2_53.has(each.case)).map(each => [name(each), each] as const))('%s is read as Kafka reads it', (_, each) => {
    const bytes = fromHex(each.hex)
    const batches = [...batchesIn(bytes)]
    expect(batches.map(batch => seen(bytes, batch))).toEqual(each.batches.map(golden))
  })

  const beyond = sound.filter(each => BEYOND_2_53.has(each.case)).map(each => [name(each), each] as const)
  test.each(beyond)('%s has numbers beyond 2^53 and is refused', (_, { hex }) => {
    const bytes = fromHex(hex)
    expect(() => ensureValid(bytes, [...batchesIn(bytes)][0]!)).toThrow('beyond 2^53')
  })

  test.each(sound.filter(each => each.use === 'exact' && each.magic === 2 && !BEYOND_2_53.has(each.case)).map(each => [name(each), each] as const))(
    '%s: we write the same bytes', (_, { batches, hex }) => {
      expect(toHex(written(batches[0]!, fromHex(hex)))).toBe(hex)
    })
})

/** Magic 1 and 0 do not say all that is in the header of magic 2. */
function seen(bytes: Uint8Array, batch: BatchHeader): object {
  ensureValid(bytes, batch)
  const records = [...recordsIn(bytes, batch, codecs)]
  const { magic, crc, size, lastOffset } = batch
  const common = { magic, crc, size, lastOffset, records: records.map(record => shown(record, magic)) }
  return magic < 2 ? common : {
    ...common, baseOffset: batch.baseOffset, epoch: batch.leaderEpoch, attributes: batch.attributes, baseTimestamp: batch.baseTimestamp,
    maxTimestamp: batch.maxTimestamp, count: batch.count,
    producer: [batch.producerId, batch.producerEpoch, batch.baseSequence, lastSequenceOf(batch)],
    transactional: isTransactional(batch), control: isControl(batch), horizon: hasDeleteHorizon(batch), timestampType: timestampTypeOf(batch),
  }
}

function golden(batch: GoldenBatch): object {
  const common = {
    magic: batch.magic, crc: batch.crc, size: batch.sizeInBytes, lastOffset: Number(batch.lastOffset),
    records: batch.records.map(({ offset, timestamp, key, value, headers }) =>
      ({ offset: Number(offset), timestamp: Number(timestamp), key, value: value === '…' ? LONG : value, headers: batch.magic < 2 ? [] : headers })),
  }
  return batch.magic < 2 ? common : {
    ...common, baseOffset: Number(batch.baseOffset), epoch: batch.partitionLeaderEpoch, attributes: batch.attributes,
    baseTimestamp: Number(batch.baseTimestampField), maxTimestamp: Number(batch.maxTimestamp),
    producer: [Number(batch.producerId), batch.producerEpoch, batch.baseSequence, batch.lastSequence], count: batch.count,
    transactional: batch.transactional, control: batch.control, horizon: batch.deleteHorizonMs !== null, timestampType: batch.timestampType,
  }
}

/** What the golden data leaves out of `big`, by its note. */
const LONG = toHex(Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31 + Math.floor(i / 997)) % 61))
const shown = ({ offset, timestamp, key, value, headers }: KafkaRecord, magic: number): object => ({
  offset, timestamp, key: key && toHex(key), value: value && toHex(value),
  headers: magic < 2 ? [] : headers.map(header => [header.key, header.value && toHex(header.value)]),
})

/** With LogAppendTime records keep the producer's timestamps under what readers see: those are taken from Kafka's bytes. */
function written(batch: GoldenBatch, bytes: Uint8Array): Uint8Array {
  const header = batchAt(bytes, 0)
  const cursor = cursorOver(bytes, header, codecs)
  const builder = new BatchBuilder({
    baseOffset: Number(batch.baseOffset), leaderEpoch: batch.partitionLeaderEpoch, logAppendTime: Number(batch.maxTimestamp),
    producerId: Number(batch.producerId), producerEpoch: batch.producerEpoch, baseSequence: batch.baseSequence,
    transactional: batch.transactional, control: batch.control,
    ...(batch.timestampType === 'LogAppendTime' && { timestampType: 'LogAppendTime' }),
    ...(batch.deleteHorizonMs !== null && { deleteHorizonMs: Number(batch.deleteHorizonMs) }),
  })
  const optional = (hex: string | null): Uint8Array | null => hex === null ? null : fromHex(hex)
  for (const { offset, key, value, headers } of batch.records) {
    cursor.next()
    const sent = header.baseTimestamp + cursor.timestampDelta
    builder.appendAt(Number(offset), sent, optional(key), optional(value), headers!.map(([k, v]) => ({ key: k, value: optional(v) })))
  }
  return builder.close(codecs, { lastOffset: Number(batch.lastOffset), maxTimestamp: Number(batch.maxTimestamp) })
}

const CODES: Record<string, number> = {
  CorruptRecordException: Errors.CORRUPT_MESSAGE, InvalidRecordException: Errors.INVALID_RECORD,
  KafkaException: Errors.UNKNOWN_SERVER_ERROR, IllegalArgumentException: Errors.UNKNOWN_SERVER_ERROR,
}

describe('batches that are not what they claim', () => {
  const refused = (each: Case): boolean => each.use === 'invalid' && !OTHER_REFUSAL.has(each.case) && each.read.exception !== 'OutOfMemoryError'

  test.each(cases.filter(refused).map(each => [each.case, each] as const))('%s: readers do as Kafka does', (_, { hex, read }) => {
    expect(attempt(fromHex(hex))).toEqual(read.exception === null
      ? { batches: read.batches, records: read.records }
      : { code: CODES[read.exception], stage: read.stage })
  })

  const others = cases.filter(each => each.use === 'invalid' && !refused(each)).map(each => [each.case, each] as const)
  test.each(others)('%s: any refusal will do', (_, { hex }) => {
    expect(attempt(fromHex(hex))).toMatchObject({ stage: 'records' })
  })
})

/** Walks, checks and iterates; says how far it came. */
function attempt(bytes: Uint8Array): { batches: number; records: number } | { code: number; stage: string } {
  let stage = 'framing', batches = 0, records = 0
  try {
    for (const batch of batchesIn(bytes)) {
      stage = 'ensureValid'
      ensureValid(bytes, batch)
      stage = 'records'
      records += [...recordsIn(bytes, batch, codecs)].length
      batches++
      stage = 'framing'
    }
    return { batches, records }
  } catch (error) {
    if (error instanceof RecordsError) return { code: error.code, stage }
    throw error
  }
}

test('every compression is among the cases', () => {
  expect(new Set(sound.map(each => each.compression))).toEqual(new Set([...COMPRESSIONS, 'mixed']))
})
