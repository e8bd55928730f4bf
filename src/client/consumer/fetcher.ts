import type { PartitionId, Span } from '../../env/domain-event.ts'
import type { Plain } from '../../env/process.ts'
import type { Micros } from '../../env/units.ts'
import { answerTo, type Answered, type Outcome } from '../../net/outcome.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { Errors, errorName, isInvalidMetadata, isRetriable } from '../../protocol/errors.ts'
import { RecordsError } from '../../protocol/records/failure.ts'
import { wholeBatches } from '../../protocol/records/walk.ts'
import type { RequestInput, Response } from '../../protocol/schema.ts'
import { leaderOf } from '../network/cluster.ts'
import { groupByTopic, idOf, partitionId } from '../topic-partition.ts'
import { NEVER } from '../waker.ts'
import { retryAt, type ConsumerContext } from './context.ts'
import { answered, broken, newSession, requestFor, type FetchPartition, type SessionRequest, type SessionState } from './fetch-session.ts'
import type { Positions } from './positions.ts'
import { empty, isEmpty, nextSlice, type CompletedFetch, type RecordSlice } from './record-slices.ts'
import type { AssignedPartition } from './subscriptions.ts'

type PartitionAnswer = Response<typeof Fetch>['responses'][number]['partitions'][number]
interface Tag { readonly fetch: number }
interface State { sessions: Map<number, SessionState>; asked: Set<number>; buffer: CompletedFetch[] }

const NONE_ABORTED: CompletedFetch['aborted'] = []

/**
 * Fetches from leaders, one request each at a time, and keeps what came until the application takes it (Fetcher, FetchCollector).
 * A leader is asked again when all that it sent is taken, so that its session sees every partition in every fetch.
 */
export class Fetcher {
  readonly #context: ConsumerContext
  readonly #positions: Positions
  #state: State = { sessions: new Map(), asked: new Set(), buffer: [] }

  constructor(context: ConsumerContext, positions: Positions) {
    this.#context = context
    this.#positions = positions
  }

  // look

  /** `collect` has something to give. */
  get hasRecords(): boolean { return this.#state.buffer.some(fetch => this.#usable(fetch)) }

  #usable(fetch: CompletedFetch): AssignedPartition | null {
    const { subscriptions } = this.#context
    const partition = subscriptions.get(fetch.id)
    return partition && subscriptions.isFetchable(partition) && partition.position!.offset === fetch.next ? partition : null
  }

  // command

  /** Takes up to `max.poll.records` records out, and moves positions behind them. */
  collect(): RecordSlice[] {
    const { config, env, subscriptions } = this.#context
    const slices: RecordSlice[] = []
    if (this.#state.buffer.length === 0) return slices
    let left = config.maxPollRecords
    const kept: CompletedFetch[] = []
    for (const fetch of this.#state.buffer) {
      const partition = this.#usable(fetch)
      const waits = subscriptions.get(fetch.id)?.paused && subscriptions.get(fetch.id)!.position?.offset === fetch.next
      if (!partition || left === 0) {
        if (partition || waits) kept.push(fetch)
        continue
      }
      left -= this.#take(fetch, partition, left, slices)
      if (left === 0) kept.push(fetch)
    }
    this.#state.buffer = kept.filter(fetch => !isEmpty(fetch))
    if (slices.length > 0) for (const [id, offsets] of spansOf(slices)) for (const span of offsets) env.tell({ is: 'consumer.delivered', group: config.groupId, partition: id, offsets: span })
    return slices
  }

  /** Gives how many records it took. */
  #take(fetch: CompletedFetch, partition: AssignedPartition, max: number, slices: RecordSlice[]): number {
    const { config, env, subscriptions } = this.#context
    let taken = 0
    try {
      while (taken < max) {
        const slice = nextSlice(fetch, max - taken, config.checkCrcs, env.codecs)
        if (!slice) break
        slices.push(slice)
        taken += slice.count
      }
    } catch (error) {
      if (!(error instanceof RecordsError)) throw error
      this.#corrupt(fetch, partition, error)
    }
    subscriptions.consumed(partition, fetch.next, fetch.epoch)
    if (taken > 0) this.#measure(partition, taken)
    return taken
  }

