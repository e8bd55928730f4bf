import type { HostDoor } from '../host/door.ts'
import type { Matcher } from '../host/matcher.ts'
import type { Ran, Trace } from '../host/run.ts'
import type { Action } from '../world/action.ts'
import type { ClusterView, Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'
import type { StoreApi } from 'zustand/vanilla'
import type { Tracks } from '../host/time/tracks.ts'
import type { TimeSession } from './time/time.ts'
import type { WorldState } from './world-store.ts'

/**
 * `window.terrarium`: all that lessons, tests and a person's own console need to reach the world. Everything is plain data; times are
 * µs of world time.
 */
export interface Terrarium {
  /** The world as it was last shown; null before the first. Every byte it speaks of is stored. */
  view(): ClusterView | null
  /**
   * Does something to the world, and answers when it is seen: the action with the moment it was stamped with. Rejects, in words, what
   * cannot be done.
   */
  act(action: Action): Promise<LoggedAction>
  /**
   * As fast as it goes until a matcher holds, or for some world time, or the first of both; afterwards the world goes on as before.
   * `view()` is of that moment then, or a later one.
   */
  run(ask: { until?: Matcher; for?: Micros }): Promise<Ran>
  /** Same seed, same actions: same bytes. */
  readonly seed: number
  /** The trace of the moment at which the world is, once it stands still: the same in every browser, and in Node. */
  trace(): Promise<Trace>
  /** The forks of the open world as plain data, and which one is open. */
  tracks(): Tracks
  /** Goes on from a moment of the open track, on a new one; its id, or null when it was cancelled. The old one stays. */
  fork(at: Micros): Promise<string | null>
  /** Opens another track as it was left. */
  switchTo(track: string): Promise<void>
  /** A fork from just before the last thing that was done; null when nothing was. */
  undo(): Promise<string | null>
  /** What people did so far in this life of the world. */
  log(): Promise<readonly LoggedAction[]>
}

declare global {
  interface Window { terrarium: Terrarium }
}

export function terrariumOf(door: () => HostDoor, world: StoreApi<WorldState>, time: TimeSession, seed: () => number): Terrarium {
  return Object.freeze({
    view: () => world.getState().view,
    act: async (action: Action) => {
      const logged = await door().act(action)
      await shown(world, logged.at)
      return logged
    },
    run: async (ask: { until?: Matcher; for?: Micros }) => {
      const ran = await door().run(ask)
      await shown(world, ran.now)
      return ran
    },
    get seed() { return seed() },
    trace: () => door().trace(),
    tracks: () => time.store.getState().tracks,
    fork: (at: Micros) => time.continueFrom(at),
    switchTo: (track: string) => time.switchTo(track),
    undo: () => time.undo(),
    log: () => door().log(),
  })
}

/** Resolves when the page shows that moment, or never will because the world has stopped. */
function shown(world: StoreApi<WorldState>, at: Micros): Promise<void> {
  const isThere = ({ view, status }: WorldState) =>
    (view !== null && view.now >= at) || status?.state.is === 'broken' || status?.state.is === 'storage-stopped'
  return new Promise(resolve => {
    if (isThere(world.getState())) return resolve()
    const unlisten = world.subscribe(state => {
      if (!isThere(state)) return
      unlisten()
      resolve()
    })
  })
}
