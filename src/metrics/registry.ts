import type { Bean, Beans } from '../env/metrics.ts'
import type { Env, Plain } from '../env/process.ts'
import { micros } from '../env/units.ts'
import { Histogram, type HistogramState } from './histogram.ts'
import { Meter, type MeterState } from './meter.ts'

interface Saved { readonly meters: readonly (readonly [string, MeterState])[]; readonly histograms: readonly (readonly [string, number, HistogramState])[] }

/**
 * The meters and histograms of a process by their ObjectName. One is there from the first time it is asked for, and stays the same object,
 * also through `load`. Gauges are not kept: who has the state computes them when somebody looks.
 */
export class MetricsRegistry {
  readonly #env: Pick<Env, 'now'>
  readonly #meters = new Map<string, Meter>()
  readonly #histograms = new Map<string, { readonly unit: number; readonly histogram: Histogram }>()

  constructor(env: Pick<Env, 'now'>) {
    this.#env = env
  }

  meter(name: string): Meter {
    let meter = this.#meters.get(name)
    if (!meter) this.#meters.set(name, meter = new Meter(this.#env.now()))
    return meter
  }

  histogram(name: string, unit = 1): Histogram {
    let known = this.#histograms.get(name)
    if (!known) this.#histograms.set(name, known = { unit, histogram: new Histogram(this.#env.now(), unit) })
    return known.histogram
  }

  /** Of times, which are recorded in µs and shown in ms. */
  timesMs(name: string): Histogram { return this.histogram(name, micros.perMilli) }

  /** Those of a topic that is gone. */
  forget(isGone: (name: string) => boolean): void {
    for (const kept of [this.#meters, this.#histograms]) for (const name of [...kept.keys()]) if (isGone(name)) kept.delete(name)
  }

  beans(): Beans {
    const now = this.#env.now()
    const entries: [string, Bean][] = [...this.#meters].map(([name, meter]) => [name, meter.bean(now)])
    for (const [name, { histogram }] of this.#histograms) entries.push([name, histogram.bean(now)])
    return Object.fromEntries(entries)
  }

  save(): Plain {
    const meters = [...this.#meters].map(([name, meter]) => [name, meter.save()] as const)
    const histograms = [...this.#histograms].map(([name, { unit, histogram }]) => [name, unit, histogram.save()] as const)
    return { meters, histograms } satisfies Saved
  }

  load(state: Plain): void {
    const { meters, histograms } = state as Saved
    for (const [name, saved] of meters) this.meter(name).load(saved)
    for (const [name, unit, saved] of histograms) this.histogram(name, unit).load(saved)
  }
}
