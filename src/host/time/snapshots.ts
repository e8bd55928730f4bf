import type { Micros, Told } from '../../world/view.ts'
import type { WorldState } from '../../world/world.ts'

/** A moment of a world, with what looked on beside it, from which it can go on as often as one likes. Never changed. */
export interface Snapshot {
  readonly world: WorldState
  /** What the companion remembered. */
  readonly companion: unknown
  /** What had been told by then, single batches left out; bounded. */
  readonly chronicle: readonly Told[]
  /** How many turns each script had lived. */
  readonly lived: ReadonlyMap<string, number>
  /** Beyond what it shares with its neighbours, in bytes; estimated. */
  readonly bytes: number
}

/** World time between two of them while the world is young; the older half of what is kept is thinned again and again. */
const EVERY: Micros = 15_000_000
/** In real time they are at least so far apart: taking one costs some 15 ms. */
const APART_MS = 750
const MOST = 20
const BUDGET_BYTES = 128 * 1_048_576

/** The moments of one track that can be gone on from, oldest first. */
export class Snapshots {
  #kept: readonly Snapshot[]
  #lastMs = -Infinity

  constructor(kept: readonly Snapshot[] = []) { this.#kept = kept }

  get all(): readonly Snapshot[] { return this.#kept }
  get last(): Snapshot | undefined { return this.#kept.at(-1) }

  /** Without a real time: as often as world time asks for. */
  isDue(now: Micros, realMs = Infinity): boolean {
    const last = this.last?.world.now ?? -Infinity
    return now - last >= EVERY && realMs - this.#lastMs >= APART_MS
  }

  add(snapshot: Snapshot, realMs = -Infinity): void {
    this.#lastMs = realMs
    this.#kept = bounded([...this.#kept.filter(each => each.world.now < snapshot.world.now), snapshot])
  }

  /** The latest from which `at` can be reached: nothing that is done after it may wait there already. */
  before(at: Micros): Snapshot | undefined { return this.#kept.findLast(snapshot => leadsTo(snapshot, at)) }

  /** For a track that leaves this one at `at`. */
  upTo(at: Micros): Snapshots { return new Snapshots(this.#kept.filter(snapshot => leadsTo(snapshot, at))) }
}

const leadsTo = ({ world }: Snapshot, at: Micros): boolean => world.now <= at && (world.actions.at(-1)?.at ?? 0) <= at

/** The first stays: everything can be reached from it. */
function bounded(kept: readonly Snapshot[]): readonly Snapshot[] {
  let some = kept
  while (some.length > 2 && (some.length > MOST || some.reduce((sum, { bytes }) => sum + bytes, 0) > BUDGET_BYTES)) some = thinned(some)
  return some
}

/** Drops the one that is missed least: whose neighbours are close to each other, compared with how long ago it was. */
function thinned(kept: readonly Snapshot[]): readonly Snapshot[] {
  const end = kept.at(-1)!.world.now
  const gap = (i: number) => (kept[i + 1]!.world.now - kept[i - 1]!.world.now) / (EVERY + end - kept[i]!.world.now)
  let least = 1
  for (let i = 2; i < kept.length - 1; i++) if (gap(i) < gap(least)) least = i
  return kept.filter((_, i) => i !== least)
}
