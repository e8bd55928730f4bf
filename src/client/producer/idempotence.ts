import type { PartitionId } from '../../env/domain-event.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import { sequenceAfter } from '../../protocol/records/batch.ts'
import { setProducer, type ProducerBatch } from './producer-batch.ts'

/** One partition's sequences, as this producer numbers them (TxnPartitionEntry). */
interface Entry {
  /** The id and epoch its batches carry; behind the producer's own while batches of an older epoch are in flight. */
  id: number
  epoch: number
  nextSequence: number
  /** -1: none yet. */
  lastAcked: number
  lastAckedOffset: number
  /** Batches with a sequence that are not done, by sequence. */
  inFlight: ProducerBatch[]
}

interface State {
  id: number
  epoch: number
  /** Some batches were given up without knowing whether the broker has them: no new sequence before that is clear. */
  unresolved: Set<PartitionId>
  /** Partitions whose sequences begin anew with a new epoch. */
  rewrite: Set<PartitionId>
  epochBumpRequired: boolean
}

const NO_ID = -1
const MAX_EPOCH = 32_767

/**
 * Sequence numbers of an idempotent producer, so that a broker tells a retry from a new batch, and gaps from order
 * (TransactionManager without transactions). After an error that leaves a gap the epoch is raised, here and without asking
 * a broker, and what is in flight is numbered anew from 0 (KIP-360).
 */
export class Idempotence {
  readonly #entries = new Map<PartitionId, Entry>()
  #state: State = { id: NO_ID, epoch: -1, unresolved: new Set(), rewrite: new Set(), epochBumpRequired: false }

  // look

