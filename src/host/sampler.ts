import type { Bean, Beans } from '../env/metrics.ts'
import { micros, type Micros } from '../env/units.ts'
import type { RealClock } from './clock.ts'
import { isOf } from './look.ts'

/** What was measured at a moment: by process, then by ObjectName; of each bean the one number that a dashboard draws, of a client's each that says how
 * it goes now, by `ObjectName#attribute`. */
export interface Sample { readonly at: Micros; readonly processes: Readonly<Record<string, Readonly<Record<string, number>>>> }

/** One process in one sample: `names` are shared by all samples in which it measured the same, so that a sample costs its numbers. */
interface Numbers { readonly process: string; readonly names: readonly string[]; readonly values: Float64Array }
interface Kept { readonly at: Micros; readonly numbers: readonly Numbers[] }

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
  /** Of each process, as of its last sample. */
  readonly #names = new Map<string, readonly string[]>()
  #samples: Kept[] = []
  #lastMs = -Infinity

  constructor(measure: () => Readonly<Record<string, Beans>>, clock: RealClock) {
    this.#measure = measure
    this.#clock = clock
  }

  takeIfDue(now: Micros): void {
    const last = this.#samples.at(-1)?.at ?? -Infinity
    if (now - last < EVERY || this.#clock.now() - this.#lastMs < EVERY_MS) return
    this.#lastMs = this.#clock.now()
    this.#samples.push({ at: now, numbers: Object.entries(this.#measure()).map(([process, beans]) => this.#numbersOf(process, beans)) })
    if (this.#samples.length > KEPT) this.#samples.shift()
  }

  #numbersOf(process: string, beans: Beans): Numbers {
    const measured = Object.entries(beans).flatMap(([name, bean]) => name.includes(',partition=') ? [] : numbersIn(name, bean))
    return { process, names: this.#shared(process, measured.map(([name]) => name)), values: Float64Array.from(measured, ([, value]) => value) }
  }

  #shared(process: string, names: readonly string[]): readonly string[] {
    const before = this.#names.get(process)
    if (before?.length === names.length && before.every((name, i) => name === names[i])) return before
    this.#names.set(process, names)
    return names
  }

  /** With `metrics`, of those alone. */
  after(at: Micros, metrics?: readonly string[]): readonly Sample[] {
    const from = this.#samples.findIndex(sample => sample.at > at)
    const wanted = new Map<readonly string[], readonly number[]>()
    const placesOf = (names: readonly string[]): readonly number[] => {
      const places = wanted.get(names) ?? names.flatMap((name, i) => !metrics || isOf(name, metrics) ? [i] : [])
      wanted.set(names, places)
      return places
    }
    return from < 0 ? [] : this.#samples.slice(from).map(({ at, numbers }) => ({
      at, processes: Object.fromEntries(numbers.map(({ process, names, values }) => [process, Object.fromEntries(placesOf(names).map(i => [names[i]!, values[i]!]))])),
    }))
  }
}

function numbersIn(name: string, bean: Bean): (readonly [name: string, value: number])[] {
  const number = numberOf(bean)
  return number === null ? numbersOfClient(name, bean) : Number.isNaN(number) ? [] : [[name, number]]
}

/** What did not happen lately has no mean: NaN. What only counts up says nothing of now. */
const numbersOfClient = (name: string, bean: Bean): (readonly [name: string, value: number])[] =>
  Object.entries(bean).flatMap(([attribute, value]) => attribute.endsWith('-total') || !Number.isFinite(value) ? [] : [[`${name}#${attribute}`, Number(value)]])
