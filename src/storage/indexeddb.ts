import type { DiskChanges, StoredFile } from '../world/disk-journal.ts'
import { openDatabase, perWorld, storageError, tables, transact, under } from './database.ts'
import type { Transaction } from './database.ts'
import type { Freed } from './disk-table.ts'
import { allWanted, DiskTable, joined, piecesFrom, runsFrom, wholeFiles, type Piece } from './disk-table.ts'
import type { Epoch, Head, Manifest, Opened, Plain, StoredDisk, StoredInode, StoredParts, Wanted, WorkKind, WorkStore, WorldCopy, WorldStore } from './store.ts'
import { fenced, refuseHole, refuseNewer, StorageError } from './store.ts'
import type { Merge } from './tidy.ts'
import { Tidy } from './tidy.ts'

/** What this page knows of a world it writes. */
interface Writing { writer: number; table: DiskTable; tidy: Tidy; plans: Map<number, Plan> }
/** What a commit does beyond putting rows; kept until it succeeds, so that a retry does the same. */
interface Plan { freed: Freed[]; merges: Merge[] }

export class IndexedDbStore implements WorldStore {
  readonly kind = 'indexeddb'
  readonly work: WorkStore
  readonly #database: IDBDatabase
  readonly #lost: { error: StorageError | null }
  readonly #writing = new Map<string, Writing>()

  /** Rejects with `unavailable` or `blocked`. */
  static async connect(factory: IDBFactory | undefined = globalThis.indexedDB): Promise<IndexedDbStore> {
    if (!factory) throw new StorageError('unavailable', 'no IndexedDB')
    const lost: { error: StorageError | null } = { error: null }
    try {
      return new IndexedDbStore(await openDatabase(factory, error => { lost.error ??= error }), lost)
    } catch (error) {
      throw storageError(error, 'unavailable')
    }
  }

  private constructor(database: IDBDatabase, lost: { error: StorageError | null }) {
    this.#database = database
    this.#lost = lost
    this.work = new IndexedDbWork(database)
  }

  async worlds(): Promise<Head[]> {
    let heads: unknown[] = []
    await this.#run('readonly', ['heads'], tx => tx.getAll('heads', under([]), all => { heads = all }))
    return heads as Head[]
  }

