import type { Waiting } from '../world/away-region.ts'
import type { Told } from '../world/view.ts'
import type { RealClock } from './clock.ts'
import type { Companion } from './companion.ts'
import type { Shown } from './frame.ts'
import type { Keeper } from './keeper.ts'
import type { Speed } from './pace.ts'
import type { Elsewhere, Placement } from './placement.ts'
import type { WorldLike } from './world-like.ts'

export interface HostOptions {
  world: WorldLike
  clock: RealClock
  /** Null: nothing outlives this host (tests, benches). */
  keeper: Keeper | null
  /** Resolves when the frame was taken; the next one waits for that. */
  publish(shown: Shown): void | Promise<void>
  speed?: Speed
  playing?: boolean
  companion?: Companion
  /** Told before this host had the world. */
  told?: readonly Told[]
  recorder?: Recorder
  placement?: Placement
  /** Null: there is no other thread. */
  elsewhere?: Elsewhere | null
}

/** Keeps moments of a world that can be gone on from. */
export interface Recorder {
  isDue(): boolean
  /** `isShared`: all machines are in this thread. */
  take(isShared: boolean): Waiting<void>
}
