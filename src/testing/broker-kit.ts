import { makeBroker } from '../broker/broker.ts'
import { forClients } from '../broker/for-clients.ts'
import type { BrokerNode, BrokerPart } from '../broker/part.ts'
import type { ReplicationRules } from '../broker/replica/rules.ts'
import type { Codecs } from '../env/codecs.ts'
import type { DomainEvent } from '../env/domain-event.ts'
import type { Env, Plain, TimerId } from '../env/process.ts'
import { NodeConfigs } from '../metadata/configs/configs.ts'
import { EMPTY_IMAGE, type MetadataImage, type PartitionRegistration, type TopicImage } from '../metadata/image.ts'
import { MetricsRegistry } from '../metrics/registry.ts'
import type { ReplyTo, RequestContext } from '../net/handler.ts'
import { decode, encode } from '../protocol/codec.ts'
import { BatchBuilder } from '../protocol/records/builder.ts'
import type { Api, Fields, Request, RequestInput, Response, ResponseInput } from '../protocol/schema.ts'
import { utf8Encode } from '../protocol/utf8.ts'
import { MemoryDisk } from './memory-disk.ts'
import { noCodecs } from './no-codecs.ts'

/** A topic by what a story cares about; `partitions` default to one, led by the first of its replicas. */
export interface TopicSketch { readonly id?: string; readonly partitions: readonly PartitionSketch[]; readonly configs?: Record<string, string> }
export type PartitionSketch = Partial<PartitionRegistration> & { readonly replicas: readonly number[] }

const id22 = (seed: string): string => `${seed}AAAAAAAAAAAAAAAAAAAAA`.slice(0, 21) + 'A'

/** The `directory.id` of a broker's log directory. */
export const directoryIdOf = (path: string): string => id22(path.replaceAll('/', '_'))

const registration = (sketch: PartitionSketch): PartitionRegistration => ({
  isr: sketch.replicas, elr: [], lastKnownElr: [], removingReplicas: [], addingReplicas: [], directories: sketch.replicas.map(() => directoryIdOf('/data')), leader: sketch.replicas[0]!,
  leaderRecoveryState: 'recovered', leaderEpoch: 0, partitionEpoch: 0, ...sketch,
})

export interface KitOptions {
  nodeId?: number
  brokers?: readonly number[]
  properties?: Record<string, string>
  disk?: MemoryDisk
  rules?: ReplicationRules
  logDirs?: readonly string[]
  /** Wall time of the beginning, in ms since 1970. */
  wall?: number
  codecs?: Codecs
}

/**
 * One broker without a node around it: a clock that a story moves, a disk, metadata as the story sets it, and handlers called
 * as if requests had just been served. What waits is in `replies`, what went to the controller in `asked`.
 */
export class BrokerKit {
  now = 0
  readonly wall0: number
  readonly disk: MemoryDisk
  readonly told: DomainEvent[] = []
  readonly lines: string[] = []
  readonly replies: { to: ReplyTo; body: unknown }[] = []
  readonly asked: { api: string; request: unknown; tag: Plain }[] = []
  readonly works: Plain[] = []
  exited: string | null = null
  readonly node: BrokerNode
  part: BrokerPart
  image: MetadataImage
  #timers = new Map<TimerId, { due: number; timer: Plain }>()
  #nextTimer = 1
  #nextCorrelation = 1
  #random = 1

  readonly #rules: ReplicationRules | undefined
  readonly #codecs: Codecs

