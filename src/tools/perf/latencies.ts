import type { Millis } from '../../env/units.ts'

/** How long records took: a count for each number of milliseconds. Plain data, changed in place. */
export interface Latencies { count: number; sum: Millis; max: Millis; readonly counts: Map<Millis, number> }

export const noLatencies = (): Latencies => ({ count: 0, sum: 0, max: 0, counts: new Map() })
export const copyOf = (latencies: Latencies): Latencies => ({ ...latencies, counts: new Map(latencies.counts) })

export function addLatency(latencies: Latencies, ms: Millis): void {
  latencies.count++
  latencies.sum += ms
  latencies.max = Math.max(latencies.max, ms)
  latencies.counts.set(ms, (latencies.counts.get(ms) ?? 0) + 1)
}

/** The latency at `count × share` of them, in order, as ProducerPerformance picks it. */
export function percentile({ count, counts }: Latencies, share: number): Millis {
  let left = Math.floor(count * share)
  for (const ms of [...counts.keys()].sort((a, b) => a - b)) {
    left -= counts.get(ms)!
    if (left < 0) return ms
  }
  return 0
}
