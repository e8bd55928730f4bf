import { joined, type Bytes } from '../env/bytes.ts'
import { makeCodecs } from '../host/codecs.ts'
import type { LogConfig } from '../log/api.ts'
import { openLog, type OpenLog } from '../log/recovery.ts'
import { UnifiedLog } from '../log/partition-log.ts'
import { BatchBuilder, type BatchOptions } from '../protocol/records/builder.ts'
import { recordsIn, type KafkaRecord } from '../protocol/records/records.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { utf8Decode, utf8Encode } from '../protocol/utf8.ts'
import { goldenBytes, goldenFiles } from './golden.ts'
import { MemoryDisk } from './memory-disk.ts'

export const codecs = await makeCodecs({ zstd: true })

const LONG_MAX = Number(9_223_372_036_854_775_807n)
/** Kafka's defaults, without the limit on timestamps ahead of the clock. */
export const defaults: LogConfig = {
  segmentBytes: 1_073_741_824, segmentMs: 604_800_000, indexIntervalBytes: 4_096, segmentIndexBytes: 10_485_760,
  retentionMs: 604_800_000, retentionBytes: -1, maxMessageBytes: 1_048_588, timestampType: 'CreateTime',
  timestampBeforeMaxMs: LONG_MAX, timestampAfterMaxMs: LONG_MAX, compressionType: 'producer', cleanupPolicy: ['delete'], fileDeleteDelayMs: 60_000, flushMessages: LONG_MAX,
}

export const DIR = '/data/orders-0'

/** Opens `orders-0`; what is not said is as after a clean stop that left no checkpoints. */
export const open = (disk: MemoryDisk, config: Partial<LogConfig> = {}, opening: Partial<OpenLog> = {}): UnifiedLog =>
  openLog({ disk, codecs }, {
    dir: DIR, partition: 'orders-0', now: 0, clean: true, logStartOffset: 0, recoveryPoint: 0, highWatermark: 0, ...opening,
    config: { ...defaults, ...config, ...opening.config },
  }).log

/** The same log in a new instance, by its saved state. */
export const reload = (log: UnifiedLog, disk: MemoryDisk): UnifiedLog => new UnifiedLog({ disk, codecs }, structuredClone(log.save()))

/** A batch of values without keys, `key=value` with one; timestamps 0, 1, 2 … from `from` on. */
export function batchOf(values: readonly string[], options: BatchOptions & { from?: number } = {}): Uint8Array {
  const builder = new BatchBuilder(options)
  values.forEach((text, i) => {
    const [value, key] = text.split('=').reverse()
    builder.append((options.from ?? 0) + i, key === undefined ? null : utf8Encode(key), utf8Encode(value!))
  })
  return builder.close(codecs).slice()
}

export const recordsOf = (stored: Bytes): KafkaRecord[] => {
  const bytes = joined(stored)
  return [...batchesIn(bytes)].flatMap(batch => [...recordsIn(bytes, batch, codecs)])
}
/** `0:a 1:b`: what a reader gets. */
export const textOf = (bytes: Bytes): string => recordsOf(bytes).map(({ offset, value }) => `${offset}:${utf8Decode(value!)}`).join(' ')
export const allOf = (log: UnifiedLog, upTo = log.logEndOffset): string => {
  const parts: string[] = []
  for (let from = log.logStartOffset; from < upTo;) {
    const bytes = joined(log.read(from, 1_000_000, { upTo, minOneMessage: true }))
    if (bytes.length === 0) break
    parts.push(textOf(bytes))
    from = [...batchesIn(bytes)].at(-1)!.lastOffset + 1
  }
  return parts.join(' ')
}

export const client = (epoch = 0, now = 0): { epoch: number; now: number; origin: 'client' } => ({ epoch, now, origin: 'client' })

/** A broker's folders as Kafka 4.3 left them after a clean stop, under `/data`. */
export function goldenDisk(): MemoryDisk {
  const disk = new MemoryDisk()
  for (const file of goldenFiles('disk/kafka-1')) if (!file.endsWith('.dump.txt')) disk.write(`/data/${file}`, goldenBytes(`disk/kafka-1/${file}`))
  return disk
}
