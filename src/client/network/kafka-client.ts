import { micros, type Micros } from '../../env/units.ts'
import type { Address, Env, Plain, ProcessEvent } from '../../env/process.ts'
import { exponentialBackoff } from '../../net/backoff.ts'
import type { SendOptions, Sent } from '../../net/client-connection.ts'
import { NetworkClient } from '../../net/network-client.ts'
import { answerTo, type Outcome } from '../../net/outcome.ts'
import { Metadata } from '../../protocol/apis/03-metadata.ts'
import { Errors, isInvalidMetadata } from '../../protocol/errors.ts'
import type { Api, Fields, RequestInput } from '../../protocol/schema.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { parseBootstrap, type commonKeys } from '../config/common.ts'
import type { ConfigValues } from '../config/config-def.ts'
import { NEVER } from '../waker.ts'
import type { ClientLog } from './client-log.ts'
import { EMPTY_CLUSTER, isEquivalent, updated, withLeader, type Cluster, type LeaderHint, type Node } from './cluster.ts'
import { bootstrapName, logDisconnected, logMetadata } from './network-log.ts'

export interface KafkaClientOptions {
  readonly name: string
  readonly config: ConfigValues<typeof commonKeys>
  readonly clientId: string
  readonly apis: readonly Api[]
  readonly maxInFlight: number
  readonly allowAutoTopicCreation: boolean
  readonly log: ClientLog
  /** The admin client says nothing of its metadata (AdminMetadataManager), others do (DefaultMetadataUpdater). */
  readonly logsMetadata: boolean
}

interface State {
  cluster: Cluster
  /** Topics to keep metadata of, with when each is no longer needed; null: all topics. */
  topics: Map<string, Micros> | null
  needUpdate: boolean
  inProgress: boolean
  /** Answers since the last that brought something new, and failures since the last answer. */
  equivalent: number
  attempts: number
  /** Before these no request goes out: after a failure, and after an answer that brought nothing new. */
  notBefore: { failure: Micros; equivalent: Micros }
  lastSuccess: Micros
  firstFailure: Micros | null
  /** Successful updates so far: who saw fewer has something to look at. */
  updates: number
}

const METADATA_TAG = 'client.metadata'

/**
 * Requests to nodes by id, and metadata kept fresh (Metadata.java, NetworkClient.DefaultMetadataUpdater). Tell it events with
 * `handle`, then call `advance` when all that is to be sent was sent; `nextDue` says when it wants to be called again.
 */
export class KafkaClient {
  readonly #env: Env
  readonly #options: KafkaClientOptions
  readonly #network: NetworkClient
  readonly #bootstrap: readonly Address[]
  #state: State

