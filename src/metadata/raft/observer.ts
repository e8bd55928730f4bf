import { micros } from '../../env/units.ts'
import type { Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import type { LogFlush } from '../../log/api.ts'
import { NetworkClient } from '../../net/network-client.ts'
import { answerTo, type Outcome } from '../../net/outcome.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'
import { METADATA_TOPIC_ID } from '../../protocol/uuid.ts'
import type { RaftContext, RaftNode } from './node.ts'
import { readQuorumState, writeQuorumState } from './quorum-state.ts'

interface State {
  epoch: number
  leaderId: number
  highWatermark: number
  /** Who was asked last, and in which turn: an answer of an earlier turn is stale. */
  asked: number
  turn: number
  /** Set while a fetch is under way; a quorum that stays silent for `fetchTimeoutMs` is looked for anew. */
  retry: TimerId | null
  lastHeard: number
}
interface Tag { is: 'retry'; turn: number }
type Partition = Response<typeof Fetch>['responses'][number]['partitions'][number]

/** How long a leader may keep a fetch that has nothing to bring (KafkaRaftClient.MAX_FETCH_WAIT_MS). */
const MAX_WAIT_MS = 500
const UNKNOWN = -1

/**
 * A node outside the quorum that keeps a copy of the metadata log: it fetches from the leader, learns the leader from
 * whichever voter it asks, and cuts its log where the leader says that it parts from it (KafkaRaftClient as observer).
 */
export class QuorumObserver implements RaftNode {
  readonly #context: RaftContext
  readonly #client: NetworkClient
  #state: State = { epoch: 0, leaderId: UNKNOWN, highWatermark: -1, asked: UNKNOWN, turn: 0, retry: null, lastHeard: 0 }

  constructor(context: RaftContext) {
    this.#context = context
    const { env, settings } = context
    this.#client = new NetworkClient(env, {
      name: 'raft', clientId: `raft-client-${settings.nodeId}`, apis: [Fetch], requestTimeoutMs: settings.requestTimeoutMs, maxInFlight: 1,
    })
  }

  get epoch(): number { return this.#state.epoch }
  get leaderId(): number { return this.#state.leaderId }
  get highWatermark(): number { return this.#state.highWatermark }

  start(): void {
    const { env, settings } = this.#context
    const remembered = readQuorumState(env, this.#file)
    if (remembered) this.#state.epoch = remembered.leaderEpoch
    this.#state.lastHeard = env.now()
    for (const { id, address } of settings.voters) this.#client.setAddress(String(id), address)
    this.#fetch()
  }

  get #file(): string { return `${this.#context.settings.dir}/quorum-state` }

  #fetch(): void {
    const state = this.#state
    const { log, settings } = this.#context
    state.asked = state.leaderId === UNKNOWN ? this.#anyVoter() : state.leaderId
    state.turn++
    this.#client.send(String(state.asked), Fetch, {
      clusterId: settings.clusterId,
      replicaState: { replicaId: settings.nodeId, replicaEpoch: -1 },
      maxWaitMs: MAX_WAIT_MS, minBytes: 0, maxBytes: settings.fetchMaxBytes, sessionEpoch: -1,
      topics: [{ topicId: METADATA_TOPIC_ID, partitions: [{
        partition: 0, currentLeaderEpoch: state.epoch, fetchOffset: log.logEndOffset, lastFetchedEpoch: Math.max(log.latestEpoch, 0),
        logStartOffset: log.logStartOffset, partitionMaxBytes: 0,
        replicaDirectoryId: settings.directoryId, highWatermark: BigInt(state.highWatermark),
      }] }],
    }, state.turn)
  }

  #anyVoter(): number {
    const { env, settings } = this.#context
    return settings.voters[env.random.below(settings.voters.length)]!.id
  }

  handle(event: ProcessEvent): void {
    if (event.is === 'timer' && (event.timer as Partial<Tag>).is === 'retry') return this.#retry(event.timer as Tag)
    if (event.is === 'flushed' && (event.tag as Partial<LogFlush>).is === 'log.flushed') return this.#context.log.flushed(event.tag as LogFlush)
    for (const outcome of this.#client.handle(event) ?? []) this.#outcome(outcome)
  }

  #outcome(outcome: Outcome): void {
    if ((outcome.is !== 'response' && outcome.is !== 'failed') || outcome.tag !== this.#state.turn) return
    const response = answerTo(Fetch, outcome)
    if (response && this.#take(response)) this.#fetch()
    else this.#backOff()
  }

  /** True when the next fetch may go at once. */
  #take(response: Response<typeof Fetch>): boolean {
    const partition = response.responses[0]?.partitions[0]
    if (response.errorCode !== Errors.NONE || !partition) return false
    if (partition.errorCode !== Errors.NONE) return this.#follow(partition)
    this.#state.lastHeard = this.#context.env.now()
    this.#follow(partition)
    if (partition.divergingEpoch.epoch >= 0) this.#truncate(partition.divergingEpoch)
    else this.#append(partition)
    return true
  }

  /** Takes the leader it was told of, unless its own epoch is newer. True when that is news. */
  #follow({ currentLeader: { leaderId, leaderEpoch } }: Partition): boolean {
    const state = this.#state
    if (leaderEpoch < state.epoch || (leaderEpoch === state.epoch && (leaderId === state.leaderId || leaderId === UNKNOWN))) return false
    state.epoch = leaderEpoch
    state.leaderId = leaderId
    const voters = this.#context.settings.voters.map(voter => voter.id)
    writeQuorumState(this.#context.env, this.#file, { leaderId, leaderEpoch, votedId: UNKNOWN, voters })
    this.#context.listener.leaderChanged(leaderId, leaderEpoch)
    return leaderId !== UNKNOWN
  }

  /** Nothing committed is ever cut: a leader has all that was (KIP-595, KIP-320). */
  #truncate({ epoch, endOffset }: { epoch: number; endOffset: number }): void {
    const { log } = this.#context
    const own = log.endOffsetForEpoch(epoch)
    const cut = own.epoch === epoch ? Math.min(own.endOffset, endOffset) : own.epoch < 0 ? 0 : own.endOffset
    if (cut < this.#state.highWatermark) throw new Error(`the leader wants ${cut}, below the high watermark ${this.#state.highWatermark}`)
    log.truncateTo(cut)
  }

  #append({ records, highWatermark }: Partition): void {
    const { env, log, listener } = this.#context
    if (records && records.length > 0) log.appendAsFollower(records, env.wall())
    const committed = Math.min(highWatermark, log.logEndOffset)
    if (committed <= this.#state.highWatermark) return
    this.#state.highWatermark = committed
    log.updateHighWatermark(committed)
    listener.committed(committed)
  }

  #backOff(): void {
    const { env, settings } = this.#context
    if (this.#state.leaderId !== UNKNOWN && env.now() - this.#state.lastHeard >= settings.fetchTimeoutMs * micros.perMilli) this.#forgetLeader()
    this.#state.retry = env.at(env.now() + settings.retryBackoffMs * micros.perMilli, { is: 'retry', turn: this.#state.turn } satisfies Tag)
  }

  #forgetLeader(): void {
    this.#state.leaderId = UNKNOWN
    this.#context.listener.leaderChanged(UNKNOWN, this.#state.epoch)
  }

  #retry({ turn }: Tag): void {
    this.#state.retry = null
    if (turn === this.#state.turn) this.#fetch()
  }

  close(): void {
    if (this.#state.retry !== null) this.#context.env.cancel(this.#state.retry)
    this.#state.turn++
    this.#client.close()
  }

  save(): Plain { return { state: { ...this.#state }, client: this.#client.save() } }
  load(saved: Plain): void {
    const { state, client } = saved as { state: State; client: Plain }
    this.#state = { ...state }
    this.#client.load(client)
  }
}
