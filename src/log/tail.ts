import type { Segment } from './segment.ts'

export interface TailBatch { baseOffset: number; lastOffset: number; bytes: number; epoch: number; count: number }

/** The last few batches of a log, oldest first. Steps back by index entries, so that it never reads a whole segment. */
export function lastBatches(segments: readonly Segment[], wanted: number): TailBatch[] {
  let found: TailBatch[] = []
  for (let i = segments.length - 1; i >= 0 && found.length < wanted; i--) found = [...lastOfSegment(segments[i]!, wanted - found.length), ...found]
  return found
}

function lastOfSegment(segment: Segment, wanted: number): TailBatch[] {
  let from = segment.size
  let found: TailBatch[] = []
  while (from > 0 && found.length < wanted) {
    from = segment.offsetIndex.positionBefore(from - 1)
    found = [...segment.batchesFrom(from)].map(({ header }) =>
      ({ baseOffset: header.baseOffset, lastOffset: header.lastOffset, bytes: header.size, epoch: header.leaderEpoch, count: header.count }))
  }
  return found.slice(-wanted)
}
