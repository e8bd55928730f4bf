import { mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { StoredFile } from '../world/disk-journal.ts'
import type { Freed } from './disk-table.ts'
import { DiskTable, filesUnder, wholeFile } from './disk-table.ts'
import { frame, frames } from './folder-journal.ts'
import { FolderNames, inodePath, inodesPath } from './folder-names.ts'
import type { Epoch, Head, Manifest, Opened, Plain, WorkKind, WorkStore, WorldStore } from './store.ts'
import { fenced, refuseHole, refuseNewer, StorageError } from './store.ts'

/** One record of the journal: an epoch without its bytes, or (first, and after `begins`) a whole manifest. */
type Entry = { manifest: Manifest; generation: number } | { epoch: Epoch }
/** `generation` counts the worlds that began anew under this name: each has a folder of inodes to itself. */
interface Stored { head: Head | undefined; table: DiskTable; log: Plain[]; generation: number }
interface Writing extends Stored { writer: number; names: FolderNames; journalBytes: number }

/** The journal is written anew when it has grown by this much. */
const COMPACT_BYTES = 16_777_216

/**
 * Worlds in a folder, for `serve --data`:
 *
 *     WORLD/journal                 names, sizes, log: one framed record a commit
 *     WORLD/inodes-1/MACHINE/17     bytes
 *     WORLD/disks/MACHINE/orders-0/00000000000000000000.log   the same bytes under Kafka's names (hard links), for other tools
 *     WORLD/writer                  who may write
 *
 * A commit has happened when its journal record is whole. Writes are handed to the operating system, not forced to the platter:
 * `kill -9` loses nothing that was committed, a power cut of the real machine may.
 */
export class FolderStore implements WorldStore {
  readonly kind = 'folder'
  readonly work: WorkStore
  readonly #root: string
  readonly #writing = new Map<string, Writing>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(root: string) {
    this.#root = root
    this.work = new FolderWork(join(root, 'work'))
  }

  worlds(): Promise<Head[]> {
    return this.#next(async () => {
      const names = (await readdir(this.#root).catch(() => [])).filter(name => name !== 'work').sort()
      const stored = await Promise.all(names.map(name => readJournal(join(this.#root, name))))
      return stored.flatMap(({ head }) => head ?? [])
    })
  }

  open(world: string): Promise<Opened> {
    return this.#next(async () => {
      const dir = this.#at(world)
      const stored = await readJournal(dir)
      const manifest = stored.head ? manifestOf(stored, stored.head) : null
      if (manifest) refuseNewer(manifest.head)
      const writer = await this.#fence(world)
      const writing: Writing = { ...stored, writer, names: new FolderNames(dir), journalBytes: 0 }
      if (manifest) await cutTails(dir, stored)
      await writing.names.begin(stored.generation, stored.table.disks())
      await compact(dir, writing)
      this.#writing.set(world, writing)
      return { writer, manifest }
    })
  }

  commit(world: string, writer: number, epoch: Epoch): Promise<void> {
    return this.#next(async () => {
      const writing = this.#writing.get(world), dir = this.#at(world)
      if (!writing || writing.writer !== writer || await readWriter(dir) !== writer) throw fenced(world, writer)
      refuseHole(writing.head, epoch)
      if (epoch.begins === 'world') return beginAnew(dir, writing, epoch)
      await writePieces(dir, writing.generation, epoch)
      writing.journalBytes += await appendEntry(dir, { epoch: { ...epoch, disks: epoch.disks.map(disk => ({ ...disk, pieces: [] })) } })
      const freed = applyEpoch(writing, epoch)
      await writing.names.apply(epoch.disks)
      await Promise.all(freed.map(({ machine, inode }) => rm(inodePath(dir, writing.generation, machine, inode), { force: true })))
      if (writing.journalBytes > COMPACT_BYTES) await compact(dir, writing)
    })
  }

  read(world: string, machine: string, inode: number): Promise<Uint8Array> {
    return this.#next(() => {
      const generation = this.#writing.get(world)?.generation ?? 0
      return readFile(inodePath(this.#at(world), generation, machine, inode)).catch(() => new Uint8Array(0))
    })
  }

  files(world: string, machine: string, under: string): Promise<Record<string, Uint8Array>> {
    return this.#next(async () => {
      const dir = this.#at(world), { table, generation } = await readJournal(dir)
      const found = filesUnder(table.disks(), machine, under), bytes = new Map<number, Uint8Array>()
      for (const { inode } of found.flatMap(([, file]) => file.runs))
        bytes.set(inode, await readFile(inodePath(dir, generation, machine, inode)).catch(() => new Uint8Array(0)))
      return Object.fromEntries(found.map(([name, file]) => [name, wholeFile(file, inode => bytes.get(inode)!)]))
    })
  }

  remove(world: string): Promise<void> {
    return this.#next(async () => {
      const writer = await this.#fence(world)
      await rm(this.#at(world), { recursive: true, force: true })
      await mkdir(this.#at(world), { recursive: true })
      await writeFile(join(this.#at(world), 'writer'), String(writer))
    })
  }

  close(): void {}

  async #fence(world: string): Promise<number> {
    const dir = this.#at(world)
    await mkdir(dir, { recursive: true })
    const writer = await readWriter(dir) + 1
    await writeFile(join(dir, 'writer'), String(writer))
    return writer
  }

  #at(world: string): string {
    return join(this.#root, encodeURIComponent(world))
  }

  /** One thing after the other. What failed does not stop what comes after. */
  #next<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task).catch((error: unknown) => { throw asStorageError(error) })
    this.#last = result.catch(() => {})
    return result
  }
}

