import type { Beans } from '../env/metrics.ts'
import type { Plain, ProcessEvent } from '../env/process.ts'
import type { MetadataDelta, MetadataImage } from '../metadata/image.ts'
import type { Handler } from '../net/handler.ts'
import { NetworkClient } from '../net/network-client.ts'
import { Fetch } from '../protocol/apis/01-fetch.ts'
import { ListOffsets } from '../protocol/apis/02-list-offsets.ts'
import type { Api, Response } from '../protocol/schema.ts'
import type { Broker, BrokerTimer } from './context.ts'
import { newGroups } from './groups/groups.ts'
import { haltOnDiskError } from './halt.ts'
import { gauges } from './metrics/gauges.ts'
import { BrokerTopicMetrics } from './metrics/topic-metrics.ts'
import type { BrokerNode, BrokerPart, BrokerPartView } from './part.ts'
import type { ControllerTag } from './partitions.ts'
import { newProducerIds } from './producer-ids.ts'
import { newPurgatory } from './purgatory/purgatory.ts'
import { newAlterPartitions } from './replica/isr.ts'
import { newAssignments, newLogDirectory } from './replica/log-directory.ts'
import { closeLogs, findLogs } from './replica/logs.ts'
import { newThrottle } from './replica/throttle.ts'
import { KAFKA_RULES, type ReplicationRules } from './replica/rules.ts'
import { loadBroker, saveBroker } from './save.ts'
import { newFetchSessions } from './sessions/fetch-sessions.ts'
import { readSettings } from './settings.ts'
import { settle } from './settle.ts'
import { onTimer, startTimers } from './timers.ts'
import { newTopicCreations } from './topic-creations.ts'
import { BrokerViews } from './view.ts'

/** A broker as a part of its node. `rules` are other than Kafka's only in tests that want to see a safety net catch. */
export const makeBroker = (node: BrokerNode, rules: ReplicationRules = KAFKA_RULES): BrokerPart => new Part(newBroker(node, rules))

const newBroker = (node: BrokerNode, rules: ReplicationRules): Broker => ({
  node, rules, topicMetrics: new BrokerTopicMetrics(node.metrics), settings: readSettings(node.configs.broker()), network: replicaNetwork(node), partitions: new Map(), fetchers: new Map(),
  alterPartitions: newAlterPartitions(), assignments: newAssignments(), throttle: newThrottle(), delayedProduce: newPurgatory(), delayedFetch: newPurgatory(), delayedDeleteRecords: newPurgatory(),
  fetchSessions: newFetchSessions(), producerIds: newProducerIds(), topicCreations: newTopicCreations(), logDirectory: newLogDirectory(), groups: newGroups(),
  moved: [], answering: null,
})

/** Brokers speak their own newest versions to each other, and take what they fetch in a pool of its own. */
const replicaNetwork = (node: BrokerNode): NetworkClient => new NetworkClient(node.env, {
  name: 'replica-fetchers', clientId: `broker-${node.nodeId}-fetcher-0`, apis: [Fetch, ListOffsets], discoverVersions: false, pool: 'fetcher',
  requestTimeoutMs: node.configs.broker().number('replica.socket.timeout.ms'),
})

class Part implements BrokerPart {
  readonly #broker: Broker
  readonly #views = new BrokerViews()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  handlers(): readonly Handler[] { return this.#broker.node.forClients().handlersOf(this.#broker) }

  start(): void {
    this.#do(() => findLogs(this.#broker))
    startTimers(this.#broker)
  }

  onMetadata(image: MetadataImage, delta: MetadataDelta): void {
    const broker = this.#broker
    if (delta.configs.size > 0) configure(broker)
    if (concernsPartitions(broker, delta)) this.#do(() => broker.node.forClients().onMetadata(broker, image, delta))
  }

  onControllerAnswer(tag: Plain, answer: Response<Api>): void {
    this.#do(() => this.#broker.node.forClients().onAnswer(this.#broker, tag as ControllerTag, answer))
  }

  handle(event: ProcessEvent): void {
    this.#do(() => {
      const outcomes = this.#broker.network.handle(event)
      if (outcomes) for (const outcome of outcomes) this.#broker.node.forClients().onOutcome(this.#broker, outcome)
      else onEvent(this.#broker, event)
    })
  }

  shutdown(): void {
    this.#broker.network.close()
    this.#do(() => closeLogs(this.#broker))
    this.#broker.node.stopped()
  }

  /** One event's work, and what it set in motion. */
  #do(act: () => void): void {
    haltOnDiskError(this.#broker, () => {
      act()
      settle(this.#broker)
    }, undefined)
  }

  save(): Plain { return saveBroker(this.#broker) }
  load(state: Plain): void { loadBroker(this.#broker, state) }
  view(): BrokerPartView { return this.#views.of(this.#broker) }
  gauges(): Beans { return gauges(this.#broker) }
}

function onEvent(broker: Broker, event: ProcessEvent): void {
  if (event.is === 'timer') onTimer(broker, event.timer as BrokerTimer)
  else if (event.is === 'worked') broker.node.forClients().onWorked(broker, event.work)
  else if (event.is === 'flushed' && broker.partitions.size > 0) broker.node.forClients().onFlushed(broker, event.tag)   // else of a checkpoint
}

/** There are some, here or on the disk, or they are to come: before that there is nothing to do. */
const concernsPartitions = (broker: Broker, { topics, deletedTopics }: MetadataDelta): boolean =>
  topics.size + deletedTopics.length + broker.partitions.size + broker.logDirectory.found.size + broker.logDirectory.futures.size > 0

/** What is fetched, and how much of it, may have changed. */
function configure(broker: Broker): void {
  broker.settings = readSettings(broker.node.configs.broker())
  for (const fetcher of broker.fetchers.values()) fetcher.changed = true
}
