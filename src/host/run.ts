import * as v from 'valibot'
import type { Waiting } from '../world/away-region.ts'
import type { ClusterView, Micros, Told } from '../world/view.ts'
import type { Advance, Advanced } from '../world/world.ts'
import type { Matcher } from './matcher.ts'
import { matcherSchema, Watch } from './matcher.ts'
import type { WorldLike } from './world-like.ts'

/** `until` a matcher holds, `for` some world time in µs; with both, `for` bounds the wait. */
export interface Ask { until?: Matcher; for?: Micros }
export interface Ran { met: boolean; now: Micros }
/** What every process was handed up to a moment, as one number: equal for the same seed and the same log. */
export interface Trace { now: Micros; hash: string; /** Threads that run the world now. */ workers: number }
/** Within one thread the question may be a function, asked after every event that is told. */
export type Question = Matcher | (() => boolean)

const askSchema = v.pipe(
  v.strictObject({
    until: v.optional(v.union([matcherSchema, v.custom<() => boolean>(value => typeof value === 'function')])),
    for: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.check(ask => ask.until !== undefined || ask.for !== undefined, 'needs until or for'),
)

/** What is asked, whichever way it was put. */
interface Asked { needsView: boolean; concerns(told: Told): boolean; hear(told: Told): void; holds(view: ClusterView | null): boolean }
const asked = (question: Question): Asked =>
  typeof question === 'function' ? { needsView: true, concerns: () => true, hear: () => {}, holds: question } : new Watch(question)

/** One `run` on its way: may be interrupted after any event and goes on where it was. */
export class Run {
  isOver = false
  readonly #world: WorldLike
  readonly #watch: Asked | null
  readonly #deadline: Micros | null
  readonly #resolve: (ran: Ran) => void
  readonly #reject: (error: unknown) => void

  constructor(ask: unknown, world: WorldLike, resolve: (ran: Ran) => void, reject: (error: unknown) => void) {
    const { until, for: duration } = v.parse(askSchema, ask)
    this.#world = world
    this.#watch = until ? asked(until) : null
    this.#deadline = duration === undefined ? null : world.now + duration
    this.#resolve = resolve
    this.#reject = reject
  }

  /** Goes on until it is over, a script has to be asked, or it is `enough` for now. */
  *go(advance: (ask: Advance) => Waiting<Advanced>, enough: () => boolean): Waiting<void> {
    do {
      if (this.isOver) return
      if (this.#holds()) return this.#over(true)
      const { because } = yield* advance({ ...(this.#deadline !== null && { until: this.#deadline }), matches: told => this.#hear(told) })
      if (because === 'matched') continue
      if (because === 'until' || because === 'idle') return this.#over(this.#watch === null || this.#holds())
      if (because === 'waiting') return
    } while (!enough())
  }

  cancel(): void { this.#over(false) }

  fail(error: unknown): void {
    this.isOver = true
    this.#reject(error)
  }

  /** A question about the view is asked once the event in hand is done. */
  #hear(told: Told): boolean {
    const watch = this.#watch
    if (!watch?.concerns(told)) return false
    watch.hear(told)
    return watch.needsView || watch.holds(null)
  }

  #holds(): boolean {
    return this.#watch !== null && this.#watch.holds(this.#watch.needsView ? this.#world.view() : null)
  }

  #over(met: boolean): void {
    this.isOver = true
    this.#resolve({ met, now: this.#world.now })
  }
}
