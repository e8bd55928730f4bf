import type { Micros } from '../env/units.ts'
import type { Hearing } from './hearing.ts'
import type { Region } from './region.ts'

/**
 * Runs the regions of one world in step. Nothing that happens at t can reach another machine before t + the smallest
 * latency, so all regions may run alone through a window of that length which begins at the earliest pending event; then
 * they exchange what they sent. One region alone needs no windows.
 */
export class Conductor {
  readonly #regions: readonly Region[]
  readonly #lookahead: Micros
  readonly #hearing: Hearing
  /** End of the window that some region has not finished yet (it waits for a script); -1 between windows. */
  windowEnd: Micros = -1

  constructor(regions: readonly Region[], lookahead: Micros, hearing: Hearing) {
    this.#regions = regions
    this.#lookahead = lookahead
    this.#hearing = hearing
  }

  /** Handles events before `horizon`: up to `budget` in one region, one window in several. Gives how many. */
  run(horizon: Micros, budget: number): number {
    const [only] = this.#regions
    if (this.#regions.length === 1) return only!.run(horizon, budget)
    if (this.windowEnd < 0) {
      const first = this.next()
      if (first < 0 || first >= horizon) return 0
      this.windowEnd = Math.min(horizon, first + this.#lookahead)
    }
    return this.#window(this.windowEnd)
  }

  #window(end: Micros): number {
    const handled = this.#regions.reduce((sum, region) => sum + region.run(end, Infinity), 0)
    if (this.#regions.some(region => region.pending)) return handled
    this.#exchange()
    for (const region of this.#regions) region.catchUp(end - 1)
    this.windowEnd = -1
    this.#hearing.windowDone()
    return handled
  }

  #exchange(): void {
    for (const region of this.#regions) {
      const outbox = region.outbox
      region.outbox = []
      for (const event of outbox) this.#regions.find(other => other.machines.has(event.to))!.receive(event)
    }
  }

  /** When the earliest event is; -1 when there is none. */
  next(): Micros {
    return this.#regions.map(region => region.next()).filter(at => at >= 0).reduce((least, at) => (least < 0 || at < least ? at : least), -1)
  }
}
