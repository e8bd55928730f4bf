import type { Disk } from '../env/disk.ts'
import type { PartitionId } from '../env/domain-event.ts'
import type { Millis } from '../env/units.ts'
import { utf8Encode } from '../protocol/utf8.ts'
import type { LogConfig, PartitionLog } from './api.ts'
import { parseOffset, readCheckpoint } from './checkpoint.ts'
import { exists, removeIfThere } from './files.ts'
import { UnifiedLog, type LogDeps, type LogState } from './partition-log.ts'
import { readTopicId, writeTopicId } from './properties.ts'
import { openLog } from './recovery.ts'

/*
 * A log directory: a folder a partition, and beside them what concerns all of them (LogManager).
 *
 *   ROOT/meta.properties · .kafka_cleanshutdown · replication-offset-checkpoint · recovery-point-offset-checkpoint ·
 *        log-start-offset-checkpoint
 *   ROOT/orders-4/partition.metadata · leader-epoch-checkpoint · 00000000000000000000.log · .index · .timeindex · .snapshot
 *   ROOT/orders-3.2f1c…-delete/ waits for `file.delete.delay.ms`
 *   ROOT/orders-2.91ab…-future/ is to take the place of orders-2 in another directory
 */

/** One of `log.dirs`, and the `directory.id` in its `meta.properties`. `path` never ends in a slash. */
export interface LogDir { readonly path: string; readonly id: string }

/** The directory that a partition's folder lies in. */
export const parentDir = (folder: string): string => folder.slice(0, folder.lastIndexOf('/'))

export const CLEAN_SHUTDOWN = '.kafka_cleanshutdown'
export const HIGH_WATERMARKS = 'replication-offset-checkpoint'
export const RECOVERY_POINTS = 'recovery-point-offset-checkpoint'
export const LOG_START_OFFSETS = 'log-start-offset-checkpoint'
const DELETE_SUFFIX = '-delete'
const FUTURE_SUFFIX = '-future'

export interface OpenDirectory {
  readonly root: string
  readonly now: Millis
  configOf(topic: string): LogConfig
  /** Whether a folder is this manager's; a raft log in the same directory is not. */
  isOurs(partition: PartitionId): boolean
}
export interface FoundLog {
  readonly partition: PartitionId
  readonly dir: string
  /** It copies a log in another directory. */
  readonly future: boolean
  readonly topicId: string | null
  readonly log: UnifiedLog
  /** What recovery had to cut off. */
  readonly cutBytes: number
}
export interface FoundDirectory {
  readonly logs: readonly FoundLog[]
  /** The last stop was clean, and nothing had to be recovered. */
  readonly clean: boolean
  /** Folders of deleted partitions, to be removed. */
  readonly deleted: readonly string[]
}

/** Opens every partition of a directory. The mark of a clean stop is taken away: a crash from now on is one. */
export function openDirectory(deps: LogDeps, opening: OpenDirectory): FoundDirectory {
  const { root, now } = opening
  const clean = exists(deps.disk, `${root}/${CLEAN_SHUTDOWN}`)
  removeIfThere(deps.disk, `${root}/${CLEAN_SHUTDOWN}`)
  const checkpoint = (name: string): Map<string, number> => offsetsIn(deps.disk, `${root}/${name}`)
  const highWatermarks = checkpoint(HIGH_WATERMARKS), recoveryPoints = checkpoint(RECOVERY_POINTS), starts = checkpoint(LOG_START_OFFSETS)
  const folders = foldersOf(deps.disk, root)
  const logs = folders.flatMap(logFolder).filter(({ partition }) => opening.isOurs(partition)).map(({ folder, partition, future }) => {
    const dir = `${root}/${folder}`
    const config = opening.configOf(partition.slice(0, partition.lastIndexOf('-')))
    const at = (offsets: ReadonlyMap<string, number>): number => offsets.get(partition) ?? 0
    const marks = { highWatermark: at(highWatermarks), recoveryPoint: at(recoveryPoints), logStartOffset: at(starts) }
    return { partition, dir, future, topicId: readTopicId(deps.disk, dir), ...openLog(deps, { dir, partition, config, now, clean, ...marks }) }
  })
  return { logs, clean, deleted: folders.filter(folder => folder.endsWith(DELETE_SUFFIX)).map(folder => `${root}/${folder}`) }
}

/** The offsets of a checkpoint file, by `topic-partition`. */
export const offsetsIn = (disk: Disk, file: string): Map<string, number> =>
  new Map(readCheckpoint(disk, file).map(parseOffset).map(({ topic, partition, offset }) => [`${topic}-${partition}`, offset]))

function foldersOf(disk: Disk, root: string): string[] {
  const from = root.length + 1
  const below = disk.list(`${root}/`).map(file => file.slice(from)).filter(file => file.includes('/'))
  return [...new Set(below.map(file => file.slice(0, file.indexOf('/'))))]
}

/** `orders-2`, or `orders-2.<32 hex digits>-future`. */
function logFolder(folder: string): { folder: string; partition: PartitionId; future: boolean }[] {
  const [, partition, future] = /^(.+-\d+?)(\.[0-9a-f]{32}-future)?$/.exec(folder) ?? []
  return partition === undefined ? [] : [{ folder, partition: partition as PartitionId, future: future !== undefined }]
}

/** A new, empty log; its folder knows its topic's id before it has a record. */
export function createLog(
  deps: LogDeps, root: string, partition: PartitionId, topicId: string, config: LogConfig, now: Millis, folder: string = partition,
): UnifiedLog {
  const dir = `${root}/${folder}`
  writeTopicId(deps.disk, dir, topicId)
  return openLog(deps, { dir, partition, config, now, clean: true, logStartOffset: 0, recoveryPoint: 0, highWatermark: 0 }).log
}

/** What a future log's folder is called; `unique` are 32 hex digits nobody else uses. */
export const futureFolder = (partition: PartitionId, unique: string): string => `${partition}.${unique}${FUTURE_SUFFIX}`

/**
 * Renames a partition's folder, so that another of the same name can be made at once; gives the new name. The log must not be
 * used any more.
 */
export function setAside(disk: Disk, dir: string, partition: PartitionId, unique: string, suffix = DELETE_SUFFIX): string {
  const aside = `${parentDir(dir)}/${partition}.${unique}${suffix}`
  renameFolder(disk, dir, aside)
  return aside
}

function renameFolder(disk: Disk, from: string, to: string): void {
  for (const file of disk.list(`${from}/`)) disk.rename(file, to + file.slice(from.length))
}

/** The same log in a folder of another name (UnifiedLog.renameDir). The one that was given must not be used any more. */
export function renameLog(deps: LogDeps, log: PartitionLog, dir: string): UnifiedLog {
  const state = log.save() as LogState
  renameFolder(deps.disk, log.dir, dir)
  const deletions = state.deletions.map(({ due, files }) => ({ due, files: files.map(file => dir + file.slice(log.dir.length)) }))
  return new UnifiedLog(deps, { ...state, dir, deletions })
}

export function removeFolder(disk: Disk, dir: string): void {
  for (const file of disk.list(`${dir}/`)) disk.remove(file)
}

/** After all logs are closed. The epoch lets the controller see that this broker lost nothing (KIP-966). */
export function markCleanShutdown(disk: Disk, root: string, brokerEpoch: number): void {
  const file = `${root}/${CLEAN_SHUTDOWN}`
  disk.write(file, utf8Encode(JSON.stringify({ version: 0, brokerEpoch })))
  disk.flush(file, { is: 'checkpoint', file })
}
