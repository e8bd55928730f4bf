import type { Bean, RequestTimes } from '../env/metrics.ts'
import type { Plain } from '../env/process.ts'
import { micros, type Micros } from '../env/units.ts'
import type { Histogram } from '../metrics/histogram.ts'
import { Meter, type MeterState } from '../metrics/meter.ts'
import type { MetricsRegistry } from '../metrics/registry.ts'
import { partsOf, type Part } from './request-times.ts'

const BEAN = 'kafka.network:type=RequestMetrics,name='
/** The last so many requests are remembered one by one. */
const REMEMBERED = 1_000

interface OfApi { readonly times: Readonly<Record<Part, Histogram>>; readonly bytes: Histogram; readonly versions: Map<number, Meter> }

/** How many requests were answered and how long each part of their way took, by API (RequestChannel.Metrics). */
export class RequestMetrics {
  readonly #registry: MetricsRegistry
  /** µs that handler threads were at work. */
  readonly #busy: Meter
  readonly #apis = new Map<string, OfApi>()
  #recent: RequestTimes[] = []

  constructor(registry: MetricsRegistry, now: Micros) {
    this.#registry = registry
    this.#busy = new Meter(now)
  }

  /** Those answered last, oldest first. */
  get recent(): readonly RequestTimes[] { return this.#recent.slice(-REMEMBERED) }

  completed(times: RequestTimes, now: Micros): void {
    this.#count(times.api, times, now)
    this.#busy.mark(now, times.handledAt - times.begunAt)
    if (times.as) this.#count(times.as, times, now)
    this.#recent.push(times)
    if (this.#recent.length >= 2 * REMEMBERED) this.#recent = this.#recent.slice(-REMEMBERED)
  }

  /** How idle the request handlers are, of `num.io.threads` (KafkaRequestHandlerPool). */
  idle(threads: number, now: Micros): Bean {
    const { Count: _, ...busy } = this.#busy.bean(now)
    return Object.fromEntries(Object.entries(busy).map(([rate, value]) => [rate, Math.max(0, 1 - Number(value) / (threads * micros.perSecond))]))
  }

  #count(name: string, times: RequestTimes, now: Micros): void {
    const known = this.#api(name), parts = partsOf(times)
    this.#version(name, times.version, known.versions).mark(now)
    known.bytes.record(now, times.bytes)
    for (const part in parts) known.times[part as Part].record(now, parts[part as Part])
  }

  #api(name: string): OfApi {
    let known = this.#apis.get(name)
    if (!known) {
      const time = (part: Part): Histogram => this.#registry.timesMs(`${BEAN}${part},request=${name}`)
      const times = {
        RequestQueueTimeMs: time('RequestQueueTimeMs'), LocalTimeMs: time('LocalTimeMs'), RemoteTimeMs: time('RemoteTimeMs'),
        ResponseQueueTimeMs: time('ResponseQueueTimeMs'), ResponseSendTimeMs: time('ResponseSendTimeMs'), TotalTimeMs: time('TotalTimeMs'),
      }
      this.#apis.set(name, known = { times, bytes: this.#registry.histogram(`${BEAN}RequestBytes,request=${name}`), versions: new Map() })
    }
    return known
  }

  #version(name: string, version: number, versions: Map<number, Meter>): Meter {
    let known = versions.get(version)
    if (!known) versions.set(version, known = this.#registry.meter(`${BEAN}RequestsPerSec,request=${name},version=${version}`))
    return known
  }

  /** What is remembered one by one is let go. */
  save(): Plain { return this.#busy.save() }
  load(state: Plain): void { this.#busy.load(state as MeterState) }
}
