import type { Bean } from '../env/metrics.ts'
import { micros, type Micros } from '../env/units.ts'

const TICK = 5 * micros.perSecond
/** What one tick of five seconds weighs in a mean of 1, 5 and 15 minutes: 1 − e^(−5 s/window). */
const WEIGHTS = [0.07995558537067671, 0.016528546178382508, 0.005540151995103271] as const
/** After so many ticks without an event nothing of the past is left in a double. */
const FORGOTTEN = 10_000

export interface MeterState { count: number; uncounted: number; rates: [number, number, number] | null; since: Micros; tickedAt: Micros }

/**
 * Counts events and how many there are a second, as exponentially weighted means (com.yammer.metrics.core.Meter). No timer ticks it:
 * whoever marks or reads makes up for the ticks that are due.
 */
export class Meter {
  #state: MeterState

  constructor(now: Micros) {
    this.#state = { count: 0, uncounted: 0, rates: null, since: now, tickedAt: now }
  }

  mark(now: Micros, events = 1): void {
    this.#tick(now)
    this.#state.count += events
    this.#state.uncounted += events
  }

  bean(now: Micros): Bean {
    this.#tick(now)
    const { count, rates, since } = this.#state
    const [OneMinuteRate, FiveMinuteRate, FifteenMinuteRate] = rates ?? [0, 0, 0]
    return { Count: count, MeanRate: now > since ? count / ((now - since) / micros.perSecond) : 0, OneMinuteRate, FiveMinuteRate, FifteenMinuteRate }
  }

  #tick(now: Micros): void {
    const { tickedAt } = this.#state
    if (now - tickedAt < TICK) return
    const due = Math.floor((now - tickedAt) / TICK)
    this.#state.tickedAt = tickedAt + due * TICK
    this.#take()
    if (due > FORGOTTEN) this.#state.rates = [0, 0, 0]
    else for (let i = 1; i < due; i++) this.#take()
  }

  /** One tick; the first one's rate is the mean to begin with. */
  #take(): void {
    const state = this.#state, rate = state.uncounted / (TICK / micros.perSecond)
    state.uncounted = 0
    if (!state.rates) state.rates = [rate, rate, rate]
    else for (let i = 0; i < WEIGHTS.length; i++) state.rates[i]! += WEIGHTS[i]! * (rate - state.rates[i]!)
  }

  save(): MeterState { return { ...this.#state, rates: this.#state.rates && [...this.#state.rates] } }
  load(state: MeterState): void { this.#state = { ...state, rates: state.rates && [...state.rates] } }
}
