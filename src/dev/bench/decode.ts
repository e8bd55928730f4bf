import { createRequire } from 'node:module'
import type { Codecs } from '../../env/codecs.ts'
import { crcOf } from '../../protocol/records/batch.ts'
import { recordsIn } from '../../protocol/records/records.ts'
import { batchesIn } from '../../protocol/records/walk.ts'
import { encodeOurs } from './encode.ts'
import { median, rateOf, times, type Row } from './figure.ts'

const RECORDS = 1_000

const require = createRequire(import.meta.url)
/** kafkajs' own decoder, as its consumer uses it; it has no types. */
const Decoder = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => object
const decodeBatch = require('kafkajs/src/protocol/recordBatch/v0/decoder') as (decoder: object) => Promise<{ records: readonly { value: Uint8Array }[] }>

/** Batches of 1,000 records of 100 B, to keys and values; ours checks the checksum too, which kafkajs leaves out. They take turns. */
export async function decode(codecs: Codecs): Promise<Row[]> {
  const bytes = encodeOurs(), buffer = Buffer.from(bytes)
  const ours: number[] = [], theirs: number[] = []
  for (const round of times(9, i => i)) {
    const rates = [await rateOf(10, RECORDS, () => decodeTheirs(buffer)), await rateOf(200, RECORDS, () => decodeOurs(bytes, codecs))] as const
    if (round < 2) continue
    theirs.push(rates[0])
    ours.push(rates[1])
  }
  const peer = { name: 'kafkajs', value: median(theirs) }
  return [{ figure: 'batch decode', value: median(ours), unit: 'records/s', aim: peer.value, minimum: peer.value, better: 'more', peer }]
}

/** How many bytes of values there are. */
export function decodeOurs(bytes: Uint8Array, codecs: Codecs): number {
  let sum = 0
  for (const batch of batchesIn(bytes)) {
    if (crcOf(bytes, batch.at, batch.size) !== batch.crc) throw new Error('not the batch that was made')
    for (const { value } of recordsIn(bytes, batch, codecs)) sum += value!.length
  }
  return sum
}

export async function decodeTheirs(buffer: Buffer): Promise<number> {
  const { records } = await decodeBatch(new Decoder(buffer))
  return records.reduce((sum, { value }) => sum + value.length, 0)
}
