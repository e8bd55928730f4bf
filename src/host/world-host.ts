import type { Action } from '../world/action.ts'
import type { Micros, Told } from '../world/view.ts'
import type { Advance, Advanced, LoggedAction } from '../world/world.ts'
import type { RealClock } from './clock.ts'
import type { Companion } from './companion.ts'
import type { BrokenReport, HostState, HostStatus, Shown } from './frame.ts'
import { isChatter } from './frame.ts'
import type { Keeper } from './keeper.ts'
import { Meter } from './meter.ts'
import type { Speed } from './pace.ts'
import { Pace, SLOWEST } from './pace.ts'
import type { Question, Ran } from './run.ts'
import { Run } from './run.ts'
import { Showing } from './showing.ts'
import type { WorldLike } from './world-like.ts'

/** A view goes out at most once in this time. */
export const FRAME_MS = 16
/** Of which the world may take so much; the rest is for messages. */
const WORK_MS = 12
/** While it goes as fast as it can, messages wait this long at most. */
const BURST_MS = 50
/** A step that finds nothing to show ends here. */
const STEP_WITHIN: Micros = 60_000_000

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
}

/**
 * Runs one world in real time: pace, pause, step, run until; offers what its disks gained to the store; publishes a view only when
 * what it shows is committed. Everything happens in tasks of a few milliseconds, so that whoever hosts it stays responsive.
 */
export class WorldHost {
  readonly world: WorldLike
  readonly #clock: RealClock
  readonly #keeper: Keeper | null
  readonly #showing: Showing
  readonly #companion: Companion | undefined
  readonly #pace: Pace
  readonly #meter: Meter
  #playing: boolean
  #hidden = false
  #waiting: string | null = null
  #broken: BrokenReport | null = null
  #run: Run | null = null
  /** Told since the companion last looked. */
  #unseen: Told[] = []
  #cancel = () => {}
  #lastFrameMs = -Infinity
  /** Something happened that no frame has taken yet. */
  #isStale = true
  #isLeaving = false
  #isClosed = false

