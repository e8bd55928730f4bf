import type { Bean } from '../env/metrics.ts'
import { micros, type Micros } from '../env/units.ts'
import { bucketOf, valueOf } from './buckets.ts'

/** Percentiles are of the last one to two of these, as Yammer's decaying sample leans to the last five minutes. */
const WINDOW = 60 * micros.perSecond
const MOST = 0x7fff_ffff
const PERCENTILES = [
  ['50thPercentile', 0.5], ['75thPercentile', 0.75], ['95thPercentile', 0.95], ['98thPercentile', 0.98], ['99thPercentile', 0.99], ['999thPercentile', 0.999],
] as const

export interface HistogramState {
  count: number
  sum: number
  min: number
  max: number
  since: Micros
  /** Events by bucket, in this window and the one before. */
  recent: [bucket: number, events: number][]
  before: [bucket: number, events: number][]
}

/**
 * How values spread (com.yammer.metrics.core.Histogram): count, mean, least and most of all of them, percentiles of the recent ones, from
 * buckets and without a random sample. `unit`: how many of what is recorded make one of what is shown (1,000 for µs shown as ms).
 */
export class Histogram {
  readonly #unit: number
  #count = 0
  #sum = 0
  #min = Infinity
  #max = 0
  #since: Micros
  #recent = new Map<number, number>()
  #before = new Map<number, number>()

  constructor(now: Micros, unit = 1) {
    this.#since = now
    this.#unit = unit
  }

  record(now: Micros, value: number): void {
    this.#turn(now)
    this.#count++
    this.#sum += value
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
    const bucket = bucketOf(Math.min(value, MOST))
    this.#recent.set(bucket, (this.#recent.get(bucket) ?? 0) + 1)
  }

  bean(now: Micros): Bean {
    this.#turn(now)
    const count = this.#count, unit = this.#unit
    const spread = { Count: count, Min: count > 0 ? this.#min / unit : 0, Max: this.#max / unit, Mean: count > 0 ? this.#sum / count / unit : 0 }
    return { ...spread, ...this.#percentiles() }
  }

  #percentiles(): Bean {
    const merged = new Map(this.#before)
    for (const [bucket, events] of this.#recent) merged.set(bucket, (merged.get(bucket) ?? 0) + events)
    const sorted = [...merged].sort(([a], [b]) => a - b), total = sorted.reduce((sum, [, events]) => sum + events, 0)
    return Object.fromEntries(PERCENTILES.map(([name, part]) => [name, this.#within(quantile(sorted, total * part))]))
  }

  /** A bucket's middle may lie outside of what there was. */
  #within(value: number): number {
    return this.#count === 0 ? 0 : Math.min(Math.max(value, this.#min), this.#max) / this.#unit
  }

  #turn(now: Micros): void {
    const age = now - this.#since
    if (age < WINDOW) return
    this.#before = age < 2 * WINDOW ? this.#recent : new Map()
    this.#recent = new Map()
    this.#since = now - age % WINDOW
  }

  save(): HistogramState {
    return { count: this.#count, sum: this.#sum, min: this.#min, max: this.#max, since: this.#since, recent: [...this.#recent], before: [...this.#before] }
  }

  load({ count, sum, min, max, since, recent, before }: HistogramState): void {
    this.#count = count
    this.#sum = sum
    this.#min = min
    this.#max = max
    this.#since = since
    this.#recent = new Map(recent)
    this.#before = new Map(before)
  }
}

function quantile(sorted: readonly (readonly [bucket: number, events: number])[], rank: number): number {
  let seen = 0
  for (const [bucket, events] of sorted) if ((seen += events) >= rank) return valueOf(bucket)
  return 0
}
