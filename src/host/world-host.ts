import type { Action } from '../world/action.ts'
import type { Waiting } from '../world/away-region.ts'
import type { Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'
import { Breaker } from './breaker.ts'
import type { Stopped } from './breakpoints.ts'
import type { RealClock } from './clock.ts'
import { Course } from './course.ts'
import type { HostStatus } from './frame.ts'
import { Jobs } from './jobs.ts'
import type { Keeper } from './keeper.ts'
import type { Look, Looks } from './look.ts'
import type { Speed } from './pace.ts'
import type { HostOptions, Recorder } from './host-options.ts'
import type { Placement } from './placement.ts'
import { Placer } from './placement.ts'
import type { Question, Ran, Trace } from './run.ts'
import { Run } from './run.ts'
import { Sampler } from './sampler.ts'
import { FRAME_MS, Showing } from './showing.ts'
import { stateOf } from './state.ts'
import { Tempo } from './tempo.ts'
import { Trail } from './trail.ts'
import { WireTap } from './wire-tap.ts'
import type { WorldLike } from './world-like.ts'

/** Somebody who looked will look again within this time. */
const LOOKED_INTO_MS = 3_000
/** A step that finds nothing to show ends here. */
const STEP_WITHIN: Micros = 60_000_000

/**
 * Runs one world in real time: pace, pause, step, run until; offers what its disks gained to the store; publishes a view only when
 * what it shows is committed. Everything happens in tasks of a few milliseconds, so that whoever hosts it stays responsive.
 */
export class WorldHost {
  readonly world: WorldLike
  readonly #clock: RealClock
  readonly #keeper: Keeper | null
  readonly #showing: Showing
  readonly #course: Course
  readonly #placer: Placer
  readonly #jobs: Jobs
  readonly #breaker: Breaker
  readonly #tempo: Tempo
  readonly #tap: WireTap
  readonly #trail = new Trail()
  readonly #sampler: Sampler
  #lookedAtMs = -Infinity
  readonly #recorder: Recorder | null
  #playing: boolean
  #hidden = false
  #stopped: Stopped | null = null
  #run: Run | null = null
  #isLeaving = false

  constructor(options: HostOptions) {
    const { world, clock, keeper, publish, speed = 1, playing = true, companion, placement = 'one', elsewhere = null, told, recorder = null } = options
    this.world = world
    this.#clock = clock
    this.#keeper = keeper
    this.#jobs = new Jobs(clock, () => this.#beat())
    this.#showing = new Showing(world, keeper, publish, told)
    this.#recorder = recorder
    this.#showing.whenFree = () => this.#jobs.wake()
    this.#course = new Course(world, this.#showing, companion)
    this.#placer = new Placer(world, elsewhere, placement, () => this.#jobs.goOn())
    this.#playing = playing
    this.#tap = new WireTap(world.flights)
    world.told.listen(told => this.#trail.hear(told))
    this.#sampler = new Sampler(() => world.beans(), clock)
    this.#breaker = new Breaker(world, error => this.#failRun(error))
    this.#tempo = new Tempo(clock, world, speed)
    keeper?.whenSettled(() => this.#jobs.wake())
    this.#jobs.wake()
  }

  // What a person asks for

  /** Throws when the action is malformed or names what is not there. A world that stands still takes it in at once. */
  act(action: Action): LoggedAction {
    const logged = this.world.act(action)
    if (this.#goesOn()) this.#touched()
    else this.#do(() => this.#course.advance({ until: logged.at }))
    return logged
  }

  play(): void { this.#setPlaying(true) }
  pause(): void {
    this.#run?.cancel()
    this.#run = null
    this.#setPlaying(false)
  }

  setSpeed(speed: Speed): void {
    this.#tempo.speed = speed
    this.#touched()
  }

  /** To the next thing that anybody tells of. */
  step(): void {
    if (!this.#goesOn() && !this.#stops()) this.#do(() => this.#toNextTold())
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

  /** Seen from the next moment on; it makes no difference to the world. */
  place(placement: Placement): void {
    this.#placer.placement = placement
    this.#touched()
  }

  /** The trace of the next moment at which the world stands. */
  async trace(): Promise<Trace> {
    while (!this.#jobs.isIdle) await this.#jobs.idle()
    return { now: this.world.now, hash: this.world.traceHash(), workers: this.#placer.workers }
  }

  /** What the view does not show, of a moment at which the world stands. While somebody looks, all of it runs here. */
  async look<L extends Look>(look: L): Promise<Looks[L['is']]> {
    if (look.is !== 'samples') this.#lookedAtMs = this.#clock.now()
    while (!this.#jobs.isIdle) await this.#jobs.idle()
    return this.#lookInto(look) as Looks[L['is']]
  }

  #lookInto(look: Look): Looks[Look['is']] {
    switch (look.is) {
      case 'frames': return { last: this.#tap.last, frames: this.#tap.after(look.after, this.world.view().metadata, this.world.requests()) }
      case 'frame': return this.#tap.bytes(look.id)
      case 'carriers': return this.#tap.carrying(look.crc, this.world.view().metadata, this.world.requests())
      case 'trail': return this.#trail.of(look.partition, look.offset)
      case 'samples': return this.#sampler.after(look.after, look.of)
      case 'beans': return { at: this.world.now, processes: this.world.beans() }
    }
  }

  /** A page that nobody sees lets its world stand still. */
  setHidden(hidden: boolean): void {
    this.#hidden = hidden
    this.#tempo.restart()
    this.#touched()
  }

  /** A realm has answered; the world may go on. */
  answer(script: string, calls: unknown): void {
    if (this.#jobs.isClosed || !this.world.asks(script)) return
    this.#breaker.trying(() => this.#course.answer(script, calls))
    this.#touched()
  }

  /** A script stands at a line, or goes on from there. */
  stand(stopped: Stopped | null): void {
    this.#stopped = stopped
    this.#touched()
  }

  retryStorage(): void {
    this.#keeper?.retry()
    this.#touched()
  }

  /** Stands still, with all machines in this thread unless a script has to answer first. */
  async rest(): Promise<void> {
    this.pause()
    this.#do(() => this.#placer.place(false))
    await this.trace()
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
    await this.#jobs.close()
    if (!this.#breaker.report && this.world.stands) this.#keeper?.keep(this.world, true)
    this.#placer.close()
    this.#tap.stop()
    await this.#keeper?.drained()
  }

  get status(): HostStatus {
    const { speed, measured } = this.#tempo
    const circumstances = { broken: this.#breaker.report, keeper: this.#keeper, isLimited: this.#isLimited(), waiting: this.#course.waiting, stopped: this.#stopped }
    const state = stateOf({ ...circumstances, goesOn: this.#goesOn(), hidden: this.#hidden })
    return { state, playing: this.#playing, speed, measured, workers: this.#placer.workers }
  }

  // How it goes on

  #touched(): void {
    this.#showing.touch()
    this.#jobs.wake()
  }

  /** Something a person asks for, as soon as what is being done is done. */
  #do(work: () => Waiting<unknown>): void {
    this.#jobs.add(this.#breaker.guarded(work, () => this.#touched()))
  }

  *#beat(): Waiting<number | null> {
    const startMs = this.#clock.now()
    if (!this.#goesOn()) this.#tempo.restart()
    else if (!this.#stops()) yield* this.#breaker.guarded(() => this.#goOn(startMs))
    yield* this.#breaker.guarded(() => this.#record())
    if (!this.#jobs.isClosed) this.#show()
    this.#sampler.takeIfDue(this.world.now)
    return this.#nextIn(startMs)
  }

  /** Milliseconds to the next beat; null when nothing is to be done until somebody asks. */
  #nextIn(startMs: number): number | null {
    const rest = Math.max(0, FRAME_MS - (this.#clock.now() - startMs))
    if (!this.#goesOn() || this.#stops()) return this.#showing.isStale ? rest : null
    return this.#run || this.#tempo.isBehind ? 0 : rest
  }

  *#goOn(startMs: number): Waiting<void> {
    const untilMs = startMs + this.#tempo.workMs(this.#run !== null, this.#placer.workers)
    const enough = () => this.#clock.now() >= untilMs || this.#isLimited()
    this.#showing.isStale = true
    if (!(yield* this.#placer.place(this.#keepsPace()))) yield* this.#course.advance({ events: 1 })
    else if (this.#run) {
      const run = this.#run
      yield* run.go(ask => this.#course.advance({ ...ask, enough }), enough)
      if (run === this.#run && run.isOver) this.#run = null
      if (run.isOver) this.#showing.touch()
      this.#tempo.restart()
    } else {
      yield* this.#course.follow(this.#tempo.target(startMs), enough)
      this.#tempo.reached()
    }
  }

  *#record(): Waiting<void> {
    if (this.world.stands && this.#course.waiting === null && this.#recorder?.isDue()) yield* this.#recorder.take(this.#placer.workers === 1)
  }

  *#toNextTold(): Waiting<void> {
    if (yield* this.#placer.place(false)) yield* this.#course.advance({ until: this.world.now + STEP_WITHIN, matches: () => true })
  }

  /** A companion judges at the very event, as does a run. */
  #keepsPace(): boolean {
    const isLookedInto = this.#clock.now() - this.#lookedAtMs < LOOKED_INTO_MS
    return this.#run === null && this.#tempo.speed <= 1 && !this.#course.companion && !isLookedInto
  }

  #goesOn(): boolean {
    return (this.#playing && !this.#hidden) || this.#run !== null
  }

  /** The store is too far behind. */
  #isLimited(): boolean { return this.#keeper?.isFull(this.world) === true }

  /** Something other than the person holds it up. */
  #stops(): boolean {
    return this.#breaker.report !== null || this.#course.waiting !== null || this.#keeper?.problem !== undefined || this.#isLimited()
  }

  #failRun(error: unknown): void {
    this.#run?.fail(error)
    this.#run = null
    this.#showing.touch()
  }

  #setPlaying(playing: boolean): void {
    this.#playing = playing
    this.#tempo.restart()
    this.#touched()
  }

  #show(): void {
    const nowMs = this.#clock.now()
    this.#tempo.note(nowMs)
    this.#breaker.trying(() => this.#showing.takeIfDue(nowMs, this.#keeper?.isFilling(this.world) ? FRAME_MS : this.#tempo.viewMs))
    this.#showing.publish(this.status)
  }
}
