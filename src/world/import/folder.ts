import { isValidTopicName } from '../../broker/images.ts'
import type { Codecs } from '../../env/codecs.ts'
import { parseCheckpoint, parseOffset, type OffsetEntry } from '../../log/checkpoint.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { utf8Decode } from '../../protocol/utf8.ts'
import { commitsIn, type ForeignGroup } from './commits.ts'
import { ImportError } from './problem.ts'
import { endOf, ensureAscending, readSegment, recordsFrom, type ForeignSegment } from './segments.ts'

/** Files by path, `/` between names, as a browser or `readdir` tells them. */
export type ForeignFiles = Readonly<Record<string, Uint8Array>>

export interface ForeignPartition {
  readonly topic: string
  readonly partition: number
  readonly segments: readonly ForeignSegment[]
  /** The first offset, and the one the next record would get. */
  readonly start: number
  readonly end: number
  readonly records: number
  readonly bytes: number
  /** Timestamps of the first and the last batch in time, in ms; null without a record. */
  readonly times: { readonly from: number; readonly to: number } | null
}
export type { ForeignGroup } from './commits.ts'
export interface ForeignFolder { readonly partitions: readonly ForeignPartition[]; readonly groups: readonly ForeignGroup[] }

/** All `.log` files of a folder together. They travel in actions, which are kept with the world. */
export const MAX_IMPORT_BYTES = 16 * 1024 * 1024
const MAX_PARTITIONS = 100
const OFFSETS_TOPIC = '__consumer_offsets'

/** `…/orders-4/00000000000000000000.log` */
const LOG_FILE = /(?:^|\/)([^/]+)-(\d{1,6})\/(\d{20})\.log$/

/** Beside the partitions' folders: where logs begin that do not begin with their first segment. */
const STARTS_FILE = /(?:^|\/)log-start-offset-checkpoint$/

/** Whether a file of a folder is looked at. Indexes are made anew from the log, and the other checkpoints tell of another cluster: they are not. */
export const isWanted = (path: string): boolean => {
  const [, topic] = LOG_FILE.exec(path) ?? []
  return topic === undefined ? STARTS_FILE.test(path) : !topic.startsWith('__') || topic === OFFSETS_TOPIC
}

export function ensureSize(bytes: number): void {
  if (bytes > MAX_IMPORT_BYTES) throw new ImportError({ is: 'too-large', bytes, limit: MAX_IMPORT_BYTES })
}

/**
 * What a broker's log directory, a folder of several, or one partition's folder holds: user topics' logs and what groups have
 * committed. Every batch is looked at before anything is believed. Throws ImportError.
 */
export function readFolder(files: ForeignFiles, codecs: Codecs): ForeignFolder {
  const folders = foldersOf(files)
  ensureSize(folders.reduce((sum, folder) => sum + folder.bytes, 0))
  const found = onePerPartition(folders.map(partitionOf))
  const partitions = found.filter(({ topic }) => topic !== OFFSETS_TOPIC)
    .sort((a, b) => a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition)
  const groups = found.filter(({ topic }) => topic === OFFSETS_TOPIC).flatMap(({ segments }) => commitsIn(segments, codecs))
    .sort((a, b) => a.group < b.group ? -1 : 1)
  if (partitions.length === 0 && groups.length === 0) throw new ImportError({ is: 'nothing' })
  return { partitions, groups }
}

interface Folder {
  readonly topic: string
  readonly partition: number
  /** By the checkpoint of its log directory. */
  readonly startOffset: number
  readonly logs: { path: string; baseOffset: number; bytes: Uint8Array }[]
  bytes: number
}

function foldersOf(files: ForeignFiles): Folder[] {
  const folders = new Map<string, Folder>(), starts = startsIn(files)
  for (const path of Object.keys(files).filter(path => isWanted(path) && LOG_FILE.test(path)).sort()) {
    const [, topic, partition, base] = LOG_FILE.exec(path)!
    const dir = path.slice(0, path.lastIndexOf('/')), bytes = files[path]!
    const folder = folders.get(dir) ?? { topic: topic!, partition: Number(partition), startOffset: starts.get(dir) ?? 0, logs: [], bytes: 0 }
    folders.set(dir, folder)
    folder.logs.push({ path, baseOffset: baseOffsetOf(path, base!), bytes })
    folder.bytes += bytes.length
  }
  return [...folders.values()]
}

/** By the partition's folder. */
function startsIn(files: ForeignFiles): Map<string, number> {
  const starts = new Map<string, number>()
  for (const file of Object.keys(files).filter(path => STARTS_FILE.test(path))) {
    const directory = file.slice(0, file.lastIndexOf('/') + 1)
    for (const { topic, partition, offset } of offsetsIn(file, files[file]!)) starts.set(`${directory}${topic}-${partition}`, offset)
  }
  return starts
}

function offsetsIn(file: string, bytes: Uint8Array): OffsetEntry[] {
  try {
    return parseCheckpoint(utf8Decode(bytes)).map(parseOffset)
  } catch (error) {
    if (error instanceof MalformedError) throw new ImportError({ is: 'damaged', file, position: 0, why: error.message })
    throw error
  }
}

function baseOffsetOf(path: string, digits: string): number {
  const offset = Number(digits)
  if (!Number.isSafeInteger(offset)) throw new ImportError({ is: 'out-of-order', file: path, offset })
  return offset
}

function segmentsOf({ logs }: Folder): ForeignSegment[] {
  const segments = logs.map(({ path, baseOffset, bytes }, i) => readSegment(path, baseOffset, bytes, i === logs.length - 1))
  ensureAscending(segments)
  ensureSome(segments)
  return segments
}

/** A log of which nothing would be left is none that a crash has torn. */
function ensureSome(segments: readonly ForeignSegment[]): void {
  const { file, cutBytes } = segments.at(-1)!, isEmpty = segments.every(({ batches }) => batches.length === 0)
  if (cutBytes > 0 && isEmpty) throw new ImportError({ is: 'damaged', file, position: 0, why: 'no batch is whole' })
}

function partitionOf(folder: Folder): ForeignPartition {
  const { topic, partition, startOffset } = folder
  if (!isValidTopicName(topic)) throw new ImportError({ is: 'topic-name', topic })
  if (partition >= MAX_PARTITIONS) throw new ImportError({ is: 'too-many-partitions', topic, limit: MAX_PARTITIONS })
  const segments = segmentsOf(folder), end = endOf(segments), start = Math.min(Math.max(segments[0]!.baseOffset, startOffset), end)
  const seen = segments.flatMap(segment => segment.batches).filter(batch => recordsFrom(batch, start) > 0)
  const times = seen.map(batch => batch.maxTimestamp)
  return {
    topic, partition, segments, start, end,
    records: seen.reduce((sum, batch) => sum + recordsFrom(batch, start), 0), bytes: segments.reduce((sum, segment) => sum + segment.bytes.length, 0),
    times: times.length === 0 ? null : { from: times.reduce((a, b) => Math.min(a, b)), to: times.reduce((a, b) => Math.max(a, b)) },
  }
}

/** Replicas of several brokers in one folder: the longest is taken. */
function onePerPartition(partitions: readonly ForeignPartition[]): ForeignPartition[] {
  const best = new Map<string, ForeignPartition>()
  for (const each of partitions) {
    const id = `${each.topic}-${each.partition}`, before = best.get(id)
    if (!before || each.end > before.end) best.set(id, each)
  }
  return [...best.values()]
}
