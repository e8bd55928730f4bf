import type { BrokerNode, BrokerPart, BrokerPartMaker, BrokerPartView } from '../broker/part.ts'
import type { Level } from '../env/domain-event.ts'
import type { Beans } from '../env/metrics.ts'
import type { Address, Env, Plain, ProcessEvent } from '../env/process.ts'
import type { LogDir } from '../log/log-manager.ts'
import type { NodeConfigs } from '../metadata/configs/configs.ts'
import type { MetadataDelta, MetadataImage } from '../metadata/image.ts'
import type { MetricsRegistry } from '../metrics/registry.ts'
import type { Handler } from '../net/handler.ts'
import type { ServerConnections } from '../net/server-connections.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { AlterPartition } from '../protocol/apis/56-alter-partition.ts'
import { Envelope } from '../protocol/apis/58-envelope.ts'
import { BrokerRegistration } from '../protocol/apis/62-broker-registration.ts'
import { BrokerHeartbeat } from '../protocol/apis/63-broker-heartbeat.ts'
import { AllocateProducerIds } from '../protocol/apis/67-allocate-producer-ids.ts'
import { AssignReplicasToDirs } from '../protocol/apis/73-assign-replicas-to-dirs.ts'
import type { Api, RequestInput, Response } from '../protocol/schema.ts'
import { byUuid } from '../protocol/uuid.ts'
import { BrokerLifecycle } from './broker-lifecycle.ts'
import { ControllerChannel } from './controller-channel.ts'
import { features } from './features.ts'
import type { ForClients } from './for-clients.ts'
import type { Lifecycle } from './lifecycle-table.ts'
import type { Loggers } from './loggers.ts'
import type { MetadataPublisher } from './metadata-publisher.ts'
import type { NodeIdentity } from './node.ts'
import type { PartEnvs, PartName } from './part-env.ts'
import type { ServerSettings } from './properties.ts'

export interface BrokerSideParts {
  readonly env: Env
  readonly parts: PartEnvs
  readonly settings: ServerSettings
  readonly identity: NodeIdentity
  readonly configs: NodeConfigs
  readonly loggers: Loggers
  readonly metrics: MetricsRegistry
  readonly server: ServerConnections
  readonly publisher: MetadataPublisher
  forClients(): ForClients
  /** The broker is down: the process may end. */
  stopped(): void
}

interface Saved {
  readonly lifecycle: Plain
  readonly heartbeats: Plain
  readonly forwarding: Plain
  readonly asking: Plain
  readonly part: Plain
  readonly started: boolean
  readonly published: MetadataImage
}

/** What the broker part asks the controller; `any` erases which API it is. */
const any = (api: unknown): Api => api as Api
const PLAINTEXT = 0

/** The broker role of a node (BrokerServer): its standing with the controller, its three ways to it, and the broker itself. */
export class BrokerSide {
  readonly #given: BrokerSideParts
  readonly #part: BrokerPart
  readonly #lifecycle: BrokerLifecycle
  readonly #heartbeats: ControllerChannel
  readonly #forwarding: ControllerChannel
  readonly #asking: ControllerChannel
  /** Logs are open: the part hears of metadata. */
  #started = false
  /** What the part was last told. */
  #published: MetadataImage

  constructor(given: BrokerSideParts, make: BrokerPartMaker) {
    this.#given = given
    const { parts, settings: { nodeId } } = given
    this.#published = given.publisher.empty
    this.#heartbeats = new ControllerChannel(parts.of('heartbeats'), nodeId, 'heartbeat', [any(BrokerRegistration), any(BrokerHeartbeat)])
    this.#forwarding = new ControllerChannel(parts.of('forwarding'), nodeId, 'forwarding', [any(Envelope)])
    const asked = [any(AlterPartition), any(AllocateProducerIds), any(CreateTopics), any(AssignReplicasToDirs)]
    this.#asking = new ControllerChannel(parts.of('brokerChannel'), nodeId, 'alter-partition', asked)
    this.#lifecycle = this.#makeLifecycle()
    this.#part = make(this.#node())
  }

