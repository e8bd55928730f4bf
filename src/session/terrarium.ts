import type { HostDoor } from '../host/door.ts'
import type { Matcher } from '../host/matcher.ts'
import type { Ran } from '../host/run.ts'
import type { Action } from '../world/action.ts'
import type { ClusterView, Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'

/**
 * `window.terrarium`: all that lessons, tests and a person's own console need to reach the world. Everything is plain data; times are
 * µs of world time.
 */
export interface Terrarium {
  /** The world as it was last shown; null before the first. Every byte it speaks of is stored. */
  view(): ClusterView | null
  /** Does something to the world. Gives the action with the moment it was stamped with; rejects, in words, what cannot be done. */
  act(action: Action): Promise<LoggedAction>
  /** As fast as it goes until a matcher holds, or for some world time, or the first of both; afterwards the world goes on as before. */
  run(ask: { until?: Matcher; for?: Micros }): Promise<Ran>
  /** Same seed, same actions: same bytes. */
  readonly seed: number
  /** What people did so far in this life of the world. */
  log(): Promise<readonly LoggedAction[]>
}

declare global {
  interface Window { terrarium: Terrarium }
}

export function terrariumOf(door: () => HostDoor, view: () => ClusterView | null, seed: () => number): Terrarium {
  return Object.freeze({
    view,
    act: (action: Action) => door().act(action),
    run: (ask: { until?: Matcher; for?: Micros }) => door().run(ask),
    get seed() { return seed() },
    log: () => door().log(),
  })
}
