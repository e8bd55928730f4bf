import type { Sample } from '../../session/look.ts'
import type { Threshold } from '../../session/settings.ts'
import type { Micros } from '../../world/view.ts'
import { byProcess, growths } from './charts.ts'

export type { Threshold }

/** What those who run Kafka are usually woken for. */
export const USUAL: readonly Threshold[] = [
  { metric: 'kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions', over: 'each', is: 'above', value: 0 },
  { metric: 'kafka.server:type=ReplicaManager,name=UnderMinIsrPartitionCount', over: 'each', is: 'above', value: 0 },
  { metric: 'kafka.controller:type=KafkaController,name=OfflinePartitionsCount', over: 'each', is: 'above', value: 0 },
  { metric: 'kafka.controller:type=KafkaController,name=ActiveControllerCount', over: 'sum', is: 'not', value: 1 },
  { metric: 'kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent', over: 'each', is: 'below', value: 0.3 },
  { metric: 'kafka.consumer:type=consumer-fetch-manager-metrics#records-lag-max', over: 'each', is: 'above', value: 1_000 },
]

/** A value beyond its threshold; `on` is empty for a sum. */
export interface Breach { readonly on: string; readonly value: number }
/** Since the first sample from which on it was beyond its threshold without a pause. */
export interface Alert { readonly threshold: Threshold; readonly breaches: readonly Breach[]; readonly since: Micros }

/** Thresholds over samples that grow at their end: what was looked at is not looked at again. */
export class Vigils {
  #vigils: readonly Vigil[] = []
  #of: readonly Threshold[] | null = null
  #last: Sample | null = null

  /** What is beyond its threshold at the last of the samples, and each time one was crossed. */
  over(samples: readonly Sample[], thresholds: readonly Threshold[]): { alerts: Alert[]; crossings: Alert[] } {
    const known = this.#last && thresholds === this.#of ? samples.lastIndexOf(this.#last) : -1
    if (known < 0) this.#vigils = thresholds.map(threshold => new Vigil(threshold))
    for (const sample of samples.slice(known + 1)) for (const vigil of this.#vigils) vigil.take(sample)
    this.#of = thresholds
    this.#last = samples.at(-1) ?? null
    const from = samples[0]?.at ?? 0
    return {
      alerts: this.#vigils.flatMap(({ alert }) => alert ?? []),
      crossings: this.#vigils.flatMap(({ crossings }) => crossings.filter(({ since }) => since >= from)),
    }
  }
}

export const alertsOf = (samples: readonly Sample[], thresholds: readonly Threshold[]): Alert[] => new Vigils().over(samples, thresholds).alerts
export const crossingsOf = (samples: readonly Sample[], thresholds: readonly Threshold[]): Alert[] => new Vigils().over(samples, thresholds).crossings

type Values = Readonly<Record<string, number>>

/** One threshold, sample after sample. */
class Vigil {
  readonly #threshold: Threshold
  #before: { readonly at: Micros; readonly numbers: Values } = { at: 0, numbers: {} }
  /** Somebody has had it. */
  #hasBegun = false
  alert: Alert | null = null
  /** What the first to be beyond it were, each time. */
  readonly crossings: Alert[] = []

  constructor(threshold: Threshold) { this.#threshold = threshold }

  take(sample: Sample): void {
    const threshold = this.#threshold, breaches = Object.entries(this.#valuesIn(sample)).sort(([a], [b]) => a < b ? -1 : 1)
      .flatMap(([on, value]): Breach[] => isBeyond(value, threshold) ? [{ on, value }] : [])
    const before = this.alert
    this.alert = breaches.length === 0 ? null : { threshold, breaches, since: before?.since ?? sample.at }
    if (this.alert && !before) this.crossings.push(this.alert)
  }

  /** By who has them. A sum is 0 once nobody who had it is there any more; as long as nobody ever had it there is none. */
  #valuesIn(sample: Sample): Values {
    const { metric, over } = this.#threshold, numbers = byProcess(sample, metric)
    const values = isRate(metric) ? grown(this.#before, { at: sample.at, numbers }) : numbers
    this.#before = { at: sample.at, numbers }
    if (over === 'each') return values
    const each = Object.values(values)
    this.#hasBegun ||= each.length > 0
    return this.#hasBegun ? { '': each.reduce((sum, value) => sum + value, 0) } : {}
  }
}

/** Of what only counts up, how much it grew in a second; who was not there before has none. */
const grown = (before: { at: Micros; numbers: Values }, now: { at: Micros; numbers: Values }): Values =>
  Object.fromEntries(Object.entries(now.numbers).flatMap(([on, count]) => {
    const [growth] = growths([before, now], [before.numbers[on] ?? null, count]).slice(1)
    return growth === null || growth === undefined ? [] : [[on, growth]]
  }))

const isBeyond = (value: number, { is, value: limit }: Threshold): boolean => is === 'above' ? value > limit : is === 'below' ? value < limit : value !== limit

/** Meters are sampled by what they have counted. */
export const isRate = (metric: string): boolean => /PerSec(?:,|$)/.test(metric)

const SIGNS = { above: '>', below: '<', not: '≠' } as const
export const signOf = ({ is }: Pick<Threshold, 'is'>): string => SIGNS[is]
/** `UnderReplicatedPartitions`, `consumer-fetch-manager-metrics records-lag-max`. */
export const shortName = (metric: string): string => /,name=([^,]+)/.exec(metric)?.[1] ?? metric.replace(/^.*?type=/, '').replace(/[,#]/g, ' ')
/** `UnderReplicatedPartitions > 0`. */
export const saidOf = (threshold: Threshold): string => `${threshold.over === 'sum' ? 'Σ ' : ''}${shortName(threshold.metric)} ${signOf(threshold)} ${threshold.value}`
