import type { Micros, Told } from '../../world/view.ts'
import { isFinishedChunk } from '../../world/disk-chunk.ts'
import type { WorldState } from '../../world/world.ts'
import { packed, unpacked, type Packed } from './packed.ts'

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

/** What a world's state is made of but for what all moments of a track share: its actions and turns. */
type Own = Omit<WorldState, 'actions' | 'turns'>

/** A moment that is kept: the newest as it is, older ones packed, which takes a tenth. */
class Kept {
  readonly now: Micros
  readonly bytes: number
  readonly #lastAction: Micros
  #whole: Snapshot | null
  #packed: { readonly own: Packed; readonly rest: Omit<Snapshot, 'world'> & Pick<WorldState, 'actions' | 'turns'> } | null = null

  constructor(snapshot: Snapshot) {
    this.now = snapshot.world.now
    this.bytes = snapshot.bytes
    this.#lastAction = snapshot.world.actions.at(-1)?.at ?? 0
    this.#whole = snapshot
  }

  leadsTo(at: Micros): boolean { return this.now <= at && this.#lastAction <= at }

  get snapshot(): Snapshot {
    if (this.#whole) return this.#whole
    const { own, rest: { actions, turns, ...rest } } = this.#packed!
    return { ...rest, world: { ...unpacked(own) as Own, actions, turns } }
  }

  /** The same one whenever it is asked for. */
  get open(): Snapshot { return this.#whole = this.snapshot }

  putAway(): void {
    if (!this.#whole) return
    const { world: { actions, turns, ...own }, ...rest } = this.#whole
    this.#packed ??= { own: packed(own, isFinishedChunk), rest: { ...rest, actions, turns } }
    this.#whole = null
  }
}

/** The moments of one track that can be gone on from, oldest first. */
export class Snapshots {
  #kept: readonly Kept[]
  #lastMs = -Infinity

  constructor(snapshots: readonly Snapshot[] = []) { this.#kept = snapshots.map(snapshot => new Kept(snapshot)) }

  /** When they are. */
  get moments(): readonly Micros[] { return this.#kept.map(({ now }) => now) }
  get last(): Snapshot | undefined { return this.#kept.at(-1)?.open }

  /** Without a real time: as often as world time asks for. */
  isDue(now: Micros, realMs = Infinity): boolean {
    const last = this.#kept.at(-1)?.now ?? -Infinity
    return now - last >= EVERY && realMs - this.#lastMs >= APART_MS
  }

  add(snapshot: Snapshot, realMs = -Infinity): void {
    this.#lastMs = realMs
    const older = this.#kept.filter(each => each.now < snapshot.world.now)
    for (const each of older) each.putAway()
    this.#kept = bounded([...older, new Kept(snapshot)])
  }

  /** The latest from which `at` can be reached: nothing that is done after it may wait there already. */
  before(at: Micros): Snapshot | undefined { return this.#kept.findLast(each => each.leadsTo(at))?.snapshot }

  /** For a track that leaves this one at `at`. */
  upTo(at: Micros): Snapshots {
    const some = new Snapshots()
    some.#kept = this.#kept.filter(each => each.leadsTo(at))
    return some
  }
}

/** The first stays: everything can be reached from it. */
function bounded(kept: readonly Kept[]): readonly Kept[] {
  let some = kept
  while (some.length > 2 && (some.length > MOST || some.reduce((sum, { bytes }) => sum + bytes, 0) > BUDGET_BYTES)) some = thinned(some)
  return some
}

/** Drops the one that is missed least: whose neighbours are close to each other, compared with how long ago it was. */
function thinned(kept: readonly Kept[]): readonly Kept[] {
  const end = kept.at(-1)!.now
  const gap = (i: number) => (kept[i + 1]!.now - kept[i - 1]!.now) / (EVERY + end - kept[i]!.now)
  let least = 1
  for (let i = 2; i < kept.length - 1; i++) if (gap(i) < gap(least)) least = i
  return kept.filter((_, i) => i !== least)
}
