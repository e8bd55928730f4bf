import type { Level } from '../env/domain-event.ts'
import type { Env, Plain, ProcessEvent } from '../env/process.ts'
import { micros } from '../env/units.ts'
import { applyRecords } from '../metadata/apply.ts'
import { NodeConfigs } from '../metadata/configs/configs.ts'
import type { MetadataDelta, MetadataImage } from '../metadata/image.ts'
import { decodeRecord, encodeRecord, type MetadataRecord } from '../metadata/records.ts'
import type { QuorumLeader } from '../metadata/raft/leader.ts'
import type { Replies, ReplyTo } from '../net/handler.ts'
import type { Api, ResponseInput } from '../protocol/schema.ts'
import { bootstrapRecords } from './activation.ts'
import type { ControllerLogger, Decision, Knowledge } from './deciding.ts'
import { eventsOf } from './events.ts'
import { touch, type Heartbeats } from './heartbeats.ts'
import { tasks, type TaskName } from './periodic.ts'
import { replayLines } from './replay-lines.ts'

/** What a controller is made of; `raft` leads its quorum. */
export interface ControllerParts {
  readonly env: Env
  readonly nodeId: number
  readonly clusterId: string
  /** Server properties. */
  readonly fixed: Readonly<Record<string, string>>
  readonly raft: QuorumLeader
  readonly replies: Replies
  readonly apiOf: (key: number) => Api
  /** Its own RegisterControllerRecord, written when it becomes active. */
  readonly registration: MetadataRecord
  log(level: Level, logger: ControllerLogger, text: string): void
}

/** An answer that waits until everything it rests on is committed. */
interface Pending { readonly offset: number; readonly to: ReplyTo; readonly response: unknown }
/** A batch not yet committed; `by` a leader's own wish or the controller's. */
interface Uncommitted { readonly last: number; readonly delta: MetadataDelta; readonly by: 'leader' | 'controller' }
interface State {
  active: boolean
  /** Records up to the last one appended. What is committed of it, the node's own image shows. */
  image: MetadataImage
  heartbeats: Heartbeats
  pending: Pending[]
  uncommitted: Uncommitted[]
}
interface TaskTimer { readonly task: TaskName }
/** A decision that may also change what is known of brokers' sessions. */
type Heartened<Response> = Decision<Response> & { readonly heartbeats?: Heartbeats }

/**
 * The active controller (QuorumController): takes one request after the other, decides on all it has appended so far,
 * appends, and answers when the records are committed.
 */
export class Controller {
  readonly #parts: ControllerParts
  readonly #configs: NodeConfigs
  #state: State

  constructor(parts: ControllerParts, empty: MetadataImage) {
    this.#parts = parts
    this.#state = { active: false, image: empty, heartbeats: new Map(), pending: [], uncommitted: [] }
    this.#configs = new NodeConfigs(parts.nodeId, parts.fixed, () => this.#state.image)
  }

  // look

