import { micros, type Micros } from '../../env/units.ts'
import { answerTo, type Outcome } from '../../net/outcome.ts'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { Errors, errorName, isRetriable, type ErrorName } from '../../protocol/errors.ts'
import { BY_NAME } from '../admin/alter-group-offsets.ts'
import { errorText } from '../error-text.ts'
import { groupByTopic } from '../topic-partition.ts'
import { NEVER } from '../waker.ts'
import { retryAt, type CommittedPosition, type ConsumerContext } from './context.ts'
import type { Generation, Membership } from './membership.ts'

/** `sync` tries again until `default.api.timeout.ms`; `async` and `auto` tell the first failure, `auto` to nobody. */
type Kind = 'sync' | 'async' | 'auto' | 'prepare'
interface Commit { readonly id: number; readonly kind: Kind; readonly tag: unknown; readonly offsets: readonly CommittedPosition[]; readonly deadline: Micros; attempts: number; retryAt: Micros; sent: boolean }
interface State { commits: Map<number, Commit>; next: number; nextAuto: Micros }
interface Tag { readonly commit: number; readonly generation: Generation }

const REBALANCING = 'Offset commit cannot be completed since the consumer is undergoing a rebalance for auto partition assignment. '
  + 'You can try completing the rebalance by calling poll() and then retry the operation.'
const KICKED_OUT = 'Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; '
  + 'it is likely that the consumer was kicked out of the group.'

/** Sends commits, those asked for and those by the clock (ConsumerCoordinator's half that commits). */
export class Commits {
  readonly #context: ConsumerContext
  readonly #membership: Membership
  #state: State = { commits: new Map(), next: 0, nextAuto: 0 }

  constructor(context: ConsumerContext, membership: Membership) {
    this.#context = context
    this.#membership = membership
  }

  // look

