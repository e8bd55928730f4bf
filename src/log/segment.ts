import type { Bytes } from '../env/bytes.ts'
import type { Disk } from '../env/disk.ts'
import type { Millis } from '../env/units.ts'
import { HEADER_BYTES, batchAt, lastOffsetAt, type BatchHeader } from '../protocol/records/batch.ts'
import { nextBatchSize } from '../protocol/records/walk.ts'
import { exists, fileOf } from './files.ts'
import { OffsetIndex } from './offset-index.ts'
import { RecentPositions } from './recent-positions.ts'
import { TimeIndex, type TimestampOffset } from './time-index.ts'

/** What a segment takes from the log's configuration when it is made. */
export interface SegmentConfig { indexIntervalBytes: number; segmentIndexBytes: number }

/** Plain data; with the files on the disk it is the whole segment. */
export interface SegmentState extends SegmentConfig {
  baseOffset: number
  size: number
  /** The largest timestamp and the last offset of the batch that brought it; null = ask the time index. */
  maxTimestamp: TimestampOffset | null
  /** The first batch's largest timestamp, which time-based rolling counts from; null = ask the file. */
  firstTimestamp: Millis | null
  created: Millis
  lastModified: Millis
  bytesSinceLastIndexEntry: number
}

/** A batch in a segment: where it lies there, and its header. */
export interface PlacedBatch { position: number; header: BatchHeader }

const NOTHING = new Uint8Array(0)
/** Offsets in an index are 32-bit distances from the base offset. */
const MAX_RELATIVE_OFFSET = 0x7fff_ffff

/** A part of the log: a `.log` file of batches, and the indexes to find one in it (LogSegment). */
export class Segment {
  readonly logFile: string
  readonly offsetIndex: OffsetIndex
  readonly timeIndex: TimeIndex
  readonly #disk: Disk
  readonly #state: SegmentState
  #recent: RecentPositions | null = null

  constructor(disk: Disk, dir: string, state: SegmentState) {
    this.#disk = disk
    this.#state = state
    this.logFile = fileOf(dir, state.baseOffset, 'log')
    this.offsetIndex = new OffsetIndex(disk, fileOf(dir, state.baseOffset, 'index'), state.baseOffset, state.segmentIndexBytes)
    this.timeIndex = new TimeIndex(disk, fileOf(dir, state.baseOffset, 'timeindex'), state.baseOffset, state.segmentIndexBytes)
  }

  static create(disk: Disk, dir: string, baseOffset: number, config: SegmentConfig, now: Millis): Segment {
    const segment = new Segment(disk, dir, {
      indexIntervalBytes: config.indexIntervalBytes, segmentIndexBytes: config.segmentIndexBytes, baseOffset, size: 0,
      maxTimestamp: { timestamp: -1, offset: baseOffset }, firstTimestamp: null, created: now, lastModified: now, bytesSinceLastIndexEntry: 0,
    })
    if (!exists(disk, segment.logFile)) disk.append(segment.logFile, NOTHING)
    segment.createIndexes()
    return segment
  }

  /** A segment whose files are there already. */
  static open(disk: Disk, dir: string, baseOffset: number, config: SegmentConfig, now: Millis): Segment {
    return new Segment(disk, dir, {
      indexIntervalBytes: config.indexIntervalBytes, segmentIndexBytes: config.segmentIndexBytes, baseOffset,
      size: disk.size(fileOf(dir, baseOffset, 'log')), maxTimestamp: null, firstTimestamp: null, created: now, lastModified: now,
      bytesSinceLastIndexEntry: 0,
    })
  }

  createIndexes(): void {
    this.offsetIndex.file.create()
    this.timeIndex.file.create()
  }

