import type { Codecs } from '../../env/codecs.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import { batchAt, ensureValid, isControl, isTransactional, type BatchHeader } from '../../protocol/records/batch.ts'
import { recordsIn, type KafkaRecord } from '../../protocol/records/records.ts'
import { nextBatchSize } from '../../protocol/records/walk.ts'
import type { TopicPartition } from '../topic-partition.ts'

/** Records of one batch as they came: offsets `from` to `to`, `count` of them. `recordsOf` makes objects of them. */
export interface RecordSlice extends TopicPartition {
  readonly from: number
  readonly to: number
  readonly count: number
  /** Where the batch begins in `bytes`. */
  readonly at: number
  readonly bytes: Uint8Array
}
export interface ConsumerRecord extends KafkaRecord, TopicPartition { }

export function* recordsOf({ topic, partition, from, to, at, bytes }: RecordSlice, codecs: Codecs): Generator<ConsumerRecord, void> {
  for (const record of recordsIn(bytes, batchAt(bytes, at), codecs)) if (record.offset >= from && record.offset <= to) yield { topic, partition, ...record }
}

/** What one fetch brought of one partition, on its way to the application (CompletedFetch). Plain data. */
export interface CompletedFetch extends TopicPartition {
  readonly id: PartitionId
  readonly node: number
  /** The piece in hand, and those to come; none cuts a batch in two. */
  bytes: Uint8Array
  behind: readonly Uint8Array[]
  /** Where the next batch begins in the piece in hand. */
  at: number
  /** Offset of the next record to hand out; the fetch is void when the position has become another. */
  next: number
  /** Leader epoch of the batch last taken from. */
  epoch: number
  /** Aborted transactions still to come, by first offset, and producers in one now (read_committed). */
  aborted: readonly { readonly producerId: number; readonly firstOffset: number }[]
  abortedNow: readonly number[]
}

/** The next records of a fetch, at most `max`; null at its end. Control and aborted batches are passed over. Throws RecordsError. */
export function nextSlice(fetch: CompletedFetch, max: number, checkCrcs: boolean, codecs: Codecs): RecordSlice | null {
  for (;;) {
    const size = nextBatchSize(fetch.bytes, fetch.at, fetch.bytes.length)
    if (size === 0) {
      if (fetch.behind.length === 0) return null
      turn(fetch)
      continue
    }
    const batch = batchAt(fetch.bytes, fetch.at)
    if (batch.lastOffset >= fetch.next) {
      if (checkCrcs && fetch.next <= batch.baseOffset) ensureValid(fetch.bytes, batch)
      const slice = isHidden(fetch, batch) ? null : sliceOf(fetch, batch, max, codecs)
      fetch.epoch = batch.leaderEpoch
      if (slice && slice.to < batch.lastOffset) {
        fetch.next = slice.to + 1
        return slice
      }
      fetch.next = batch.lastOffset + 1
      fetch.at += size
      if (slice) return slice
    } else {
      fetch.at += size
    }
  }
}

/** The next piece comes to hand. */
function turn(fetch: CompletedFetch): void {
  const [next, ...behind] = fetch.behind
  Object.assign(fetch, { bytes: next!, behind, at: 0 } satisfies Partial<CompletedFetch>)
}

export const isEmpty = (fetch: CompletedFetch): boolean => fetch.at >= fetch.bytes.length && fetch.behind.length === 0
/** What is left of it is not to be handed out. */
export const empty = (fetch: CompletedFetch): void => { Object.assign(fetch, { at: fetch.bytes.length, behind: [] } satisfies Partial<CompletedFetch>) }

/** Offsets without gaps need no look at the records; after compaction they do. Null: nothing of the batch is left. */
function sliceOf({ topic, partition, next, bytes }: CompletedFetch, batch: BatchHeader, max: number, codecs: Codecs): RecordSlice | null {
  const { baseOffset, lastOffset, at } = batch
  if (next <= baseOffset && batch.count <= max && batch.count > 0) return { topic, partition, from: baseOffset, to: lastOffset, count: batch.count, at, bytes }
  const from = Math.max(next, baseOffset)
  if (batch.count === lastOffset - baseOffset + 1) {
    const count = Math.min(max, lastOffset - from + 1)
    return { topic, partition, from, to: from + count - 1, count, at, bytes }
  }
  const offsets: number[] = []
  let more = false
  for (const { offset } of recordsIn(bytes, batch, codecs)) {
    if (offset < next) continue
    if (offsets.length === max) { more = true; break }
    offsets.push(offset)
  }
  return offsets.length === 0 ? null : { topic, partition, from: offsets[0]!, to: more ? offsets.at(-1)! : lastOffset, count: offsets.length, at, bytes }
}

/** Whether a batch holds no records for the application; keeps track of aborted transactions as they begin and end. */
function isHidden(fetch: CompletedFetch, batch: BatchHeader): boolean {
  const begun = fetch.aborted.filter(({ firstOffset }) => firstOffset <= batch.lastOffset)
  if (begun.length > 0) {
    fetch.aborted = fetch.aborted.slice(begun.length)
    fetch.abortedNow = [...fetch.abortedNow, ...begun.map(({ producerId }) => producerId)]
  }
  if (isControl(batch)) {
    fetch.abortedNow = fetch.abortedNow.filter(producerId => producerId !== batch.producerId)
    return true
  }
  return isTransactional(batch) && fetch.abortedNow.includes(batch.producerId)
}
