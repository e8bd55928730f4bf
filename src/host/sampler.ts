import type { Bean, Beans } from '../env/metrics.ts'
import { micros, type Micros } from '../env/units.ts'
import type { RealClock } from './clock.ts'
import { metricOf } from './look.ts'

/** What was measured at a moment: by process, then by ObjectName; of each bean the one number that a dashboard draws, of a client's each that says how
 * it goes now, by `ObjectName#attribute`. */
export interface Sample { readonly at: Micros; readonly processes: Readonly<Record<string, Readonly<Record<string, number>>>> }

const EVERY: Micros = micros.perSecond
/** A world that runs a thousand times as fast is not asked more often than this. */
const EVERY_MS = 250
const KEPT = 900

/** What of a bean goes along: a gauge's value, how much a meter has counted, the 99th percentile of a time. Null: it is a client's. */
function numberOf(bean: Bean): number | null {
  const value = bean['Value'] ?? bean['99thPercentile'] ?? bean['Count'] ?? bean['OneMinuteRate']
  return value === undefined ? null : Number(value)
}

/** Once a second of the world, as a monitoring system scrapes its servers: the last quarter of an hour, and no more of a partition than its broker says. */
export class Sampler {
  readonly #measure: () => Readonly<Record<string, Beans>>
  readonly #clock: RealClock
  /** Each name once, however many samples have it. */
  readonly #names = new Map<string, Map<string, string>>()
  #samples: Sample[] = []
  #lastMs = -Infinity

  constructor(measure: () => Readonly<Record<string, Beans>>, clock: RealClock) {
    this.#measure = measure
    this.#clock = clock
  }

  takeIfDue(now: Micros): void {
    const last = this.#samples.at(-1)?.at ?? -Infinity
    if (now - last < EVERY || this.#clock.now() - this.#lastMs < EVERY_MS) return
    this.#lastMs = this.#clock.now()
    this.#samples.push({ at: now, processes: mapped(this.#measure(), beans => this.#numbersOf(beans)) })
    if (this.#samples.length >= 2 * KEPT) this.#samples = this.#samples.slice(-KEPT)
  }

  #numbersOf(beans: Beans): Record<string, number> {
    const numbers: Record<string, number> = {}
    for (const [name, bean] of Object.entries(beans)) {
      const number = name.includes(',partition=') ? NaN : numberOf(bean)
      if (number === null) this.#addClient(numbers, name, bean)
      else if (!Number.isNaN(number)) numbers[name] = number
    }
    return numbers
  }

  /** What did not happen lately has no mean: NaN. What only counts up says nothing of now. */
  #addClient(numbers: Record<string, number>, name: string, bean: Bean): void {
    for (const [attribute, value] of Object.entries(bean)) if (!attribute.endsWith('-total') && Number.isFinite(value)) numbers[this.#nameOf(name, attribute)] = Number(value)
  }

  #nameOf(bean: string, attribute: string): string {
    let names = this.#names.get(bean)
    if (!names) this.#names.set(bean, names = new Map())
    let name = names.get(attribute)
    if (name === undefined) names.set(attribute, name = `${bean}#${attribute}`)
    return name
  }

  /** With `metrics`, of those alone. */
  after(at: Micros, metrics?: readonly string[]): readonly Sample[] {
    const from = this.#samples.findIndex(sample => sample.at > at)
    const samples = from < 0 ? [] : this.#samples.slice(Math.max(from, this.#samples.length - KEPT))
    return metrics ? samples.map(sample => ({ at: sample.at, processes: mapped(sample.processes, beans => only(beans, metrics)) })) : samples
  }
}

const only = (beans: Sample['processes'][string], metrics: readonly string[]): Record<string, number> =>
  Object.fromEntries(Object.entries(beans).filter(([name]) => metrics.includes(metricOf(name))))

const mapped = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