const manifestOf = ({ table, log }: Stored, head: Head): Manifest => ({ head, disks: table.disks(), log: [...log] })

function applyEpoch(stored: Stored, epoch: Epoch): Freed[] {
  if (epoch.begins) stored.log.length = 0
  for (const entry of epoch.log) stored.log.push(entry)
  stored.head = epoch.head
  return stored.table.apply(epoch.disks)
}

/** The old world stays whole until the new journal takes the old one's name. */
async function beginAnew(dir: string, writing: Writing, epoch: Epoch): Promise<void> {
  const old = writing.generation
  await writePieces(dir, old + 1, epoch)
  Object.assign(writing, { generation: old + 1, table: new DiskTable(), log: [] })
  applyEpoch(writing, epoch)
  await compact(dir, writing)
  await rm(inodesPath(dir, old), { recursive: true, force: true })
  await writing.names.begin(writing.generation, writing.table.disks())
}

const readWriter = async (dir: string): Promise<number> => Number(await readFile(join(dir, 'writer'), 'utf8').catch(() => '0'))

function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  const { code, message } = error as NodeJS.ErrnoException
  return new StorageError(code === 'ENOSPC' || code === 'EDQUOT' ? 'quota' : 'failed', message)
}

async function writePieces(dir: string, generation: number, { disks }: Epoch): Promise<void> {
  for (const { machine, pieces } of disks) {
    if (pieces.length > 0) await mkdir(dirname(inodePath(dir, generation, machine, 0)), { recursive: true })
    for (const { inode, offset, bytes } of pieces) {
      const file = await open(inodePath(dir, generation, machine, inode), offset === 0 ? 'w' : 'r+')
      try {
        await file.write(bytes, 0, bytes.length, offset)
      } finally {
        await file.close()
      }
    }
  }
}

async function appendEntry(dir: string, entry: Entry): Promise<number> {
  const bytes = frame(serialize(entry))
  await writeFile(join(dir, 'journal'), bytes, { flag: 'a' })
  return bytes.length
}

/** The world as of the last whole record; what is torn or stands behind it is forgotten. */
async function readJournal(dir: string): Promise<Stored> {
  const stored: Stored = { head: undefined, table: new DiskTable(), log: [], generation: 0 }
  const bytes = await readFile(join(dir, 'journal')).catch(() => new Uint8Array(0))
  for (const each of frames(bytes)) {
    const entry = deserialize(each) as Entry
    if ('epoch' in entry) applyEpoch(stored, entry.epoch)
    else Object.assign(stored, storedOf(entry.manifest, entry.generation))
  }
  return stored
}

const storedOf = ({ head, disks, log }: Manifest, generation: number): Stored => ({ head, table: new DiskTable(disks), log: [...log], generation })

async function compact(dir: string, writing: Writing): Promise<void> {
  if (!writing.head) return
  const entry: Entry = { manifest: manifestOf(writing, writing.head), generation: writing.generation }
  await writeFile(join(dir, 'journal.new'), frame(serialize(entry)))
  await rename(join(dir, 'journal.new'), join(dir, 'journal'))
  writing.journalBytes = 0
}

/** Bytes that were written for a commit that never happened. */
async function cutTails(dir: string, { table, generation }: Stored): Promise<void> {
  for (const { machine, files } of table.disks()) {
    for (const [inode, size] of largestRuns(Object.values(files))) {
      const path = inodePath(dir, generation, machine, inode)
      if ((await stat(path)).size > size) await truncate(path, size)
    }
  }
}

function largestRuns(files: readonly StoredFile[]): Map<number, number> {
  const sizes = new Map<number, number>()
  for (const { runs } of files) for (const { inode, bytes } of runs) sizes.set(inode, Math.max(bytes, sizes.get(inode) ?? 0))
  return sizes
}

class FolderWork implements WorkStore {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  async get(kind: WorkKind, id: string): Promise<Plain | undefined> {
    const bytes = await readFile(this.#at(kind, id)).catch(() => null)
    return bytes ? deserialize(bytes) as Plain : undefined
  }

  async put(kind: WorkKind, id: string, value: Plain): Promise<void> {
    await mkdir(join(this.#root, kind), { recursive: true })
    await writeFile(this.#at(kind, id), serialize(value))
  }

  async list(kind: WorkKind): Promise<string[]> {
    return (await readdir(join(this.#root, kind)).catch(() => [])).map(decodeURIComponent).sort()
  }

  async remove(kind: WorkKind, id: string): Promise<void> {
    await rm(this.#at(kind, id), { force: true })
  }

  #at(kind: WorkKind, id: string): string {
    return join(this.#root, kind, encodeURIComponent(id))
  }
}
