import type { Bytes } from '../env/bytes.ts'
import { DiskError } from '../env/disk.ts'
import type { Plain } from '../env/process.ts'
import type { Chunk } from './disk-chunk.ts'
import { appendBytes, appendToBlocks, packOne, readBytes, readPieces, sameBlock, shareBlocks } from './disk-file.ts'
import { Folders } from './disk-folders.ts'
import { forgetGiven, gainedBytes, takeChanges } from './disk-given.ts'
import { cutRuns, dirtyOf, newInode, truncateInode, turnBit, type Flush, type Inode } from './disk-inode.ts'
import type { DiskChanges, DiskImage } from './disk-journal.ts'
import { Platter, type PlatterHost } from './disk-platter.ts'
import { copyDiskState, newDiskState, type DiskState } from './disk-state.ts'
import type { DiskProfile } from './profiles.ts'

/** What a disk needs of its machine. */
export interface DiskHost extends PlatterHost {
  /** Other disks, whose files may have the same bytes. */
  others?(): Iterable<MachineDisk>
}

/** A block of 32 KiB is packed at most this often: it takes 0.3 ms. */
const PACK_EVERY_MICROS = 50_000

/** What the system empties as it comes up. */
const EMPTIED_AT_BOOT = '/tmp/'

/**
 * One machine's disk and page cache. Names and bytes change at once in the cache; the platter has what was flushed, or
 * what Linux wrote back by itself after some 30 s. Renames and removals of flushed files are durable at once (a
 * journaling file system); reads always come from the cache.
 */
export class MachineDisk {
  #state: DiskState
  #platter: Platter
  #folders = new Folders()
  /** When a block may be packed again; no state, for it makes no difference to what the disk holds. */
  #packAt = 0
  readonly #host: DiskHost
  readonly #profile: DiskProfile

  constructor(host: DiskHost, profile: DiskProfile, capBytes: number) {
    this.#host = host
    this.#profile = profile
    this.#state = newDiskState(capBytes)
    this.#platter = new Platter(this.#state, host, profile)
  }

