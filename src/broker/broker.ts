import type { Beans } from '../env/metrics.ts'
import type { Plain, ProcessEvent } from '../env/process.ts'
import type { LogFlush } from '../log/api.ts'
import type { MetadataDelta, MetadataImage } from '../metadata/image.ts'
import type { Handler } from '../net/handler.ts'
import { NetworkClient } from '../net/network-client.ts'
import { answerTo, type Outcome } from '../net/outcome.ts'
import { Fetch } from '../protocol/apis/01-fetch.ts'
import { ListOffsets } from '../protocol/apis/02-list-offsets.ts'
import { moved, type BrokerTimer, type Broker } from './context.ts'
import { onFetched, onFetchFailed } from './fetcher/process.ts'
import { pump } from './fetcher/pump.ts'
import { onOffsetListed, type OffsetListed } from './fetcher/out-of-range.ts'
import { OFFSETS_TOPIC, newGroups } from './groups/groups.ts'
import type { LoadWork } from './groups/loading.ts'
import { haltOnDiskError } from './halt.ts'
import { gauges } from './metrics/gauges.ts'
import { BrokerTopicMetrics } from './metrics/topic-metrics.ts'
import type { BrokerNode, BrokerPart, BrokerPartView, ControllerAnswer } from './part.ts'
import { newProducerIds, onProducerIds } from './producer-ids.ts'
import { newPurgatory } from './purgatory/purgatory.ts'
import { newAlterPartitions, onAlterPartitionAnswer } from './replica/alter-partition.ts'
import { maybeIncrementHighWatermark } from './replica/leader.ts'
import type { Partition } from './replica/partition.ts'
import { applyMetadata, type ReplicaChanges } from './replica/delta.ts'
import { newLogDirectory } from './replica/log-directory.ts'
import { closeLogs, findLogs, setAsideStrays } from './replica/logs.ts'
import { newThrottle } from './replica/throttle.ts'
import { KAFKA_RULES, type ReplicationRules } from './replica/rules.ts'
import { loadBroker, saveBroker } from './save.ts'
import { newFetchSessions } from './sessions/fetch-sessions.ts'
import { readSettings } from './settings.ts'
import { settle } from './settle.ts'
import { onTimer, startTimers } from './timers.ts'
import { newTopicCreations, onTopicsCreated } from './topic-creations.ts'
import { BrokerViews } from './view.ts'

/** A broker as a part of its node. `rules` are other than Kafka's only in tests that want to see a safety net catch. */
export const makeBroker = (node: BrokerNode, rules: ReplicationRules = KAFKA_RULES): BrokerPart => new Part(newBroker(node, rules))

const newBroker = (node: BrokerNode, rules: ReplicationRules): Broker => ({
  node, rules, topicMetrics: new BrokerTopicMetrics(node.metrics), settings: readSettings(node.configs.broker()), network: replicaNetwork(node), partitions: new Map(), fetchers: new Map(),
  alterPartitions: newAlterPartitions(), throttle: newThrottle(), delayedProduce: newPurgatory(), delayedFetch: newPurgatory(), delayedDeleteRecords: newPurgatory(),
  fetchSessions: newFetchSessions(), producerIds: newProducerIds(), topicCreations: newTopicCreations(), logDirectory: newLogDirectory(), groups: newGroups(),
  moved: [], answering: null,
})

/** Brokers speak their own newest versions to each other, and take what they fetch in a pool of its own. */
const replicaNetwork = (node: BrokerNode): NetworkClient => new NetworkClient(node.env, {
  name: 'replica-fetchers', clientId: `broker-${node.nodeId}-fetcher-0`, apis: [Fetch, ListOffsets], discoverVersions: false, pool: 'fetcher',
  requestTimeoutMs: node.configs.broker().number('replica.socket.timeout.ms'),
})

