import type { Codecs } from '../env/codecs.ts'
import type { Millis } from '../env/units.ts'
import { timestampTypeOf } from '../protocol/records/batch.ts'
import { recordsIn } from '../protocol/records/records.ts'
import type { PlacedBatch, Segment } from './segment.ts'

/** A record found by its time, and the epoch it was written in. */
export interface Found { offset: number; timestamp: Millis; epoch: number }

/** The first record at or behind `from` whose timestamp is at or after `timestamp` (LogSegment.findOffsetByTimestamp). */
export function findByTimestamp(segments: readonly Segment[], timestamp: Millis, from: number, codecs: Codecs): Found | null {
  const segment = segments.find(each => each.largestTimestamp >= timestamp)
  if (segment === undefined) return null
  const start = segment.offsetIndex.positionOf(Math.max(segment.timeIndex.floor(timestamp).offset, from))
  for (const batch of segment.batchesFrom(start)) {
    if (batch.header.maxTimestamp < timestamp || batch.header.lastOffset < from) continue
    const found = findRecord(segment, batch, codecs, record => record.timestamp >= timestamp && record.offset >= from)
    if (found) return found
  }
  return null
}

/** The first record with the largest timestamp of all (KIP-734). */
export function findMaxTimestamp(segments: readonly Segment[], codecs: Codecs): Found | null {
  const segment = segments.reduce((best, each) => each.maxTimestamp.timestamp > best.maxTimestamp.timestamp ? each : best)
  const { timestamp, offset } = segment.maxTimestamp
  if (timestamp < 0) return null
  for (const batch of segment.batchesFrom(segment.offsetIndex.positionOf(offset))) {
    if (batch.header.maxTimestamp !== timestamp) continue
    if (timestampTypeOf(batch.header) === 'LogAppendTime') return { offset: batch.header.lastOffset, timestamp, epoch: batch.header.leaderEpoch }
    return findRecord(segment, batch, codecs, record => record.timestamp === timestamp)
  }
  return null
}

type Wanted = (record: { offset: number; timestamp: Millis }) => boolean

function findRecord(segment: Segment, batch: PlacedBatch, codecs: Codecs, wanted: Wanted): Found | null {
  const bytes = segment.bytesOf(batch)
  for (const record of recordsIn(bytes, { ...batch.header, at: 0 }, codecs))
    if (wanted(record)) return { offset: record.offset, timestamp: record.timestamp, epoch: batch.header.leaderEpoch }
  return null
}