  append(file: string, bytes: Uint8Array): void {
    const inode = this.#find(file) ?? this.#create(file, bytes.length)
    this.#needRoom(bytes.length)
    if (inode.runs.length === 0) inode.runs.push({ inode: this.#state.nextRun++, from: 0 })
    const last = inode.chunks.length - 1
    appendBytes(inode, bytes)
    this.#share(file, inode, last)
    this.#packIfDue(inode)
    this.#grew(inode, bytes.length)
  }

  write(file: string, bytes: Uint8Array): void {
    const old = this.#find(file)
    this.#needRoom(bytes.length - (old?.size ?? 0))
    if (old) this.#unname(old)
    this.append(file, bytes)
  }

  /** Puts a whole file there by hand, durable at once. */
  place(file: string, bytes: Uint8Array): void {
    this.write(file, bytes)
    this.#platter.mark(this.#get(file), bytes.length)
  }

  /** Turns a bit of a file over, in the cache and on the platter; with `back`, only where it is turned and the file still has it. */
  flip(file: string, at: number, bit: number, back = false): void {
    const inode = this.#state.offline ? undefined : this.#find(file)
    if (!inode || at >= inode.size || (inode.turned?.includes(8 * at + bit) ?? false) !== back) return
    turnBit(inode, at, bit, this.#state.nextRun++)
    this.#state.changed.add(file)
  }

  read(file: string, at: number, length: number): Uint8Array {
    return readBytes(this.#get(file), at, length)
  }

  pieces(file: string, at: number, length: number): Bytes {
    return readPieces(this.#get(file), at, length)
  }

  truncate(file: string, size: number): void {
    const inode = this.#get(file)
    if (size >= inode.size) return
    const dirtyBefore = dirtyOf(inode), shrunk = inode.size - size
    truncateInode(inode, size)
    inode.flushed = Math.min(inode.flushed, size)
    if (inode.flushing > 0) inode.lowest = inode.lowest < 0 ? size : Math.min(inode.lowest, size)
    if (size < inode.given) cutRuns(inode, size, this.#state.nextRun++)
    this.#state.usedBytes -= shrunk
    this.#state.dirtyBytes += dirtyOf(inode) - dirtyBefore
    this.#state.changed.add(file)
  }

  /** Answered by a `flushed` event for `pid` when the platter has every byte the file has now. */
  flush(pid: number, file: string, tag: Plain): void {
    this.#platter.flush(pid, this.#get(file), tag)
  }

  rename(from: string, to: string): void {
    const inode = this.#get(from)
    if (from === to) return
    const { platter, changed } = this.#state
    const replaced = this.#find(to)
    if (replaced) this.#unname(replaced)
    this.#forget(from)
    this.#name(to, inode.id)
    inode.name = to
    const was = platter.get(from)
    platter.delete(from)
    if (inode.flushed >= 0) this.#platter.harden(inode)
    else if (was !== undefined) this.#platter.collect(was)
    changed.add(from).add(to)
  }

  remove(file: string): void {
    const inode = this.#get(file)
    this.#state.platter.delete(file)
    this.#unname(inode)
  }

  list(prefix: string): string[] {
    this.#online()
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1), found: string[] = []
    for (const name of folder === '' ? this.#state.names.keys() : this.#folders.under(folder)) if (name.startsWith(prefix)) found.push(name)
    return found.sort()
  }

  size(file: string): number {
    return this.#find(file)?.size ?? -1
  }

  room(): { totalBytes: number; usableBytes: number } {
    const { capBytes, usedBytes, filledBytes } = this.#state
    return { totalBytes: capBytes, usableBytes: Math.max(0, capBytes - usedBytes - filledBytes) }
  }

  // What happens to it

  /** The platter took what `flush` asked for. Gives the tag to answer with; null when power was lost in between. */
  flushed(body: unknown): { tag: Plain } | null { return this.#platter.flushed(body as Flush) }
  writeback(): void { this.#platter.writeback() }

  /** Only what the platter has is left, under the names it knows. */
  powerCut(): void {
    this.#platter.powerCut()
    this.#folders = new Folders(this.#state.names.keys())
  }

  /** The system comes up, and empties `/tmp` as many Linux distributions do (Debian's `tmp.conf`; where it is a tmpfs, nothing of it is left anyway). */
  boot(): void {
    if (this.#state.offline) return
    for (const name of this.list(EMPTIED_AT_BOOT)) this.remove(name)
  }

  set slow(factor: number) { this.#state.slow = factor }
  set offline(offline: boolean) { this.#state.offline = offline }
  /** Something else takes all room but `bytes`; null gives it back. */
  leave(bytes: number | null): void {
    const { capBytes, usedBytes } = this.#state
    this.#state.filledBytes = bytes === null ? 0 : Math.max(0, capBytes - usedBytes - bytes)
  }

  view(): { usedBytes: number; capBytes: number; dirtyBytes: number; slow: number | null; offline: boolean } {
    const { usedBytes, filledBytes, capBytes, dirtyBytes, slow, offline } = this.#state
    return { usedBytes: usedBytes + filledBytes, capBytes, dirtyBytes, slow: slow === 1 ? null : slow, offline }
  }

  // For the storage behind the page

  /** Everything that changed since the last call. */
  takeChanges(machine: string): DiskChanges { return takeChanges(this.#state, machine) }
  /** How much `takeChanges` would give. */
  get gainedBytes(): number { return gainedBytes(this.#state) }
  /** The whole disk anew, for a storage that has nothing of it yet. */
  forgetGiven(): void { forgetGiven(this.#state) }

  restore(image: DiskImage): void {
    for (const name of Object.keys(image.files).sort()) {
      const file = image.files[name]!
      const inode = this.#create(name, file.size)
      for (const run of file.runs) {
        inode.runs.push({ inode: run.inode, from: inode.size })
        appendToBlocks(inode, image.read(run.inode, run.bytes).subarray(0, run.bytes))
      }
      this.#share(name, inode, 0)
      inode.given = inode.size
      this.#grew(inode, inode.size)
      if (file.flushed >= 0) this.#platter.mark(inode, file.flushed)
    }
    this.#state.nextRun = image.nextInode
    this.#state.changed.clear()
  }

  save(): DiskState { return copyDiskState(this.#state) }
  load(state: DiskState): void {
    this.#state = copyDiskState(state)
    this.#platter = new Platter(this.#state, this.#host, this.#profile)
    this.#folders = new Folders(state.names.keys())
  }

  // Inside

  #online(): void {
    if (this.#state.offline) throw new DiskError('offline', 'Input/output error')
  }

  #find(file: string): Inode | undefined {
    this.#online()
    const id = this.#state.names.get(file)
    return id === undefined ? undefined : this.#state.inodes.get(id)
  }

  #get(file: string): Inode {
    const inode = this.#find(file)
    if (!inode) throw new DiskError('missing', `${file} (No such file or directory)`)
    return inode
  }

  /** Full blocks that another disk has as well are held once: a log and its replicas are one in memory. */
  #share(file: string, inode: Inode, from: number): void {
    if (inode.chunks.length - 1 > from) shareBlocks(inode, from, (at, bytes) => this.#elsewhere(file, at, bytes))
  }

  #elsewhere(file: string, at: number, bytes: Uint8Array): Chunk | null {
    for (const disk of this.#host.others?.() ?? []) {
      const { names, inodes } = disk.#state, same = inodes.get(names.get(file) ?? -1)
      const found = same && disk !== this ? sameBlock(same, at, bytes) : null
      if (found) return found
    }
    return null
  }

  /** However much is written, packing takes no more than a few ms of a second of the world. */
  #packIfDue(inode: Inode): void {
    const now = this.#host.now()
    if (now >= this.#packAt && packOne(inode)) this.#packAt = now + PACK_EVERY_MICROS
  }

  #create(name: string, bytes: number): Inode {
    this.#needRoom(bytes)
    const id = this.#state.nextInode++
    const inode = newInode(id, name)
    this.#state.inodes.set(id, inode)
    this.#name(name, id)
    this.#platter.markDirty(inode)
    return inode
  }

  #name(name: string, id: number): void {
    this.#state.names.set(name, id)
    this.#folders.add(name)
  }

  #forget(name: string): void {
    this.#state.names.delete(name)
    this.#folders.delete(name)
  }

  #needRoom(bytes: number): void {
    const { capBytes, usedBytes, filledBytes } = this.#state
    if (bytes > 0 && usedBytes + filledBytes + bytes > capBytes) throw new DiskError('full', 'No space left on device')
  }

  #grew(inode: Inode, bytes: number): void {
    this.#state.usedBytes += bytes
    this.#state.dirtyBytes += bytes
    this.#platter.markDirty(inode)
  }

  /** The name leads elsewhere or nowhere now; the platter may still know the inode. */
  #unname(inode: Inode): void {
    const state = this.#state
    this.#forget(inode.name!)
    state.changed.add(inode.name!)
    state.usedBytes -= inode.size
    state.dirtyBytes -= dirtyOf(inode)
    state.dirty.delete(inode.id)
    const onPlatter = state.platter.get(inode.name!) === inode.id
    inode.name = null
    if (!onPlatter) state.inodes.delete(inode.id)
  }
}
