import type { Beans } from '../env/metrics.ts'
import type { Micros, Millis } from '../env/units.ts'
import type { Delta } from './delta.ts'
import type { DiskChanges } from './disk-journal.ts'
import type { Kept } from './hearing.ts'
import type { Scheduled } from './queue.ts'
import type { Traces } from './region-look.ts'
import type { RegionState } from './snapshot.ts'
import type { Flight } from './wire.ts'

/*
 * What passes between a conductor and a region that is run elsewhere: plain data, one letter at a time, each answered.
 */

/** A world as a region needs to know it; programs and codecs are there already. */
export interface Setting {
  readonly seed: number
  readonly profile: string
  readonly latency: Micros
  readonly wallStart: Millis
  readonly onCrash: 'throw' | 'die'
}

export type Letter =
  /** Goes on from `state` with the machines that are in it. */
  | { readonly is: 'settle'; readonly setting: Setting; readonly state: RegionState }
  /** Handles `events`, which came from elsewhere, and its own before `end`. */
  | { readonly is: 'run'; readonly events: readonly Scheduled[]; readonly end: Micros }
  /** Shows what changed since it was last asked. */
  | { readonly is: 'look'; readonly now: Micros }
  /** Gives all it has; with `leave` it is done. */
  | { readonly is: 'save'; readonly now: Micros; readonly leave: boolean }

export interface RanAnswer {
  readonly handled: number
  /** When its next event is; -1 when there is none. */
  readonly next: Micros
  readonly outbox: readonly Scheduled[]
  readonly told: readonly Kept[]
}
export interface LookAnswer {
  /** Of its `RegionLook`. */
  readonly delta: Delta | null
  readonly traces: Traces
  readonly changes: readonly DiskChanges[]
  /** Frames its processes sent that have not arrived. */
  readonly flights: readonly Flight[]
  /** What its processes measure of themselves, by name; once a second. */
  readonly beans: Readonly<Record<string, Beans>> | null
}
export interface SaveAnswer { readonly state: RegionState; readonly flights: readonly Flight[] }

export interface Answers { settle: null; run: RanAnswer; look: LookAnswer; save: SaveAnswer }
export type Answer = Answers[Letter['is']]
/** Brings a letter to where a region is run, and its answer, or the reason why there is none, back. */
export type Post = (letter: Letter, answered: (answer: Answer) => void, failed: (error: unknown) => void) => void
