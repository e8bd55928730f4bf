import { expect, test } from 'vitest'
import { AT, crcOf } from '../protocol/records/batch.ts'
import { putInt32, putInt53 } from '../protocol/records/ints.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { goldenBytes } from '../testing/golden.ts'
import { bootstrapCheckpoint } from './format.ts'

test('bootstrap.checkpoint is that of kafka-storage format, byte for byte; Kafka took 15 ms from its first batch to the others', () => {
  const kafkas = goldenBytes('disk/kafka-1/bootstrap.checkpoint').slice(), [header, levels] = [...batchesIn(kafkas)]
  expect(levels!.maxTimestamp - header!.maxTimestamp).toBe(15)
  for (const at of [AT.baseTimestamp, AT.maxTimestamp]) putInt53(kafkas, at, levels!.maxTimestamp)
  putInt32(kafkas, AT.crc, crcOf(kafkas, 0, header!.size))
  expect(bootstrapCheckpoint(levels!.maxTimestamp)).toEqual(kafkas)
})
