import type { PartitionId, Span } from '../../env/domain-event.ts'
import type { Micros } from '../../env/units.ts'
import { AT } from '../../protocol/records/batch.ts'
import { BatchBuilder, type SavedBuilder } from '../../protocol/records/builder.ts'
import { crc32cOf } from '../../protocol/records/crc32c.ts'
import { putInt16, putInt32, putInt53 } from '../../protocol/records/ints.ts'

/** What the caller wants to hear of one record again. */
export interface Tagged { readonly send: number; readonly tag: unknown }

/** Who wrote a batch, and the sequence of its first record (idempotent producers). */
export interface ProducerState { readonly id: number; readonly epoch: number; readonly sequence: number }

/**
 * Records of one partition on their way (ProducerBatch): in a `builder` until it leaves for the first time, `bytes` from then
 * on. It is sent again as the same bytes.
 */
export interface ProducerBatch {
  readonly number: number
  readonly id: PartitionId
  readonly topic: string
  readonly partition: number
  builder: BatchBuilder | null
  /** A record did not fit any more: nothing is appended behind its back (closeForRecordAppends). */
  sealed: boolean
  bytes: Uint8Array | null
  count: number
  /** The first of the sends it carries; they are numbered per partition. */
  readonly firstSend: number
  readonly tags: Tagged[]
  readonly createdAt: Micros
  /** Bytes it holds of `buffer.memory`. */
  reserved: number
  attempts: number
  /** Not sent again before this. */
  retryAt: Micros
  /** Leader epoch of its partition, as known when it was last sent. */
  sentEpoch: number
  producer: ProducerState | null
  /** Its sequence was given anew after the broker refused the old one. */
  sequenceReset: boolean
}

export const sendsOf = (batch: ProducerBatch): Span => ({ from: batch.firstSend, to: batch.firstSend + batch.count - 1 })
export const isFull = (batch: ProducerBatch): boolean => batch.sealed || batch.builder === null || batch.builder.isFull()
export const sizeOf = (batch: ProducerBatch): number => batch.bytes?.length ?? batch.builder!.estimatedBytes()

/** Gives a batch its producer and sequence, before it first leaves or anew: then its bytes are written again. */
export function setProducer(batch: ProducerBatch, producer: ProducerState): void {
  batch.producer = producer
  if (batch.builder) batch.builder.setProducer(producer.id, producer.epoch, producer.sequence)
  else batch.bytes = rewritten(batch.bytes!, producer)
}

function rewritten(bytes: Uint8Array, { id, epoch, sequence }: ProducerState): Uint8Array {
  const copy = bytes.slice()
  putInt53(copy, AT.producerId, id)
  putInt16(copy, AT.producerEpoch, epoch)
  putInt32(copy, AT.baseSequence, sequence)
  putInt32(copy, AT.crc, crc32cOf(copy, AT.attributes))
  return copy
}

export type SavedBatch = Omit<ProducerBatch, 'builder'> & { builder: SavedBuilder | null }
export const saveBatch = (batch: ProducerBatch): SavedBatch => ({ ...batch, builder: batch.builder && batch.builder.save(), tags: [...batch.tags] })
export const loadBatch = (saved: SavedBatch): ProducerBatch =>
  ({ ...saved, builder: saved.builder && BatchBuilder.load(saved.builder), tags: [...saved.tags] })
