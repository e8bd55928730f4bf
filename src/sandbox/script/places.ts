import { recordsOf, type RecordSlice } from '../../client/consumer/record-slices.ts'
import type { TopicPartition } from '../../client/topic-partition.ts'
import type { Codecs } from '../../env/codecs.ts'
import type { WireRecord } from '../realm/values.ts'
import { bytesToText } from '../turn.ts'
import { AskError } from './asked.ts'

/*
 * Topics, partitions, offsets and batches as a script's consumer and its realm say them to each other.
 */

type Args = Readonly<Record<string, unknown>>

export function partitionOf({ topic, partition }: Args): TopicPartition {
  if (typeof topic !== 'string' || !Number.isSafeInteger(Number(partition))) throw new AskError('KafkaJSNonRetriableError', 'a topic and a partition are needed')
  return { topic, partition: Number(partition) }
}

export const offsetsOf = (given: unknown): (TopicPartition & { offset: number })[] =>
  (Array.isArray(given) ? given : []).map(each => ({ ...partitionOf(each as Args), offset: Number((each as { offset: unknown }).offset) }))

/** `[{ topic, partitions }]`; without partitions all that are assigned of that topic. */
export function partitionsIn({ topics }: Args, assigned: readonly TopicPartition[]): TopicPartition[] {
  const wanted = (Array.isArray(topics) ? topics : []) as { topic: string; partitions?: number[] }[]
  return wanted.flatMap(({ topic, partitions }) => partitions ? partitions.map(partition => ({ topic, partition }))
    : assigned.filter(each => each.topic === topic).map(each => ({ topic, partition: each.partition })))
}

export function batchOf(slice: RecordSlice, highWatermark: number, codecs: Codecs) {
  const records = [...recordsOf(slice, codecs)].map(({ offset, timestamp, key, value, headers }): WireRecord => ({
    offset: String(offset), timestamp: String(timestamp), key: textOf(key), value: textOf(value), size: (key?.length ?? 0) + (value?.length ?? 0),
    headers: headers.map(header => [header.key, textOf(header.value)]),
  }))
  return { topic: slice.topic, partition: slice.partition, highWatermark: String(highWatermark), records }
}

const textOf = (bytes: Uint8Array | null): string | null => bytes === null ? null : bytesToText(bytes)
