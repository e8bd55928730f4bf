import { closeSync, ftruncateSync, mkdirSync, openSync, renameSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { LOG_DIR } from '../../world/topology.ts'
import type { DiskChanges, DiskImage, StoredFile, StoredPiece } from '../../world/disk-journal.ts'

/** Every name of a machine's disk begins so; what follows is the path in its folder, which is its log directory or has several in it. */
const ROOT = `${LOG_DIR}/`
/** Says that all logs of a directory were closed: true only of what was written before it (LogManager, CleanShutdownFileHandler). */
const isMark = (name: string): boolean => name.endsWith('/.kafka_cleanshutdown')
const NO_BYTES = new Uint8Array(0)

type Files = DiskChanges['files']

/**
 * A log directory on this computer, kept as one machine's disk goes: the same files under the same names, so that Kafka and its tools
 * read it as their own.
 *
 * Writes are handed to the operating system, not forced to the platter: `kill -9` loses nothing that was applied, a power cut of the
 * real computer may. One that comes while a change is applied leaves a part of it, as it would of a broker's own writes: segments
 * first, what speaks of them after them, the mark of a clean stop last.
 */
export class LogDir {
  readonly path: string
  readonly #files: Map<string, StoredFile>

  /** Reads all there is; a folder that is not there yet is empty. */
  static async open(path: string): Promise<{ dir: LogDir; image: DiskImage }> {
    const names = await filesIn(path)
    const bytes = await Promise.all(names.map(name => readFile(join(path, name))))
    const files = Object.fromEntries(names.map((name, i) => [ROOT + name.split(sep).join('/'), storedWhole(i + 1, bytes[i]!.length)]))
    const image = { files, nextInode: names.length + 1, read: (inode: number) => bytes[inode - 1] ?? NO_BYTES }
    return { dir: new LogDir(path, files), image }
  }

  private constructor(path: string, files: Readonly<Record<string, StoredFile>>) {
    this.path = path
    this.#files = new Map(Object.entries(files))
  }

  apply({ files, pieces }: Pick<DiskChanges, 'files' | 'pieces'>): void {
    const names = Object.keys(files).sort((a, b) => rank(a, files) - rank(b, files))
    for (const name of names) if (isMark(name) && files[name] === null) this.#remove(name)
    const moves = this.#moves(files)
    for (const name of names) if (files[name] === null && !moves.has(name)) this.#remove(name)
    this.#move(moves)
    const given = byInode(pieces)
    for (const name of names) if (files[name]) this.#write(name, files[name], given)
    for (const name of names) if (files[name] === null && moves.has(name)) removeIfEmpty(dirname(this.#path(name)))
  }

  /** Files whose bytes go on under another name. */
  #moves(files: Files): Map<string, string> {
    const homes = new Map(Object.entries(files).flatMap(([name, file]) => file?.runs[0] ? [[file.runs[0].inode, name]] : []))
    const moved = Object.keys(files).flatMap((name): [string, string][] => {
      const inode = this.#files.get(name)?.runs[0]?.inode, home = inode === undefined ? undefined : homes.get(inode)
      return home === undefined || home === name ? [] : [[name, home]]
    })
    return new Map(moved)
  }

  /** Whoever moves into a name that is about to be left waits for that; a ring of them is opened by way of a name in between. */
  #move(moves: ReadonlyMap<string, string>): void {
    const waiting = new Map(moves)
    while (waiting.size > 0) {
      const [from, to] = [...waiting].find(([, to]) => !waiting.has(to)) ?? this.#setAside(waiting)
      waiting.delete(from)
      this.#rename(from, to)
    }
  }

  #setAside(waiting: Map<string, string>): [from: string, to: string] {
    const [[from, to]] = waiting as unknown as [[string, string]]
    const aside = `${from}.moving`
    this.#rename(from, aside)
    waiting.delete(from)
    waiting.set(aside, to)
    return [...waiting].find(([, to]) => !waiting.has(to))!
  }

  #rename(from: string, to: string): void {
    mkdirSync(dirname(this.#path(to)), { recursive: true })
    renameSync(this.#path(from), this.#path(to))
    this.#files.set(to, this.#files.get(from)!)
    this.#files.delete(from)
  }

  #remove(name: string): void {
    rmSync(this.#path(name), { force: true })
    removeIfEmpty(dirname(this.#path(name)))
    this.#files.delete(name)
  }

  /** What is new of a file after what is kept of it. One that is new from its first byte on takes its name when it is whole. */
  #write(name: string, file: StoredFile, given: ReadonlyMap<number, readonly StoredPiece[]>): void {
    const before = this.#files.get(name), kept = keptOf(before, file), path = this.#path(name)
    this.#files.set(name, file)
    if (before?.size === kept && file.size === kept) return
    const isNew = kept === 0, at = isNew && before ? `${path}.tmp` : path
    if (isNew) mkdirSync(dirname(path), { recursive: true })
    const opened = openSync(at, isNew ? 'w' : 'r+')
    try {
      if (before && before.size > kept) ftruncateSync(opened, kept)
      writeRuns(opened, file, given)
    } finally {
      closeSync(opened)
    }
    if (at !== path) renameSync(at, path)
  }

  #path(name: string): string {
    const path = join(this.path, name.slice(ROOT.length))
    if (!name.startsWith(ROOT) || relative(this.path, path).startsWith('..')) throw new Error(`${name} is not in the log directory ${LOG_DIR}`)
    return path
  }
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter(entry => entry.isFile()).map(entry => relative(path, join(entry.parentPath, entry.name))).sort()
}

const storedWhole = (inode: number, bytes: number): StoredFile => ({ runs: bytes > 0 ? [{ inode, bytes }] : [], size: bytes, flushed: bytes })

const rank = (name: string, files: Files): number => isMark(name) && files[name] ? 2 : name.endsWith('.log') ? 0 : 1

/** Bytes at the start of a file that are the same bytes as before. */
function keptOf(before: StoredFile | undefined, after: StoredFile): number {
  let kept = 0
  for (const [i, run] of after.runs.entries()) {
    const was = before?.runs[i]
    if (was?.inode !== run.inode) break
    kept += Math.min(was.bytes, run.bytes)
    if (was.bytes !== run.bytes) break
  }
  return kept
}

function byInode(pieces: readonly StoredPiece[]): Map<number, StoredPiece[]> {
  const given = new Map<number, StoredPiece[]>()
  for (const piece of pieces) given.set(piece.inode, [...given.get(piece.inode) ?? [], piece])
  return given
}

/** A piece may reach beyond its run: what was cut off before anybody stored it is left out. */
function writeRuns(opened: number, { runs }: StoredFile, given: ReadonlyMap<number, readonly StoredPiece[]>): void {
  let from = 0
  for (const { inode, bytes: size } of runs) {
    for (const { offset, bytes } of given.get(inode) ?? []) writeAll(opened, bytes.subarray(0, Math.max(0, size - offset)), from + offset)
    from += size
  }
}

function writeAll(opened: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) done += writeSync(opened, bytes, done, bytes.length - done, at + done)
}

/** A folder goes with its last file, as a partition's does. */
function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code!)) throw error
  }
}
