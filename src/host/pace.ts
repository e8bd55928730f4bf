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

  /** How far it came. What it did not manage is not made up for. */
  reached(now: Micros): void {
    if (this.speed === Infinity || now < Math.floor(this.#due) || now > this.#due + 1) this.#due = now
  }

  /** From now on, as if nothing was due before. */
  restart(realMs: number, now: Micros): void {
    this.#lastMs = realMs
    this.#due = now
  }
}
