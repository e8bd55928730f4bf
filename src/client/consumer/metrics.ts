import type { Beans } from '../../env/metrics.ts'
import { micros, type Micros } from '../../env/units.ts'
import { Sensors, type Sensor } from '../../metrics/sensor.ts'

const NAMES = ['fetches', 'records', 'lag', 'commits', 'heartbeats', 'joins', 'syncs'] as const

/** What a consumer measures (FetchMetricsManager, ConsumerCoordinatorMetrics). Latencies are recorded in µs, and shown in ms. */
export class ConsumerMetrics extends Sensors<(typeof NAMES)[number]> {
  constructor() { super(NAMES) }

  beans(now: Micros, clientId: string, group: { readonly assigned: number } | null): Beans {
    const records = this.of('records')
    return {
      [`kafka.consumer:type=consumer-fetch-manager-metrics,client-id=${clientId}`]: {
        'records-consumed-rate': records.rate(now), 'records-consumed-total': records.total, 'records-lag-max': this.of('lag').most(now),
        ...timed('fetch-latency', this.of('fetches'), now), ...counted('fetch', this.of('fetches'), now),
      },
      ...group && { [`kafka.consumer:type=consumer-coordinator-metrics,client-id=${clientId}`]: this.#coordinator(now, group.assigned) },
    }
  }

  #coordinator(now: Micros, assigned: number): Beans[string] {
    return {
      'assigned-partitions': assigned,
      ...timed('commit-latency', this.of('commits'), now), ...counted('commit', this.of('commits'), now),
      ...counted('heartbeat', this.of('heartbeats'), now), 'heartbeat-response-time-max': this.of('heartbeats').most(now) / micros.perMilli,
      ...timed('join-time', this.of('joins'), now), ...counted('join', this.of('joins'), now),
      ...timed('sync-time', this.of('syncs'), now), ...counted('sync', this.of('syncs'), now),
    }
  }
}

const timed = (name: string, sensor: Sensor, now: Micros): Beans[string] => ({ [`${name}-avg`]: sensor.mean(now) / micros.perMilli, [`${name}-max`]: sensor.most(now) / micros.perMilli })
const counted = (name: string, sensor: Sensor, now: Micros): Beans[string] => ({ [`${name}-rate`]: sensor.frequency(now), [`${name}-total`]: sensor.count })
