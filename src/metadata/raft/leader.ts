import { micros } from '../../env/units.ts'
import type { Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import type { LogFlush } from '../../log/api.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { leaderChangeBatch, recordBatch } from '../batches.ts'
import type { MetadataRecord } from '../records.ts'
import { describeQuorum, type QuorumAnswer, type QuorumQuestion } from './describe.ts'
import { answerFetch, hasNews, isSound, quorumFetch, type FetchAnswer, type FetchRequest, type Leading } from './fetch.ts'
import type { RaftContext, RaftNode } from './node.ts'
import { noteFetch, type Progress } from './progress.ts'
import { readQuorumState, writeQuorumState } from './quorum-state.ts'

/** A fetch that waits for news; plain, so that it can be saved. */
interface WaitingFetch { readonly id: number; readonly to: ReplyTo; readonly request: FetchRequest; readonly timer: TimerId }
interface State {
  epoch: number; highWatermark: number; flushing: number; flushed: number; nextWait: number; waiting: WaitingFetch[]
  /** Of those who fetch from here. */
  progress: Progress
}
type Tag = { is: 'flush'; end: number } | { is: 'fetchWait'; id: number }

/** Answers a fetch that had to wait. */
export type FetchReply = (to: ReplyTo, answer: FetchAnswer) => void

/**
 * The leader of a quorum of one: elected as it starts, in an epoch above all it has seen, and committing what its own disk
 * has (KafkaRaftClient with a single voter). Records count once they are flushed, as a leader's own vote for them; only then
 * are waiting fetches answered, so that data and high watermark travel together.
 */
export class QuorumLeader implements RaftNode {
  readonly #context: RaftContext
  readonly #reply: FetchReply
  #state: State = { epoch: 0, highWatermark: -1, flushing: 0, flushed: 0, nextWait: 0, waiting: [], progress: new Map() }

  constructor(context: RaftContext, reply: FetchReply) {
    this.#context = context
    this.#reply = reply
  }

  get epoch(): number { return this.#state.epoch }
  get leaderId(): number { return this.#context.settings.nodeId }
  get highWatermark(): number { return this.#state.highWatermark }
  get logEnd(): number { return this.#context.log.logEndOffset }

  /** Elects itself: the epoch is on disk before anything is written in it. */
  start(): void {
    const { env, log, settings } = this.#context
    const file = `${settings.dir}/quorum-state`
    const epoch = Math.max(readQuorumState(env, file)?.leaderEpoch ?? 0, log.latestEpoch) + 1
    const { nodeId } = settings
    writeQuorumState(env, file, { leaderId: nodeId, leaderEpoch: epoch, votedId: nodeId, voters: [nodeId] })
    this.#state.epoch = epoch
    log.startEpoch(epoch)
    this.#append(leaderChangeBatch(nodeId, [nodeId], [nodeId], env.wall()))
    this.#context.listener.leaderChanged(nodeId, epoch)
  }

  /** Appends one batch of records and gives the offset of its last. Committed when `RaftListener.committed` passes it. */
  append(records: readonly MetadataRecord[]): number {
    this.#append(recordBatch(records, this.#context.env.wall()))
    return this.logEnd - 1
  }

  #append(batch: Uint8Array): void {
    const { env, log } = this.#context
    const appended = log.appendAsLeader(batch, { epoch: this.#state.epoch, now: env.wall(), origin: 'raft' })
    if (!appended.ok) throw new Error(`the metadata log refused a batch: ${appended.message}`)
    this.#flush()
  }

  /** One flush is under way at a time; what is appended meanwhile goes with the next. */
  #flush(): void {
    const state = this.#state
    if (state.flushing > state.flushed || this.logEnd <= state.flushed) return
    state.flushing = this.logEnd
    this.#context.log.flush({ is: 'flush', end: this.logEnd } satisfies Tag)
  }

  /** Null: it waits, and `FetchReply` will have the answer. */
  fetch(request: FetchRequest, to: ReplyTo): FetchAnswer | null {
    const { clusterId } = this.#context.settings
    const asked = quorumFetch(request, clusterId)
    if (typeof asked === 'number') return { errorCode: asked }
    if (isSound(asked, this.#leading)) this.#note(request.replicaState.replicaId, asked)
    if (request.maxWaitMs > 0 && !hasNews(asked, this.#leading)) return this.#park(request, to)
    return answerFetch(asked, this.#leading, request.maxBytes)
  }

  #note(id: number, { replicaDirectoryId: directoryId, fetchOffset: endOffset }: ReturnType<typeof askedOf>): void {
    this.#state.progress = noteFetch(this.#state.progress, { id, directoryId, endOffset, leaderEnd: this.logEnd, now: this.#context.env.wall() })
  }

  /** Who leads, votes and watches. `listenerName`: where voters are found. */
  describe(question: QuorumQuestion, listenerName: string): QuorumAnswer {
    const { env, settings: { voters } } = this.#context
    return describeQuorum(question, { ...this.#leading, progress: this.#state.progress, now: env.wall(), listenerName, voters })
  }

  #park(request: FetchRequest, to: ReplyTo): null {
    const { env } = this.#context
    const id = this.#state.nextWait++
    const timer = env.at(env.now() + request.maxWaitMs * micros.perMilli, { is: 'fetchWait', id } satisfies Tag)
    this.#state.waiting.push({ id, to, request, timer })
    return null
  }

  get #leading(): Leading {
    const { log, settings } = this.#context
    return { log, clusterId: settings.clusterId, leaderId: settings.nodeId, epoch: this.#state.epoch, highWatermark: this.#state.highWatermark }
  }

  #wakeFetches(): void {
    const waiting = this.#state.waiting
    this.#state.waiting = []
    for (const fetch of waiting) {
      if (hasNews(askedOf(fetch.request), this.#leading)) this.#answer(fetch)
      else this.#state.waiting.push(fetch)
    }
  }

  #answer({ to, request, timer }: WaitingFetch): void {
    this.#context.env.cancel(timer)
    this.#reply(to, answerFetch(askedOf(request), this.#leading, request.maxBytes))
  }

  handle(event: ProcessEvent): void {
    const tag = (event.is === 'flushed' ? event.tag : event.is === 'timer' ? event.timer : null) as Tag | LogFlush | null
    if (tag?.is === 'flush') this.#flushed(tag.end)
    else if (tag?.is === 'log.flushed') this.#context.log.flushed(tag)
    else if (tag?.is === 'fetchWait') this.#waited(tag.id)
  }

  #flushed(end: number): void {
    const state = this.#state
    state.flushed = Math.max(state.flushed, end)
    this.#flush()
    if (end <= state.highWatermark) return
    state.highWatermark = end
    this.#context.log.updateHighWatermark(end)
    this.#context.listener.committed(end)
    this.#wakeFetches()
  }

  #waited(id: number): void {
    const fetch = this.#state.waiting.find(each => each.id === id)
    if (!fetch) return
    this.#state.waiting = this.#state.waiting.filter(each => each !== fetch)
    this.#answer(fetch)
  }

  /** Whoever waits is not answered: the connection ends. */
  close(): void { this.#state.waiting = [] }

  save(): Plain { return { ...this.#state, waiting: [...this.#state.waiting] } }
  load(state: Plain): void { this.#state = { ...(state as State), waiting: [...(state as State).waiting] } }
}

/** A fetch only waits once `quorumFetch` found its partition. */
const askedOf = (request: FetchRequest): FetchRequest['topics'][number]['partitions'][number] => request.topics[0]!.partitions[0]!

