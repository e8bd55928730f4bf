import { createRequire } from 'node:module'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { median, rateOf, times, type Row } from './figure.ts'

const RECORDS = 1_000
const BATCHES = 100
const WARM_UP = 5, ROUNDS = 25
/** Each is given what it takes fastest. */
const values = times(RECORDS, i => new Uint8Array(100).fill(i & 0xff))
const buffers = values.map(value => Buffer.from(value))
const TIMESTAMP = 1_767_225_600_000

const require = createRequire(import.meta.url)
/** kafkajs' own encoder of records and batches; they have no types. */
const foreign = {
  Record: require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => unknown,
  RecordBatch: (require('kafkajs/src/protocol/recordBatch/v0') as { RecordBatch(batch: object): Promise<{ buffer: Uint8Array }> }).RecordBatch,
}

/** Batches of 1,000 records of 100 B, uncompressed, CRC and all; kafkajs and ours take short turns, the first of which only warm up. */
export async function encode(): Promise<Row[]> {
  const ours: number[] = [], theirs: number[] = []
  for (const round of times(WARM_UP + ROUNDS, i => i)) {
    const rates = [await rateOf(5, RECORDS, encodeTheirs), await rateOf(BATCHES, RECORDS, encodeOurs)] as const
    if (round < WARM_UP) continue
    theirs.push(rates[0])
    ours.push(rates[1])
  }
  const peer = { name: 'kafkajs', value: median(theirs) }
  return [{ figure: 'batch encode', value: median(ours), unit: 'records/s', aim: 20 * peer.value, minimum: 20 * peer.value, better: 'more', peer }]
}

/** Both give the same bytes. */
export function encodeOurs(): Uint8Array {
  const builder = new BatchBuilder({ room: 128 * 1024, leaderEpoch: 0, producerEpoch: 0, baseSequence: 0 })
  for (const value of values) builder.append(TIMESTAMP, null, value)
  return builder.close()
}

export async function encodeTheirs(): Promise<Uint8Array> {
  const records = buffers.map((value, offsetDelta) => foreign.Record({ offsetDelta, timestampDelta: 0, key: null, value }))
  const batch = { firstTimestamp: TIMESTAMP, maxTimestamp: TIMESTAMP, lastOffsetDelta: RECORDS - 1, records }
  return (await foreign.RecordBatch(batch)).buffer
}
