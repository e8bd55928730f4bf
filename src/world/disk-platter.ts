import type { Plain } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import { cutRuns, dirtyOf, flushedSize, truncateInode, type Flush, type Inode } from './disk-inode.ts'
import type { DiskState } from './disk-state.ts'
import type { DiskProfile } from './profiles.ts'

/** What it needs of its machine. */
export interface PlatterHost {
  now(): Micros
  later(at: Micros, is: 'flushed' | 'writeback', pid: number, body: unknown): void
}

/** Linux' own: dirty pages older than `dirty_expire_centisecs` are written out every `dirty_writeback_centisecs`. */
const EXPIRE_MICROS = 30_000_000
const WRITEBACK_MICROS = 5_000_000

/** What a power cut would leave: flushed bytes, and those Linux wrote back by itself; and the names they are known by. */
export class Platter {
  readonly #state: DiskState
  readonly #host: PlatterHost
  readonly #profile: DiskProfile

  constructor(state: DiskState, host: PlatterHost, profile: DiskProfile) {
    this.#state = state
    this.#host = host
    this.#profile = profile
  }

  /** Answered by a `flushed` event for `pid` when it has every byte the file has now. */
  flush(pid: number, inode: Inode, tag: Plain): void {
    inode.flushing++
    const body: Flush = { inode: inode.id, size: inode.size, boot: this.#state.boot, tag }
    this.#host.later(this.#busy(dirtyOf(inode)), 'flushed', pid, body)
  }

  /** The platter took what `flush` asked for. Gives the tag to answer with; null when power was lost in between. */
  flushed({ inode: id, size, boot, tag }: Flush): { tag: Plain } | null {
    if (boot !== this.#state.boot) return null
    const inode = this.#state.inodes.get(id)
    if (inode) {
      this.mark(inode, flushedSize(inode, size))
      if (--inode.flushing === 0) inode.lowest = -1
    }
    return { tag }
  }

  /** Linux' flusher looks: what was dirty for long enough is written. */
  writeback(): void {
    const state = this.#state, now = this.#host.now()
    if (now < state.writebackAt) return
    state.writebackAt = -1
    for (const id of [...state.dirty]) {
      const inode = state.inodes.get(id)!
      if (inode.dirtySince + EXPIRE_MICROS > now) break
      this.#busy(dirtyOf(inode))
      this.mark(inode, inode.size)
    }
    this.#planWriteback()
  }

  /** Only what the platter has is left, under the names it knows. */
  powerCut(): void {
    const state = this.#state
    for (const [name, id] of state.names) {
      state.changed.add(name)
      if (state.platter.get(name) !== id) state.inodes.get(id)!.name = null
    }
    for (const [name, id] of state.platter) this.#restoreFromPlatter(name, state.inodes.get(id)!)
    state.names = new Map(state.platter)
    const kept = new Set(state.names.values())
    for (const id of [...state.inodes.keys()]) if (!kept.has(id)) state.inodes.delete(id)
    state.usedBytes = [...state.inodes.values()].reduce((sum, inode) => sum + inode.size, 0)
    state.dirtyBytes = 0
    state.dirty.clear()
    state.boot++
    state.freeAt = this.#host.now()
    state.writebackAt = -1
  }

  #restoreFromPlatter(name: string, inode: Inode): void {
    // A storage lets go of the bytes of an inode that lost its name: they have to be given again.
    if (inode.name === null) Object.assign(inode, { runs: inode.flushed > 0 ? [{ inode: this.#state.nextRun++, from: 0 }] : [], given: 0 })
    else if (inode.flushed < inode.given) cutRuns(inode, inode.flushed, this.#state.nextRun++)
    truncateInode(inode, inode.flushed)
    Object.assign(inode, { name, flushing: 0, lowest: -1 })
    this.#state.changed.add(name)
  }

  /** The cache has bytes of it, or a name for it, that are not here yet. */
  markDirty(inode: Inode): void {
    const state = this.#state
    state.changed.add(inode.name!)
    if (state.dirty.has(inode.id)) return
    inode.dirtySince = this.#host.now()
    state.dirty.add(inode.id)
    if (state.writebackAt < 0) this.#planWriteback()
  }

  /** At the first look of Linux' flusher after the oldest dirty page expires. */
  #planWriteback(): void {
    const [oldest] = this.#state.dirty
    if (oldest === undefined) return
    const expires = this.#state.inodes.get(oldest)!.dirtySince + EXPIRE_MICROS
    this.#state.writebackAt = Math.ceil(expires / WRITEBACK_MICROS) * WRITEBACK_MICROS
    this.#host.later(this.#state.writebackAt, 'writeback', 0, null)
  }

  /** The platter has the first `size` bytes of it. */
  mark(inode: Inode, size: number): void {
    if (inode.name === null) return
    const dirtyBefore = dirtyOf(inode)
    inode.flushed = Math.max(inode.flushed, Math.min(size, inode.size))
    this.#state.dirtyBytes += dirtyOf(inode) - dirtyBefore
    if (inode.flushed === inode.size) this.#state.dirty.delete(inode.id)
    this.#state.changed.add(inode.name)
    this.harden(inode)
  }

  /** The platter knows it by its name now. */
  harden(inode: Inode): void {
    const was = this.#state.platter.get(inode.name!)
    this.#state.platter.set(inode.name!, inode.id)
    if (was !== undefined && was !== inode.id) this.collect(was)
  }

  /** Forgets an inode that no name leads to any more, here or in the cache. */
  collect(id: number): void {
    if (this.#state.inodes.get(id)?.name === null) this.#state.inodes.delete(id)
  }

  /** When the platter will be done with `bytes` more; requests queue up. */
  #busy(bytes: number): Micros {
    const { flushMicros, bytesPerSecond } = this.#profile
    const state = this.#state
    const service = flushMicros + (bytesPerSecond ? bytes * 1e6 / bytesPerSecond : 0)
    return state.freeAt = Math.ceil(Math.max(this.#host.now(), state.freeAt) + service * state.slow)
  }
}
