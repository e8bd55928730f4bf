import type { Micros } from '../env/units.ts'
import { answered, type AwayRegion, type Waiting } from './away-region.ts'
import type { Hearing } from './hearing.ts'
import type { Scheduled } from './queue.ts'
import type { Region } from './region.ts'

/**
 * Runs the regions of one world in step. Nothing that happens at t can reach another machine before t + the smallest
 * latency, so all regions may run alone through a window of that length which begins at the earliest pending event; then
 * they exchange what they sent. One region alone needs no windows. Regions elsewhere run while those here do.
 */
export class Conductor {
  readonly #lookahead: Micros
  readonly #hearing: Hearing
  #here: readonly Region[] = []
  #away: readonly AwayRegion[] = []
  #all: readonly (Region | AwayRegion)[] = []
  #windowEnd: Micros = -1

  constructor(lookahead: Micros, hearing: Hearing) {
    this.#lookahead = lookahead
    this.#hearing = hearing
  }

  /** `windowEnd`: as it was when these regions were saved. */
  conduct(here: readonly Region[], away: readonly AwayRegion[], windowEnd: Micros): void {
    this.#here = here
    this.#away = away
    this.#all = [...here, ...away]
    this.#windowEnd = windowEnd
    this.#hearing.atOnce = this.#isAlone
  }

  /** End of the window that some region has not finished yet (it waits for a script); -1 between windows. */
  get windowEnd(): Micros { return this.#windowEnd }
  /** There are no windows. */
  get #isAlone(): boolean { return this.#here.length === 1 && this.#away.length === 0 && this.#windowEnd < 0 }

  /** Handles events before `horizon`: up to `budget` in one region, one window in several. Gives how many. */
  *run(horizon: Micros, budget: number): Waiting<number> {
    if (this.#isAlone) return this.#here[0]!.run(horizon, budget)
    if (this.#windowEnd < 0) {
      const first = this.next()
      if (first < 0 || first >= horizon) return 0
      this.#windowEnd = Math.min(horizon, first + this.#lookahead)
    }
    return yield* this.#window(this.#windowEnd)
  }

  *#window(end: Micros): Waiting<number> {
    let handled = 0
    do {
      for (const region of this.#away) if (isDue(region, end)) region.run(end)
      for (const region of this.#here) handled += region.run(end, Infinity)
      yield* answered(this.#away)
      if (this.#here.some(region => region.pending)) return handled
    } while (this.#here.some(region => isDue(region, end)))
    return handled + this.#finish(end)
  }

  /** Gives how many events were handled elsewhere. */
  #finish(end: Micros): number {
    for (const region of this.#here) region.catchUp(end - 1)
    const elsewhere = this.#away.reduce((sum, region) => sum + this.#takeIn(region), 0)
    for (const region of this.#here) this.#deliver(region.outbox.splice(0))
    this.#windowEnd = -1
    this.#hearing.windowDone()
    this.#hearing.atOnce = this.#isAlone
    return elsewhere
  }

  #takeIn(region: AwayRegion): number {
    const { handled, outbox, told } = region.takeRan()
    this.#deliver(outbox)
    this.#hearing.add(told)
    return handled
  }

  #deliver(outbox: readonly Scheduled[]): void {
    for (const event of outbox) this.#all.find(other => other.machines.has(event.to))!.receive(event)
  }

  /** When the earliest event is; -1 when there is none. */
  next(): Micros {
    let first = -1
    for (const region of this.#all) {
      const at = region.next()
      if (at >= 0 && (first < 0 || at < first)) first = at
    }
    return first
  }
}

const isDue = (region: Region | AwayRegion, end: Micros): boolean => {
  const at = region.next()
  return at >= 0 && at < end
}
