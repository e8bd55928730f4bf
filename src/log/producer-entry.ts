import type { Millis } from '../env/units.ts'
import { lastSequenceOf, sequenceAfter, type BatchHeader } from '../protocol/records/batch.ts'

/** What is remembered of a batch, to know it again. */
export interface BatchMetadata {
  readonly lastSequence: number
  readonly lastOffset: number
  readonly offsetDelta: number
  readonly timestamp: Millis
}

/** What a partition knows of one producer (ProducerStateEntry). Never changed in place. */
export interface ProducerEntry {
  readonly producerId: number
  readonly epoch: number
  readonly coordinatorEpoch: number
  readonly lastTimestamp: Millis
  /** First offset of the transaction that is open, -1 when none is. */
  readonly currentTxnFirstOffset: number
  /** Its last batches, oldest first, at most five: what may still be in flight and be sent again. */
  readonly batches: readonly BatchMetadata[]
}

/** NUM_BATCHES_TO_RETAIN: the in-flight limit of an idempotent producer. */
const BATCHES_RETAINED = 5

export const newProducer = (producerId: number): ProducerEntry =>
  ({ producerId, epoch: -1, coordinatorEpoch: -1, lastTimestamp: -1, currentTxnFirstOffset: -1, batches: [] })

export const lastSequence = (entry: ProducerEntry): number => entry.batches.at(-1)?.lastSequence ?? -1
/** Sequence numbers wrap from 2^31 - 1 to 0. */
export const firstSequence = (batch: BatchMetadata): number => sequenceAfter(batch.lastSequence, 0x8000_0000 - batch.offsetDelta)

/** The earlier append of this very batch, if it is among those remembered. */
export const duplicateOf = (entry: ProducerEntry, batch: BatchHeader): BatchMetadata | undefined =>
  batch.producerEpoch !== entry.epoch ? undefined : entry.batches.find(known =>
    known.lastSequence === lastSequenceOf(batch) && firstSequence(known) === batch.baseSequence)

export function withBatch(entry: ProducerEntry, batch: BatchHeader, transactional: boolean): ProducerEntry {
  const added: BatchMetadata = {
    lastSequence: lastSequenceOf(batch), lastOffset: batch.lastOffset, offsetDelta: batch.lastOffset - batch.baseOffset,
    timestamp: batch.maxTimestamp,
  }
  const before = batch.producerEpoch === entry.epoch ? entry.batches : []
  return {
    producerId: entry.producerId, epoch: batch.producerEpoch, coordinatorEpoch: entry.coordinatorEpoch, lastTimestamp: batch.maxTimestamp,
    currentTxnFirstOffset: transactional && entry.currentTxnFirstOffset < 0 ? batch.baseOffset : entry.currentTxnFirstOffset,
    batches: before.length < BATCHES_RETAINED ? [...before, added] : [...before.slice(1 - BATCHES_RETAINED), added],
  }
}

/** A transaction ended, by commit or abort; the marker may fence by a higher epoch. */
export const withMarker = (entry: ProducerEntry, marker: { epoch: number; coordinatorEpoch: number; timestamp: Millis }): ProducerEntry => ({
  ...entry, epoch: marker.epoch, coordinatorEpoch: marker.coordinatorEpoch, lastTimestamp: marker.timestamp, currentTxnFirstOffset: -1,
  batches: marker.epoch === entry.epoch ? entry.batches : [],
})
