import type { Micros } from '../world/view.ts'
import type { RealClock } from './clock.ts'
import { Meter } from './meter.ts'
import { Pace, SLOWEST, type Speed } from './pace.ts'
import { FRAME_MS } from './showing.ts'

/** Of a frame a world that keeps its pace may take so much; the rest is for messages, which are heard between two beats as well. */
const WORK_MS = 12
/** While it goes as fast as it can, messages wait this long at most. */
const BURST_MS = 50
/**
 * Between two views of a world that keeps its pace: nobody reads figures that change more often, and what is on the wire is another each time.
 * In slow motion, where marks are seen to move, every frame has one.
 */
const VIEW_MS = 100

/** How fast one world is to go by the real clock, and how fast it really goes. */
export class Tempo {
  readonly #clock: RealClock
  readonly #world: { readonly now: Micros }
  readonly #pace: Pace
  readonly #meter: Meter

  constructor(clock: RealClock, world: { readonly now: Micros }, speed: Speed) {
    this.#clock = clock
    this.#world = world
    this.#pace = new Pace(speed, clock.now(), world.now)
    this.#meter = new Meter(clock.now(), world.now)
  }

  get speed(): Speed { return this.#pace.speed }
  set speed(speed: Speed) {
    this.#pace.speed = Math.max(SLOWEST, speed)
    this.restart()
  }
  get measured(): number { return this.#meter.worldPerReal }

  /** How long it may go on at a stretch. While other threads work, this one is free for messages. */
  workMs(isRun: boolean, workers: number): number {
    if (isRun || this.speed === Infinity) return BURST_MS
    return workers > 1 || this.isBehind ? FRAME_MS : WORK_MS
  }

  /** How often somebody who watches is shown another view, at most. */
  get viewMs(): number { return this.speed < 1 ? FRAME_MS : VIEW_MS }

  /** Not all that was due was reached: no time is to be lost. */
  get isBehind(): boolean { return this.#pace.isBehind }

  /** How far the world may go until then. */
  target(realMs: number): Micros { return this.#pace.target(realMs) }
  /** A little of what it did not manage is made up for. */
  reached(): void { this.#pace.reached(this.#world.now) }
  /** Nothing is due that was due before. */
  restart(): void { this.#pace.restart(this.#clock.now(), this.#world.now) }
  note(realMs: number): void { this.#meter.note(realMs, this.#world.now) }
}
