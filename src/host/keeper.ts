import type { EpochStore, Head, Plain, StorageError } from '../storage/store.ts'
import { FORMAT } from '../storage/store.ts'
import type { RecordedTurn } from '../world/scripts.ts'
import type { LoggedAction } from '../world/world.ts'
import type { RealClock } from './clock.ts'
import { AHEAD_BYTES, Committer } from './committer.ts'
import { ENGINE } from './engine.ts'
import type { WorldLike } from './world-like.ts'

/** One entry of a stored log. */
export type LogEntry = { action: LoggedAction } | { turn: RecordedTurn }

/** When disks stand still, the moment is written down this often all the same. */
const MOMENT_MS = 1_000

export interface KeeperOptions {
  store: EpochStore
  worldId: string
  writer: number
  clock: RealClock
  /** Number of the last epoch the store has. */
  epoch: number
  /** What the first commit drops: the whole world before, or its log alone. */
  begins?: 'world' | 'life'
  /** What a resume needs beyond disks and log. */
  facts(world: WorldLike): Plain
  /** A moment to go on from, of now or before, when a new one is to be stored. */
  snapshot?(nowMs: number): Plain | null
}

/** Writes one world down: asks it what its disks and its log gained, and commits that as one epoch. */
export class Keeper {
  readonly #options: KeeperOptions
  readonly #committer: Committer
  #begins: 'world' | 'life' | undefined
  #offered: number
  #actions = 0
  #turns = 0
  #momentMs = -Infinity
  #lastNow = -1
  #listeners: (() => void)[] = []
  /** The newest epoch that is safe. */
  committed: number

  constructor(options: KeeperOptions) {
    this.#options = options
    this.#begins = options.begins
    this.#offered = this.committed = options.begins === 'world' ? 0 : options.epoch
    this.#committer = new Committer(options.store, options.worldId, options.writer, committed => {
      this.committed = committed
      for (const listener of this.#listeners) listener()
    })
  }

  get problem(): StorageError | undefined { return this.#committer.problem ?? undefined }

  whenSettled(listener: () => void): void { this.#listeners.push(listener) }
  retry(): void { this.#committer.retry() }

  /** The world has to wait: too much of it is not committed, be it offered already or gathered for the next epoch. */
  isFull(world: WorldLike): boolean { return this.#committer.aheadBytes + world.gainedBytes() >= AHEAD_BYTES }

  /** So much has been gathered that it is not to wait for the next view. */
  isFilling(world: WorldLike): boolean { return world.gainedBytes() >= AHEAD_BYTES / 4 }

  /**
   * Offers what is new, if anything. Gives the epoch that holds everything up to now, or null: so many commits are under way that
   * more is gathered first.
   */
  keep(world: WorldLike, force: boolean): number | null {
    if (this.#committer.isBusy && !force) return null
    const disks = world.changes().filter(({ pieces, files }) => pieces.length > 0 || Object.keys(files).length > 0)
    const log = this.#newEntries(world)
    if (disks.length > 0 || log.length > 0 || force || this.#isMomentDue(world)) this.#offer(world, { disks, log })
    return this.#offered
  }

  /** Resolves when everything offered is committed, or cannot be. */
  drained(): Promise<void> {
    return new Promise(resolve => {
      const look = () => { if (this.#committer.isIdle || this.#committer.problem) resolve() }
      this.whenSettled(() => queueMicrotask(look))
      look()
    })
  }

  #offer(world: WorldLike, { disks, log }: { disks: ReturnType<WorldLike['changes']>; log: LogEntry[] }): void {
    const snapshot = this.#options.snapshot?.(this.#options.clock.now()) ?? null
    this.#committer.offer({
      head: this.#head(world), ...(this.#begins && { begins: this.#begins }), disks, log, ...(snapshot !== null && { snapshot }),
    })
    this.#begins = undefined
    this.#lastNow = world.now
    this.#momentMs = this.#options.clock.now()
  }

  #head(world: WorldLike): Head {
    return {
      world: this.#options.worldId, epoch: ++this.#offered, format: FORMAT, engine: ENGINE, seed: String(world.seed), now: world.now,
      logLength: this.#actions + this.#turns, savedAt: this.#options.clock.wall(), facts: this.#options.facts(world),
    }
  }

  #newEntries(world: WorldLike): LogEntry[] {
    const actions = world.log().slice(this.#actions).map(action => ({ action }))
    const turns = world.turns().slice(this.#turns).map(turn => ({ turn }))
    this.#actions += actions.length
    this.#turns += turns.length
    return [...actions, ...turns]
  }

  #isMomentDue(world: WorldLike): boolean {
    return world.now !== this.#lastNow && this.#options.clock.now() - this.#momentMs >= MOMENT_MS
  }
}
