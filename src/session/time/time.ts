import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HostDoor } from '../../host/door.ts'
import type { Matcher } from '../../host/matcher.ts'
import type { Difference, Track, Tracks } from '../../host/time/tracks.ts'
import { ONE_TRACK, trackOf } from '../../host/time/tracks.ts'
import type { Action } from '../../world/action.ts'
import type { ClusterView, Micros } from '../../world/view.ts'
import type { LoggedAction } from '../../world/world.ts'
import type { WorldState } from '../world-store.ts'

export { trackOf, ONE_TRACK }
export type { Difference, Track, Tracks }

/** What time is busy with, and for how long it was asked to. */
export type Busy =
  /** The past is lived again; how much of it there is. */
  | { is: 'reliving'; part: number }
  /** As fast as it goes, from one moment; `to` is null when nobody knows how long it takes. */
  | { is: 'running'; from: Micros; to: Micros | null; what: RunWhat }

/** What a run waits for, so that it can be said. */
export type RunWhat = { is: 'moment' } | { is: 'event'; event: string } | { is: 'condition' }

/** How the last thing that was asked of time ended, when it did not as it was asked. */
export type Refused = { is: 'too-far-back' } | { is: 'not-met' } | { is: 'failed'; message: string }

export interface TimeSessionState { tracks: Tracks; busy: Busy | null; refused: Refused | null }

/** Going back, and faster on: the forks of the open world, and runs of it. */
export class TimeSession {
  readonly store: StoreApi<TimeSessionState> = createStore(() => NO_FORKS)
  readonly #door: () => HostDoor
  readonly #world: StoreApi<WorldState>
  #arrivedAt: Micros = Infinity

  constructor(door: () => HostDoor, world: StoreApi<WorldState>) {
    this.#door = door
    this.#world = world
  }

  // What the host tells

  take(tracks: Tracks): void { this.store.setState({ tracks }) }
  progress(part: number): void { if (this.store.getState().busy?.is === 'reliving') this.store.setState({ busy: { is: 'reliving', part } }) }
  /** What was done before is the world's beginning, and stays. */
  arrive(at: Micros): void { this.#arrivedAt = at }
  clear(): void { this.store.setState(NO_FORKS, true) }

  // Going back

  /** A new track from that moment of the open one; its id, or null when it did not come to be. */
  continueFrom(at: Micros): Promise<string | null> { return this.#relive(() => this.#door().fork({ at, playing: true })) }

  /** The last thing that was done on this track, or null. What its world began with stays. */
  get lastAction(): LoggedAction | null {
    const last = this.#world.getState().actions.at(-1)
    return last && last.at > this.#arrivedAt ? last : null
  }

  /** As if the last thing had not been done; what came of it stays on the track that is left. */
  async undo(): Promise<string | null> {
    const last = this.lastAction
    return last && await this.#relive(() => this.#door().fork({ at: last.at - 1, differs: { is: 'undone', action: last.action } }))
  }

  /** The track that was left by undoing. */
  get undone(): Track | null {
    const { tracks } = this.store.getState(), open = trackOf(tracks, tracks.open)
    return open?.differs.is === 'undone' && open.parent !== null ? trackOf(tracks, open.parent) ?? null : null
  }
  async redo(): Promise<void> { if (this.undone) await this.switchTo(this.undone.id) }

  async switchTo(track: string): Promise<void> { await this.#relive(() => this.#door().switchTo(track)) }
  rename(track: string, name: string): Promise<void> { return this.#door().renameTrack(track, name.trim()) }
  remove(track: string): Promise<void> { return this.#door().removeTrack(track) }
  lookBack(track: string, at: Micros): Promise<ClusterView | null> { return this.#relive(() => this.#door().lookBack(track, at)) }

  /**
   * The same again with one thing other than it was: `instead` takes the place of the nth action, or nothing does; what was done after
   * it is done again, each at its own moment, until where the open track is. Null when it was cancelled.
   */
  async whatIf(nth: number, instead: Action | null): Promise<string | null> {
    const { actions } = this.#world.getState(), was = actions[nth]
    if (!was) return null
    const differs: Difference = instead ? { is: 'changed', from: was.action, to: instead } : { is: 'without', action: was.action }
    return this.#again(was.at - 1, differs, instead, actions.slice(nth + 1))
  }

  /** The same again with one thing more, done at a moment when it was not: A/B, for a config or a fault. */
  async whatIfAlso(at: Micros, action: Action): Promise<string | null> {
    const { actions } = this.#world.getState(), from = Math.max(at, this.#arrivedAt)
    return this.#again(from, { is: 'changed', from: null, to: action }, action, actions.filter(each => each.at > from))
  }

  async #again(at: Micros, differs: Difference, instead: Action | null, rest: readonly LoggedAction[]): Promise<string | null> {
    const { view } = this.#world.getState()
    if (!view) return null
    const track = await this.#relive(() => this.#door().fork({ at, differs, playing: false }))
    if (track === null) return null
    if (instead) await this.#door().act(instead)
    for (const { at, action } of rest) {
      if (!await this.#until(at - 1, view.now)) return track
      await this.#door().act(action)
    }
    await this.#until(view.now, view.now)
    return track
  }

  /** What is being lived again or run is not wanted any more; the world stands where it is. */
  cancel(): void {
    const { busy } = this.store.getState()
    if (busy?.is === 'reliving') void this.#door().cancelFork()
    else if (busy) void this.#door().pause()
  }

  // Faster on

  /** As fast as it goes until a matcher holds, for at most so long. */
  runUntil(until: Matcher, atMost: Micros, what: RunWhat): Promise<boolean> { return this.#run({ until, for: atMost }, null, what) }
  /** As fast as it goes for so long. */
  runFor(duration: Micros): Promise<boolean> {
    const from = this.#world.getState().view?.now ?? 0
    return this.#run({ for: duration }, from + duration, { is: 'moment' })
  }

  async #until(at: Micros, end: Micros): Promise<boolean> {
    const now = (await this.#door().trace()).now
    if (at <= now) return true
    await this.#run({ for: at - now }, end, { is: 'moment' })
    return (await this.#door().trace()).now >= at
  }

  async #run(ask: { until?: Matcher; for: Micros }, to: Micros | null, what: RunWhat): Promise<boolean> {
    const before = this.#world.getState().view?.now ?? 0
    this.store.setState({ busy: { is: 'running', from: before, to, what }, refused: null })
    const { met, now } = await this.#door().run(ask).finally(() => this.store.setState({ busy: null }))
    if (!met && ask.until && now >= before + ask.for) this.store.setState({ refused: { is: 'not-met' } })
    return met
  }

  async #relive<T>(work: () => Promise<T>): Promise<T> {
    this.store.setState({ busy: { is: 'reliving', part: 0 }, refused: null })
    try {
      return await work()
    } catch (error) {
      const { name, message } = error as Error
      this.store.setState({ refused: name === 'TooFarBackError' ? { is: 'too-far-back' } : { is: 'failed', message } })
      throw error
    } finally {
      this.store.setState({ busy: null })
    }
  }
}

export const NO_FORKS: TimeSessionState = { tracks: ONE_TRACK, busy: null, refused: null }
