import type { Micros } from '../../world/view.ts'
import type { World } from '../../world/world.ts'
import type { RealClock } from '../clock.ts'
import type { Keeper } from '../keeper.ts'
import { Pace, type Speed } from '../pace.ts'
import type { Departure } from './gateway.ts'

/** The world takes at most so much of one turn of the event loop, so that sockets are heard. */
const BURST_MS = 10
/** What is due so soon is done at once: no timer could wait for it, and a request need not travel at the pace of its bits. */
const AHEAD: Micros = 1_000
/** It looks at the clock at least so often, so that an idle world is not taken for a sleeping computer. */
const LONGEST_WAIT_MS = 50
const SKEW_CHECK_MS = 1_000
const SKEW_ALLOWED_MS = 500

export interface RunnerOptions {
  readonly world: World
  readonly clock: RealClock
  /** World seconds per real second. Wall clocks go with the world, so they are not set right unless this is 1. */
  readonly speed?: Speed
  /** Null: nothing outlives the process, and there is nothing to wait for. */
  readonly keeper: Keeper | null
  /** Machines whose wall clock is kept right. */
  readonly machines: readonly string[]
  /** Bytes may leave now: what they speak of is written. */
  release(departure: Departure): void
  failed(error: Error): void
  /** It has gone on a little. */
  turned(): void
}

/**
 * Runs a world by the real clock, event by event as they fall due. What leaves the world waits here for the commit of the moment it
 * left at. When the computer slept, or cannot keep up, world time stalls; wall clocks are then set right, as NTP would.
 */
export class Runner {
  readonly #options: RunnerOptions
  readonly #pace: Pace
  /** Left since the world was last written down; then, what waits for each epoch. */
  #left: Departure[] = []
  #held: { epoch: number; departures: Departure[] }[] = []
  #cancel = () => {}
  #isClosed = false
  #skewMs = 0
  #skewCheckedMs: number

  constructor(options: RunnerOptions) {
    this.#options = options
    const { clock, world, keeper, speed = 1 } = options
    this.#pace = new Pace(speed, clock.now(), world.now)
    this.#skewCheckedMs = -Infinity
    keeper?.whenSettled(() => this.wake())
    this.wake()
  }

  /** Something came in, or was written. */
  wake(): void {
    this.#cancel()
    if (!this.#isClosed) this.#cancel = this.#options.clock.after(0, () => this.#tick())
  }

  depart(departure: Departure): void { this.#left.push(departure) }

  /** Stops, and keeps what there is; what waited for that is released. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel()
    const { keeper, world } = this.#options
    keeper?.keep(world, true)
    await keeper?.drained()
    this.#holdAndRelease()
  }

  #tick(): void {
    if (this.#isClosed) return
    try {
      const wait = this.#mayGoOn() ? this.#goOn() : null
      this.#options.turned()
      this.#holdAndRelease()
      if (wait !== null && !this.#isClosed) this.#cancel = this.#options.clock.after(wait, () => this.#tick())
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #fail(error: Error): void {
    this.#isClosed = true
    this.#options.failed(error)
  }

  /** Not while the store is behind; it wakes us. */
  #mayGoOn(): boolean {
    const { keeper, world } = this.#options
    return keeper?.isFull(world) !== true
  }

  /** Gives the milliseconds until there is something to do. */
  #goOn(): number {
    const { clock, world } = this.#options
    const startMs = clock.now()
    this.#setClocks(startMs)
    const target = this.#pace.target(startMs)
    const enough = () => clock.now() - startMs >= BURST_MS
    const { because } = world.advance({ until: target, enough })
    this.#pace.reached(Math.min(world.now, target))
    if (because === 'enough') return 0
    while (this.#isSoon(target) && !enough()) world.advance({ until: world.next })
    return this.#waitMs(target)
  }

  #isSoon(target: Micros): boolean {
    const { next } = this.#options.world
    return next >= 0 && next <= target + AHEAD
  }

  #waitMs(target: Micros): number {
    const { next } = this.#options.world
    const wait = next < 0 ? LONGEST_WAIT_MS : Math.floor((next - target) / 1_000 / this.#pace.speed)
    return Math.min(Math.max(0, wait), LONGEST_WAIT_MS)
  }

  #setClocks(nowMs: number): void {
    if (this.#pace.speed !== 1 || nowMs - this.#skewCheckedMs < SKEW_CHECK_MS) return
    this.#skewCheckedMs = nowMs
    const { world, clock, machines } = this.#options
    const ms = Math.round(clock.wall() - world.wall)
    if (Math.abs(ms - this.#skewMs) <= SKEW_ALLOWED_MS) return
    this.#skewMs = ms
    for (const machine of machines) world.inject({ do: 'clock.skew', machine, ms })
  }

  #holdAndRelease(): void {
    const { keeper, world } = this.#options
    if (!keeper) return this.#release(this.#taken())
    if (keeper.problem) return this.#fail(keeper.problem)
    const epoch = keeper.keep(world, false)
    if (epoch !== null && this.#left.length > 0) this.#held.push({ epoch, departures: this.#taken() })
    while (this.#held.length > 0 && this.#held[0]!.epoch <= keeper.committed) this.#release(this.#held.shift()!.departures)
  }

  #taken(): Departure[] {
    const left = this.#left
    this.#left = []
    return left
  }

  #release(departures: readonly Departure[]): void {
    for (const departure of departures) this.#options.release(departure)
  }
}
