import { allWanted, DiskTable, filesUnder, joined, piecesFrom, wholeFiles, type Piece } from './disk-table.ts'
import type { Epoch, Head, Opened, Plain, StoredParts, Wanted, WorkKind, WorkStore, WorldCopy, WorldStore } from './store.ts'
import { fenced, refuseHole, refuseNewer } from './store.ts'

interface Kept { head: Head; table: DiskTable; log: Plain[]; snapshot: Plain; inodes: Map<string, Piece[]> }

/** Keeps worlds as long as the page is open. The reference the other stores are held against. */
export class MemoryStore implements WorldStore {
  readonly kind = 'memory'
  readonly work: WorkStore = new MemoryWork()
  readonly #worlds = new Map<string, Kept>()
  readonly #writers = new Map<string, number>()

  async worlds(): Promise<Head[]> {
    return [...this.#worlds.values()].map(kept => kept.head).sort((a, b) => (a.world < b.world ? -1 : 1))
  }

  async open(world: string): Promise<Opened> {
    const kept = this.#worlds.get(world)
    if (kept) refuseNewer(kept.head)
    return { writer: this.#fence(world), manifest: kept ? { head: kept.head, disks: kept.table.disks(), log: [...kept.log], snapshot: kept.snapshot } : null }
  }

  async commit(world: string, writer: number, epoch: Epoch): Promise<void> {
    if (this.#writers.get(world) !== writer) throw fenced(world, writer)
    const kept = epoch.begins === 'world' ? undefined : this.#worlds.get(world)
    refuseHole(kept?.head, epoch)
    this.#worlds.set(world, apply(kept ?? { head: epoch.head, table: new DiskTable(), log: [], snapshot: null, inodes: new Map() }, epoch))
  }

  async read(world: string, machine: string, inode: number): Promise<Uint8Array> {
    return joined(this.#worlds.get(world)?.inodes.get(`${machine}:${inode}`) ?? [])
  }

  async files(world: string, machine: string, under: string): Promise<Record<string, Uint8Array>> {
    return wholeFiles(await this.parts(world, machine, under, allWanted))
  }

  async parts(world: string, machine: string, under: string, wanted: Wanted): Promise<StoredParts> {
    const kept = this.#worlds.get(world)
    if (!kept) return { files: {}, pieces: {} }
    const files = Object.fromEntries(filesUnder(kept.table.disks(), machine, under))
    const piecesOf = (inode: number) => kept.inodes.get(`${machine}:${inode}`) ?? []
    return { files, pieces: Object.fromEntries(Object.entries(wanted(files)).map(([name, from]) => [name, piecesFrom(files[name]!, from, piecesOf)])) }
  }

  async copy(world: string): Promise<WorldCopy | null> {
    const kept = this.#worlds.get(world)
    if (!kept) return null
    const inodes = [...kept.inodes].map(([key, pieces]) => ({ machine: key.slice(0, key.lastIndexOf(':')), inode: Number(key.slice(key.lastIndexOf(':') + 1)), bytes: joined(pieces) }))
    return { head: kept.head, disks: kept.table.disks(), log: [...kept.log], inodes }
  }

  async remove(world: string): Promise<void> {
    this.#worlds.delete(world)
    this.#fence(world)
  }

  close(): void {}

  #fence(world: string): number {
    const writer = (this.#writers.get(world) ?? 0) + 1
    this.#writers.set(world, writer)
    return writer
  }
}

function apply({ table, log, inodes, snapshot }: Kept, epoch: Epoch): Kept {
  for (const { machine, pieces } of epoch.disks) {
    for (const { inode, offset, bytes } of pieces) {
      const key = `${machine}:${inode}`
      const there = inodes.get(key)
      if (there) there.push({ offset, bytes })
      else inodes.set(key, [{ offset, bytes }])
    }
  }
  for (const { machine, inode } of table.apply(epoch.disks)) inodes.delete(`${machine}:${inode}`)
  if (epoch.begins) log.length = 0
  for (const entry of epoch.log) log.push(entry)
  return { head: epoch.head, table, log, inodes, snapshot: epoch.snapshot ?? (epoch.begins ? null : snapshot) }
}

class MemoryWork implements WorkStore {
  readonly #values = new Map<string, Plain>()

  async get(kind: WorkKind, id: string): Promise<Plain | undefined> {
    return this.#values.get(`${kind}/${id}`)
  }

  async put(kind: WorkKind, id: string, value: Plain): Promise<void> {
    this.#values.set(`${kind}/${id}`, structuredClone(value))
  }

  async list(kind: WorkKind): Promise<string[]> {
    return [...this.#values.keys()].filter(each => each.startsWith(`${kind}/`)).map(each => each.slice(kind.length + 1)).sort()
  }

  async remove(kind: WorkKind, id: string): Promise<void> {
    this.#values.delete(`${kind}/${id}`)
  }
}
