import type { Micros } from '../env/units.ts'

/** World seconds per real second; `Infinity` is as fast as it goes. */
export type Speed = number
export const SLOWEST = 0.01

/**
 * A real gap longer than this is no time to catch up with: the computer slept, the tab was starved. The world stalls instead of
 * expiring every session in one leap.
 */
const MAX_GAP_MS = 100

/** Turns real time into how far the world may go. Plain arithmetic; whoever asks brings the clock. */
export class Pace {
  speed: Speed
  #lastMs: number
  /** Where the world should be, with the fraction of a microsecond that slow motion is made of. */
  #due: number
  /** What was due was not reached. */
  isBehind = false

  constructor(speed: Speed, realMs: number, now: Micros) {
    this.speed = speed
    this.#lastMs = realMs
    this.#due = now
  }

  /** How far the world may go until `realMs`. */
  target(realMs: number): Micros {
    const gap = Math.min(Math.max(0, realMs - this.#lastMs), MAX_GAP_MS)
    this.#lastMs = realMs
    this.#due += gap * 1_000 * this.speed
    return this.speed === Infinity ? Infinity : Math.floor(this.#due)
  }

  /** How far it came. Of what it did not manage, no more is made up for than of a gap. */
  reached(now: Micros): void {
    this.isBehind = this.speed === Infinity || now < Math.floor(this.#due)
    if (this.speed === Infinity || now > this.#due + 1) this.#due = now
    else this.#due = Math.min(this.#due, now + MAX_GAP_MS * 1_000 * this.speed)
  }

  /** From now on, as if nothing was due before. */
  restart(realMs: number, now: Micros): void {
    this.#lastMs = realMs
    this.#due = now
    this.isBehind = false
  }
}
