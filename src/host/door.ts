import type { Stops } from './breakpoints.ts'
import type { StorageProblem } from '../storage/store.ts'
import type { Action } from '../world/action.ts'
import type { ClusterView, Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'
import type { Arrival, WorldDefinition } from './bring.ts'
import type { Shown } from './frame.ts'
import type { Look, Looks } from './look.ts'
import type { Speed } from './pace.ts'
import type { PastLog } from './past.ts'
import type { Placement } from './placement.ts'
import type { Ask, Ran, Trace } from './run.ts'
import type { ForkAsk } from './time/opened-world.ts'
import type { Tracks } from './time/tracks.ts'

/** Which world to open and how. */
export interface OpenAsk {
  definition: WorldDefinition
  /** Forget what is stored under this id and begin anew. */
  startOver?: boolean
  speed?: Speed
  playing?: boolean
  placement?: Placement
  /** The lesson whose judge looks on. */
  lesson?: string
  /** What it begins with, while nothing of it is stored: a past lived elsewhere. */
  past?: PastLog
}

/** What the other side is told while a world is open. */
export interface Watcher {
  /** The first frame of a track brings all that was done and told on it. */
  shown(shown: Shown, track: string): void | Promise<void>
  /** How much of a past has been lived again, 0 to 1. */
  replaying(part: number): void
  /** Which forks there are, and which one is open: at once, and whenever that changes. */
  tracks?(tracks: Tracks): void
}

export type Opening =
  | { ok: true; arrival: Arrival; now: Micros
      /** When the person first came to it: what was done before is its beginning. */
      arrivedAt: Micros
      /** The world's own, which may be older than the one that was asked for. */
      seed: number
      /** Why it will not outlive the page, when it will not. */
      notKept: StorageProblem | null }
  | { ok: false; problem: StorageProblem; message: string }

/**
 * A host as its page sees it: the same whether it lives here or in a worker, so everything is asynchronous and plain data. One world
 * at a time is open.
 */
export interface HostDoor {
  open(ask: OpenAsk, watcher: Watcher): Promise<Opening>
  /** Rejects when the action is malformed or names what is not there. */
  act(action: Action): Promise<LoggedAction>
  play(): Promise<void>
  pause(): Promise<void>
  step(): Promise<void>
  setSpeed(speed: Speed): Promise<void>
  run(ask: Ask): Promise<Ran>
  setHidden(hidden: boolean): Promise<void>
  /** Who runs it from now on. It makes no difference to the world. */
  place(placement: Placement): Promise<void>
  /** The trace of the moment at which the world is. */
  trace(): Promise<Trace>
  /** What the view does not show. */
  look<L extends Look>(look: L): Promise<Looks[L['is']]>
  retryStorage(): Promise<void>
  /** Where scripts stop and hold their world; a status with a line says that one does. It makes no difference to the world. */
  stopAt(stops: Stops): Promise<void>
  /**
   * Goes on from a moment of the open track, on a new one; the old one stays as it is. The new track's id, or null when it was
   * cancelled. Rejects when the moment cannot be reached.
   */
  fork(ask: ForkAsk): Promise<string | null>
  /** What was asked of `fork`, `switchTo` or `lookBack` last is no longer wanted. */
  cancelFork(): Promise<void>
  /** Opens another track as it was left. False: it was cancelled. */
  switchTo(track: string): Promise<boolean>
  renameTrack(track: string, name: string): Promise<void>
  /** Forgets a track. The first and the open one stay. */
  removeTrack(track: string): Promise<void>
  /** A track as it was at one of its moments, or would be had it gone on; null when it was cancelled. */
  lookBack(track: string, at: Micros): Promise<ClusterView | null>
  /** A `lookBack` in passing, called off by itself: what else is being lived again goes on. */
  glance(track: string, at: Micros): Promise<ClusterView | null>
  cancelGlance(): Promise<void>
  log(): Promise<readonly LoggedAction[]>
  /** What leads to this very moment anywhere; null when this life of the world began from its disks. */
  past(): Promise<PastLog | null>
  /** Commits what there is and lets go of the world. */
  close(): Promise<void>
}
