import type { Plain } from '../../env/process.ts'
import type { Micros } from '../../env/units.ts'
import { answerTo, type Answered, type Failed, type Outcome } from '../../net/outcome.ts'
import { JoinGroup } from '../../protocol/apis/11-join-group.ts'
import { Heartbeat } from '../../protocol/apis/12-heartbeat.ts'
import { LeaveGroup } from '../../protocol/apis/13-leave-group.ts'
import { SyncGroup } from '../../protocol/apis/14-sync-group.ts'
import { Errors, errorName, type ErrorName } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'
import type { AssignorName } from '../config/consumer.ts'
import { errorText } from '../error-text.ts'
import { NEVER } from '../waker.ts'
import type { Assigned } from './assignors/assignor.ts'
import { PROTOCOL_TYPE, decodeAssignment } from './consumer-protocol.ts'
import { retryAt, type ConsumerContext } from './context.ts'
import { HeartbeatClock } from './heartbeat.ts'
import { memberStates, remedies, type MemberEvent, type MemberState, type Remedy } from './member-states.ts'
import { decide, isCooperative, joinProtocols, minus, partitionCounts, subscriptionsOf, topicsOf, wantedTopics, type Members } from './rebalance.ts'

export interface Generation { readonly id: number; readonly memberId: string; readonly protocol: string | null }
const NO_GENERATION: Generation = { id: -1, memberId: '', protocol: null }

/** What the other half of the coordinator does for a rebalance: commit first, and begin to count anew after. */
export interface Committer { readonly preparing: boolean; prepare(): void; resetAutoCommit(): void }

interface State {
  state: MemberState
  generation: Generation
  rejoin: { needed: boolean; reason: string }
  /** Before each join, partitions are given up once: not yet, commits being waited for, done. */
  preparation: 'none' | 'committing' | 'done'
  asked: 'join' | 'sync' | null
  attempts: number
  retryAt: Micros
  /** What the leader is to decide about, once it knows all topics. */
  leading: Members | null
  /** Topics as last joined with; for the leader also what it decided by. */
  joinedTopics: string | null
  decidedBy: { readonly topics: readonly string[]; readonly counts: string } | null
  assigned: Assigned
  /** The metadata update last looked at; -1: look again. */
  lookedAt: number
  failed: boolean
}

type Tag = { readonly group: 'join' | 'sync' | 'heartbeat' | 'leave'; readonly generation: Generation }

/** A JoinGroup is answered when all members have come, which may take as long as the slowest may (JOIN_GROUP_TIMEOUT_LAPSE). */
const JOIN_LAPSE_MS = 5_000

/**
 * Membership in a group by the classic protocol (AbstractCoordinator, ConsumerCoordinator): join, have the leader share
 * partitions out, heartbeat, and join again when something changes. Joining goes on only while the application is in `poll`.
 */
