import type { Beans } from '../../env/metrics.ts'
import { micros, type Micros } from '../../env/units.ts'
import { Sensors } from '../../metrics/sensor.ts'

const NAMES = ['records', 'errors', 'retries', 'splits', 'latency', 'batchBytes', 'queued'] as const

/** What a producer measures (SenderMetrics). Latencies and times are recorded in µs, and shown in ms. */
export class ProducerMetrics extends Sensors<(typeof NAMES)[number]> {
  constructor() { super(NAMES) }

  /** A request leaves with these batches. */
  drained(now: Micros, batches: readonly { readonly count: number; readonly bytes: Uint8Array | null; readonly createdAt: Micros }[]): void {
    this.of('records').record(now, batches.reduce((sum, { count }) => sum + count, 0))
    for (const { bytes, createdAt } of batches) {
      this.of('batchBytes').record(now, bytes?.length ?? 0)
      this.of('queued').record(now, now - createdAt)
    }
  }

  beans(now: Micros, clientId: string, { inFlight, bufferMemory, freeMemory, waiting }: { inFlight: number; bufferMemory: number; freeMemory: number; waiting: number }): Beans {
    const records = this.of('records'), latency = this.of('latency'), size = this.of('batchBytes'), queued = this.of('queued'), ms = micros.perMilli
    return {
      [`kafka.producer:type=producer-metrics,client-id=${clientId}`]: {
        'record-send-rate': records.rate(now), 'record-send-total': records.total, 'records-per-request-avg': records.mean(now),
        'record-error-rate': this.of('errors').rate(now), 'record-error-total': this.of('errors').total,
        'record-retry-rate': this.of('retries').rate(now), 'record-retry-total': this.of('retries').total,
        'batch-split-rate': this.of('splits').rate(now), 'batch-split-total': this.of('splits').total,
        'request-latency-avg': latency.mean(now) / ms, 'request-latency-max': latency.most(now) / ms,
        'record-queue-time-avg': queued.mean(now) / ms, 'record-queue-time-max': queued.most(now) / ms,
        'batch-size-avg': size.mean(now), 'batch-size-max': size.most(now),
        'requests-in-flight': inFlight, 'buffer-total-bytes': bufferMemory, 'buffer-available-bytes': freeMemory, 'waiting-threads': waiting,
      },
    }
  }
}