  constructor(env: Env, options: KafkaClientOptions) {
    const { config, name, clientId, apis, maxInFlight } = options
    this.#env = env
    this.#options = options
    this.#bootstrap = parseBootstrap(config.bootstrapServers)
    this.#network = new NetworkClient(env, {
      name, clientId, maxInFlight, apis: [Metadata as Api, ...apis],
      requestTimeoutMs: config.requestTimeoutMs,
      reconnectBackoffMs: config.reconnectBackoffMs, reconnectBackoffMaxMs: config.reconnectBackoffMaxMs,
      socketConnectionSetupTimeoutMs: config.connectionSetupTimeoutMs, socketConnectionSetupTimeoutMaxMs: config.connectionSetupTimeoutMaxMs,
    })
    this.#state = {
      cluster: EMPTY_CLUSTER, topics: new Map(), needUpdate: true, inProgress: false, equivalent: 0, attempts: 0,
      notBefore: { failure: 0, equivalent: 0 }, lastSuccess: 0, firstFailure: null, updates: 0,
    }
  }

  // look

  get cluster(): Cluster { return this.#state.cluster }
  get updates(): number { return this.#state.updates }
  get updateWanted(): boolean { return this.#state.needUpdate || this.#state.inProgress }
  canSend(node: number): boolean { return this.#network.canSend(String(node)) }
  /** Requests sent and not yet answered. */
  get inFlight(): number { return this.#network.inFlight() }
  /** Connecting, or connected and still talking about versions. */
  isConnecting(node: number): boolean { return ['connecting', 'negotiating'].includes(this.#network.phase(String(node))) }
  isReady(node: number): boolean { return this.#network.phase(String(node)) === 'ready' }
  isBackingOff(node: number): boolean { return this.#network.isBackingOff(String(node)) }
  retryAt(node: number): Micros { return this.#network.retryAt(String(node)) }
  versionOf(node: number, api: Api): number | null { return this.#network.versionOf(String(node), api) }

  /** The destination with the least to do; null while all that are known are backing off (NetworkClient.leastLoadedNode). */
  leastLoaded(): string | null {
    return this.#leastLoadedOf([...this.#state.cluster.nodes.keys()].map(String)) ?? this.#rebootstrap()
  }

  #leastLoadedOf(destinations: readonly string[]): string | null {
    if (destinations.length === 0) return null
    const first = this.#env.random.below(destinations.length)
    const turned = [...destinations.slice(first), ...destinations.slice(0, first)]
    const ranked = turned.map(destination => ({ destination, rank: this.#rank(destination) })).filter(({ rank }) => rank < NEVER)
    return ranked.length === 0 ? null : ranked.reduce((best, each) => each.rank < best.rank ? each : best).destination
  }

  /** Ready with little in flight, then connecting, then not connected yet. */
  #rank(destination: string): number {
    const phase = this.#network.phase(destination)
    if (phase === 'ready') return this.#network.inFlight(destination)
    if (phase !== 'disconnected') return 1_000
    return this.#network.isBackingOff(destination) ? NEVER : 2_000
  }

  /** Back to the first addresses when none of the nodes can be reached (KIP-899). */
  #rebootstrap(): string | null {
    const { cluster, firstFailure } = this.#state
    const recovers = this.#options.config.metadataRecoveryStrategy.toUpperCase() === 'REBOOTSTRAP'
    if (cluster.nodes.size > 0 && !(recovers && firstFailure !== null)) return null
    this.#bootstrap.forEach((address, i) => this.#network.setAddress(bootstrapName(i), address))
    return this.#leastLoadedOf(this.#bootstrap.map((_, i) => bootstrapName(i)))
  }

  // command

  /** Keeps metadata of a topic until `until`; a topic not known yet is asked for at once. */
  want(topic: string, until: Micros = NEVER): void {
    const { topics } = this.#state
    if (!topics) return
    if (!topics.has(topic)) this.requestUpdate(true)
    topics.set(topic, until)
  }
  wantOnly(topics: readonly string[]): void {
    const known = this.#state.topics
    if (topics.some(topic => !known?.has(topic))) this.requestUpdate(true)
    this.#state.topics = new Map(topics.map(topic => [topic, NEVER]))
  }
  wantAll(): void {
    if (this.#state.topics) this.requestUpdate(true)
    this.#state.topics = null
  }

  /** `fresh`: what is asked for is new, so that it is no reason to wait that the last answers brought nothing. */
  requestUpdate(fresh = false): void {
    this.#state.needUpdate = true
    if (!fresh) return
    this.#state.equivalent = 0
    this.#state.notBefore.equivalent = 0
  }

  learnLeader(hint: LeaderHint, endpoints: readonly Node[]): boolean {
    const cluster = withLeader(this.#state.cluster, hint, endpoints)
    if (cluster) this.#accept(cluster)
    return cluster !== null
  }

  connect(node: number): void { this.#network.connect(String(node)) }
  send<Q extends Fields, S extends Fields>(node: number | string, api: Api<Q, S>, body: RequestInput<Api<Q, S>>, tag: Plain, options?: SendOptions): Sent | null {
    return this.#network.send(String(node), api, body, tag, options)
  }
  disconnect(node: number): void { this.#network.disconnect(String(node)) }
  close(): void { this.#network.close() }

  /** A second connection to a node, for who must not wait behind others' requests: the group coordinator's. */
  setAddress(destination: string, address: Address): void { this.#network.setAddress(destination, address) }
  isDestinationReady(destination: string): boolean { return this.#network.phase(destination) === 'ready' }

  // tell

  /** Outcomes of what others sent; null when the event was not for this client. */
  handle(event: ProcessEvent): readonly Outcome[] | null {
    const outcomes = this.#network.handle(event)
    return outcomes && outcomes.length > 0 ? outcomes.filter(outcome => !this.#takeOwn(outcome)) : outcomes
  }

  #takeOwn(outcome: Outcome): boolean {
    if (outcome.is === 'ready') return false
    if (outcome.is === 'disconnected') {
      const { destination, why } = outcome
      const isFirst = this.#options.logsMetadata && this.#state.cluster.nodes.size === 0
      logDisconnected(this.#options.log, destination, this.#network.address(destination), why, isFirst)
      this.requestUpdate()
      return false
    }
    if (outcome.tag !== METADATA_TAG) return false
    const answer = answerTo(Metadata, outcome)
    this.#state.inProgress = false
    if (!answer || answer.brokers.length === 0 || answer.errorCode === Errors.REBOOTSTRAP_REQUIRED) this.#failed()
    else this.#refreshed(updated(this.#state.cluster, answer), outcome.correlation)
    return true
  }

  #refreshed(cluster: Cluster, correlation: number): void {
    if (this.#options.logsMetadata) logMetadata(this.#options.log, correlation, cluster)
    const state = this.#state
    const stale = [...cluster.errors.values()].some(isInvalidMetadata)
      || [...cluster.topics.values()].some(topic => topic.partitions.some(partition => partition.leader === null))
    state.equivalent = isEquivalent(state.cluster, cluster) ? state.equivalent + 1 : 0
    state.attempts = 0
    state.notBefore = { failure: 0, equivalent: state.equivalent === 0 ? 0 : this.#backoff(state.equivalent - 1) }
    state.firstFailure = null
    state.lastSuccess = this.#env.now()
    state.needUpdate = stale && (state.topics === null || state.topics.size > 0)
    this.#forget()
    this.#accept(cluster)
  }

  #accept(cluster: Cluster): void {
    this.#state.cluster = cluster
    this.#state.updates++
    for (const node of cluster.nodes.values()) this.#network.setAddress(String(node.id), node)
  }

  #failed(): void {
    const state = this.#state
    state.notBefore.failure = this.#backoff(state.attempts++)
    state.needUpdate = true
    state.firstFailure ??= this.#env.now()
  }

  #forget(): void {
    const { topics } = this.#state
    if (topics) for (const [topic, until] of topics) if (until <= this.#env.now()) topics.delete(topic)
  }

  // ask what is due

  /** Sends what is due. */
  advance(): void {
    if (this.#state.inProgress || this.#updateDue() > this.#env.now()) return
    const destination = this.leastLoaded()
    if (destination === null) return
    this.#state.inProgress = true
    this.#state.needUpdate = false
    this.send(destination, Metadata, this.#request(), METADATA_TAG)
  }

  #request(): RequestInput<typeof Metadata> {
    const { topics } = this.#state
    return {
      topics: topics && [...topics.keys()].map(name => ({ topicId: ZERO_UUID, name })),
      allowAutoTopicCreation: this.#options.allowAutoTopicCreation,
    }
  }

  #updateDue(): Micros {
    const { needUpdate, lastSuccess, notBefore, updates } = this.#state
    const wanted = needUpdate || updates === 0 ? 0 : lastSuccess + this.#options.config.metadataMaxAgeMs * micros.perMilli
    return Math.max(wanted, notBefore.failure, notBefore.equivalent)
  }

  #backoff(attempts: number): Micros {
    const { retryBackoffMs, retryBackoffMaxMs } = this.#options.config
    return this.#env.now() + exponentialBackoff(this.#env.random, retryBackoffMs, retryBackoffMaxMs, attempts) * micros.perMilli
  }

  nextDue(): Micros {
    if (this.#state.inProgress) return NEVER
    const due = this.#updateDue()
    return due > this.#env.now() ? due : this.#earliestRetry()
  }

  /** An update is due, yet all who could be asked are backing off. */
  #earliestRetry(): Micros {
    const now = this.#env.now()
    const retries = this.#network.destinations.map(destination => this.#network.retryAt(destination)).filter(at => at > now)
    return retries.length === 0 ? NEVER : Math.min(...retries)
  }

  save(): Plain {
    return { network: this.#network.save(), state: copyOf(this.#state) }
  }
  load(saved: Plain): void {
    const { network, state } = saved as { network: Plain; state: State }
    this.#network.load(network)
    this.#state = copyOf(state)
  }
}

const copyOf = (state: State): State => ({ ...state, topics: state.topics && new Map(state.topics), notBefore: { ...state.notBefore } })
