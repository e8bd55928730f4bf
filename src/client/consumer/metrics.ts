import type { Beans } from '../../env/metrics.ts'
import { micros, type Micros } from '../../env/units.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import { Sensors, SensorsBy, type Sensor, type SensorState } from '../../metrics/sensor.ts'
import { parsePartitionId } from '../topic-partition.ts'

const NAMES = ['fetches', 'records', 'lag', 'commits', 'heartbeats', 'joins', 'syncs'] as const

export interface SavedMetrics {
  readonly all: SensorState[]
  readonly topics: ReturnType<SensorsBy<'records'>['save']>
  readonly partitions: ReturnType<SensorsBy<'lag'>['save']>
  readonly lags: readonly (readonly [PartitionId, number])[]
}

/**
 * What a consumer measures, of all it reads, topic by topic and partition by partition (FetchMetricsManager, ConsumerCoordinatorMetrics).
 * Latencies are recorded in µs, and shown in ms.
 */
export class ConsumerMetrics {
  readonly #all = new Sensors(NAMES)
  readonly #topics = new SensorsBy(['records'])
  readonly #partitions = new SensorsBy(['lag'])
  /** As last measured. */
  readonly #lags = new Map<PartitionId, number>()

  of(name: (typeof NAMES)[number]): Sensor { return this.#all.of(name) }

  /** Records of a partition are handed out; `lag` is null where it is not known. */
  taken(now: Micros, id: PartitionId, records: number, lag: number | null): void {
    this.of('records').record(now, records)
    this.#topics.of(parsePartitionId(id).topic).of('records').record(now, records)
    if (lag === null) return
    this.of('lag').record(now, lag)
    this.#partitions.of(id).of('lag').record(now, lag)
    this.#lags.set(id, lag)
  }

  /** `assigned`: of a partition that went, nothing is shown any more. */
  beans(now: Micros, clientId: string, assigned: readonly PartitionId[], isMember: boolean): Beans {
    const records = this.of('records'), name = `kafka.consumer:type=consumer-fetch-manager-metrics,client-id=${clientId}`
    return {
      [name]: {
        ...consumed(records, now), 'records-lag-max': this.of('lag').most(now),
        ...timed('fetch-latency', this.of('fetches'), now), ...counted('fetch', this.of('fetches'), now),
      },
      ...Object.fromEntries([...this.#topics.all].map(([topic, sensors]) => [`${name},topic=${topic}`, consumed(sensors.of('records'), now)])),
      ...Object.fromEntries(assigned.filter(id => this.#lags.has(id)).map(id => [nameOf(name, id), this.#lagOf(id, now)])),
      ...isMember && { [`kafka.consumer:type=consumer-coordinator-metrics,client-id=${clientId}`]: this.#coordinator(now, assigned.length) },
    }
  }

  #lagOf(id: PartitionId, now: Micros): Beans[string] {
    const lag = this.#partitions.of(id).of('lag')
    return { 'records-lag': this.#lags.get(id)!, 'records-lag-avg': lag.mean(now), 'records-lag-max': lag.most(now) }
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

  save(): SavedMetrics { return { all: this.#all.save(), topics: this.#topics.save(), partitions: this.#partitions.save(), lags: [...this.#lags] } }
  load({ all, topics, partitions, lags }: SavedMetrics): void {
    this.#all.load(all)
    this.#topics.load(topics)
    this.#partitions.load(partitions)
    this.#lags.clear()
    for (const [id, lag] of lags) this.#lags.set(id, lag)
  }
}

const nameOf = (name: string, id: PartitionId): string => {
  const { topic, partition } = parsePartitionId(id)
  return `${name},topic=${topic},partition=${partition}`
}
const consumed = (records: Sensor, now: Micros): Beans[string] => ({ 'records-consumed-rate': records.rate(now), 'records-consumed-total': records.total })
const timed = (name: string, sensor: Sensor, now: Micros): Beans[string] => ({ [`${name}-avg`]: sensor.mean(now) / micros.perMilli, [`${name}-max`]: sensor.most(now) / micros.perMilli })
const counted = (name: string, sensor: Sensor, now: Micros): Beans[string] => ({ [`${name}-rate`]: sensor.frequency(now), [`${name}-total`]: sensor.count })
