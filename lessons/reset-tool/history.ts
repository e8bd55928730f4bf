import { printCheckpoint, printOffset } from '../../src/log/checkpoint.ts'
import { BatchBuilder } from '../../src/protocol/records/builder.ts'
import { utf8Encode } from '../../src/protocol/utf8.ts'
import type { Millis } from '../../src/world/view.ts'

/** A partition as a broker that has been at it for years would have left it. */
export interface Kept { readonly topic: string; readonly partition: number; readonly start: number; readonly end: number }

const A_BATCH = 100

/**
 * Files of a log directory with these partitions in it: a segment for each, its records spread evenly over the time from `from` to
 * `until`, and the checkpoint that says where logs start. Brokers make the indexes themselves when there are none.
 */
export function logDirectory(root: string, partitions: readonly Kept[], from: Millis, until: Millis): Record<string, Uint8Array> {
  const starts = partitions.map(({ topic, partition, start }) => printOffset({ topic, partition, offset: start }))
  return {
    [`${root}/log-start-offset-checkpoint`]: utf8Encode(printCheckpoint(starts)),
    ...Object.fromEntries(partitions.map(kept => [`${root}/${fileOf(kept)}`, segment(kept, from, until)])),
  }
}

const fileOf = ({ topic, partition, start }: Kept) => `${topic}-${partition}/${String(start).padStart(20, '0')}.log`

function segment({ start, end }: Kept, from: Millis, until: Millis): Uint8Array {
  const batches: Uint8Array[] = []
  for (let base = start; base < end; base += A_BATCH) {
    const batch = new BatchBuilder({ baseOffset: base, leaderEpoch: 0, room: 8_192 })
    for (let offset = base; offset < Math.min(end, base + A_BATCH); offset++) {
      batch.append(Math.round(from + (until - from) * (offset - start) / (end - start)), null, utf8Encode(`{"id":${offset},"won":1200}`))
    }
    batches.push(batch.close())
  }
  return joined(batches)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