  async open(world: string): Promise<Opened> {
    const found: Found = { head: undefined, files: [], fileKeys: [], disks: [], diskKeys: [], log: [], snapshot: null }
    let writer = 0
    await this.#run('readwrite', [...perWorld, 'writers'], tx => {
      findWorld(tx, world, found)
      tx.get('writers', [world], last => tx.put('writers', [world], writer = Number(last ?? 0) + 1))
    })
    const manifest = manifestOf(found)
    if (manifest) refuseNewer(manifest.head)
    this.#writing.set(world, { writer, table: new DiskTable(manifest?.disks), tidy: new Tidy(), plans: new Map() })
    return { writer, manifest }
  }

  async commit(world: string, writer: number, epoch: Epoch): Promise<void> {
    const plan = this.#plan(world, writer, epoch)
    await this.#run('readwrite', [...perWorld, 'writers'], tx => {
      tx.get('writers', [world], last => { if (last !== writer) tx.abort(fenced(world, writer)) })
      tx.get('heads', [world], last => { abortUnless(tx, () => refuseHole(last as Head | undefined, epoch)) })
      for (const table of dropped[epoch.begins ?? 'nothing']) tx.remove(table, under([world]))
      for (const disk of epoch.disks) putDisk(tx, world, disk)
      for (const merge of plan.merges) mergeChunks(tx, world, merge)
      for (const { machine, inode } of plan.freed) tx.remove('chunks', under([world, machine, inode]))
      if (epoch.log.length > 0) tx.put('log', [world, epoch.head.logLength - epoch.log.length], epoch.log)
      if (epoch.snapshot !== undefined) tx.put('snapshots', [world], epoch.snapshot)
      tx.put('heads', [world], epoch.head)
    })
    this.#writing.get(world)?.plans.delete(epoch.head.epoch)
  }

  async read(world: string, machine: string, inode: number): Promise<Uint8Array> {
    let whole = new Uint8Array(0)
    await this.#run('readonly', ['chunks'], tx => readInode(tx, [world, machine, inode], bytes => { whole = bytes }))
    return whole
  }

  async files(world: string, machine: string, under: string): Promise<Record<string, Uint8Array>> {
    return wholeFiles(await this.parts(world, machine, under, allWanted))
  }

  /** Names and bytes of one transaction: no commit comes in between. */
  async parts(world: string, machine: string, under: string, wanted: Wanted): Promise<StoredParts> {
    let files: Record<string, StoredFile> = {}, from: [name: string, from: number][] = []
    const pieces = new Map<number, Piece[]>()
    const named = IDBKeyRange.bound([world, machine, under], [world, machine, `${under}\uffff`])
    await this.#run('readonly', ['files', 'chunks'], tx => tx.keys('files', named, keys => tx.getAll('files', named, all => {
      files = Object.fromEntries(keys.map((key, i) => [(key as [string, string, string])[2], all[i] as StoredFile]))
      from = Object.entries(wanted(files))
      for (const run of from.flatMap(([name, first]) => runsFrom(files[name]!, first)))
        readPieces(tx, [world, machine, run.inode], run.from, run.to, found => pieces.set(run.inode, found))
    })))
    return { files, pieces: Object.fromEntries(from.map(([name, first]) => [name, piecesFrom(files[name]!, first, inode => pieces.get(inode)!)])) }
  }

  /** In one transaction, so that all of it is of one commit. */
  async copy(world: string): Promise<WorldCopy | null> {
    const found: Found = { head: undefined, files: [], fileKeys: [], disks: [], diskKeys: [], log: [], snapshot: null }
    let keys: IDBValidKey[] = [], chunks: unknown[] = []
    await this.#run('readonly', perWorld, tx => {
      findWorld(tx, world, found)
      tx.keys('chunks', under([world]), all => { keys = all })
      tx.getAll('chunks', under([world]), all => { chunks = all })
    })
    const manifest = manifestOf(found)
    return manifest && { head: manifest.head, disks: manifest.disks, log: manifest.log, inodes: inodesOf(keys as unknown as ChunkKey[], chunks as Uint8Array[]) }
  }

  async remove(world: string): Promise<void> {
    await this.#run('readwrite', [...perWorld, 'writers'], tx => {
      for (const table of perWorld) tx.remove(table, under([world]))
      tx.get('writers', [world], last => tx.put('writers', [world], Number(last ?? 0) + 1))
    })
  }

  close(): void {
    this.#database.close()
  }

  /** A connection that was lost says why instead of `InvalidStateError`. */
  async #run(mode: IDBTransactionMode, names: Parameters<typeof transact>[2], body: (tx: Transaction) => void): Promise<void> {
    if (this.#lost.error) throw this.#lost.error
    await transact(this.#database, mode, names, body)
  }

  #plan(world: string, writer: number, epoch: Epoch): Plan {
    const writing = this.#writing.get(world)
    if (writing?.writer !== writer) throw fenced(world, writer)
    const planned = writing.plans.get(epoch.head.epoch)
    if (planned) return planned
    if (epoch.begins === 'world') Object.assign(writing, { table: new DiskTable(), tidy: new Tidy(), plans: new Map() })
    const freed = writing.table.apply(epoch.disks)
    const merges = epoch.disks.flatMap(({ machine, pieces }) =>
      pieces.flatMap(({ inode, offset, bytes }) => writing.tidy.add(machine, inode, offset, bytes.length) ?? []))
    for (const { machine, inode } of freed) writing.tidy.forget(machine, inode)
    const plan = { freed, merges: merges.filter(merge => !freed.some(each => each.machine === merge.machine && each.inode === merge.inode)) }
    writing.plans.set(epoch.head.epoch, plan)
    return plan
  }
}

/** Tables a new beginning empties. */
const dropped = { nothing: [], life: ['log', 'snapshots'], world: perWorld } as const

function abortUnless(tx: Transaction, holds: () => void): void {
  try {
    holds()
  } catch (error) {
    tx.abort(storageError(error, 'failed'))
  }
}

function putDisk(tx: Transaction, world: string, { machine, pieces, files, nextInode }: DiskChanges): void {
  for (const { inode, offset, bytes } of pieces) tx.put('chunks', [world, machine, inode, offset], bytes)
  for (const [name, file] of Object.entries(files)) {
    if (file) tx.put('files', [world, machine, name], file)
    else tx.remove('files', [world, machine, name])
  }
  tx.put('disks', [world, machine], nextInode)
}

type InodeKey = readonly [world: string, machine: string, inode: number]

function readInode(tx: Transaction, inode: InodeKey, then: (bytes: Uint8Array<ArrayBuffer>) => void): void {
  tx.getAll('chunks', under(inode), chunks => then(joined(inOrder(chunks, 0)) as Uint8Array<ArrayBuffer>))
}

