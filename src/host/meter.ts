import type { Micros } from '../env/units.ts'

const OVER_MS = 500

/** How fast a world really goes, averaged over half a second. */
export class Meter {
  worldPerReal = 0
  #sinceMs: number
  #from: Micros

  constructor(realMs: number, now: Micros) {
    this.#sinceMs = realMs
    this.#from = now
  }

  note(realMs: number, now: Micros): void {
    const passedMs = realMs - this.#sinceMs
    if (passedMs < OVER_MS) return
    this.worldPerReal = (now - this.#from) / 1_000 / passedMs
    this.#sinceMs = realMs
    this.#from = now
  }
}