  get producerId(): number | null { return this.#state.id === NO_ID ? null : this.#state.id }
  get epoch(): number { return this.#state.epoch }
  get needsProducerId(): boolean { return this.#state.id === NO_ID }

  #entry(id: PartitionId): Entry {
    let entry = this.#entries.get(id)
    if (!entry) {
      entry = { id: this.#state.id, epoch: this.#state.epoch, nextSequence: 0, lastAcked: -1, lastAckedOffset: -1, inFlight: [] }
      this.#entries.set(id, entry)
    }
    return entry
  }
  #isStale(entry: Entry): boolean { return entry.id !== this.#state.id || entry.epoch !== this.#state.epoch }
  #isNext(entry: Entry, sequence: number): boolean { return sequence === (entry.lastAcked < 0 ? 0 : sequenceAfter(entry.lastAcked, 1)) }

  // command

  setProducerId(id: number, epoch: number): void {
    this.#state.id = id
    this.#state.epoch = epoch
    this.#rewrite()
  }

  /** Whether a batch must wait: for a producer id, for what is unclear before it, or for the batches in front of it. */
  mustStay(batch: ProducerBatch): boolean {
    if (this.needsProducerId) return true
    const entry = this.#entry(batch.id)
    const [first] = entry.inFlight
    if (batch.producer === null) return this.#state.unresolved.has(batch.id) || (first !== undefined && this.#isStale(entry))
    return first !== undefined && first.producer!.sequence !== batch.producer.sequence
  }

  /** Numbers a batch that leaves for the first time. */
  leaving(batch: ProducerBatch): void {
    if (batch.producer !== null) return
    const entry = this.#entry(batch.id)
    if (this.#isStale(entry) && entry.inFlight.length === 0) this.#beginAnew(entry)
    setProducer(batch, { id: entry.id, epoch: entry.epoch, sequence: entry.nextSequence })
    entry.nextSequence = sequenceAfter(entry.nextSequence, batch.count)
    this.#track(entry, batch)
  }

  #track(entry: Entry, batch: ProducerBatch): void {
    const at = entry.inFlight.findIndex(other => other.producer!.sequence > batch.producer!.sequence)
    if (at < 0) entry.inFlight.push(batch)
    else entry.inFlight.splice(at, 0, batch)
  }

  /** The parts of a split batch share its sequence out among them. */
  replace(whole: ProducerBatch, parts: readonly ProducerBatch[]): void {
    const entry = this.#entry(whole.id)
    let { sequence } = whole.producer!
    this.#forget(entry, whole)
    for (const part of parts) {
      setProducer(part, { ...whole.producer!, sequence })
      this.#track(entry, part)
      sequence = sequenceAfter(sequence, part.count)
    }
  }

  #forget(entry: Entry, batch: ProducerBatch): void {
    const at = entry.inFlight.indexOf(batch)
    if (at >= 0) entry.inFlight.splice(at, 1)
  }

  #beginAnew(entry: Entry): void {
    entry.id = this.#state.id
    entry.epoch = this.#state.epoch
    entry.lastAcked = -1
    entry.nextSequence = 0
    for (const batch of entry.inFlight) {
      setProducer(batch, { id: entry.id, epoch: entry.epoch, sequence: entry.nextSequence })
      batch.sequenceReset = true
      entry.nextSequence = sequenceAfter(entry.nextSequence, batch.count)
    }
  }

  completed(batch: ProducerBatch, offset: number): void {
    const entry = this.#entry(batch.id)
    const last = sequenceAfter(batch.producer!.sequence, batch.count - 1)
    if (batch.producer!.epoch === entry.epoch && last > entry.lastAcked) entry.lastAcked = last
    if (offset >= 0) entry.lastAckedOffset = Math.max(entry.lastAckedOffset, offset + batch.count - 1)
    this.#forget(entry, batch)
  }

  /** A batch failed for good: those behind it would leave a gap, unless the broker may never have been asked. */
  failed(batch: ProducerBatch, adjustSequences: boolean): void {
    const entry = this.#entry(batch.id)
    this.#forget(entry, batch)
    if (adjustSequences) this.#requestBump(batch.id)
  }

  /** A batch was given up while a broker may have had it. */
  markUnresolved(batch: ProducerBatch): void { this.#state.unresolved.add(batch.id) }

  #requestBump(id: PartitionId): void {
    this.#state.epochBumpRequired = true
    this.#state.rewrite.add(id)
  }

  /** Whether sending the batch again can help (TransactionManager.canRetry). */
  canRetry(batch: ProducerBatch, error: number, logStartOffset: number): boolean {
    if (error === Errors.UNKNOWN_PRODUCER_ID) return this.#retryUnknownProducer(batch, logStartOffset)
    if (error === Errors.OUT_OF_ORDER_SEQUENCE_NUMBER) {
      const early = batch.sequenceReset || !this.#isNext(this.#entry(batch.id), batch.producer!.sequence)
      if (!(early && !this.#state.unresolved.has(batch.id))) this.#requestBump(batch.id)
      return true
    }
    return isRetriable(error)
  }

  /** The broker forgot this producer, as when retention took its records: begin anew. Without a log start offset it is not sure. */
  #retryUnknownProducer(batch: ProducerBatch, logStartOffset: number): boolean {
    if (logStartOffset >= 0 && !batch.sequenceReset) this.#requestBump(batch.id)
    return true
  }

  /** Called before anything is sent: settles what is unclear, and raises the epoch when a gap asks for it. */
  settle(): void {
    for (const id of this.#state.unresolved) {
      const entry = this.#entry(id)
      if (entry.inFlight.length > 0) continue
      this.#state.unresolved.delete(id)
      if (!this.#isNext(entry, entry.nextSequence)) this.#requestBump(id)
    }
    if (this.#state.epochBumpRequired) this.#bumpEpoch()
  }

  #bumpEpoch(): void {
    this.#state.epochBumpRequired = false
    if (this.#state.epoch < MAX_EPOCH) this.setProducerId(this.#state.id, this.#state.epoch + 1)
    else Object.assign(this.#state, { id: NO_ID, epoch: -1 })
  }

  #rewrite(): void {
    for (const id of this.#state.rewrite) {
      this.#beginAnew(this.#entry(id))
      this.#state.unresolved.delete(id)
    }
    this.#state.rewrite.clear()
  }

  save(): SavedIdempotence {
    return {
      state: copyOf(this.#state),
      entries: [...this.#entries].map(([id, entry]) => [id, { ...entry, inFlight: entry.inFlight.map(batch => batch.number) }]),
    }
  }

  /** `batchOf` finds the batches that are not done, by number. */
  load(saved: SavedIdempotence, batchOf: (number: number) => ProducerBatch): void {
    this.#state = copyOf(saved.state)
    this.#entries.clear()
    for (const [id, entry] of saved.entries) this.#entries.set(id, { ...entry, inFlight: entry.inFlight.map(batchOf) })
  }
}

const copyOf = (state: State): State => ({ ...state, unresolved: new Set(state.unresolved), rewrite: new Set(state.rewrite) })

export interface SavedIdempotence {
  state: State
  entries: [PartitionId, Omit<Entry, 'inFlight'> & { inFlight: number[] }][]
}
