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

/** What is beyond its threshold at the last of some samples. */
export const alertsOf = (samples: readonly Sample[], thresholds: readonly Threshold[]): Alert[] => thresholds.flatMap(threshold => {
  const breaches = breachesOf(samples, threshold), now = breaches.at(-1) ?? []
  return now.length === 0 ? [] : [{ threshold, breaches: now, since: samples[breaches.findLastIndex(each => each.length === 0) + 1]!.at }]
})

/** Each time one was crossed, and who was the first to be beyond it. */
export const crossingsOf = (samples: readonly Sample[], thresholds: readonly Threshold[]): Alert[] => thresholds.flatMap(threshold =>
  breachesOf(samples, threshold).flatMap((breaches, i, all) =>
    breaches.length > 0 && (all[i - 1] ?? []).length === 0 ? [{ threshold, breaches, since: samples[i]!.at }] : []))

/** What was beyond a threshold, a list for each sample. */
function breachesOf(samples: readonly Sample[], threshold: Threshold): Breach[][] {
  const lines = Object.entries(linesOf(samples, threshold))
  return samples.map((_, i) => lines.flatMap(([on, values]) => {
    const value = values[i]
    return value !== null && value !== undefined && isBeyond(value, threshold) ? [{ on, value }] : []
  }))
}

/** Values by who has them; of what only counts up, how much it grew in a second. */
function linesOf(samples: readonly Sample[], { metric, over }: Threshold): Record<string, (number | null)[]> {
  const seen = samples.map(sample => byProcess(sample, metric))
  const labels = [...new Set(seen.flatMap(each => Object.keys(each)))].sort()
  const lines = labels.map(label => {
    const values = seen.map(each => each[label] ?? null)
    return [label, isRate(metric) ? growths(samples, values) : values] as const
  })
  return over === 'each' ? Object.fromEntries(lines) : { '': sumsOf(samples.length, lines.map(([, values]) => values)) }
}

/** Once nobody who had it is there any more: 0; as long as nobody ever had it: none. */
function sumsOf(length: number, lines: readonly (readonly (number | null)[])[]): (number | null)[] {
  const begins = Math.min(...lines.map(values => values.findIndex(value => value !== null)).filter(at => at >= 0))
  return Array.from({ length }, (_, i) => i < begins ? null : lines.reduce((sum, values) => sum + (values[i] ?? 0), 0))
}

const isBeyond = (value: number, { is, value: limit }: Threshold): boolean => is === 'above' ? value > limit : is === 'below' ? value < limit : value !== limit

/** Meters are sampled by what they have counted. */
export const isRate = (metric: string): boolean => /PerSec(?:,|$)/.test(metric)

const SIGNS = { above: '>', below: '<', not: '≠' } as const
export const signOf = ({ is }: Pick<Threshold, 'is'>): string => SIGNS[is]
/** `UnderReplicatedPartitions`, `consumer-fetch-manager-metrics records-lag-max`. */
export const shortName = (metric: string): string => /,name=([^,]+)/.exec(metric)?.[1] ?? metric.replace(/^.*?type=/, '').replace(/[,#]/g, ' ')
/** `UnderReplicatedPartitions > 0`. */
export const saidOf = (threshold: Threshold): string => `${threshold.over === 'sum' ? 'Σ ' : ''}${shortName(threshold.metric)} ${signOf(threshold)} ${threshold.value}`