  get active(): boolean { return this.#state.active }
  get image(): MetadataImage { return this.#state.image }

  // command

  /** Everything written before this node led is known: from here on it decides (QuorumController.claim). */
  activate(committed: MetadataImage): void {
    const { raft, env } = this.#parts
    this.#state.image = committed
    this.#state.active = true
    this.#log('INFO', 'QuorumController', `Becoming the active controller at epoch ${raft.epoch}, next write offset ${raft.logEnd}.`)
    this.#startSessions()
    if (committed.features.size === 0) this.#bootstrap()
    this.#append([this.#parts.registration], 'controller')
    env.tell({ is: 'controller.active', node: this.#parts.nodeId, epoch: raft.epoch })
    this.#log('INFO', 'PeriodicTaskControlManager', `Activated periodic tasks: ${tasks.map(task => task.name).sort().join(', ')}`)
    for (const { name } of tasks) this.#schedule(name)
  }

  #startSessions(): void {
    const now = this.#parts.env.now()
    const state = this.#state
    for (const { id, epoch, fenced } of state.image.brokers.values()) state.heartbeats = touch(state.heartbeats, id, { now, epoch, fenced })
  }

  #bootstrap(): void {
    const records = bootstrapRecords(this.#knowledge())
    this.#log('WARN', 'QuorumController', 'Performing controller activation. The metadata log appears to be empty. ' +
      `Appending ${records.length - 2} bootstrap record(s) ` +
      "in metadata transaction at metadata.version 4.3-IV0 from bootstrap source 'the binary bootstrap metadata file'.")
    this.#append(records, 'controller')
  }

  /** Decides on a request, and answers it: at once when nothing it rests on is uncommitted, else later. */
  decide<Response>(to: ReplyTo, by: 'leader' | 'controller', decision: (knowledge: Knowledge) => Heartened<Response>): Response | null {
    const { records, response, heartbeats } = decision(this.#knowledge())
    if (heartbeats) this.#state.heartbeats = heartbeats
    this.#append(records, by)
    const offset = this.#state.uncommitted.at(-1)?.last
    if (offset === undefined) return response
    this.#state.pending.push({ offset, to, response })
    return null
  }

  /** Records nobody asked for over the wire. */
  write(records: readonly MetadataRecord[]): void { this.#append(records, 'controller') }

  #knowledge(): Knowledge {
    const { env, nodeId, clusterId, raft } = this.#parts
    const { image, heartbeats } = this.#state
    return {
      nodeId, clusterId, image, heartbeats, configs: this.#configs, scope: this.#configs.scope,
      now: env.now(), random: env.random, nextOffset: raft.logEnd,
      log: (level, logger, text) => this.#log(level, logger, text),
    }
  }

  #append(records: readonly MetadataRecord[], by: 'leader' | 'controller'): void {
    if (records.length === 0) return
    const { raft } = this.#parts
    const first = raft.logEnd
    const logged = records.map((record, at) => ({ offset: first + at, epoch: raft.epoch, record: decodeRecord(encodeRecord(record)) }))
    const delta = applyRecords(this.#state.image, logged)
    this.#state.image = delta.to
    for (const { logger, text } of replayLines(delta, logged)) this.#log('INFO', logger, text)
    this.#state.uncommitted.push({ last: first + records.length - 1, delta, by })
    raft.append(records)
  }

  // tell

  /** Everything below `highWatermark` is committed: tell the world, and let the answers go. */
  committed(highWatermark: number): void {
    const { uncommitted, pending } = this.#state
    this.#state.uncommitted = uncommitted.filter(batch => batch.last >= highWatermark)
    this.#state.pending = pending.filter(answer => answer.offset >= highWatermark)
    for (const { last, delta, by } of uncommitted) {
      if (last < highWatermark) for (const event of eventsOf(delta, by)) this.#parts.env.tell(event)
    }
    for (const { offset, to, response } of pending) {
      if (offset < highWatermark) this.#parts.replies.reply(this.#parts.apiOf(to.key), to, response as ResponseInput<Api>)
    }
  }

  handle(event: ProcessEvent): void {
    if (event.is === 'timer') this.#run((event.timer as TaskTimer).task)
  }

  #run(name: TaskName): void {
    const task = tasks.find(each => each.name === name)!
    for (let again = true; again;) {
      const result = task.run(this.#knowledge())
      if (result.heartbeats) this.#state.heartbeats = result.heartbeats
      this.#append(result.records, 'controller')
      again = result.again === true
    }
    this.#schedule(name)
  }

  /** A period of 0 switches the task off. */
  #schedule(name: TaskName): void {
    const { env } = this.#parts
    const periodMs = tasks.find(task => task.name === name)!.periodMs(this.#knowledge())
    if (periodMs > 0) env.at(env.now() + periodMs * micros.perMilli, { task: name } satisfies TaskTimer)
  }

  #log(level: Level, logger: ControllerLogger, text: string): void {
    this.#parts.log(level, logger, `[QuorumController id=${this.#parts.nodeId}] ${text}`)
  }

  save(): Plain { return { ...this.#state, pending: [...this.#state.pending], uncommitted: [...this.#state.uncommitted] } }
  load(state: Plain): void {
    const saved = state as State
    this.#state = { ...saved, pending: [...saved.pending], uncommitted: [...saved.uncommitted] }
  }
}
