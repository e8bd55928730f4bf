import type { BrokerPartMaker } from '../broker/part.ts'
import { Controller } from '../controller/controller.ts'
import { controllerGauges } from '../controller/gauges.ts'
import { controllerHandlers } from '../controller/handlers.ts'
import { randomUuid } from '../controller/random-uuid.ts'
import type { Beans, RequestTimes } from '../env/metrics.ts'
import type { Env, Plain, ProcessEvent } from '../env/process.ts'
import type { QuorumView, ServerView } from '../env/view.ts'
import type { LogDir } from '../log/log-manager.ts'
import type { UnifiedLog } from '../log/partition-log.ts'
import type { MetadataImage } from '../metadata/image.ts'
import { NodeConfigs } from '../metadata/configs/configs.ts'
import { QuorumLeader } from '../metadata/raft/leader.ts'
import { METADATA_PARTITION, type RaftContext } from '../metadata/raft/node.ts'
import { QuorumObserver } from '../metadata/raft/observer.ts'
import { record } from '../metadata/records.ts'
import { MetricsRegistry } from '../metrics/registry.ts'
import { handler, later, type Handler } from '../net/handler.ts'
import { RequestMetrics } from '../net/request-metrics.ts'
import { ServerConnections } from '../net/server-connections.ts'
import { Fetch } from '../protocol/apis/01-fetch.ts'
import { DescribeQuorum } from '../protocol/apis/55-describe-quorum.ts'
import { apiVersionsHandler } from './api-versions.ts'
import { BrokerSide } from './broker-side.ts'
import { cleanShutdownEpoch } from './disk-identity.ts'
import { features } from './features.ts'
import type { ForClients } from './for-clients.ts'
import { controllerTransitions, type Lifecycle, type LifecycleEvent } from './lifecycle-table.ts'
import { Loggers } from './loggers.ts'
import { loadMetadataLog, openMetadataLog } from './metadata-log.ts'
import { MetadataPublisher } from './metadata-publisher.ts'
import { PartEnvs, type PartName } from './part-env.ts'
import type { ServerSettings } from './properties.ts'
import { MetadataViewer } from './view.ts'

/** What a node is from its start on: the ids of its directories, its own for this life, and the broker epoch its disk was closed in. */
export interface NodeIdentity {
  readonly directories: readonly LogDir[]
  readonly incarnationId: string
  readonly previousBrokerEpoch: number
}
export interface NodeState {
  readonly identity: NodeIdentity
  readonly image: MetadataImage
  readonly log: Plain
  readonly lifecycle: Lifecycle
  readonly parts: Readonly<Record<string, Plain>>
}
interface Origin { readonly identity: NodeIdentity; readonly log: UnifiedLog; readonly image: MetadataImage | null }

/** What a server is made of that may be another's than Kafka's own, or come later than the server. */
export interface MadeOf {
  readonly broker: BrokerPartMaker
  /** There once anybody but servers is in the world. */
  forClients(): ForClients
}

/**
 * The roles of one server in one process (SharedServer, BrokerServer, ControllerServer): the metadata log that both stand
 * on, the listeners, and each event taken to the part it is for.
 */
export class KafkaNode {
  readonly #env: Env
  readonly #settings: ServerSettings
  readonly #made: MadeOf
  readonly #identity: NodeIdentity
  readonly #parts: PartEnvs
  readonly #log: UnifiedLog
  readonly #publisher: MetadataPublisher
  readonly #configs: NodeConfigs
  readonly #loggers = new Loggers()
  readonly #metrics: MetricsRegistry
  readonly #requests: RequestMetrics
  readonly #server: ServerConnections
  readonly #raft: QuorumLeader | QuorumObserver
  readonly #controller: Controller | null
  readonly #broker: BrokerSide | null
  readonly #viewer = new MetadataViewer()
  /** Of a controller without a broker; with one, the broker's is the server's. */
  #lifecycle: Lifecycle = 'STARTING'
  #lastView: ServerView | null = null

  static open(env: Env, settings: ServerSettings, directories: readonly LogDir[], made: MadeOf): KafkaNode {
    const parts = new PartEnvs(env)
    const identity = { directories, incarnationId: randomUuid(env.random), previousBrokerEpoch: cleanShutdownEpoch(env, settings.logDirs) }
    const log = openMetadataLog(parts.of('raft'), settings.metadataDir, settings.own)
    return new KafkaNode(env, parts, settings, made, { identity, log, image: null })
  }

  static load(env: Env, settings: ServerSettings, state: NodeState, made: MadeOf): KafkaNode {
    const parts = new PartEnvs(env)
    const log = loadMetadataLog(parts.of('raft'), state.log)
    const node = new KafkaNode(env, parts, settings, made, { identity: state.identity, log, image: state.image })
    node.#load(state)
    return node
  }

