import type { Beans } from '../../env/metrics.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import { micros, type Micros } from '../../env/units.ts'
import { Sensors, SensorsBy, type SensorState } from '../../metrics/sensor.ts'
import { parsePartitionId } from '../topic-partition.ts'

const NAMES = ['records', 'errors', 'retries', 'splits', 'latency', 'batchBytes', 'queued'] as const
const OF_TOPIC = ['records', 'bytes', 'errors', 'retries'] as const

/** As much of a batch as is measured. */
interface Measured { readonly id: PartitionId; readonly count: number; readonly bytes: Uint8Array | null; readonly createdAt: Micros }
export interface SavedMetrics { readonly all: SensorState[]; readonly topics: ReturnType<SensorsBy<(typeof OF_TOPIC)[number]>['save']> }

/** What a producer measures, of all it sends and topic by topic (SenderMetrics). Latencies and times are recorded in µs, and shown in ms. */
export class ProducerMetrics {
  readonly #all = new Sensors(NAMES)
  readonly #topics = new SensorsBy(OF_TOPIC)

  /** A request leaves with these batches. */
  drained(now: Micros, batches: readonly Measured[]): void {
    this.#all.of('records').record(now, batches.reduce((sum, { count }) => sum + count, 0))
    for (const { id, count, bytes, createdAt } of batches) {
      this.#all.of('batchBytes').record(now, bytes?.length ?? 0)
      this.#all.of('queued').record(now, now - createdAt)
      const topic = this.#topic(id)
      topic.of('records').record(now, count)
      topic.of('bytes').record(now, bytes?.length ?? 0)
    }
  }
  answered(now: Micros, latency: Micros): void { this.#all.of('latency').record(now, latency) }
  split(now: Micros): void { this.#all.of('splits').record(now) }
  retried(now: Micros, batch: Measured): void { this.#both('retries', now, batch) }
  failed(now: Micros, batch: Measured): void { this.#both('errors', now, batch) }

  #both(name: 'errors' | 'retries', now: Micros, { id, count }: Measured): void {
    this.#all.of(name).record(now, count)
    this.#topic(id).of(name).record(now, count)
  }
  #topic(id: PartitionId) { return this.#topics.of(parsePartitionId(id).topic) }

  beans(now: Micros, clientId: string, { inFlight, bufferMemory, freeMemory, waiting }: { inFlight: number; bufferMemory: number; freeMemory: number; waiting: number }): Beans {
    const all = this.#all, records = all.of('records'), latency = all.of('latency'), size = all.of('batchBytes'), queued = all.of('queued'), ms = micros.perMilli
    const topics = [...this.#topics.all].map(([topic, sensors]) => [`kafka.producer:type=producer-topic-metrics,client-id=${clientId},topic=${topic}`, topicBean(now, sensors)] as const)
    return {
      [`kafka.producer:type=producer-metrics,client-id=${clientId}`]: {
        ...sentOf(now, all), 'records-per-request-avg': records.mean(now),
        'batch-split-rate': all.of('splits').rate(now), 'batch-split-total': all.of('splits').total,
        'request-latency-avg': latency.mean(now) / ms, 'request-latency-max': latency.most(now) / ms,
        'record-queue-time-avg': queued.mean(now) / ms, 'record-queue-time-max': queued.most(now) / ms,
        'batch-size-avg': size.mean(now), 'batch-size-max': size.most(now),
        'requests-in-flight': inFlight, 'buffer-total-bytes': bufferMemory, 'buffer-available-bytes': freeMemory, 'waiting-threads': waiting,
      },
      ...Object.fromEntries(topics),
    }
  }

  save(): SavedMetrics { return { all: this.#all.save(), topics: this.#topics.save() } }
  load({ all, topics }: SavedMetrics): void {
    this.#all.load(all)
    this.#topics.load(topics)
  }
}

const topicBean = (now: Micros, sensors: Sensors<(typeof OF_TOPIC)[number]>): Beans[string] =>
  ({ ...sentOf(now, sensors), 'byte-rate': sensors.of('bytes').rate(now), 'byte-total': sensors.of('bytes').total })

/** What became of records, of all or of a topic's. */
const sentOf = (now: Micros, sensors: { of(name: 'records' | 'errors' | 'retries'): { rate(now: Micros): number; readonly total: number } }): Beans[string] =>
  Object.fromEntries(([['send', 'records'], ['error', 'errors'], ['retry', 'retries']] as const).flatMap(([word, name]) =>
    [[`record-${word}-rate`, sensors.of(name).rate(now)], [`record-${word}-total`, sensors.of(name).total]]))