/** What the part asks of the controller, to be told with the answer. */
export type ControllerTag = { is: 'alterPartition' } | { is: 'producerIds' } | { is: 'topicsCreated'; topics: readonly string[] }
/** What it asks of other brokers. */
type LeaderTag = { is: 'fetched'; leader: number } | ({ is: 'offsetListed' } & OffsetListed)

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
    this.#do(() => {
      const changes = applyMetadata(broker, image, delta)
      if (delta.from.offset < 0) setAsideStrays(broker)
      moveCoordinators(broker, changes, delta)
    })
  }

  onControllerAnswer(tag: Plain, answer: ControllerAnswer): void {
    this.#do(() => onAnswer(this.#broker, tag as ControllerTag, answer))
  }

  handle(event: ProcessEvent): void {
    this.#do(() => {
      const outcomes = this.#broker.network.handle(event)
      if (outcomes) for (const outcome of outcomes) onOutcome(this.#broker, outcome)
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

function onAnswer(broker: Broker, asked: ControllerTag, answer: ControllerAnswer): void {
  switch (asked.is) {
    case 'alterPartition': return onAlterPartitionAnswer(broker, answer)
    case 'producerIds': return onProducerIds(broker, answer)
    case 'topicsCreated': return onTopicsCreated(broker, asked.topics, answer)
  }
}

function onEvent(broker: Broker, event: ProcessEvent): void {
  if (event.is === 'timer') onTimer(broker, event.timer as BrokerTimer)
  else if (event.is === 'worked') broker.node.forClients().loadGroups(broker, event.work as LoadWork)
  else if (event.is === 'flushed') onFlushed(broker, event.tag)
}

/** What is fetched, and how much of it, may have changed. */
function configure(broker: Broker): void {
  broker.settings = readSettings(broker.node.configs.broker())
  for (const fetcher of broker.fetchers.values()) fetcher.changed = true
}

/** Logs are told of the flushes they asked for; files that stand alone need not know. */
function onFlushed(broker: Broker, tag: Plain): void {
  const flush = tag as LogFlush | { is: 'checkpoint' }
  if (flush.is !== 'log.flushed') return
  for (const partition of broker.partitions.values()) if (partition.log.dir === flush.dir) onLogFlushed(broker, partition, flush)
}

/** Who appended may go on now: the leader to answer its producers, a follower to fetch what comes next. */
function onLogFlushed(broker: Broker, partition: Partition, flush: LogFlush): void {
  const { log, leader, role } = partition, waited = log.awaitsFlush(log.logEndOffset)
  log.flushed(flush)
  if (!waited) return
  if (role === 'leader') maybeIncrementHighWatermark(broker, partition)
  moved(broker, partition, 'highWatermark')
  const fetcher = broker.fetchers.get(leader)
  if (fetcher) pump(broker, fetcher)
}

/** The coordinator of a group is whoever leads its partition of `__consumer_offsets`. */
function moveCoordinators(broker: Broker, { elected, followed, gone }: ReplicaChanges, delta: MetadataDelta): void {
  const clients = broker.node.forClients
  for (const partition of [...followed, ...gone]) if (partition.topic === OFFSETS_TOPIC) clients().onResigned(broker, partition.index)
  for (const partition of elected) if (partition.topic === OFFSETS_TOPIC) clients().onElected(broker, partition)
  for (const { name } of delta.deletedTopics) broker.topicMetrics.forget(name)
  if (delta.deletedTopics.length === 0) return
  for (const shard of broker.groups.shards.values()) if (shard.state === 'active') clients().forgetTopics(broker, shard, delta.deletedTopics)
}

function onOutcome(broker: Broker, outcome: Outcome): void {
  if (outcome.is !== 'response' && outcome.is !== 'failed') return
  const asked = outcome.tag as LeaderTag
  if (asked.is === 'offsetListed') return onOffsetListed(broker, asked, answerTo(ListOffsets, outcome))
  const fetcher = broker.fetchers.get(asked.leader), answer = answerTo(Fetch, outcome)
  if (!fetcher) return
  if (answer) onFetched(broker, fetcher, answer)
  else onFetchFailed(broker, fetcher)
}