  constructor({ world, clock, keeper, publish, speed = 1, playing = true, companion }: HostOptions) {
    this.world = world
    this.#clock = clock
    this.#keeper = keeper
    this.#showing = new Showing(world, keeper, publish)
    this.#showing.whenFree = () => this.#wake()
    this.#showing.note(companion?.word)
    this.#companion = companion
    this.#playing = playing
    this.#pace = new Pace(speed, clock.now(), world.now)
    this.#meter = new Meter(clock.now(), world.now)
    world.told.listen(told => this.#hear(told))
    keeper?.whenSettled(() => this.#wake())
    this.#wake()
  }

  // What a person asks for

  /** Throws when the action is malformed or names what is not there. A world that stands still takes it in at once. */
  act(action: Action): LoggedAction {
    const logged = this.world.act(action)
    if (!this.#goesOn()) this.#guard(() => this.#advance({ until: logged.at }))
    this.#touched()
    return logged
  }

  play(): void { this.#setPlaying(true) }
  pause(): void {
    this.#run?.cancel()
    this.#run = null
    this.#setPlaying(false)
  }

  setSpeed(speed: Speed): void {
    this.#pace.speed = Math.max(SLOWEST, speed)
    this.#touched()
  }

  /** To the next thing that anybody tells of. */
  step(): void {
    if (this.#goesOn() || this.#stops()) return
    this.#guard(() => this.#advance({ until: this.world.now + STEP_WITHIN, matches: () => true }))
    this.#touched()
  }

  /** As fast as it goes until a matcher holds, or for some world time; then on as before. Throws when the matcher is none. */
  run(ask: { until?: Question; for?: Micros }): Promise<Ran> {
    return new Promise((resolve, reject) => {
      if (this.#isLeaving) throw new Error('the world is being closed')
      this.#run?.cancel()
      this.#run = new Run(ask, this.world, resolve, reject)
      this.#touched()
    })
  }

  /** A page that nobody sees lets its world stand still. */
  setHidden(hidden: boolean): void {
    this.#hidden = hidden
    this.#pace.restart(this.#clock.now(), this.world.now)
    this.#touched()
  }

  /** A realm has answered; the world may go on. */
  answer(script: string, calls: unknown): void {
    if (this.#isClosed || this.#waiting !== script) return
    this.#guard(() => this.world.answer(script, calls))
    this.#waiting = null
    this.#touched()
  }

  retryStorage(): void {
    this.#keeper?.retry()
    this.#touched()
  }

  /** Nobody waits for a run any more; what comes next is `close`. */
  stopRuns(): void {
    this.#isLeaving = true
    this.#run?.cancel()
    this.#run = null
  }

  /** Stops, and keeps what there is. Resolves when that is committed or cannot be. */
  async close(): Promise<void> {
    this.stopRuns()
    this.#isClosed = true
    this.#cancel()
    if (!this.#broken) this.#keeper?.keep(this.world, true)
    await this.#keeper?.drained()
  }

  get status(): HostStatus {
    return { state: this.#state(), playing: this.#playing, speed: this.#pace.speed, measured: this.#meter.worldPerReal }
  }

  // How it goes on

  #wake(): void {
    this.#cancel()
    if (!this.#isClosed) this.#cancel = this.#clock.after(0, () => this.#tick())
  }

  #touched(): void {
    this.#isStale = true
    this.#wake()
  }

  #tick(): void {
    if (this.#isClosed) return
    const startMs = this.#clock.now()
    if (!this.#goesOn()) this.#pace.restart(startMs, this.world.now)
    else if (!this.#stops()) this.#guard(() => this.#goOn(startMs))
    this.#showIfDue()
    const wait = this.#nextIn(startMs)
    this.#cancel = wait === null ? () => {} : this.#clock.after(wait, () => this.#tick())
  }

  /** Milliseconds to the next tick; null when nothing is to be done until somebody asks. */
  #nextIn(startMs: number): number | null {
    const rest = Math.max(0, FRAME_MS - (this.#clock.now() - startMs))
    if (!this.#goesOn() || this.#stops()) return this.#isStale ? rest : null
    return this.#run || this.#pace.speed === Infinity ? 0 : rest
  }

  #goOn(startMs: number): void {
    const untilMs = startMs + (this.#run || this.#pace.speed === Infinity ? BURST_MS : WORK_MS)
    const enough = () => this.#clock.now() >= untilMs || this.#keeper?.isFull === true
    if (this.#run) {
      const run = this.#run
      run.go(ask => this.#advance({ ...ask, enough }), enough)
      if (run.isOver) this.#run = null
      this.#pace.restart(this.#clock.now(), this.world.now)
    } else {
      this.#follow(this.#pace.target(startMs), enough)
      this.#pace.reached(this.world.now)
    }
    this.#isStale = true
  }

  /** Follows the pace; a companion looks up at whatever is not chatter. */
  #follow(until: Micros, enough: () => boolean): void {
    const matches = this.#companion ? (told: Told) => !isChatter(told) : undefined
    const bound = Number.isFinite(until) ? { until } : {}
    for (;;) {
      const { because } = this.#advance({ ...bound, enough, ...(matches && { matches }) })
      if (because !== 'matched' || enough()) return
    }
  }

  #advance(ask: Advance): Advanced {
    const advanced = this.world.advance(ask)
    this.#waiting = advanced.waiting
    this.#lookOn()
    return advanced
  }

  #lookOn(): void {
    if (!this.#companion) return
    this.#showing.note(this.#companion.look(this.#unseen, this.world))
    this.#unseen = []
  }

  #hear(told: Told): void {
    this.#showing.hear(told)
    if (this.#companion) this.#unseen.push(told)
  }

  #goesOn(): boolean {
    return (this.#playing && !this.#hidden) || this.#run !== null
  }

  /** Something other than the person holds it up. */
  #stops(): boolean {
    return this.#broken !== null || this.#waiting !== null || this.#keeper?.problem !== undefined || this.#keeper?.isFull === true
  }

  #state(): HostState {
    const problem = this.#keeper?.problem
    if (this.#broken) return { is: 'broken', report: this.#broken }
    if (problem) return { is: 'storage-stopped', problem: problem.problem, message: problem.message }
    if (this.#keeper?.isFull) return { is: 'storage-limited' }
    if (this.#waiting !== null && this.#goesOn()) return { is: 'waiting', script: this.#waiting }
    if (this.#goesOn()) return { is: 'running' }
    return { is: this.#hidden ? 'hidden' : 'paused' }
  }

  #setPlaying(playing: boolean): void {
    this.#playing = playing
    this.#pace.restart(this.#clock.now(), this.world.now)
    this.#touched()
  }

  /** An exception of the engine ends the world, and nothing else: what was shown stays shown. */
  #guard(work: () => void): void {
    if (this.#broken) return
    try {
      work()
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
      this.#broken = { error: message, stack, seed: this.world.seed, now: this.world.now, log: this.world.log() }
      this.#run?.fail(error)
      this.#run = null
      this.#isStale = true
    }
  }

  #showIfDue(): void {
    const nowMs = this.#clock.now()
    this.#meter.note(nowMs, this.world.now)
    if (this.#isStale && nowMs - this.#lastFrameMs >= FRAME_MS - 1 && !this.#broken) {
      this.#lastFrameMs = nowMs
      this.#guard(() => { if (this.#showing.take()) this.#isStale = false })
    }
    this.#showing.publish(this.status)
  }
}