  constructor(options: KitOptions = {}) {
    const { nodeId = 1, brokers = [1, 2, 3], properties = {}, rules, logDirs = ['/data'] } = options
    this.disk = options.disk ?? new MemoryDisk()
    this.#rules = rules
    this.#codecs = options.codecs ?? noCodecs
    this.wall0 = options.wall ?? Date.UTC(2026, 0, 1)
    this.image = {
      ...EMPTY_IMAGE, offset: 0, clusterId: 'kit',
      brokers: new Map(brokers.map(id => [id, {
        id, epoch: 100 + id, incarnationId: id22(`i${id}`), listeners: [{ name: 'PLAINTEXT', host: `broker-${id}`, port: 9092 }], rack: null,
        fenced: false, inControlledShutdown: false, logDirs: [],
      }])),
    }
    const configs = new NodeConfigs(nodeId, { 'node.id': String(nodeId), ...properties }, () => this.image)
    this.node = {
      nodeId, clusterId: 'kit', rack: null, logDirs: logDirs.map(path => ({ path, id: directoryIdOf(path) })), interBrokerListener: 'PLAINTEXT', env: this.#env(), metrics: new MetricsRegistry({ now: () => this.now }),
      replies: { reply: (_api, to, body) => this.replies.push({ to, body }) },
      configs, forClients: () => forClients, image: () => this.image, brokerEpoch: () => 100 + nodeId,
      toController: (api, request, tag) => this.asked.push({ api: api.name, request, tag }),
      log: (level, logger, text) => this.lines.push(`${level} ${logger.split('.').at(-1)} ${text}`),
      loggers: () => [{ name: 'kafka', level: 'INFO' }, { name: 'root', level: 'INFO' }],
      stopped: () => undefined,
    }
    this.part = makeBroker(this.node, rules)
    this.part.start()
    const { brokers: _, ...rest } = this.image
    const empty = { ...rest, brokers: new Map(), offset: -1 }
    this.part.onMetadata(
      this.image, { from: empty, to: this.image, topics: new Set(), deletedTopics: [], brokers: new Set(brokers), configs: new Set() },
    )
  }