  get baseOffset(): number { return this.#state.baseOffset }
  get size(): number { return this.#state.size }
  save(): SegmentState { return { ...this.#state } }

  get maxTimestamp(): TimestampOffset { return this.#state.maxTimestamp ??= this.timeIndex.last }
  /** What retention counts from: without any timestamp, when the file was written to last. */
  get largestTimestamp(): Millis { return this.maxTimestamp.timestamp >= 0 ? this.maxTimestamp.timestamp : this.#state.lastModified }
  canHold(offset: number): boolean { return offset - this.baseOffset <= MAX_RELATIVE_OFFSET }

  /** How long it has waited to be rolled, by record time where there is any. */
  waited(now: Millis, timestamp: Millis): Millis {
    const first = this.#state.firstTimestamp ??= this.#firstTimestamp()
    return first >= 0 ? timestamp - first : now - this.#state.created
  }
  #firstTimestamp(): Millis { return this.size < HEADER_BYTES ? -1 : batchAt(this.#headerBytes(0), 0).maxTimestamp }

  /** Appends whole batches, whose headers are these. */
  append(bytes: Uint8Array, batches: readonly BatchHeader[], now: Millis): void {
    const state = this.#state
    const recent = this.#recent ??= new RecentPositions()
    this.#disk.append(this.logFile, bytes)
    for (const header of batches) {
      if (state.size === 0) state.firstTimestamp = header.maxTimestamp
      this.noteTimestamp(header)
      if (state.bytesSinceLastIndexEntry > state.indexIntervalBytes) this.#index(header.lastOffset)
      recent.note(header.baseOffset, state.size)
      state.size += header.size
      state.bytesSinceLastIndexEntry += header.size
    }
    state.lastModified = now
  }

  noteTimestamp({ maxTimestamp, lastOffset }: BatchHeader): void {
    if (maxTimestamp > this.maxTimestamp.timestamp) this.#state.maxTimestamp = { timestamp: maxTimestamp, offset: lastOffset }
  }

  #index(lastOffset: number): void {
    this.offsetIndex.append(lastOffset, this.#state.size)
    this.timeIndex.maybeAppend(this.maxTimestamp)
    this.#state.bytesSinceLastIndexEntry = 0
  }

  /** The batch itself, to look into. */
  bytesOf(batch: PlacedBatch): Uint8Array { return this.#disk.read(this.logFile, batch.position, batch.header.size) }
  readAt(position: number, length: number): Bytes { return this.#disk.pieces(this.logFile, position, length) }

  /** The header of the batch at `position`, for `#wholeSize` and who knows its place. */
  #headerBytes(position: number): Uint8Array { return position < 0 ? NOTHING : this.#disk.read(this.logFile, position, HEADER_BYTES) }
  /** Its size, or 0 when it is not there whole: a damaged index points anywhere, and bytes that are no batch are refused. */
  #wholeSize(header: Uint8Array, position: number): number { return nextBatchSize(header, 0, this.size - position) }

  *batchesFrom(position: number): Generator<PlacedBatch, void> {
    for (let at = position, bytes, size; (size = this.#wholeSize(bytes = this.#headerBytes(at), at)) > 0; at += size)
      yield { position: at, header: batchAt(bytes, 0) }
  }

  /** Position and size of the first batch that ends at or beyond `offset`; null when there is none. */
  translate(offset: number): { position: number; size: number } | null {
    const recent = this.#recent?.of(offset) ?? -1
    const first = recent < 0 ? this.offsetIndex.positionOf(offset) : recent
    for (let position = first, header, size; (size = this.#wholeSize(header = this.#headerBytes(position), position)) > 0; position += size)
      if (lastOffsetAt(header, 0) >= offset) return { position, size }
    return null
  }

  /** Where the last whole batch ends that lies before position `limit` and holds no offset from `upTo` on. */
  endBefore(start: number, limit: number, upTo: number): number {
    const { offsetIndex } = this
    let position = Math.max(start, Math.min(offsetIndex.positionOf(upTo), offsetIndex.positionBefore(limit)))
    for (let header, size; (size = this.#wholeSize(header = this.#headerBytes(position), position)) > 0; position += size)
      if (position + size > limit || lastOffsetAt(header, 0) >= upTo) break
    return position
  }

  /** The offset after its last record (LogSegment.readNextOffset). */
  nextOffset(): number {
    let next = this.baseOffset
    for (const { header } of this.batchesFrom(this.offsetIndex.positionOf(this.offsetIndex.lastOffset))) next = header.lastOffset + 1
    return next
  }

  /** Cuts off the batch that holds `offset` and all behind it; gives how many bytes went. */
  truncateTo(offset: number): number {
    const cut = this.translate(offset)
    this.offsetIndex.truncateTo(offset)
    this.timeIndex.truncateTo(offset)
    this.#state.bytesSinceLastIndexEntry = 0
    const bytes = cut ? this.size - cut.position : 0
    if (cut) this.cutAt(cut.position)
    this.#state.maxTimestamp = this.#readMaxTimestamp()
    return bytes
  }

  cutAt(position: number): void {
    if (position < this.#state.size) this.#disk.truncate(this.logFile, position)
    this.#state.size = position
    this.#recent?.clear()
    if (position === 0) this.#state.firstTimestamp = null
  }

  /** The time index knows up to its last entry; behind that the batches are asked. */
  #readMaxTimestamp(): TimestampOffset {
    let max = this.timeIndex.last
    for (const { header } of this.batchesFrom(this.offsetIndex.positionOf(max.offset)))
      if (header.maxTimestamp > max.timestamp) max = { timestamp: header.maxTimestamp, offset: header.lastOffset }
    return max
  }

  /** It is written to no more, or not by this process: the time index gets its last entry. */
  becomeInactive(): void {
    this.timeIndex.maybeAppend(this.maxTimestamp)
    this.#recent = null
  }

  /** Forgets the indexes, to build them anew (recovery). */
  resetIndexes(): void {
    this.createIndexes()
    this.offsetIndex.file.truncateTo(0)
    this.timeIndex.file.truncateTo(0)
    Object.assign(this.#state, { maxTimestamp: { timestamp: -1, offset: this.baseOffset }, firstTimestamp: null, bytesSinceLastIndexEntry: 0 })
  }

  /** Indexes a batch that is in the file already, at `position`, the end of those indexed before (recovery). */
  reindex(header: BatchHeader, position: number): void {
    const state = this.#state
    this.noteTimestamp(header)
    if (state.bytesSinceLastIndexEntry > state.indexIntervalBytes) {
      this.offsetIndex.append(header.lastOffset, position)
      this.timeIndex.maybeAppend(this.maxTimestamp)
      state.bytesSinceLastIndexEntry = 0
    }
    state.bytesSinceLastIndexEntry += header.size
  }
}
