import type { Beans } from '../../env/metrics.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { micros, type Micros, type Millis } from '../../env/units.ts'
import type { ConsumerView } from '../../env/view.ts'
import type { Outcome } from '../../net/outcome.ts'
import {
  Fetch, FindCoordinator, Heartbeat, JoinGroup, LeaveGroup, ListOffsets, OffsetCommit, OffsetFetch, OffsetForLeaderEpoch, SyncGroup,
} from '../../protocol/apis/index.ts'
import type { Api } from '../../protocol/schema.ts'
import type { ConfigInput } from '../config/config-def.ts'
import { parseConsumerConfig, type ConsumerConfig } from '../config/consumer.ts'
import { ClientLog } from '../network/client-log.ts'
import { KafkaClient } from '../network/kafka-client.ts'
import { idOf, type TopicPartition } from '../topic-partition.ts'
import { NEVER, Waker } from '../waker.ts'
import { Commits } from './commits.ts'
import type { CommittedPosition, ConsumerContext, ConsumerEvent } from './context.ts'
import { CoordinatorLink } from './coordinator-link.ts'
import { Fetcher } from './fetcher.ts'
import { Membership } from './membership.ts'
import { ConsumerMetrics } from './metrics.ts'
import { Positions } from './positions.ts'
import type { RecordSlice } from './record-slices.ts'
import { Subscriptions, type AssignedPartition } from './subscriptions.ts'
import { consumerView } from './view.ts'

const APIS = [Fetch, FindCoordinator, Heartbeat, JoinGroup, LeaveGroup, ListOffsets, OffsetCommit, OffsetFetch, OffsetForLeaderEpoch, SyncGroup] as readonly Api[]

interface State {
  /** The application called `poll`, and got nothing yet. */
  polling: boolean
  closing: { readonly tag: unknown; readonly deadline: Micros } | null
  closed: boolean
  delivered: number
  lastError: string | null
  events: ConsumerEvent[]
}

/** As KafkaConsumer.close() waits (DEFAULT_CLOSE_TIMEOUT_MS). */
const CLOSE_TIMEOUT_MS = 30_000

/**
 * Kafka's consumer (ClassicKafkaConsumer) without its threads. Java's application waits inside `poll`; here `poll` gives what
 * is there, and when that is nothing the consumer goes on as if still inside it, until it says `ready`. Joining a group,
 * auto-commits and fetches happen only then, heartbeats always: as in Java.
 */
export class Consumer {
  readonly config: ConsumerConfig
  readonly clientId: string
  readonly #env: Env
  readonly #client: KafkaClient
  readonly #subscriptions = new Subscriptions()
  readonly #metrics = new ConsumerMetrics()
  readonly #link: CoordinatorLink
  readonly #membership: Membership
  readonly #commits: Commits
  readonly #positions: Positions
  readonly #fetcher: Fetcher
  readonly #waker: Waker
  /** Whose an outcome may be. */
  readonly #listeners: readonly { handle(outcome: Outcome): boolean }[]
  #state: State = { polling: false, closing: null, closed: false, delivered: 0, lastError: null, events: [] }

