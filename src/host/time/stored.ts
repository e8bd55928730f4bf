import type { Plain } from '../../storage/store.ts'
import type { LoggedAction } from '../../world/world.ts'
import { ENGINE } from '../engine.ts'
import type { Snapshot, Snapshots } from './snapshots.ts'

/*
 * A track's latest moment, as it is stored beside its bytes: a tab that is opened again goes on from there. It is an engine's own
 * data, so only the very same engine may read it; all others live the log again, or take the disks.
 */

interface StoredSnapshot {
  readonly engine: string
  readonly snapshot: Snapshot
  /** The log has them. */
  readonly actions: number
}

/** Larger worlds take their disks. */
const MOST_BYTES = 48 * 1_048_576
/** In real time, and a second more for each megabyte. */
const EVERY_MS = 10_000
const BYTES_PER_MS = 1_048

/** Says when a new moment is to be stored, and gives it. */
export class Storing {
  readonly #snapshots: Snapshots
  #stored: Snapshot | undefined
  #nextMs = -Infinity

  constructor(snapshots: Snapshots) { this.#snapshots = snapshots }

  due(nowMs: number): Plain | null {
    const { last } = this.#snapshots
    if (!last || last === this.#stored || nowMs < this.#nextMs) return null
    const bytes = last.world.region.machines.reduce((sum, { disk }) => sum + disk.usedBytes, 0)
    this.#nextMs = nowMs + EVERY_MS + bytes / BYTES_PER_MS
    if (bytes > MOST_BYTES || last.world.turns.length > 0) return null
    this.#stored = last
    return { engine: ENGINE, actions: last.world.actions.length, snapshot: withoutLog(last) } satisfies StoredSnapshot
  }
}

const withoutLog = (snapshot: Snapshot): Snapshot => ({ ...snapshot, companion: null, world: { ...snapshot.world, actions: [] } })

/** Null when there is none, or it is another engine's. */
export function restored(stored: Plain, log: readonly LoggedAction[]): Snapshot | null {
  const { engine, snapshot, actions } = (stored ?? {}) as Partial<StoredSnapshot>
  if (!snapshot || engine !== ENGINE || actions === undefined) return null
  return { ...snapshot, world: { ...snapshot.world, actions: log.slice(0, actions) } }
}
