import type { Bytes } from '../env/bytes.ts'
import type { Codecs } from '../env/codecs.ts'
import type { Disk } from '../env/disk.ts'
import type { Plain } from '../env/process.ts'
import type { Millis } from '../env/units.ts'
import type { BatchHeader } from '../protocol/records/batch.ts'
import { RecordsError } from '../protocol/records/failure.ts'
import type { AppendInfo, AppendResult, LogConfig, LogFlush, PartitionLog } from './api.ts'
import { appendInfo, duplicateResult, refusal } from './append-result.ts'
import { markDeleted, removeDue, type Deletion } from './deletions.ts'
import { EpochCache, type EpochEntry } from './epoch-cache.ts'
import { SEGMENT_KINDS, fileOf } from './files.ts'
import { fetchedBatches, type FetchedBatches } from './fetched.ts'
import { findByTimestamp, findMaxTimestamp, type Found } from './lookup.ts'
import { ProducerState, type ProducerStateSaved } from './producer-state.ts'
import { noteProducer, replayProducers } from './replay.ts'
import { deletableSegments } from './retention.ts'
import { Segment, type SegmentState } from './segment.ts'
import { LogTail, type TailBatch } from './tail.ts'
import { validateForLeader, type ValidBatch } from './validate.ts'

export interface LogDeps { readonly disk: Disk; readonly codecs: Codecs }

/** All that the log keeps besides its files. Plain data. */
export interface LogState {
  readonly dir: string
  /** `orders-4`, for messages. */
  readonly partition: string
  config: LogConfig
  logStartOffset: number
  logEndOffset: number
  highWatermark: number
  recoveryPoint: number
  /** Up to where `flush.messages` has asked for a flush. */
  flushing: number
  segments: readonly SegmentState[]
  epochs: readonly EpochEntry[]
  producers: ProducerStateSaved
  deletions: readonly Deletion[]
}

const NOTHING = new Uint8Array(0)

/** A replica's log on a disk (UnifiedLog): segments in a row, of which the last is written to. */
export class UnifiedLog implements PartitionLog {
  readonly #deps: LogDeps
  readonly #state: LogState
  readonly #segments: Segment[]
  readonly #tail = new LogTail()
  readonly #epochs: EpochCache
  readonly #producers: ProducerState

  constructor(deps: LogDeps, state: LogState) {
    this.#deps = deps
    this.#state = { ...state }
    this.#segments = state.segments.map(segment => new Segment(deps.disk, state.dir, { ...segment }))
    this.#epochs = new EpochCache(deps.disk, state.dir, state.epochs)
    this.#producers = new ProducerState(deps.disk, state.dir)
    this.#producers.load(state.producers)
  }