export class Membership {
  readonly #context: ConsumerContext
  readonly #cooperative: boolean
  readonly #heartbeat: HeartbeatClock
  #committer!: Committer
  #state: State = {
    state: 'UNJOINED', generation: NO_GENERATION, rejoin: { needed: true, reason: '' }, preparation: 'none', asked: null, attempts: 0, retryAt: 0, leading: null,
    joinedTopics: null, decidedBy: null, assigned: { partitions: null, generation: -1 },
    lookedAt: -1, failed: false,
  }

  constructor(context: ConsumerContext) {
    this.#context = context
    this.#cooperative = isCooperative(context.config)
    this.#heartbeat = new HeartbeatClock(context.config)
  }

  attach(committer: Committer): void { this.#committer = committer }

  // look

  get state(): MemberState { return this.#state.state }
  get generation(): Generation { return this.#state.generation }
  get failed(): boolean { return this.#state.failed }
  /** A rebalance is called for or under way. */
  get rejoining(): boolean { return this.#state.rejoin.needed || this.#state.asked !== null || this.#state.leading !== null }

  // command

  /** The application is in `poll`. */
  polled(): void { this.#heartbeat.polled(this.#context.env.now()) }

  /** The application wants other topics than before. */
  subscribed(): void {
    this.polled()
    this.#state.lookedAt = -1
  }

  requestRejoin(reason: string): void {
    if (!this.#state.rejoin.needed) this.#state.rejoin = { needed: true, reason }
  }

  /** A coordinator no longer knows what was sent under `generation`; nothing to do when it is not the current one. */
  lostGeneration(generation: Generation, error: ErrorName): void {
    const current = this.#state.generation
    if (generation.id === current.id && generation.memberId === current.memberId) this.#remedy(error === 'UNKNOWN_MEMBER_ID' ? 'forget member' : 'forget generation', error)
  }

  /** Gives up all partitions, and tells the coordinator, unless the member is a static one that will be back. */
  leave(reason: string): void {
    const { config, link } = this.#context
    const { memberId } = this.#state.generation
    if (memberId !== '' && config.groupInstanceId === null && link.isKnown) {
      link.send(LeaveGroup, { groupId: config.groupId!, members: [{ memberId, groupInstanceId: null, reason }] }, this.#tag('leave'), { versions: [3, 5] })
    }
    this.#forget(true)
    this.requestRejoin(reason)
  }

  #tag(group: Tag['group']): Tag { return { group, generation: this.#state.generation } }
  #move(event: MemberEvent): void { this.#state.state = memberStates[this.#state.state].on[event] ?? this.#state.state }

  #forget(member: boolean): void {
    this.#state.generation = member ? NO_GENERATION : { ...NO_GENERATION, memberId: this.#state.generation.memberId }
    this.#state.asked = null
    this.#state.leading = null
    this.#heartbeat.stop()
    this.#move('lost')
  }

  // tell

  handle(outcome: Outcome): boolean {
    if (outcome.is === 'ready' || outcome.is === 'disconnected' || (outcome.tag as Partial<Tag>).group === undefined) return false
    const { group, generation } = outcome.tag as Tag
    this.#measure(group, outcome)
    if (group === 'join') this.#joined(answerTo(JoinGroup, outcome), generation)
    if (group === 'sync') this.#synced(answerTo(SyncGroup, outcome), generation)
    if (group === 'heartbeat') this.#beaten(answerTo(Heartbeat, outcome), generation)
    return true
  }

  /** Heartbeats as they are answered, rounds as far as they succeed (AbstractCoordinator's sensors). */
  #measure(group: Tag['group'], outcome: Answered | Failed): void {
    if (outcome.is !== 'response' || group === 'leave') return
    const { env, metrics } = this.#context, { errorCode } = outcome.response as { errorCode: number }
    if (group === 'heartbeat') metrics.of('heartbeats').record(env.now(), outcome.latency)
    else if (errorCode === Errors.NONE) metrics.of(group === 'join' ? 'joins' : 'syncs').record(env.now(), outcome.latency)
  }

  /** An answer to a request from before the last loss of generation means nothing now. */
  #isStale(generation: Generation): boolean {
    const current = this.#state.generation
    return generation.id !== current.id || generation.memberId !== current.memberId
  }

  #joined(answer: Response<typeof JoinGroup> | null, generation: Generation): void {
    if (this.#isStale(generation) || this.#state.asked !== 'join') return
    this.#state.asked = null
    const error = errorName(answer?.errorCode ?? Errors.NETWORK_EXCEPTION)
    if (error !== 'NONE') {
      if (error === 'MEMBER_ID_REQUIRED') this.#state.generation = { ...NO_GENERATION, memberId: answer!.memberId }
      return this.#remedy(remedies.join[error] ?? 'fatal', error)
    }
    const { generationId: id, memberId, protocolName: protocol, leader, members, skipAssignment } = answer!
    this.#move('joined')
    this.#state.generation = { id, memberId, protocol }
    this.#heartbeat.begin(this.#context.env.now())
    this.#state.decidedBy = null
    if (leader === memberId) return this.#lead(members, skipAssignment)
    this.#wantTopics(this.#topics())
    this.#sync([])
  }

  /** A static leader that came back may be told that the group goes on as it was (KIP-814). */
  #lead(members: Members, skipAssignment: boolean): void {
    const { client } = this.#context
    const topics = [...new Set([...this.#topics(), ...topicsOf(subscriptionsOf(members))])]
    this.#wantTopics(topics)
    if (!skipAssignment) this.#state.leading = members
    this.#state.decidedBy = { topics, counts: partitionCounts(topics, client.cluster) }
    if (skipAssignment) this.#sync([])
    else this.#decide()
  }

  #wantTopics(topics: readonly string[]): void {
    if (this.#context.subscriptions.wanted.by === 'topics') this.#context.client.wantOnly(topics)
  }

  /** Decides, as soon as all topics of all members are known. */
  #decide(): void {
    const { cluster } = this.#context.client
    const members = subscriptionsOf(this.#state.leading!)
    const topics = topicsOf(members)
    if (!topics.every(topic => cluster.topics.has(topic) || cluster.errors.has(topic))) return
    this.#state.leading = null
    this.#state.decidedBy = { topics, counts: partitionCounts(topics, cluster) }
    this.#sync(decide(this.#state.generation.protocol as AssignorName, cluster, members))
  }

  #sync(assignments: readonly { memberId: string; assignment: Uint8Array }[]): void {
    const { config, link } = this.#context
    const { id, memberId, protocol } = this.#state.generation
    this.#state.asked = 'sync'
    link.send(SyncGroup, {
      groupId: config.groupId!, generationId: id, memberId, groupInstanceId: config.groupInstanceId, protocolType: PROTOCOL_TYPE, protocolName: protocol, assignments,
    }, this.#tag('sync'), { timeoutMs: this.#joinTimeoutMs })
  }

  #synced(answer: Response<typeof SyncGroup> | null, generation: Generation): void {
    if (this.#isStale(generation) || this.#state.asked !== 'sync') return
    this.#state.asked = null
    const error = errorName(answer?.errorCode ?? Errors.NETWORK_EXCEPTION)
    if (error !== 'NONE') return this.#remedy(remedies.sync[error] ?? 'fatal', error)
    this.#move('synced')
    this.#state.rejoin = { needed: false, reason: '' }
    this.#state.preparation = 'none'
    this.#state.attempts = 0
    this.#state.lookedAt = -1
    this.#take(decodeAssignment(answer!.assignment))
  }

  /** ConsumerCoordinator.onJoinComplete. */
  #take(assignment: readonly { topic: string; partition: number }[]): void {
    const { subscriptions, tell } = this.#context
    const topics = this.#topics()
    if (assignment.some(({ topic }) => !topics.includes(topic))) return this.requestRejoin('received assignments do not match the current subscription')
    const owned = [...subscriptions.assigned.values()]
    const revoked = this.#cooperative ? minus(owned, assignment) : []
    if (revoked.length > 0) {
      tell({ is: 'revoked', partitions: revoked })
      this.requestRejoin('need to revoke partitions and re-join')
    }
    this.#state.assigned = { partitions: assignment, generation: this.#state.generation.id }
    this.#committer.resetAutoCommit()
    subscriptions.assign(assignment)
    tell({ is: 'assigned', partitions: minus(assignment, owned) })
  }

  #beaten(answer: Response<typeof Heartbeat> | null, generation: Generation): void {
    this.#heartbeat.answered()
    if (this.#isStale(generation)) return
    const error = errorName(answer?.errorCode ?? Errors.NETWORK_EXCEPTION)
    if (answer) this.#heartbeat.received(this.#context.env.now())
    if (error === 'NONE') return
    if (error === 'REBALANCE_IN_PROGRESS') {
      if (this.#state.state === 'STABLE') this.requestRejoin('group is already rebalancing')
      return
    }
    this.#remedy(remedies.heartbeat[error] ?? 'fatal', error)
  }

  #remedy(remedy: Remedy, error: ErrorName): void {
    if (remedy === 'find') this.#context.link.markUnknown()
    if (remedy === 'find' || remedy === 'again') this.#state.retryAt = retryAt(this.#context, this.#state.attempts++)
    if (remedy === 'forget member' || remedy === 'forget generation') this.#forget(remedy === 'forget member')
    if (remedy === 'fatal') return this.#fail(error)
    if (this.#state.state !== 'STABLE') this.requestRejoin(`rebalance failed due to ${error}`)
  }

  #fail(error: ErrorName): void {
    this.#forget(true)
    this.#state.failed = true
    this.#context.tell({ is: 'error', error, message: errorText(Errors[error]), fatal: true })
  }

  // ask what is due

  /** Does what is due; `polling`: the application is in `poll`. */
  advance(polling: boolean): Micros {
    const { subscriptions, link } = this.#context
    if (!subscriptions.usesGroup || this.#state.failed) return NEVER
    if (polling) this.polled()
    this.#watchMetadata()
    this.#watchPolls()
    if (this.#state.leading && link.isKnown) this.#decide()
    if (polling && this.#state.rejoin.needed && link.isKnown) this.#join()
    return Math.min(this.#beat(), this.#state.retryAt > this.#context.env.now() ? this.#state.retryAt : NEVER)
  }

  #topics(): readonly string[] { return wantedTopics(this.#context.subscriptions.wanted, this.#context.client.cluster) }

  /** Subscribed topics changed, or topics got more partitions: a new round is needed. */
  #watchMetadata(): void {
    const { client } = this.#context
    const { joinedTopics, decidedBy, state, lookedAt } = this.#state
    if (state !== 'STABLE' || lookedAt === client.updates) return
    this.#state.lookedAt = client.updates
    if (joinedTopics !== null && joinedTopics !== JSON.stringify(this.#topics())) this.requestRejoin('subscription has changed since the last assignment')
    if (decidedBy && decidedBy.counts !== partitionCounts(decidedBy.topics, client.cluster) && decidedBy.topics.every(topic => client.cluster.topics.has(topic))) {
      this.requestRejoin('cached metadata has changed since the assignment')
    }
  }

  /** Who does not poll for `max.poll.interval.ms` has failed, though its heartbeats go on. */
  #watchPolls(): void {
    if (!memberStates[this.#state.state].heartbeats || !this.#heartbeat.pollEnded(this.#context.env.now())) return
    this.leave('consumer poll timeout has expired.')
  }

  #join(): void {
    const { config, link, env } = this.#context
    if (this.#state.asked !== null || this.#state.leading !== null || this.#state.retryAt > env.now() || !this.#prepare()) return
    const topics = this.#topics()
    const { id, memberId } = this.#state.generation
    this.#move('join')
    this.#state.asked = 'join'
    this.#state.joinedTopics = JSON.stringify(topics)
    link.send(JoinGroup, {
      groupId: config.groupId!, sessionTimeoutMs: config.sessionTimeoutMs, rebalanceTimeoutMs: config.maxPollIntervalMs, memberId,
      groupInstanceId: config.groupInstanceId, protocolType: PROTOCOL_TYPE, reason: this.#state.rejoin.reason,
      protocols: joinProtocols(config, topics, this.#context.subscriptions, id, this.#state.assigned),
    }, this.#tag('join'), { timeoutMs: this.#joinTimeoutMs })
  }

  /** Commits, then gives up what has to be given up before joining (onJoinPrepare); false while that takes time. */
  #prepare(): boolean {
    if (this.#state.preparation === 'done') return true
    if (this.#state.preparation === 'none' && this.#state.generation.id >= 0) this.#committer.prepare()
    this.#state.preparation = 'committing'
    if (this.#committer.preparing) return false
    this.#state.preparation = 'done'
    this.#giveUp()
    return true
  }

  #giveUp(): void {
    const { subscriptions, tell } = this.#context
    const owned = minus(subscriptions.assigned.values(), [])
    const lost = this.#state.generation.id < 0
    const topics = this.#topics()
    const gone = lost || !this.#cooperative ? owned : owned.filter(({ topic }) => !topics.includes(topic))
    if (gone.length === 0) return
    tell({ is: lost ? 'lost' : 'revoked', partitions: gone })
    subscriptions.assign(minus(owned, gone))
  }

  get #joinTimeoutMs(): number { return Math.max(this.#context.config.requestTimeoutMs, this.#context.config.maxPollIntervalMs + JOIN_LAPSE_MS) }

  #beat(): Micros {
    const { env, config, link } = this.#context
    const { generation, state } = this.#state
    if (!memberStates[state].heartbeats) return NEVER
    const now = env.now()
    if (this.#heartbeat.sessionEnded(now)) {
      this.#heartbeat.received(now)
      link.markUnknown()
    }
    if (this.#heartbeat.isDue(now) && link.isKnown) {
      this.#heartbeat.sent(now)
      link.send(Heartbeat, { groupId: config.groupId!, generationId: generation.id, memberId: generation.memberId, groupInstanceId: config.groupInstanceId }, this.#tag('heartbeat'))
    }
    return this.#heartbeat.nextDue(now)
  }

  save(): Plain { return { state: { ...this.#state, rejoin: { ...this.#state.rejoin } }, heartbeat: this.#heartbeat.save() } }
  load(saved: Plain): void {
    const { state, heartbeat } = saved as { state: State; heartbeat: Plain }
    this.#state = { ...state, rejoin: { ...state.rejoin } }
    this.#heartbeat.load(heartbeat)
  }
}
