import type { PlacedBatch, Segment } from './segment.ts'

export interface TailBatch { baseOffset: number; lastOffset: number; bytes: number; epoch: number; count: number }

/** The last few batches of a log, oldest first. Steps back by index entries, so that it never reads a whole segment. */
function lastBatches(segments: readonly Segment[], wanted: number): TailBatch[] {
  let found: TailBatch[] = []
  for (let i = segments.length - 1; i >= 0 && found.length < wanted; i--) found = [...lastOfSegment(segments[i]!, wanted - found.length), ...found]
  return found
}

function lastOfSegment(segment: Segment, wanted: number): TailBatch[] {
  let from = segment.size
  let found: TailBatch[] = []
  while (from > 0 && found.length < wanted) {
    from = segment.offsetIndex.positionBefore(from - 1)
    found = Array.from(segment.batchesFrom(from), tailBatch)
  }
  return found.slice(-wanted)
}

/** More than this behind the last batch it knows, stepping back from the end reads less. */
const NEAR_BYTES = 16_384

/** The last few batches of a log that is looked at again and again: what was found before is not read again, and is the same object. */
export class LogTail {
  #batches: readonly TailBatch[] = []
  #segment: Segment | null = null
  #end = 0
  #wanted = 0

  of(segments: readonly Segment[], wanted: number): readonly TailBatch[] {
    const segment = segments.at(-1)!, isNear = segment === this.#segment && segment.size - this.#end <= NEAR_BYTES && wanted === this.#wanted
    if (!isNear) this.#batches = lastBatches(segments, wanted)
    else if (segment.size > this.#end) this.#batches = [...this.#batches, ...Array.from(segment.batchesFrom(this.#end), tailBatch)].slice(-wanted)
    this.#segment = segment
    this.#end = segment.size
    this.#wanted = wanted
    return this.#batches
  }

  /** The log was cut. */
  forget(): void { this.#segment = null }
}

const tailBatch = ({ header }: PlacedBatch): TailBatch =>
  ({ baseOffset: header.baseOffset, lastOffset: header.lastOffset, bytes: header.size, epoch: header.leaderEpoch, count: header.count })
