import type { Micros } from '../../env/units.ts'
import type { Meter } from '../../metrics/meter.ts'
import type { MetricsRegistry } from '../../metrics/registry.ts'

const BEAN = 'kafka.server:type=BrokerTopicMetrics,name='

/** Counted for each topic, and for all together. */
const OF_TOPICS = [
  'BytesInPerSec', 'BytesOutPerSec', 'BytesRejectedPerSec', 'MessagesInPerSec', 'TotalProduceRequestsPerSec', 'FailedProduceRequestsPerSec',
] as const
/** Counted for all together only. */
const OF_ALL = ['ReplicationBytesInPerSec', 'ReplicationBytesOutPerSec'] as const

type OfTopic = (typeof OF_TOPICS)[number]
type OfAll = (typeof OF_ALL)[number]

/** What goes in and out of a broker, by topic (BrokerTopicStats). A meter of a topic is there once it has counted something. */
export class BrokerTopicMetrics {
  readonly #registry: MetricsRegistry
  readonly #all: Readonly<Record<OfTopic | OfAll, Meter>>
  readonly #topics = new Map<string, Map<OfTopic, Meter>>()

  constructor(registry: MetricsRegistry) {
    this.#registry = registry
    this.#all = Object.fromEntries([...OF_TOPICS, ...OF_ALL].map(name => [name, registry.meter(BEAN + name)])) as Record<OfTopic | OfAll, Meter>
  }

  mark(topic: string, name: OfTopic, now: Micros, events = 1): void {
    this.#all[name].mark(now, events)
    this.#of(topic, name).mark(now, events)
  }

  markAll(name: OfAll, now: Micros, events: number): void { this.#all[name].mark(now, events) }

  forget(topic: string): void {
    this.#topics.delete(topic)
    this.#registry.forget(name => name.startsWith(BEAN) && name.endsWith(`,topic=${topic}`))
  }

  #of(topic: string, name: OfTopic): Meter {
    let meters = this.#topics.get(topic)
    if (!meters) this.#topics.set(topic, meters = new Map())
    let meter = meters.get(name)
    if (!meter) meters.set(name, meter = this.#registry.meter(`${BEAN}${name},topic=${topic}`))
    return meter
  }
}
