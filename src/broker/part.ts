import type { Level } from '../env/domain-event.ts'
import type { Beans } from '../env/metrics.ts'
import type { Env, Plain, ProcessEvent } from '../env/process.ts'
import type { GroupView, ReplicaView } from '../env/view.ts'
import type { LogDir } from '../log/log-manager.ts'
import type { Configs } from '../metadata/configs/api.ts'
import type { MetadataDelta, MetadataImage } from '../metadata/image.ts'
import type { MetricsRegistry } from '../metrics/registry.ts'
import type { Handler, Replies } from '../net/handler.ts'
import type { Api, Fields, RequestInput, Response } from '../protocol/schema.ts'
import type { ForClients } from './for-clients.ts'

/*
 * The seam between a Kafka server (`node/`) and the broker inside it. The node owns the process: lifecycle, listeners,
 * server connections, metadata log, registration and heartbeats, the channel to the controller. The broker part owns
 * replicas, groups, purgatories, and the connections it opens to other brokers.
 */

/** What the node gives its broker part. */
export interface BrokerNode {
  readonly nodeId: number
  readonly clusterId: string
  readonly rack: string | null
  /** Where partition logs live: `log.dirs` in their order. */
  readonly logDirs: readonly LogDir[]
  /** The listener brokers fetch from each other on; look an address up with `listenerOf(image, id, name)`. */
  readonly interBrokerListener: string
  /**
   * The part's own door: timers, work, flushes and sockets asked for here come back to `BrokerPart.handle`, and to nobody
   * else, as the values they were asked with.
   */
  readonly env: Env
  readonly replies: Replies
  /** The server's meters and histograms; the part's own are among them. */
  readonly metrics: MetricsRegistry
  readonly configs: Configs
  /** There once anybody but servers is in the world. */
  forClients(): ForClients
  /** Metadata as last published to the part; between two `onMetadata` it does not change. */
  image(): MetadataImage
  /** The epoch this broker's registration was answered with; -1 before. */
  brokerEpoch(): number
  /**
   * Asks the active controller; answered once by `onControllerAnswer` with the same `tag`. The channel finds the controller,
   * reconnects, and asks again after a disconnect or NOT_CONTROLLER, for as long as it takes (NodeToControllerChannelManager).
   * The version is the newest both ends have.
   */
  toController<Q extends Fields, S extends Fields>(api: Api<Q, S>, request: RequestInput<Api<Q, S>>, tag: Plain): void
  /** A line of the server log, as Kafka writes it: logger without package, text with its `[…] ` prefix. */
  log(level: Level, logger: string, text: string): void
  /** This server's loggers with the levels in force. */
  loggers(): readonly { readonly name: string; readonly level: Level }[]
  /** Said once `shutdown` is through. */
  stopped(): void
}

/** What a broker part is to its node. */
export interface BrokerPart {
  /**
   * For the broker listener, apart from what the node serves itself: ApiVersions (18) and the keys it forwards to the
   * controller (`node/forwarding.ts`). Asked for when the first request comes.
   */
  handlers(): readonly Handler[]
  /** Disk and image are there (the image may still be empty): recover logs, ask for the first timers. Not called after `load`. */
  start(): void
  /** Metadata moved on. The first call after `start` carries all there is, from an empty image. */
  onMetadata(image: MetadataImage, delta: MetadataDelta): void
  onControllerAnswer(tag: Plain, answer: Response<Api>): void
  /** Its own timers, work, flushes and sockets; never `start` or `stop`. */
  handle(event: ProcessEvent): void
  /**
   * Close logs and connections; `BrokerNode.stopped` when done, at once or later. Leaders have moved away already if they could.
   * The mark of a clean shutdown (`.kafka_cleanshutdown`, with this broker's epoch) is the part's to write, and to remove in `start`.
   */
  shutdown(): void
  save(): Plain
  load(state: Plain): void
  /** Parts that did not change since the last call are the same objects. */
  view(): BrokerPartView
  /** Gauges of what it holds; meters and histograms are in `BrokerNode.metrics`. */
  gauges(): Beans
}

export interface BrokerPartView {
  readonly replicas: Readonly<Record<string, ReplicaView>>
  readonly groups: Readonly<Record<string, GroupView>>
  readonly purgatory: Readonly<Record<string, number>>
}

export type BrokerPartMaker = (node: BrokerNode) => BrokerPart