  /** The lag of a reader of committed records is one behind the last stable offset, which is not kept here. */
  #measure({ id, position, highWatermark }: AssignedPartition, taken: number): void {
    const { config, env, metrics } = this.#context
    metrics.taken(env.now(), id, taken, highWatermark === null || config.readCommitted ? null : Math.max(0, highWatermark - position!.offset))
  }

  #corrupt(fetch: CompletedFetch, partition: AssignedPartition, { message }: RecordsError): void {
    empty(fetch)
    partition.retryAt = retryAt(this.#context, 0)
    this.#context.tell({ is: 'error', error: 'CORRUPT_MESSAGE', message: `Record batch for partition ${fetch.id} at offset ${fetch.next} is invalid, cause: ${message}`, fatal: false })
  }

  // tell

  handle(outcome: Outcome): boolean {
    if (outcome.is === 'ready' || outcome.is === 'disconnected' || (outcome.tag as Partial<Tag>).fetch === undefined) return false
    const { fetch: node } = outcome.tag as Tag
    const session = this.#session(node)
    const answer = answerTo(Fetch, outcome)
    this.#state.asked.delete(node)
    if (!answer || answer.errorCode !== Errors.NONE) {
      broken(session, answer?.errorCode === Errors.FETCH_SESSION_ID_NOT_FOUND)
      if (answer && isInvalidMetadata(answer.errorCode)) this.#context.client.requestUpdate()
      return true
    }
    answered(session, answer.sessionId)
    this.#takeAnswer(node, answer, session.partitions)
    this.#context.metrics.of('fetches').record(this.#context.env.now(), (outcome as Answered).latency)
    return true
  }

  #takeAnswer(node: number, answer: Response<typeof Fetch>, asked: SessionState['partitions']): void {
    const { client, subscriptions } = this.#context
    const nodes = answer.nodeEndpoints.map(({ nodeId, host, port, rack }) => ({ id: nodeId, host, port, rack }))
    for (const topic of answer.responses) {
      const name = topic.topic || client.cluster.topicNames.get(topic.topicId)
      if (name === undefined) continue
      for (const each of topic.partitions) {
        const id = partitionId(name, each.partitionIndex), offset = asked.get(id)?.offset
        const { leaderId: leader, leaderEpoch: epoch } = each.currentLeader
        if (leader >= 0) client.learnLeader({ topic: name, partition: each.partitionIndex, leader, epoch }, nodes)
        const partition = subscriptions.get(id)
        if (partition && offset !== undefined && subscriptions.hasValidPosition(partition) && partition.position!.offset === offset) this.#takePartition(node, partition, each, offset)
      }
    }
  }

  #takePartition(node: number, partition: AssignedPartition, answer: PartitionAnswer, offset: number): void {
    const { errorCode: error, records, abortedTransactions } = answer
    if (error !== Errors.NONE) return this.#failed(partition, error)
    partition.highWatermark = answer.highWatermark
    if (!records || records.length === 0) return
    const aborted = abortedTransactions ? abortedTransactions.sort((a, b) => a.firstOffset - b.firstOffset) : NONE_ABORTED
    const { id, topic, partition: number } = partition
    const [bytes, ...behind] = wholeBatches(records)
    this.#state.buffer.push({ id, topic, partition: number, node, bytes: bytes!, behind, at: 0, next: offset, epoch: -1, aborted, abortedNow: [] })
  }

  #failed(partition: AssignedPartition, error: number): void {
    const { client, tell } = this.#context
    partition.retryAt = retryAt(this.#context, 0)
    if (error === Errors.OFFSET_OUT_OF_RANGE) this.#positions.outOfRange(partition)
    else if (isInvalidMetadata(error) || error === Errors.OFFSET_NOT_AVAILABLE) client.requestUpdate()
    else if (!isRetriable(error)) tell({ is: 'error', error: errorName(error), message: `Fetching from ${partition.id} at offset ${partition.position!.offset} failed`, fatal: false })
  }

  // ask what is due

  /** Sends a fetch to every leader that has one coming. */
  advance(): Micros {
    const { client, env, subscriptions } = this.#context
    const now = env.now()
    let due = NEVER
    let byNode: Map<number, AssignedPartition[]> | null = null
    for (const partition of subscriptions.assigned.values()) {
      if (!subscriptions.isFetchable(partition)) continue
      if (partition.retryAt > now) { due = Math.min(due, partition.retryAt); continue }
      const leader = leaderOf(client.cluster, partition.topic, partition.partition)
      if (leader === null) client.requestUpdate()
      else if (!this.#state.asked.has(leader) && !this.#hasRecordsOf(leader)) addTo(byNode ??= new Map(), leader, partition)
    }
    if (byNode) for (const [node, partitions] of byNode) due = Math.min(due, this.#fetch(node, partitions))
    return due
  }

  #hasRecordsOf(node: number): boolean {
    for (const fetch of this.#state.buffer) if (fetch.node === node && this.#usable(fetch)) return true
    return false
  }

  #session(node: number): SessionState {
    let session = this.#state.sessions.get(node)
    if (!session) this.#state.sessions.set(node, session = newSession())
    return session
  }

  #fetch(node: number, partitions: readonly AssignedPartition[]): Micros {
    const { client, config } = this.#context
    if (client.isBackingOff(node)) return client.retryAt(node)
    const wanted = partitions.map((each): FetchPartition => ({
      id: each.id, topic: each.topic, partition: each.partition, topicId: client.cluster.topics.get(each.topic)!.id,
      offset: each.position!.offset, leaderEpoch: each.position!.leaderEpoch, maxBytes: config.maxPartitionFetchBytes,
    }))
    const tag: Tag = { fetch: node }
    this.#state.asked.add(node)
    client.send(node, Fetch, this.#request(requestFor(this.#session(node), wanted)), tag, { versions: [13, 18] })
    return NEVER
  }

  #request({ sessionId, epoch, partitions, forgotten }: SessionRequest): RequestInput<typeof Fetch> {
    const { config } = this.#context
    return {
      maxWaitMs: config.fetchMaxWaitMs, minBytes: config.fetchMinBytes, maxBytes: config.fetchMaxBytes, isolationLevel: config.readCommitted ? 1 : 0,
      sessionId, sessionEpoch: epoch, rackId: config.clientRack,
      topics: groupByTopic(partitions).map(([topic, each]) => ({
        topic, topicId: each[0]!.topicId,
        partitions: each.map(({ partition, offset, leaderEpoch, maxBytes }) => ({ partition, fetchOffset: offset, currentLeaderEpoch: leaderEpoch, partitionMaxBytes: maxBytes })),
      })),
      forgottenTopicsData: groupByTopic(forgotten).map(([topic, each]) => ({ topic, topicId: each[0]!.topicId, partitions: each.map(({ partition }) => partition) })),
    }
  }

  save(): Plain {
    const { sessions, asked, buffer } = this.#state
    return {
      sessions: new Map([...sessions].map(([node, session]) => [node, { ...session, partitions: new Map(session.partitions) }])),
      asked: new Set(asked), buffer: buffer.map(fetch => ({ ...fetch })),
    } satisfies State
  }
  load(saved: Plain): void {
    const { sessions, asked, buffer } = saved as State
    this.#state = {
      sessions: new Map([...sessions].map(([node, session]) => [node, { ...session, partitions: new Map(session.partitions) }])),
      asked: new Set(asked), buffer: buffer.map(fetch => ({ ...fetch })),
    }
  }
}

function addTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key)
  if (group) group.push(value)
  else groups.set(key, [value])
}

/** Neighbouring slices of one partition as one span. */
function spansOf(slices: readonly RecordSlice[]): Map<PartitionId, Span[]> {
  const spans = new Map<PartitionId, Span[]>()
  for (const slice of slices) {
    const id = idOf(slice)
    const known = spans.get(id)
    if (!known) spans.set(id, [{ from: slice.from, to: slice.to }])
    else if (known.at(-1)!.to + 1 === slice.from) known.at(-1)!.to = slice.to
    else known.push({ from: slice.from, to: slice.to })
  }
  return spans
}