/** The chunks that hold an inode's bytes `from` to `to`. The first of them may begin earlier: small ones become one under the key of their first. */
function readPieces(tx: Transaction, inode: InodeKey, from: number, to: number, then: (pieces: Piece[]) => void): void {
  const key = (offset: number) => [...inode, offset]
  tx.lastKey('chunks', IDBKeyRange.bound(key(0), key(from)), found => {
    const [, , , first] = found as unknown as ChunkKey
    tx.getAll('chunks', IDBKeyRange.bound(key(first), key(to), false, true), chunks => then(inOrder(chunks, first)))
  })
}

/** Chunks that lie one behind the other. */
const inOrder = (chunks: readonly unknown[], first: number): Piece[] => {
  let offset = first
  return (chunks as Uint8Array[]).map(bytes => ({ bytes, offset: (offset += bytes.length) - bytes.length }))
}

function mergeChunks(tx: Transaction, world: string, { machine, inode, from, to }: Merge): void {
  const key = (offset: number) => [world, machine, inode, offset]
  const range = IDBKeyRange.bound(key(from), key(to))
  tx.getAll('chunks', range, chunks => {
    tx.remove('chunks', range)
    tx.put('chunks', key(from), joined(inOrder(chunks, 0)))
  })
}

type ChunkKey = readonly [world: string, machine: string, inode: number, offset: number]

/** Chunks come in the order of their keys, so those of one inode follow each other. */
function inodesOf(keys: readonly ChunkKey[], chunks: readonly Uint8Array[]): StoredInode[] {
  const pieces = new Map<string, { machine: string; inode: number; of: Piece[] }>()
  keys.forEach(([, machine, inode, offset], index) => {
    const key = `${machine}:${inode}`, there = pieces.get(key) ?? { machine, inode, of: [] }
    there.of.push({ bytes: chunks[index]!, offset })
    pieces.set(key, there)
  })
  return [...pieces.values()].map(({ machine, inode, of }) => ({ machine, inode, bytes: joined(of) }))
}

interface Found { head: Head | undefined; files: StoredFile[]; fileKeys: IDBValidKey[]; disks: number[]; diskKeys: IDBValidKey[]; log: Plain[]; snapshot: Plain }

function findWorld(tx: Transaction, world: string, found: Found): void {
  tx.get('heads', [world], head => { found.head = head as Head | undefined })
  tx.getAll('files', under([world]), files => { found.files = files as StoredFile[] })
  tx.keys('files', under([world]), keys => { found.fileKeys = keys })
  tx.getAll('disks', under([world]), disks => { found.disks = disks as number[] })
  tx.keys('disks', under([world]), keys => { found.diskKeys = keys })
  tx.get('snapshots', [world], snapshot => { found.snapshot = snapshot ?? null })
  tx.getAll('log', under([world]), rows => { found.log = (rows as Plain[][]).flat() })
}

function manifestOf({ head, files, fileKeys, disks, diskKeys, log, snapshot }: Found): Manifest | null {
  if (!head) return null
  const byMachine = new Map<string, Record<string, StoredFile>>()
  diskKeys.forEach(key => byMachine.set((key as string[])[1]!, {}))
  fileKeys.forEach((key, index) => {
    const [, machine, name] = key as [string, string, string]
    byMachine.get(machine)![name] = files[index]!
  })
  const stored = [...byMachine].map(([machine, named], index): StoredDisk => ({ machine, nextInode: disks[index]!, files: named }))
  return { head, disks: stored, log, snapshot }
}

class IndexedDbWork implements WorkStore {
  readonly #database: IDBDatabase

  constructor(database: IDBDatabase) {
    this.#database = database
  }

  async get(kind: WorkKind, id: string): Promise<Plain | undefined> {
    let found: Plain
    await transact(this.#database, 'readonly', [tables.work], tx => tx.get('work', [kind, id], value => { found = value }))
    return found
  }

  async put(kind: WorkKind, id: string, value: Plain): Promise<void> {
    await transact(this.#database, 'readwrite', [tables.work], tx => tx.put('work', [kind, id], value))
  }

  async list(kind: WorkKind): Promise<string[]> {
    let keys: IDBValidKey[] = []
    await transact(this.#database, 'readonly', [tables.work], tx => tx.keys('work', under([kind]), all => { keys = all }))
    return keys.map(key => (key as string[])[1]!)
  }

  async remove(kind: WorkKind, id: string): Promise<void> {
    await transact(this.#database, 'readwrite', [tables.work], tx => tx.remove('work', [kind, id]))
  }
}