  get dir(): string { return this.#state.dir }
  get logStartOffset(): number { return this.#state.logStartOffset }
  get logEndOffset(): number { return this.#state.logEndOffset }
  get highWatermark(): number { return this.#state.highWatermark }
  get recoveryPoint(): number { return this.#state.recoveryPoint }
  get sizeBytes(): number { return this.#segments.reduce((sum, segment) => sum + segment.size, 0) }
  get latestEpoch(): number { return this.#epochs.latest }
  get config(): LogConfig { return this.#state.config }
  get producers(): ProducerState { return this.#producers }
  get #active(): Segment { return this.#segments.at(-1)! }

  // Appending

  appendAsLeader(records: Uint8Array, at: { epoch: number; now: Millis; origin: 'client' | 'coordinator' | 'raft' }): AppendResult {
    const { config, partition, logEndOffset: nextOffset } = this.#state
    try {
      const { origin, epoch, now } = at
      const batch = validateForLeader(records, { origin, epoch, now, partition, config, codecs: this.#deps.codecs, nextOffset })
      if (batch === null) return { ok: true, duplicate: false, logAppendTime: -1, rolled: false, ...appendInfo([]) }
      const known = origin === 'client' && batch.header.producerId >= 0 ? this.#producers.check(batch.header, partition) : undefined
      return known ? duplicateResult(batch.header, known) : this.#appendValid(batch, now)
    } catch (error) {
      if (error instanceof RecordsError) return refusal(error)
      throw error
    }
  }

  #appendValid({ bytes, header }: ValidBatch, now: Millis): AppendResult {
    const rolled = this.#mustRoll(header, 0, now)
    if (rolled) this.#roll(header.baseOffset, now)
    this.#write(bytes, [header], now)
    this.#flushEveryFew()
    const logAppendTime = this.#state.config.timestampType === 'LogAppendTime' ? now : -1
    return { ok: true, duplicate: false, logAppendTime, rolled, ...appendInfo([header]) }
  }

  /** Throws a RecordsError, with nothing written, when a batch is not sound or begins below the log's end. */
  appendAsFollower(records: Bytes, now: Millis): AppendInfo {
    const fetched = fetchedBatches(records, this.#state.partition, this.logEndOffset)
    for (const each of fetched) this.#writeFetched(each, now)
    this.#flushEveryFew()
    return appendInfo(fetched.length === 1 ? fetched[0]!.batches : fetched.flatMap(({ batches }) => batches))
  }

  #writeFetched({ bytes, batches }: FetchedBatches, now: Millis): void {
    let first = 0, pending = 0
    for (let i = 0; i < batches.length; i++) {
      const batch = batches[i]!
      if (this.#mustRoll(batch, pending, now)) {
        this.#writeRun(bytes, batches.slice(first, i), now)
        this.#roll(batch.baseOffset, now)
        first = i
        pending = 0
      }
      pending += batch.size
    }
    this.#writeRun(bytes, first === 0 ? batches : batches.slice(first), now)
  }

  #writeRun(records: Uint8Array, run: readonly BatchHeader[], now: Millis): void {
    const last = run.at(-1)
    if (last) this.#write(records.subarray(run[0]!.at, last.at + last.size), run, now)
  }

  /** Writes batches to the active segment; their headers speak of positions in bytes that begin with the first of them. */
  #write(bytes: Uint8Array, batches: readonly BatchHeader[], now: Millis): void {
    this.#active.append(bytes, batches, now)
    const from = batches[0]!.at
    for (const batch of batches) {
      if (batch.leaderEpoch >= 0) this.#epochs.assign(batch.leaderEpoch, batch.baseOffset)
      if (batch.producerId >= 0) noteProducer(this.#producers, bytes, batch.at - from, batch, this.#deps.codecs)
    }
    this.#state.logEndOffset = batches.at(-1)!.lastOffset + 1
    this.#producers.advanceTo(this.logEndOffset)
  }

  /** Whether `batch` needs a new segment, behind `pending` bytes that go to the active one first (LogSegment.shouldRoll). */
  #mustRoll(batch: BatchHeader, pending: number, now: Millis): boolean {
    const { config } = this.#state
    const active = this.#active
    const size = active.size + pending
    return size > config.segmentBytes - batch.size
      || (size > 0 && active.waited(now, batch.maxTimestamp) > config.segmentMs)
      || active.offsetIndex.isFull || active.timeIndex.isFull || !active.canHold(batch.lastOffset)
  }

  /** Ends the active segment and begins one at `baseOffset`; the old one is flushed. */
  #roll(baseOffset: number, now: Millis): void {
    const { disk } = this.#deps
    const old = this.#active
    if (old.size === 0 && old.baseOffset === baseOffset) return
    old.becomeInactive()
    this.#segments.push(Segment.create(disk, this.dir, baseOffset, this.#state.config, now))
    this.#producers.advanceTo(baseOffset)
    const snapshot = this.#producers.takeSnapshot()
    this.#flush([old.offsetIndex.file.file, old.timeIndex.file.file, ...(snapshot ? [snapshot] : []), old.logFile], baseOffset)
  }

  // Reading

  read(from: number, maxBytes: number, { upTo, minOneMessage }: { upTo: number; minOneMessage: boolean }): Bytes {
    const end = Math.min(upTo, this.logEndOffset)
    if (from >= end) return NOTHING
    const segments = this.#segments, floor = segments.findLastIndex(segment => segment.baseOffset <= from)
    for (let i = Math.max(floor, 0); i < segments.length; i++) {
      const first = segments[i]!.translate(from)
      if (first) return this.#readFrom(segments[i]!, first, minOneMessage ? Math.max(maxBytes, first.size) : maxBytes, end)
    }
    return NOTHING
  }

  #readFrom(segment: Segment, { position }: { position: number }, maxBytes: number, upTo: number): Bytes {
    const isWhole = segment.size - position <= maxBytes && upTo === this.logEndOffset
    const end = isWhole ? segment.size : segment.endBefore(position, position + maxBytes, upTo)
    return end === position ? NOTHING : segment.readAt(position, end - position)
  }

  offsetForTimestamp(timestamp: Millis, upTo: number): Found | null {
    const found = findByTimestamp(this.#segments, timestamp, this.logStartOffset, this.#deps.codecs)
    return found && found.offset < upTo ? found : null
  }

  offsetOfMaxTimestamp(): Found | null { return findMaxTimestamp(this.#segments, this.#deps.codecs) }
  tail(batches: number): readonly TailBatch[] { return this.#tail.of(this.#segments, batches) }
  segments(): { baseOffset: number; bytes: number }[] { return this.#segments.map(({ baseOffset, size }) => ({ baseOffset, bytes: size })) }

  // Epochs and marks

  startEpoch(epoch: number): void { this.#epochs.assign(epoch, this.logEndOffset) }
  endOffsetForEpoch(epoch: number): { epoch: number; endOffset: number } { return this.#epochs.endOffsetFor(epoch, this.logEndOffset) }
  epochs(): readonly EpochEntry[] { return this.#epochs.entries }

  updateHighWatermark(offset: number): boolean {
    const clamped = Math.min(Math.max(offset, this.logStartOffset), this.logEndOffset)
    const isNew = clamped !== this.highWatermark
    this.#state.highWatermark = clamped
    return isNew
  }

  moveStartTo(offset: number): void {
    const start = Math.min(offset, this.highWatermark)
    if (start <= this.logStartOffset) return
    this.#state.logStartOffset = start
    this.#epochs.truncateFromStart(start)
  }

  // Cutting

  truncateTo(offset: number): void {
    if (offset >= this.logEndOffset) return this.#epochs.truncateFromEnd(this.logEndOffset)
    if (offset < this.#segments[0]!.baseOffset) return this.truncateFullyAndStartAt(offset)
    while (this.#active.baseOffset > offset) this.#removeNow(this.#segments.pop()!)
    this.#active.truncateTo(offset)
    this.#tail.forget()
    this.#state.logEndOffset = offset
    this.#state.logStartOffset = Math.min(this.logStartOffset, offset)
    this.#state.recoveryPoint = Math.min(this.recoveryPoint, offset)
    this.#state.flushing = Math.min(this.#state.flushing, offset)
    this.#epochs.truncateFromEnd(offset)
    this.#rebuildProducers()
    this.updateHighWatermark(this.highWatermark)
  }

  truncateFullyAndStartAt(offset: number): void {
    const now = this.#active.save().lastModified
    for (const segment of this.#segments.splice(0)) this.#removeNow(segment)
    this.#segments.push(Segment.create(this.#deps.disk, this.dir, offset, this.#state.config, now))
    Object.assign(this.#state, { logStartOffset: offset, logEndOffset: offset, highWatermark: offset, recoveryPoint: offset, flushing: offset })
    this.#epochs.clear()
    this.#producers.startAt(offset)
  }

  /** What a leader has and this log is no more is not worth keeping for late readers. */
  #removeNow(segment: Segment): void {
    const { disk } = this.#deps
    removeDue(disk, [markDeleted(disk, this.#filesOf(segment.baseOffset), 0)], 0)
  }
  #filesOf(baseOffset: number): string[] { return [...SEGMENT_KINDS, 'snapshot' as const].map(kind => fileOf(this.dir, baseOffset, kind)) }

  #rebuildProducers(): void {
    this.#producers.reload(this.logStartOffset, this.logEndOffset)
    replayProducers(this.#producers, this.#segments, this.logEndOffset, this.#deps.codecs)
  }

  // Retention

  applyRetention(now: Millis): number[] {
    const { config, logEndOffset } = this.#state
    const count = deletableSegments({ ...this.#state, segments: this.#segments }, now)
    if (count === 0) return []
    if (count === this.#segments.length) this.#roll(logEndOffset, now)
    const gone = this.#segments.splice(0, count).map(segment => segment.baseOffset)
    this.moveStartTo(this.#segments[0]!.baseOffset)
    const deletion = markDeleted(this.#deps.disk, gone.flatMap(base => this.#filesOf(base)), now + config.fileDeleteDelayMs)
    this.#state.deletions = [...this.#state.deletions, deletion]
    return gone
  }

  get deletionDue(): Millis | null {
    return this.#state.deletions.reduce<Millis | null>((due, each) => Math.min(due ?? each.due, each.due), null)
  }
  removeDeleted(now: Millis): void { this.#state.deletions = removeDue(this.#deps.disk, this.#state.deletions, now) }
  removeExpiredProducers(now: Millis): void { this.#producers.removeExpired(now) }

  // Durability

  flush(tag: Plain): void { this.#deps.disk.flush(this.#active.logFile, tag) }

  /** `flush.messages` (UnifiedLog.append): counted from what is durable, or on its way to be. */
  #flushEveryFew(): void {
    const { config, logEndOffset, recoveryPoint, flushing } = this.#state, active = this.#active
    if (logEndOffset - Math.max(recoveryPoint, flushing) < config.flushMessages) return
    this.#state.flushing = logEndOffset
    this.#flush([active.offsetIndex.file.file, active.timeIndex.file.file, active.logFile], logEndOffset)
  }

  awaitsFlush(offset: number): boolean { return this.recoveryPoint < Math.min(offset, this.#state.flushing) }

  #flush(files: readonly string[], upTo: number): void {
    const tag = (file: string): LogFlush => ({ is: 'log.flushed', dir: this.dir, upTo: file === files.at(-1) ? upTo : 0 })
    for (const file of files) this.#deps.disk.flush(file, tag(file))
  }

  flushed({ upTo }: LogFlush): void {
    this.#state.recoveryPoint = Math.max(this.recoveryPoint, Math.min(upTo, this.logEndOffset))
  }

  close(): void {
    const active = this.#active
    active.becomeInactive()
    const snapshot = this.#producers.takeSnapshot()
    this.#flush([active.offsetIndex.file.file, active.timeIndex.file.file, ...(snapshot ? [snapshot] : []), active.logFile], this.logEndOffset)
    this.#state.recoveryPoint = this.logEndOffset
  }

  configure(config: LogConfig): void { this.#state.config = config }

  save(): LogState {
    return {
      ...this.#state, segments: this.#segments.map(segment => segment.save()), epochs: this.#epochs.entries, producers: this.#producers.save(),
    }
  }
}