  #makeLifecycle(): BrokerLifecycle {
    const { parts, settings: { nodeId, clusterId, own }, identity: { incarnationId }, publisher } = this.#given
    return new BrokerLifecycle(parts.of('lifecycle'), this.#heartbeats, {
      nodeId, clusterId, incarnationId,
      heartbeatMs: own.number('broker.heartbeat.interval.ms'), sessionMs: own.number('broker.session.timeout.ms'),
      registrationTimeoutMs: own.number('initial.broker.registration.timeout.ms'),
    }, {
      registration: () => this.#registration(),
      metadataOffset: () => publisher.image.offset,
      caughtUp: () => this.#caughtUp(),
      unfenced: () => this.#log('INFO', 'KafkaRaftServer', `[KafkaRaftServer nodeId=${nodeId}] Kafka Server started`),
      mayShutDown: () => this.#shutDown(),
      failed: reason => this.#given.env.exit(1, reason),
      log: (level, logger, text) => this.#log(level, logger, text),
    })
  }

  #registration(): RequestInput<typeof BrokerRegistration> {
    const { settings: { nodeId, clusterId, rack, advertised }, identity: { incarnationId, previousBrokerEpoch } } = this.#given
    return {
      brokerId: nodeId, clusterId, incarnationId, rack, logDirs: this.#logDirs().map(({ id }) => id).sort(byUuid), previousBrokerEpoch,
      listeners: advertised.map(({ name, host, port }) => ({ name, host, port, securityProtocol: PLAINTEXT })),
      features: features.map(({ name, min, max }) => ({ name, minSupportedVersion: min, maxSupportedVersion: max })),
    }
  }

  /** A directory of the metadata log alone holds no replicas. */
  #logDirs(): LogDir[] {
    const { settings: { logDirs }, identity: { directories } } = this.#given
    return directories.filter(({ path }) => logDirs.includes(path))
  }

  #node(): BrokerNode {
    const { parts, settings, configs, server, loggers, metrics, forClients } = this.#given
    return {
      nodeId: settings.nodeId, clusterId: settings.clusterId, rack: settings.rack, logDirs: this.#logDirs(),
      interBrokerListener: settings.interBrokerListener, env: parts.of('broker'), replies: server, metrics, configs,
      forClients: () => forClients().broker,
      image: () => this.#published,
      brokerEpoch: () => this.#lifecycle.brokerEpoch,
      toController: (api, request, tag) => this.#asking.send(api, request, tag, Infinity),
      log: (level, logger, text) => this.#log(level, logger, text),
      loggers: () => loggers.list(),
      stopped: () => this.#stopped(),
    }
  }

  handlers(): readonly Handler[] {
    const { forClients, settings, loggers } = this.#given
    const forwarded = forClients().forwardingHandlers(this.#forwarding, settings.nodeId, (changes, dry) => loggers.alter(changes, dry))
    return [...this.#part.handlers(), ...forwarded]
  }

  get lifecycle(): Lifecycle { return this.#lifecycle.lifecycle }

  start(): void { this.#lifecycle.start() }
  stop(): void { this.#lifecycle.stop() }

  /** The controller has seen this broker and all its metadata: open the logs, take requests, and ask to be unfenced. */
  #caughtUp(): void {
    const { publisher, server, settings } = this.#given
    this.#part.start()
    this.#started = true
    this.onMetadata(publisher.everything())
    for (const { port, name } of settings.brokerListeners) server.listen(port, 'broker', name)
    this.#lifecycle.readyToUnfence()
  }

  onMetadata(delta: MetadataDelta): void {
    if (!this.#started) return
    this.#published = delta.to
    if (saysAnything(delta)) this.#part.onMetadata(delta.to, delta)
  }

  leaderChanged(leaderId: number): void {
    const address: Address | null = this.#given.settings.voters.find(voter => voter.id === leaderId)?.address ?? null
    for (const channel of [this.#heartbeats, this.#forwarding, this.#asking]) channel.setController(address)
  }

  handle(part: PartName, event: ProcessEvent): void {
    switch (part) {
      case 'lifecycle': return this.#lifecycle.handle(event)
      case 'heartbeats': return this.#heartbeats.handle(event).forEach(answer => this.#lifecycle.answered(answer))
      case 'forwarding': return this.#forwarding.handle(event).forEach(answer => this.#given.forClients().forwardedAnswer(this.#given.server, answer))
      case 'brokerChannel': return this.#asking.handle(event).forEach(({ tag, response }) => this.#part.onControllerAnswer(tag, response as Response<Api>))
      default: this.#part.handle(event)
    }
  }

  #shutDown(): void {
    if (this.#started) this.#part.shutdown()
    else this.#stopped()
  }

  #stopped(): void {
    for (const channel of [this.#heartbeats, this.#forwarding, this.#asking]) channel.close()
    this.#lifecycle.stopped()
    this.#given.stopped()
  }

  #log(level: Level, logger: string, text: string): void {
    if (this.#given.loggers.logs(level, logger)) this.#given.env.tell({ is: 'log.line', level, logger, text })
  }

  view(): BrokerPartView { return this.#part.view() }
  gauges(): Beans { return this.#started ? this.#part.gauges() : {} }

  save(): Plain {
    return {
      lifecycle: this.#lifecycle.save(), heartbeats: this.#heartbeats.save(), forwarding: this.#forwarding.save(), asking: this.#asking.save(),
      part: this.#part.save(), started: this.#started, published: this.#published,
    }
  }

  load(state: Plain): void {
    const saved = state as Saved
    this.#started = saved.started
    this.#published = saved.published
    this.#lifecycle.load(saved.lifecycle)
    this.#heartbeats.load(saved.heartbeats)
    this.#forwarding.load(saved.forwarding)
    this.#asking.load(saved.asking)
    this.#part.load(saved.part)
  }
}

/** No-ops move the offset and nothing else. */
const saysAnything = ({ topics, deletedTopics, brokers, configs, from }: MetadataDelta): boolean =>
  from.offset < 0 || topics.size + deletedTopics.length + brokers.size + configs.size > 0