  private constructor(env: Env, parts: PartEnvs, settings: ServerSettings, made: MadeOf, origin: Origin) {
    this.#env = env
    this.#made = made
    this.#parts = parts
    this.#settings = settings
    this.#identity = origin.identity
    this.#log = origin.log
    this.#publisher = new MetadataPublisher(origin.log, env.codecs, settings.clusterId)
    if (origin.image) this.#publisher.load(origin.image)
    this.#configs = new NodeConfigs(settings.nodeId, settings.fixed, () => this.#publisher.image)
    const own = settings.own
    this.#metrics = new MetricsRegistry(env)
    this.#requests = new RequestMetrics(this.#metrics, env.now())
    this.#server = new ServerConnections(parts.of('server'), {
      name: 'server', nodeId: settings.nodeId, requestMaxBytes: own.number('socket.request.max.bytes'), idleMs: own.number('connections.max.idle.ms'),
      metrics: this.#requests,
    })
    this.#raft = this.#makeRaft()
    this.#controller = this.#raft instanceof QuorumLeader ? this.#makeController(this.#raft) : null
    this.#broker = settings.roles.includes('broker') ? this.#makeBroker() : null
  }

  #makeRaft(): QuorumLeader | QuorumObserver {
    const { nodeId, clusterId, voters, metadataDir, own, roles } = this.#settings
    const context: RaftContext = {
      env: this.#parts.of('raft'), log: this.#log,
      settings: {
        nodeId, clusterId, voters, directoryId: this.#identity.directories.find(({ path }) => path === metadataDir)!.id, dir: `${metadataDir}/${METADATA_PARTITION}`,
        fetchMaxBytes: own.number('controller.quorum.fetch.max.bytes'), fetchTimeoutMs: own.number('controller.quorum.fetch.timeout.ms'),
        retryBackoffMs: own.number('controller.quorum.retry.backoff.ms'), requestTimeoutMs: own.number('controller.quorum.request.timeout.ms'),
      },
      listener: { committed: highWatermark => this.#committed(highWatermark), leaderChanged: leaderId => this.#broker?.leaderChanged(leaderId) },
    }
    if (!roles.includes('controller')) return new QuorumObserver(context)
    return new QuorumLeader(context, (to, answer) => this.#server.reply(Fetch, to, answer))
  }

  #makeController(raft: QuorumLeader): Controller {
    const { nodeId, clusterId, fixed, controllerListeners } = this.#settings
    const handlers: Handler[] = []
    const controller = new Controller({
      env: this.#parts.of('controller'), nodeId, clusterId, fixed, raft, replies: this.#server,
      apiOf: key => handlers.find(each => each.api.key === key)!.api,
      registration: record('RegisterControllerRecord', {
        controllerId: nodeId, incarnationId: this.#identity.incarnationId, zkMigrationReady: false,
        endPoints: controllerListeners.map(({ name, host, port }) => ({ name, host, port, securityProtocol: 0 })),
        features: features.map(({ name, min, max }) => ({ name, minSupportedVersion: min, maxSupportedVersion: max })),
      }),
      log: (level, logger, text) => { if (this.#loggers.logs(level, logger)) this.#env.tell({ is: 'log.line', level, logger, text }) },
    }, this.#publisher.empty)
    handlers.push(
      ...controllerHandlers(controller, { replies: this.#server, clusterId, nodeId, forClients: () => this.#made.forClients().controller }),
      quorumFetchHandler(raft), describeQuorumHandler(raft, controllerListeners[0]!.name), this.#apiVersions('controller'),
    )
    this.#server.serve('controller', handlers)
    return controller
  }

  #makeBroker(): BrokerSide {
    const broker = new BrokerSide({
      env: this.#env, parts: this.#parts, settings: this.#settings, identity: this.#identity, configs: this.#configs, server: this.#server,
      publisher: this.#publisher, loggers: this.#loggers, metrics: this.#metrics, stopped: () => this.#close(),
      forClients: this.#made.forClients,
    }, this.#made.broker)
    this.#server.serve('broker', () => [...broker.handlers(), this.#apiVersions('broker')])
    return broker
  }

  #apiVersions(listener: 'broker' | 'controller'): Handler {
    return apiVersionsHandler(listener, each => this.#server.advertised(each), () => this.#publisher.image)
  }

  start(): void {
    for (const { port, name } of this.#settings.controllerListeners) this.#server.listen(port, 'controller', name)
    this.#broker?.start()
    this.#raft.start()
  }

  /** First the image moves on, then the broker hears of it, then who waits for the controller is answered. */
  #committed(highWatermark: number): void {
    for (const delta of this.#publisher.catchUp(highWatermark)) this.#broker?.onMetadata(delta)
    if (!this.#controller) return
    if (this.#controller.active) this.#controller.committed(highWatermark)
    else this.#activate(this.#controller)
  }

  /** The first commit of a leader is its own epoch's first record: it knows all that came before. */
  #activate(controller: Controller): void {
    controller.activate(this.#publisher.image)
    this.#move('unfenced')
  }

  #move(event: LifecycleEvent): void { this.#lifecycle = controllerTransitions[this.#lifecycle][event] ?? this.#lifecycle }

  handle(event: ProcessEvent): void {
    if (event.is === 'stop') return this.#stop()
    const routed = this.#parts.route(event)
    if (routed) this.#deliver(routed.part, routed.event)
  }

  #deliver(part: PartName, event: ProcessEvent): void {
    switch (part) {
      case 'server': this.#server.handle(event); break
      case 'raft': this.#raft.handle(event); break
      case 'controller': this.#controller!.handle(event); break
      default: this.#broker!.handle(part, event)
    }
  }

  #stop(): void {
    this.#move('stop')
    if (this.#broker) this.#broker.stop()
    else this.#close()
  }

  #close(): void {
    this.#raft.close()
    this.#server.closeAll()
    this.#log.close()
    this.#move('stopped')
    this.#env.exit(0)
  }

  save(): NodeState {
    return {
      identity: this.#identity, image: this.#publisher.image, log: this.#log.save(), lifecycle: this.#lifecycle,
      parts: {
        loggers: this.#loggers.save(), metrics: this.#metrics.save(), requests: this.#requests.save(), sockets: this.#parts.save(), server: this.#server.save(), raft: this.#raft.save(),
        ...(this.#controller && { controller: this.#controller.save() }), ...(this.#broker && { broker: this.#broker.save() }),
      },
    }
  }

  #load({ lifecycle, parts }: NodeState): void {
    this.#lifecycle = lifecycle
    this.#loggers.load(parts['loggers'])
    this.#metrics.load(parts['metrics'])
    this.#requests.load(parts['requests'])
    this.#parts.load(parts['sockets'])
    this.#server.load(parts['server'])
    this.#raft.load(parts['raft'])
    this.#controller?.load(parts['controller'])
    this.#broker?.load(parts['broker'])
  }

  view(): ServerView {
    const { nodeId, roles, logDirs, clusterId } = this.#settings
    const part = this.#broker?.view() ?? NOTHING
    const next: ServerView = {
      kind: 'server', nodeId, roles: this.#lastView?.roles ?? [...roles], logDir: logDirs[0]!, lifecycle: this.#broker?.lifecycle ?? this.#lifecycle,
      ...part, metadata: this.#viewer.view(this.#publisher.image, clusterId, this.#configs), quorum: this.#quorum(),
    }
    if (!this.#lastView || !sameParts(this.#lastView, next)) this.#lastView = next
    return this.#lastView
  }

  /** All that JMX shows of this server. */
  beans(): Beans {
    const image = this.#publisher.image, lifecycle = this.#broker?.lifecycle ?? this.#lifecycle
    return {
      ...this.#metrics.beans(), ...this.#broker?.gauges(), ...(this.#controller && controllerGauges(image, this.#controller.active)),
      'kafka.server:type=KafkaServer,name=BrokerState': { Value: BROKER_STATES[lifecycle] },
      'kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent': this.#requests.idle(this.#settings.own.number('num.io.threads'), this.#env.now()),
    }
  }

  /** Those it answered last, one by one. */
  requests(): readonly RequestTimes[] { return this.#requests.recent }

  #quorum(): QuorumView {
    const { leaderId, epoch, highWatermark: hw } = this.#raft
    const before = this.#lastView?.quorum
    const leader = leaderId < 0 ? null : leaderId, end = this.#log.logEndOffset
    if (before && before.leader === leader && before.epoch === epoch && before.end === end && before.hw === hw) return before
    return { leader, epoch, end, hw, voters: this.#settings.voters.map(voter => voter.id) }
  }
}

/** As the gauge says them (org.apache.kafka.metadata.BrokerState). */
const BROKER_STATES: Readonly<Record<Lifecycle, number>> = {
  NOT_RUNNING: 0, STARTING: 1, RECOVERY: 2, RUNNING: 3, PENDING_CONTROLLED_SHUTDOWN: 6, SHUTTING_DOWN: 7,
}

const NOTHING = { replicas: {}, groups: {}, purgatory: {} } as const

const sameParts = (a: ServerView, b: ServerView): boolean => (Object.keys(a) as (keyof ServerView)[]).every(key => a[key] === b[key])

const describeQuorumHandler = (raft: QuorumLeader, listenerName: string): Handler => handler({
  api: DescribeQuorum,
  handle: request => raft.describe(request, listenerName),
  refuse: (_, errorCode) => ({ errorCode, errorMessage: null }),
})

const quorumFetchHandler = (raft: QuorumLeader): Handler => handler({
  api: Fetch,
  handle: (request, { replyTo }) => raft.fetch(request, replyTo) ?? later,
  refuse: (_, errorCode) => ({ errorCode }),
})