  /** Commits on their way that a rejoin or a close waits for. */
  get preparing(): boolean { return [...this.#state.commits.values()].some(commit => commit.kind === 'prepare') }
  get pending(): number { return this.#state.commits.size }

  /** Where every partition with a position stands. */
  consumed(): CommittedPosition[] {
    return [...this.#context.subscriptions.assigned.values()].flatMap(({ topic, partition, position }) =>
      position ? [{ topic, partition, offset: position.offset, leaderEpoch: position.offsetEpoch, metadata: '' }] : [])
  }

  // command

  commit(kind: Kind, tag: unknown, offsets: readonly CommittedPosition[]): void {
    const { env, config } = this.#context
    if (offsets.length === 0) return this.#tell(kind, tag, offsets, null, null)
    const id = this.#state.next++
    this.#state.commits.set(id, { id, kind, tag, offsets, deadline: env.now() + config.defaultApiTimeoutMs * micros.perMilli, attempts: 0, retryAt: 0, sent: false })
  }

  /** Before partitions are given up: what was consumed of them is committed first. */
  prepare(): void { if (this.#context.config.enableAutoCommit) this.commit('prepare', null, this.consumed()) }

  resetAutoCommit(): void { this.#state.nextAuto = this.#context.env.now() + this.#context.config.autoCommitIntervalMs * micros.perMilli }

  // tell

  handle(outcome: Outcome): boolean {
    if (outcome.is === 'ready' || outcome.is === 'disconnected' || (outcome.tag as Partial<Tag>).commit === undefined) return false
    const { commit: id, generation } = outcome.tag as Tag
    const commit = this.#state.commits.get(id)
    if (!commit) return true
    const answer = answerTo(OffsetCommit, outcome), { env, metrics } = this.#context
    if (outcome.is === 'response') metrics.of('commits').record(env.now(), outcome.latency)
    const errors = answer?.topics.flatMap(topic => topic.partitions.map(partition => partition.errorCode)) ?? [Errors.COORDINATOR_NOT_AVAILABLE]
    this.#settle(commit, errors.find(error => error !== Errors.NONE) ?? Errors.NONE, generation)
    return true
  }

  #settle(commit: Commit, error: number, generation: Generation): void {
    if (error === Errors.NOT_COORDINATOR || error === Errors.COORDINATOR_NOT_AVAILABLE || error === Errors.REQUEST_TIMED_OUT) this.#context.link.markUnknown()
    if (error === Errors.REBALANCE_IN_PROGRESS) this.#membership.requestRejoin('offset commit failed since group is already rebalancing')
    const kickedOut = error === Errors.UNKNOWN_MEMBER_ID || error === Errors.ILLEGAL_GENERATION
    if (kickedOut) this.#membership.lostGeneration(generation, errorName(error))
    if (isRetriable(error) && (commit.kind === 'sync' || commit.kind === 'prepare')) return this.#again(commit)
    this.#state.commits.delete(commit.id)
    if (error !== Errors.NONE && commit.kind === 'auto' && isRetriable(error)) this.#state.nextAuto = Math.min(this.#state.nextAuto, retryAt(this.#context, 0))
    const message = error === Errors.NONE ? null : kickedOut ? KICKED_OUT : error === Errors.REBALANCE_IN_PROGRESS ? REBALANCING : errorText(error)
    this.#tell(commit.kind, commit.tag, commit.offsets, error === Errors.NONE ? null : errorName(error), message)
  }

  #again(commit: Commit): void {
    commit.sent = false
    commit.retryAt = retryAt(this.#context, commit.attempts++)
  }

  #tell(kind: Kind, tag: unknown, offsets: readonly CommittedPosition[], error: ErrorName | null, message: string | null): void {
    if (kind === 'sync' || kind === 'async') this.#context.tell({ is: 'committed', tag, offsets, error, message })
  }

  // ask what is due

  /** `polled`: the application is in `poll`, where auto-commits go out. */
  advance(polled: boolean): Micros {
    const { env, config, link } = this.#context
    const now = env.now()
    if (config.enableAutoCommit && polled && this.#state.nextAuto <= now) this.#autoCommit()
    let due = config.enableAutoCommit && polled ? this.#state.nextAuto : NEVER
    for (const commit of [...this.#state.commits.values()]) {
      if (commit.deadline <= now) this.#timeOut(commit)
      else if (!commit.sent && commit.retryAt <= now && link.isKnown) this.#send(commit)
      else due = Math.min(due, commit.deadline, commit.retryAt > now ? commit.retryAt : NEVER)
    }
    return due
  }

  #autoCommit(): void {
    this.resetAutoCommit()
    this.commit('auto', null, this.consumed())
  }

  #timeOut(commit: Commit): void {
    this.#state.commits.delete(commit.id)
    this.#tell(commit.kind, commit.tag, commit.offsets, 'REQUEST_TIMED_OUT', `Timeout of ${this.#context.config.defaultApiTimeoutMs}ms expired before successfully committing offsets`)
  }

  #send(commit: Commit): void {
    const { config, link, subscriptions } = this.#context
    const generation = this.#membership.generation
    commit.sent = true
    if (subscriptions.usesGroup && generation.id < 0) return this.#settle(commit, Errors.UNKNOWN_MEMBER_ID, generation)
    link.send(OffsetCommit, {
      groupId: config.groupId!, generationIdOrMemberEpoch: subscriptions.usesGroup ? generation.id : -1, memberId: subscriptions.usesGroup ? generation.memberId : '',
      groupInstanceId: subscriptions.usesGroup ? config.groupInstanceId : null,
      topics: groupByTopic(commit.offsets).map(([name, each]) => ({
        name, partitions: each.map(({ partition, offset, leaderEpoch, metadata }) =>
          ({ partitionIndex: partition, committedOffset: offset, committedLeaderEpoch: leaderEpoch, committedMetadata: metadata })),
      })),
    }, { commit: commit.id, generation } satisfies Tag, { versions: BY_NAME })
  }

  save(): unknown { return { ...this.#state, commits: new Map([...this.#state.commits].map(([id, commit]) => [id, { ...commit }])) } }
  load(state: unknown): void {
    const saved = state as State
    this.#state = { ...saved, commits: new Map([...saved.commits].map(([id, commit]) => [id, { ...commit }])) }
  }
}
