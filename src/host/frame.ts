import type { StorageProblem } from '../storage/store.ts'
import type { ClusterView, Micros, Told } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'
import type { Speed } from './pace.ts'

/**
 * Whether the world goes on, and if not, why.
 * - `storage-limited`: the disk behind the page is slower than the world; it goes on by itself
 * - `storage-stopped`: it refuses (`problem` says why); `retry` once there is room
 * - `waiting`: a script has been asked and has not answered yet; with a line, it stands there until the person goes on
 * - `broken`: the engine threw; nothing goes on any more
 */
export type HostState =
  | { is: 'running' | 'paused' | 'hidden' | 'storage-limited' }
  | { is: 'waiting'; script: string; line?: number }
  | { is: 'storage-stopped'; problem: StorageProblem; message: string }
  | { is: 'broken'; report: BrokenReport }

/** All it takes to see the same exception again. */
export interface BrokenReport { error: string; stack: string; seed: number; now: Micros; log: readonly LoggedAction[] }

export interface HostStatus {
  state: HostState
  /** Play or pause as the person left it, whatever holds the world up meanwhile. */
  playing: boolean
  speed: Speed
  /** World seconds a real second, as measured over the last half second. */
  measured: number
  /** Threads that run it now. */
  workers: number
  /** A cluster that others use, by the real clock: it has no pause and no way back. */
  live?: true
}

/** What is published, at most once a frame: the world as of a moment whose bytes are committed. */
export interface Shown {
  /** Null: as it was last shown; only the status has news (what has happened since is not committed yet). */
  view: ClusterView | null
  /** Since the last one; the chatter of single batches is left out. `skipped` counts what did not fit. */
  told: readonly Told[]
  skipped: number
  /** Actions since the last one. */
  actions: readonly LoggedAction[]
  status: HostStatus
  /** What the companion (a lesson's judge) has to say, when that changed. */
  companion?: unknown
}

/** Told so often that no log line and no mark on the time bar is made of it. */
const chatter: ReadonlySet<Told['is']> = new Set([
  'log.appended', 'hw.advanced', 'producer.sent', 'producer.requested', 'produce.appended', 'producer.acknowledged',
  'consumer.delivered', 'group.committed',
])
export const isChatter = (told: Told): boolean => chatter.has(told.is)
export const TOLD_PER_FRAME = 2_000
