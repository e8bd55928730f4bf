import type { DiskChanges, StoredFile } from '../world/disk-journal.ts'

/*
 * Where worlds live when nobody looks: the seam behind which IndexedDB (page) and memory (tests, browsers that refuse)
 * stand. A store knows bytes and names; what they mean is the world's.
 */

/** Structured-cloneable data without functions or class instances. */
export type Plain = unknown

/** Raised when the layout changes so that an older page could not read it. */
export const FORMAT = 1

/** One world at one virtual moment. It is written in the same transaction as the bytes it speaks of. */
export interface Head {
  world: string
  /** Commits since the world began; 1 is the first. */
  epoch: number
  format: number
  /** The engine that wrote it. Another engine may not replay its log to the same bytes. */
  engine: string
  seed: string
  /** Virtual time in microseconds: every byte, file and log entry is of this moment. */
  now: number
  /** Entries of the action log (script turns included) that belong to this moment. */
  logLength: number
  /** Real time of the commit, ms since 1970; for people. */
  savedAt: number
  /** What the host needs to bring the world back: its kind, machines, what was running. */
  facts: Plain
}

/**
 * What one commit changes. `begins` drops something in the same transaction: a new `world` all that was held before, a new `life` of
 * the same disks the log alone.
 */
export interface Epoch {
  head: Head
  begins?: 'world' | 'life'
  disks: readonly DiskChanges[]
  /** Appended to the log; it ends at `head.logLength`. */
  log: readonly Plain[]
  /** A moment at or before this one from which the log leads here; it takes the place of the last. A store may keep none. */
  snapshot?: Plain
}

/** The files of one machine's disk. */
export interface StoredDisk { machine: string; nextInode: number; files: Readonly<Record<string, StoredFile>> }

/** `snapshot` is null when none was kept. */
export interface Manifest { head: Head; disks: readonly StoredDisk[]; log: readonly Plain[]; snapshot: Plain }

/** A world as last committed, whole but for the moment to go on from: what is taken elsewhere is lived again there, or opened from its disks. */
export interface WorldCopy extends Omit<Manifest, 'snapshot'> { readonly inodes: readonly StoredInode[] }
export interface StoredInode { readonly machine: string; readonly inode: number; readonly bytes: Uint8Array }

/** Files of one disk by name, all of one commit, and as many of their bytes as were wanted: pieces one behind the other, up to the file's end. */
export interface StoredParts { readonly files: Readonly<Record<string, StoredFile>>; readonly pieces: Readonly<Record<string, readonly Uint8Array[]>> }
/** By name the byte from which on a file is wanted; of one that is left out nothing is read. Called once, while the store looks. */
export type Wanted = (files: StoredParts['files']) => Readonly<Record<string, number>>

/** `writer` fences: whoever opened the world last may commit, all others are refused. */
export interface Opened { writer: number; manifest: Manifest | null }

/**
 * Commits are atomic and ordered: whoever opens a world finds one committed epoch whole, and nothing of a later one.
 * Every promise rejects with a `StorageError` and no other.
 */
export interface WorldStore {
  readonly kind: 'indexeddb' | 'memory'
  worlds(): Promise<Head[]>
  open(world: string): Promise<Opened>
  /** Only the writer `open` gave may commit; the next commit need not wait for the one before. */
  commit(world: string, writer: number, epoch: Epoch): Promise<void>
  /** All stored bytes of one inode: at least as many as the files of the last epoch speak of. */
  read(world: string, machine: string, inode: number): Promise<Uint8Array>
  /** The files of a machine's disk whose names begin so, whole, as last committed. Whoever looks need not have opened the world. */
  files(world: string, machine: string, under: string): Promise<Record<string, Uint8Array>>
  /** The same, of each no more than is wanted: bytes that somebody has already are not read again. */
  parts(world: string, machine: string, under: string, wanted: Wanted): Promise<StoredParts>
  /** All of one commit, to be taken elsewhere; null when nothing is kept of it. Whoever writes it goes on. */
  copy(world: string): Promise<WorldCopy | null>
  /** Forgets a world. Its writer is fenced. */
  remove(world: string): Promise<void>
  readonly work: WorkStore
  close(): void
}

/** As much of a store as a world that is already open writes to. */
export type EpochStore = Pick<WorldStore, 'commit'>

/** `tracks`: by world, which forks it has and which one lies open. `worlds`: those that were made, with their names. */
export type WorkKind = 'scripts' | 'settings' | 'progress' | 'tracks' | 'worlds'
/** The learner's own work. No world's end touches it, but that of a whole world with its forks forgets their list. */
export interface WorkStore {
  get(kind: WorkKind, id: string): Promise<Plain | undefined>
  put(kind: WorkKind, id: string, value: Plain): Promise<void>
  /** Ids in order. */
  list(kind: WorkKind): Promise<string[]>
  remove(kind: WorkKind, id: string): Promise<void>
}

/**
 * - `quota`: the browser gives no more room; deleting a world helps, what was committed stays
 * - `unavailable`: no IndexedDB here, or it refuses to open
 * - `blocked`: another tab holds an older layout open; close it
 * - `superseded`: a newer page upgraded the layout; load this one again
 * - `fenced`: another tab has taken the world over, or deleted it; stop writing
 * - `newer`: the world was written by a newer format than this page reads
 * - `failed`: anything else, with the browser's own words in `message`
 */
export type StorageProblem = 'quota' | 'unavailable' | 'blocked' | 'superseded' | 'fenced' | 'newer' | 'failed'

export class StorageError extends Error {
  readonly problem: StorageProblem
  constructor(problem: StorageProblem, message: string) {
    super(message)
    this.name = 'StorageError'
    this.problem = problem
  }
}

export const fenced = (world: string, writer: number): StorageError => new StorageError('fenced', `writer ${writer} of ${world} is fenced`)

export function refuseNewer({ format }: Head): void {
  if (format > FORMAT) throw new StorageError('newer', `format ${format}; this page reads up to ${FORMAT}`)
}

/** A commit that failed may be tried again, but none may overtake it: the history has no holes. */
export function refuseHole(last: Head | undefined, { head, begins }: Epoch): void {
  const expected = (last?.epoch ?? 0) + 1
  if (begins !== 'world' && head.epoch !== expected) throw new StorageError('failed', `epoch ${head.epoch} after ${expected - 1}`)
}
