import type { Disk } from '../env/disk.ts'
import type { Millis } from '../env/units.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { Errors } from '../protocol/errors.ts'
import { isControl, isTransactional, type BatchHeader } from '../protocol/records/batch.ts'
import { RecordsError } from '../protocol/records/failure.ts'
import { fileOf, offsetsOf, readWhole } from './files.ts'
import { duplicateOf, lastSequence, newProducer, withBatch, withMarker, type BatchMetadata, type ProducerEntry } from './producer-entry.ts'
import { parseSnapshot, printSnapshot } from './producer-snapshot.ts'

/** What an end-of-transaction marker says besides its batch header. */
export interface EndOfTransaction { coordinatorEpoch: number; timestamp: Millis }

export interface ProducerStateSaved { entries: Map<number, ProducerEntry>; endOffset: number; snapshotOffset: number }

/** `producer.id.expiration.ms`. */
export const PRODUCER_ID_EXPIRATION_MS = 86_400_000

/**
 * The producers that wrote to a partition, as far as is needed to take each batch once and in order (ProducerStateManager,
 * KIP-98). Rebuilt from a snapshot and the log behind it.
 */
export class ProducerState {
  readonly #disk: Disk
  readonly #dir: string
  #entries = new Map<number, ProducerEntry>()
  /** The state is that of the log up to here. */
  #endOffset = 0
  #snapshotOffset = 0

  constructor(disk: Disk, dir: string) {
    this.#disk = disk
    this.#dir = dir
  }

  get entries(): Iterable<ProducerEntry> { return this.#entries.values() }
  get endOffset(): number { return this.#endOffset }
  producer(id: number): ProducerEntry | undefined { return this.#entries.get(id) }

  save(): ProducerStateSaved { return { entries: new Map(this.#entries), endOffset: this.#endOffset, snapshotOffset: this.#snapshotOffset } }
  load(saved: ProducerStateSaved): void {
    this.#entries = new Map(saved.entries)
    this.#endOffset = saved.endOffset
    this.#snapshotOffset = saved.snapshotOffset
  }

  /** The append this batch repeats, if it does. Refuses what is out of order or from a fenced producer; changes nothing. */
  check(batch: BatchHeader, partition: string): BatchMetadata | undefined {
    const entry = this.#entries.get(batch.producerId)
    if (entry === undefined) return undefined
    const duplicate = duplicateOf(entry, batch)
    if (duplicate === undefined) checkInOrder(entry, batch, partition)
    return duplicate
  }

  /** Takes note of a data batch that was appended. */
  append(batch: BatchHeader): void {
    const entry = this.#entries.get(batch.producerId) ?? newProducer(batch.producerId)
    this.#put(withBatch(entry, batch, isTransactional(batch)))
  }

  endTransaction(batch: BatchHeader, marker: EndOfTransaction): void {
    const entry = this.#entries.get(batch.producerId) ?? newProducer(batch.producerId)
    this.#put(withMarker(entry, { epoch: batch.producerEpoch, ...marker }))
  }

  #put(entry: ProducerEntry): void { this.#entries.set(entry.producerId, entry) }

  /** The log ends here now, whether or not a producer wrote what was appended. */
  advanceTo(offset: number): void { this.#endOffset = offset }

  /** Forgets producers that wrote nothing for long and have no transaction open. */
  removeExpired(now: Millis, expirationMs = PRODUCER_ID_EXPIRATION_MS): void {
    for (const { producerId, currentTxnFirstOffset, lastTimestamp } of this.#entries.values())
      if (currentTxnFirstOffset < 0 && now - lastTimestamp >= expirationMs) this.#entries.delete(producerId)
  }

  /** Writes a snapshot at the offset reached, unless there is one; gives its file. */
  takeSnapshot(): string | null {
    if (this.#endOffset <= this.#snapshotOffset) return null
    const file = fileOf(this.#dir, this.#endOffset, 'snapshot')
    this.#disk.write(file, printSnapshot(this.#entries.values()))
    this.#snapshotOffset = this.#endOffset
    return file
  }

  /**
   * Goes back to the newest sound snapshot at or before `end`; what the log holds behind `endOffset` must be appended anew.
   * Snapshots beyond `end` are of a past that was cut off, those up to `start` of one that was deleted.
   */
  reload(start: number, end: number): void {
    this.#entries.clear()
    this.#endOffset = this.#snapshotOffset = start
    const offsets = offsetsOf(this.#disk, this.#dir, 'snapshot')
    for (const offset of offsets) if (offset > end) this.#disk.remove(fileOf(this.#dir, offset, 'snapshot'))
    for (const offset of offsets.filter(each => each <= end && each > start).reverse()) if (this.#loadSnapshot(offset)) return
  }

  #loadSnapshot(offset: number): boolean {
    const file = fileOf(this.#dir, offset, 'snapshot')
    try {
      for (const entry of parseSnapshot(readWhole(this.#disk, file)!)) this.#put(entry)
      this.#endOffset = this.#snapshotOffset = offset
      return true
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      this.#entries.clear()
      this.#disk.remove(file)
      return false
    }
  }

  /** The log was emptied and begins anew. */
  startAt(offset: number): void {
    for (const each of offsetsOf(this.#disk, this.#dir, 'snapshot')) this.#disk.remove(fileOf(this.#dir, each, 'snapshot'))
    this.#entries.clear()
    this.#endOffset = this.#snapshotOffset = offset
  }
}

/** ProducerAppendInfo.maybeValidateDataBatch. */
function checkInOrder(entry: ProducerEntry, batch: BatchHeader, partition: string): void {
  const { producerId, producerEpoch: epoch, baseSequence: sequence } = batch
  if (epoch < entry.epoch)
    throw new RecordsError(Errors.INVALID_PRODUCER_EPOCH,
      `Epoch of producer ${producerId} in ${partition} is ${epoch}, which is smaller than the last seen epoch ${entry.epoch}`)
  const last = lastSequence(entry)
  const inOrder = epoch !== entry.epoch ? sequence === 0 || entry.epoch === -1 : sequence === last + 1 || (sequence === 0 && last === 0x7fff_ffff)
  if (!inOrder)
    throw new RecordsError(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER,
      `Out of order sequence number for producer ${producerId} in partition ${partition}: ${sequence} (incoming seq. number), `
      + `${last} (current end sequence number)`)
}

export const isEndOfTransaction = (batch: BatchHeader): boolean => isControl(batch) && batch.producerId >= 0