  /** `name` tells the clients of one process apart. */
  constructor(env: Env, configs: ConfigInput, name = 'consumer') {
    this.config = parseConsumerConfig(configs)
    this.clientId = this.config.clientId || `consumer-${this.config.groupId}-${this.config.groupInstanceId ?? 1}`
    this.#env = env
    this.#client = new KafkaClient(env, {
      name, config: this.config, clientId: this.clientId, apis: APIS, maxInFlight: 100, allowAutoTopicCreation: this.config.allowAutoCreateTopics,
      log: new ClientLog(env, `Consumer clientId=${this.clientId}, groupId=${this.config.groupId || 'null'}`), logsMetadata: true,
    })
    const tell = (event: ConsumerEvent): void => this.#tell(event)
    this.#link = new CoordinatorLink(env, this.config, this.#client, tell)
    const context: ConsumerContext = { env, config: this.config, client: this.#client, subscriptions: this.#subscriptions, link: this.#link, metrics: this.#metrics, tell }
    this.#membership = new Membership(context)
    this.#commits = new Commits(context, this.#membership)
    this.#membership.attach(this.#commits)
    this.#positions = new Positions(context)
    this.#fetcher = new Fetcher(context, this.#positions)
    this.#waker = new Waker(env, name)
    this.#listeners = [this.#link, this.#membership, this.#commits, this.#positions, this.#fetcher]
  }

  // look

  get isClosed(): boolean { return this.#state.closed }
  get assignment(): readonly AssignedPartition[] { return [...this.#subscriptions.assigned.values()] }
  position(tp: TopicPartition): number | null { return this.#subscriptions.get(idOf(tp))?.position?.offset ?? null }
  /** Member id and generation, for who wants to tell which round an assignment belongs to. */
  get groupMetadata(): { readonly memberId: string; readonly generation: number } {
    const { memberId, id } = this.#membership.generation
    return { memberId, generation: id }
  }
  /** What JMX shows of it. */
  beans(): Beans {
    return this.#metrics.beans(this.#env.now(), this.clientId, [...this.#subscriptions.assigned.keys()], this.config.groupId !== null)
  }
  view(): ConsumerView {
    return consumerView(this.clientId, this.config.groupId, this.#membership, this.assignment, this.#state)
  }

  // command

  subscribe(wanted: { readonly topics: readonly string[] } | { readonly pattern: string }): void {
    this.#ensureGroup()
    if ('topics' in wanted) {
      this.#subscriptions.wanted = { by: 'topics', topics: wanted.topics }
      this.#client.wantOnly(wanted.topics)
    } else {
      this.#subscriptions.wanted = { by: 'pattern', pattern: wanted.pattern }
      this.#client.wantAll()
    }
    this.#membership.subscribed()
    this.#advance(false)
  }

  #ensureGroup(): void {
    if (this.config.groupId !== null) return
    throw new Error('To use the group management or offset commit APIs, you must provide a valid group.id in the consumer configuration.')
  }

  /** Partitions of one's own choice, outside the group's rebalances. */
  assign(partitions: readonly TopicPartition[]): void {
    this.#subscriptions.wanted = { by: 'assign' }
    this.#subscriptions.assign(partitions)
    this.#client.wantOnly([...new Set(partitions.map(({ topic }) => topic))])
    this.#advance(false)
  }

  unsubscribe(): void {
    this.#leave('the consumer unsubscribed from all topics')
    this.#subscriptions.wanted = { by: 'none' }
    this.#advance(false)
  }

  #leave(reason: string): void {
    const owned = this.assignment.map(({ topic, partition }) => ({ topic, partition }))
    if (this.#subscriptions.usesGroup) {
      if (owned.length > 0) this.#tell({ is: this.#membership.generation.id < 0 ? 'lost' : 'revoked', partitions: owned })
      this.#membership.leave(reason)
    }
    this.#subscriptions.assign([])
  }

  /**
   * What is there, at most `max.poll.records`, oldest first in each partition. Nothing: the consumer waits, and says `ready`
   * when it is worth asking again. The group comes first: who always finds records is a member that polls, and rejoins, all the same.
   */
  poll(): RecordSlice[] {
    if (this.#state.closed || this.#state.closing) return []
    this.#state.polling = true
    this.#membership.advance(true)
    this.#commits.advance(true)
    const slices = this.#fetcher.collect()
    for (const slice of slices) this.#state.delivered += slice.count
    if (slices.length > 0) this.#state.polling = false
    this.#advance(true)
    return slices
  }

  /** Answered by `committed` with this tag. Without offsets: where the consumer stands. `sync` tries again after errors that pass. */
  commit(tag: unknown, options: { readonly sync?: boolean; readonly offsets?: readonly (TopicPartition & { readonly offset: number; readonly metadata?: string })[] } = {}): void {
    this.#ensureGroup()
    const offsets = options.offsets?.map(({ topic, partition, offset, metadata = '' }): CommittedPosition => ({ topic, partition, offset, leaderEpoch: -1, metadata }))
    this.#commits.commit(options.sync ? 'sync' : 'async', tag, offsets ?? this.#commits.consumed())
    this.#advance(false)
  }

  seek(tp: TopicPartition, to: number | 'earliest' | 'latest'): void {
    const partition = this.#assigned(tp)
    if (typeof to === 'number') this.#positions.seek(partition, to)
    else this.#subscriptions.awaitReset(partition, { to })
    this.#advance(false)
  }
  pause(partitions: readonly TopicPartition[]): void { for (const tp of partitions) this.#assigned(tp).paused = true }
  resume(partitions: readonly TopicPartition[]): void {
    for (const tp of partitions) this.#assigned(tp).paused = false
    this.#advance(false)
  }

  #assigned(tp: TopicPartition): AssignedPartition {
    const partition = this.#subscriptions.get(idOf(tp))
    if (!partition) throw new Error(`No current assignment for partition ${idOf(tp)}`)
    return partition
  }

  /** Commits, when that is automatic, leaves the group, and closes. Answered by `closed` with this tag. */
  close(tag: unknown, timeoutMs: Millis = CLOSE_TIMEOUT_MS): void {
    if (this.#state.closing || this.#state.closed) return
    this.#state.closing = { tag, deadline: this.#env.now() + timeoutMs * micros.perMilli }
    this.#state.polling = false
    this.#commits.prepare()
    this.#advance(false)
  }

  takeEvents(): ConsumerEvent[] {
    const events = this.#state.events
    this.#state.events = []
    return events
  }

  // tell

  /** True when the event was this consumer's own. */
  handle(event: ProcessEvent): boolean {
    const woken = this.#waker.woken(event)
    const outcomes = this.#client.handle(event)
    if (!woken && outcomes === null) return false
    for (const outcome of outcomes ?? []) this.#take(outcome)
    this.#advance(false)
    return true
  }

  #take(outcome: Outcome): void {
    for (const part of this.#listeners) if (part.handle(outcome)) return
  }

  #tell(event: ConsumerEvent): void {
    if (event.is === 'error') this.#state.lastError = event.error
    if (event.is === 'assigned' || event.is === 'revoked' || event.is === 'lost') this.#tellOwned(event.is, event.partitions)
    this.#state.events.push(event)
  }

  #tellOwned(why: 'assigned' | 'revoked' | 'lost', partitions: readonly TopicPartition[]): void {
    const { groupId: group } = this.config
    if (group !== null && partitions.length > 0) this.#env.tell({ is: 'consumer.owns', group, why, partitions: partitions.map(({ topic, partition }) => `${topic}-${partition}` as const) })
  }

  // ask what is due

  #advance(inPoll: boolean): void {
    if (this.#state.closed) return
    const { polling } = this.#state
    let due = this.#needsCoordinator ? this.#link.advance() : NEVER
    due = Math.min(due, this.#state.closing ? NEVER : this.#membership.advance(polling), this.#commits.advance(polling))
    if (polling || inPoll) due = Math.min(due, this.#positions.advance(), this.#fetcher.advance())
    if (polling && this.#fetcher.hasRecords) {
      this.#state.polling = false
      this.#tell({ is: 'ready' })
    }
    if (this.#state.closing && this.#finish(this.#state.closing)) return
    this.#client.advance()
    this.#waker.arm(Math.min(due, this.#client.nextDue(), this.#state.closing?.deadline ?? NEVER))
  }

  get #needsCoordinator(): boolean {
    return this.config.groupId !== null && (this.#subscriptions.usesGroup || this.#commits.pending > 0 || this.#subscriptions.in('INITIALIZING').length > 0)
  }

  #finish({ tag, deadline }: { tag: unknown; deadline: Micros }): boolean {
    if (this.#commits.pending > 0 && deadline > this.#env.now()) return false
    this.#leave('the consumer is being closed')
    this.#state.closed = true
    this.#waker.disarm()
    this.#client.close()
    this.#tell({ is: 'closed', tag })
    return true
  }

  save(): Plain {
    return {
      client: this.#client.save(), subscriptions: this.#subscriptions.save(), link: this.#link.save(), membership: this.#membership.save(),
      commits: this.#commits.save(), positions: this.#positions.save(), fetcher: this.#fetcher.save(), waker: this.#waker.save(), metrics: this.#metrics.save(),
      state: { ...this.#state, events: [...this.#state.events] },
    }
  }

  load(saved: Plain): void {
    const parts = saved as Record<string, Plain>
    this.#client.load(parts['client'])
    this.#subscriptions.load(parts['subscriptions'])
    this.#link.load(parts['link'])
    this.#membership.load(parts['membership'])
    this.#commits.load(parts['commits'])
    this.#positions.load(parts['positions'])
    this.#fetcher.load(parts['fetcher'])
    this.#waker.load(parts['waker'])
    this.#metrics.load(parts['metrics'] as ReturnType<ConsumerMetrics['save']>)
    const state = parts['state'] as State
    this.#state = { ...state, events: [...state.events] }
  }
}