  #env(): Env {
    const kit = this
    return {
      name: 'broker', machine: 'broker', codecs: this.#codecs, disk: this.disk,
      now: () => kit.now, wall: () => kit.wall0 + Math.floor(kit.now / 1000),
      random: {
        below: below => (kit.#random = (kit.#random * 48271) % 0x7fffffff) % below,
        bytes16: () => Uint8Array.from({ length: 16 }, () => (kit.#random = (kit.#random * 48271) % 0x7fffffff) & 0xff),
      },
      at: (due, timer) => { const id = kit.#nextTimer++; kit.#timers.set(id, { due, timer }); return id },
      cancel: id => { kit.#timers.delete(id) },
      work: (_pool, _load, work) => { kit.works.push(work); return kit.now },
      listen: () => undefined, connect: () => 'peer>', send: () => undefined, close: () => undefined,
      tell: event => { kit.told.push(event) }, exit: (_code, reason) => { kit.exited = reason ?? '' },
    }
  }

  /** Lets time pass, with all timers that become due; work asked for is served at once. */
  pass(ms: number): void {
    const until = this.now + ms * 1000
    for (;;) {
      this.serve()
      const next = [...this.#timers].filter(([, each]) => each.due <= until).sort((a, b) => a[1].due - b[1].due || a[0] - b[0])[0]
      if (!next) break
      this.#timers.delete(next[0])
      this.now = Math.max(this.now, next[1].due)
      this.part.handle({ is: 'timer', id: next[0], timer: next[1].timer })
    }
    this.now = until
  }

  serve(): void { for (const work of this.works.splice(0)) this.part.handle({ is: 'worked', work }) }

  /** Metadata moves on: the topics sketched replace what was known of them; null deletes. */
  topics(sketches: Record<string, TopicSketch | null>): this {
    const from = this.image, topics = new Map(from.topics), topicNames = new Map(from.topicNames), configs = new Map(from.configs)
    const deletedTopics: TopicImage[] = [], changed = new Set<string>(), changedConfigs = new Set<string>()
    for (const [name, sketch] of Object.entries(sketches)) {
      const old = topics.get(name)
      if (old && (!sketch || (sketch.id && sketch.id !== old.id))) { deletedTopics.push(old); topicNames.delete(old.id); topics.delete(name) }
      if (!sketch) continue
      const id = sketch.id ?? old?.id ?? id22(name)
      topics.set(name, { name, id, partitions: sketch.partitions.map(registration) })
      topicNames.set(id, name)
      changed.add(name)
      if (sketch.configs) { configs.set(`topic:${name}`, new Map(Object.entries(sketch.configs))); changedConfigs.add(`topic:${name}`) }
    }
    this.image = { ...from, topics, topicNames, configs, offset: from.offset + 1 }
    this.part.onMetadata(this.image, { from, to: this.image, topics: changed, deletedTopics, brokers: new Set(), configs: changedConfigs })
    this.serve()
    return this
  }

  /** One partition of a topic changes. */
  partition(topic: string, index: number, change: Partial<PartitionRegistration>): this {
    const now = this.image.topics.get(topic)!
    const partitions = now.partitions.map((each, i) => i === index ? { ...each, partitionEpoch: each.partitionEpoch + 1, ...change } : each)
    return this.topics({ [topic]: { id: now.id, partitions } })
  }

  context(options: { version: number; clientId?: string; key?: number }): RequestContext {
    const correlation = this.#nextCorrelation++
    return {
      replyTo: { socket: `client:${correlation}<`, correlation, key: options.key ?? 0, version: options.version, listenerName: 'PLAINTEXT' },
      version: options.version,
      clientId: options.clientId ?? 'kit', host: '10.0.0.9', connection: `client:${correlation}`, listener: 'broker', arrivedAt: this.now,
    }
  }

  /** Sends a request as the wire would bring it; gives the answer, or a number under which it may be found in `replies`. */
  ask<Q extends Fields, S extends Fields>(
    api: Api<Q, S>, version: number, request: RequestInput<Api<Q, S>>, clientId?: string,
  ): Response<Api<Q, S>> | symbol | number {
    const context = this.context({ version, key: api.key, ...(clientId !== undefined && { clientId }) })
    const handler = this.part.handlers().find(each => each.api.key === api.key)!
    const decoded = decode(api.request, version, encode(api.request, version, request as never)) as Request<Api<Q, S>>
    const answer = handler.handle(decoded as never, context)
    this.serve()
    if (answer === Symbol.for('later')) return context.replyTo.correlation
    return typeof answer === 'symbol' ? answer : this.#wire(api, version, answer as ResponseInput<Api<Q, S>>)
  }

  /** The answer that came later to the request of this number, or undefined. */
  answered<Q extends Fields, S extends Fields>(api: Api<Q, S>, number: unknown): Response<Api<Q, S>> | undefined {
    const found = this.replies.find(({ to }) => to.correlation === number)
    return found && this.#wire(api, found.to.version, found.body as ResponseInput<Api<Q, S>>)
  }

  #wire<Q extends Fields, S extends Fields>(api: Api<Q, S>, version: number, body: ResponseInput<Api<Q, S>>): Response<Api<Q, S>> {
    return decode(api.response, version, encode(api.response, version, body as never)) as Response<Api<Q, S>>
  }

  /** The controller answers the oldest question still open. */
  controller(answer: unknown): void {
    const { tag } = this.asked.shift()!
    this.part.onControllerAnswer(tag, answer as Response<Api>)
  }

  /** The same broker from its saved state, in a new instance. */
  reload(): void {
    const saved = this.part.save()
    this.part = makeBroker(this.node, this.#rules)
    this.part.load(saved)
  }
}

/** A batch as a producer sends it. */
export function batchOf(
  values: readonly string[], options: { timestamp?: number; producerId?: number; producerEpoch?: number; baseSequence?: number } = {},
): Uint8Array {
  const { timestamp = Date.UTC(2026, 0, 1), ...rest } = options
  const builder = new BatchBuilder(rest)
  for (const value of values) builder.append(timestamp, null, utf8Encode(value))
  return builder.close()
}
