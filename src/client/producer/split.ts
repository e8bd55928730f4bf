import type { Codecs } from '../../env/codecs.ts'
import { batchAt } from '../../protocol/records/batch.ts'
import { recordsIn } from '../../protocol/records/records.ts'
import type { Accumulator } from './accumulator.ts'
import type { ProducerBatch } from './producer-batch.ts'

/**
 * A batch the broker found too large, as several of `batch.size` (ProducerBatch.split): its records compressed worse than
 * was believed, so nothing better than 1 is believed until it is seen. One that is no larger is halved.
 */
export function splitBatch(batch: ProducerBatch, accumulator: Accumulator, codecs: Codecs): ProducerBatch[] {
  const header = batchAt(batch.bytes!, 0)
  const limit = accumulator.splitLimit(header.size)
  accumulator.resetRatio(batch.topic)
  const parts: ProducerBatch[] = []
  let send = batch.firstSend
  for (const { timestamp, key, value, headers } of recordsIn(batch.bytes!, header, codecs)) {
    let part = parts.at(-1)
    if (!part?.builder?.appendIfRoom(timestamp, key, value, headers)) {
      if (part) accumulator.closeSplit(part)
      parts.push(part = accumulator.openSplit(batch, send, limit))
      part.builder!.append(timestamp, key, value, headers)
    }
    part.count++
    send++
  }
  accumulator.closeSplit(parts.at(-1)!)
  for (const part of parts) part.tags.push(...batch.tags.filter(tag => tag.send >= part.firstSend && tag.send < part.firstSend + part.count))
  return parts
}
