import type { Millis } from '../env/units.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { batchAt, ensureValid, type BatchHeader } from '../protocol/records/batch.ts'
import { nextBatchSize } from '../protocol/records/walk.ts'
import type { LogConfig } from './api.ts'
import { EpochCache } from './epoch-cache.ts'
import { CLEANED, DELETED, SEGMENT_KINDS, exists, fileOf, offsetsOf, removeIfThere } from './files.ts'
import { UnifiedLog, type LogDeps } from './partition-log.ts'
import { ProducerState } from './producer-state.ts'
import { replayProducers } from './replay.ts'
import { Segment } from './segment.ts'

export interface OpenLog {
  readonly dir: string
  readonly partition: string
  readonly config: LogConfig
  readonly now: Millis
  /** The last stop was clean: what the files say holds. */
  readonly clean: boolean
  /** From the checkpoints of the log directory; 0 when they do not know the partition. */
  readonly logStartOffset: number
  readonly recoveryPoint: number
  readonly highWatermark: number
}
export interface OpenedLog { readonly log: UnifiedLog; readonly cutBytes: number }

/** Opens the folder of a partition, or makes it; mends what an unclean stop left (LogLoader). */
export function openLog(deps: LogDeps, opening: OpenLog): OpenedLog {
  const { disk, codecs } = deps
  const { dir, config, now } = opening
  removeLeftovers(deps, dir)
  const epochs = EpochCache.open(disk, dir)
  const segments = offsetsOf(disk, dir, 'log').map(base => Segment.open(disk, dir, base, config, now))
  const cutBytes = recoverSegments(deps, segments, epochs, opening)
  if (segments.length > 0 && segments.at(-1)!.nextOffset() < opening.logStartOffset) dropAll(deps, dir, segments, epochs)
  if (segments.length === 0) segments.push(Segment.create(disk, dir, opening.logStartOffset, config, now))
  const logEndOffset = segments.at(-1)!.nextOffset()
  const logStartOffset = Math.max(opening.logStartOffset, segments[0]!.baseOffset)
  epochs.truncateFromEnd(logEndOffset)
  epochs.truncateFromStart(logStartOffset)
  const producers = new ProducerState(disk, dir)
  producers.reload(logStartOffset, logEndOffset)
  replayProducers(producers, segments, logEndOffset, codecs)
  const log = new UnifiedLog(deps, {
    dir, partition: opening.partition, config, logStartOffset, logEndOffset,
    highWatermark: Math.min(Math.max(opening.highWatermark, logStartOffset), logEndOffset),
    recoveryPoint: opening.clean ? logEndOffset : Math.min(opening.recoveryPoint, logEndOffset),
    flushing: 0, segments: segments.map(segment => segment.save()), epochs: epochs.entries, producers: producers.save(), deletions: [],
  })
  return { log, cutBytes }
}

/** Files that were to be deleted, and indexes whose log is gone. */
function removeLeftovers({ disk }: LogDeps, dir: string): void {
  const files = disk.list(`${dir}/`)
  if (files.length === 0) return
  for (const file of files) if (file.endsWith(DELETED) || file.endsWith(CLEANED)) disk.remove(file)
  const logs = new Set(offsetsOf(disk, dir, 'log'))
  for (const kind of ['index', 'timeindex', 'txnindex'] as const)
    for (const base of offsetsOf(disk, dir, kind)) if (!logs.has(base)) disk.remove(fileOf(dir, base, kind))
}

/** Recovers segments whose indexes are no good, and after an unclean stop all from the recovery point on; gives what was cut. */
function recoverSegments(deps: LogDeps, segments: Segment[], epochs: EpochCache, { dir, clean, recoveryPoint }: OpenLog): number {
  const firstUnflushed = clean ? segments.length : Math.max(0, segments.findLastIndex(segment => segment.baseOffset <= recoveryPoint))
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!
    if (i < firstUnflushed && hasSoundIndexes(deps, dir, segment)) continue
    const cut = recoverSegment(deps, segment, epochs)
    if (cut === 0) continue
    const after = segments.splice(i + 1)
    removeSegments(deps, dir, after)
    return cut + after.reduce((sum, each) => sum + each.size, 0)
  }
  return 0
}

function hasSoundIndexes({ disk }: LogDeps, dir: string, segment: Segment): boolean {
  const index = fileOf(dir, segment.baseOffset, 'index'), timeIndex = fileOf(dir, segment.baseOffset, 'timeindex')
  return exists(disk, index) && exists(disk, timeIndex)
    && segment.offsetIndex.isSound(disk.size(index)) && segment.timeIndex.isSound(disk.size(timeIndex))
}

/** Reads a segment from its beginning, indexes it anew, and cuts it where the first unsound batch begins (LogSegment.recover). */
export function recoverSegment({ disk }: LogDeps, segment: Segment, epochs: EpochCache): number {
  segment.resetIndexes()
  const bytes = disk.read(segment.logFile, 0, segment.size)
  let end = 0
  for (let batch; (batch = soundBatch(bytes, end)) !== null; end += batch.size) {
    segment.reindex(batch, end)
    if (batch.leaderEpoch > epochs.latest) epochs.assign(batch.leaderEpoch, batch.baseOffset)
  }
  segment.cutAt(end)
  segment.becomeInactive()
  return bytes.length - end
}

function soundBatch(bytes: Uint8Array, at: number): BatchHeader | null {
  try {
    if (nextBatchSize(bytes, at, bytes.length) === 0) return null
    const batch = batchAt(bytes, at)
    ensureValid(bytes, batch)
    return batch
  } catch (error) {
    if (error instanceof MalformedError) return null
    throw error
  }
}

function removeSegments({ disk }: LogDeps, dir: string, segments: readonly Segment[]): void {
  for (const { baseOffset } of segments)
    for (const kind of [...SEGMENT_KINDS, 'snapshot' as const]) removeIfThere(disk, fileOf(dir, baseOffset, kind))
}

/** The log ends before it may begin: its records were deleted, and then lost. */
function dropAll(deps: LogDeps, dir: string, segments: Segment[], epochs: EpochCache): void {
  removeSegments(deps, dir, segments.splice(0))
  epochs.clear()
}
