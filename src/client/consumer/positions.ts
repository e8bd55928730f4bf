import type { DomainEvent, PartitionId } from '../../env/domain-event.ts'
import type { Plain } from '../../env/process.ts'
import type { Micros } from '../../env/units.ts'
import { answerTo, type Outcome } from '../../net/outcome.ts'
import { ListOffsets } from '../../protocol/apis/02-list-offsets.ts'
import { OffsetFetch } from '../../protocol/apis/09-offset-fetch.ts'
import { OffsetForLeaderEpoch } from '../../protocol/apis/23-offset-for-leader-epoch.ts'
import { Errors, errorName, isInvalidMetadata, isRetriable } from '../../protocol/errors.ts'
import { BY_NAME, offsetFetchRequest, readGroupOffsets } from '../admin/list-group-offsets.ts'
import { timestampOf } from '../admin/list-offsets.ts'
import type { OffsetReset } from '../config/consumer.ts'
import { leaderOf, partitionOf } from '../network/cluster.ts'
import { groupByTopic, partitionId, type TopicPartition } from '../topic-partition.ts'
import { NEVER } from '../waker.ts'
import { retryAt, type ConsumerContext } from './context.ts'
import type { AssignedPartition, Position } from './subscriptions.ts'

type Kind = 'committed' | 'reset' | 'validation'
interface Tag { readonly positions: Kind; readonly ids: readonly PartitionId[] }
interface State { asked: Map<PartitionId, Kind>; attempts: number; committedRetryAt: Micros }
type Why = (DomainEvent & { is: 'consumer.position' })['why']

/**
 * Sees that every assigned partition has a position that holds (OffsetFetcher and ConsumerCoordinator): what the group
 * committed, else where `auto.offset.reset` says; and after a change of leaders, that the new one has the same history.
 */
export class Positions {
  readonly #context: ConsumerContext
  #state: State = { asked: new Map(), attempts: 0, committedRetryAt: 0 }

  constructor(context: ConsumerContext) { this.#context = context }

  // command

  /** The broker has nothing at this position any more, or not yet. */
  outOfRange(partition: AssignedPartition): void {
    const { offset } = partition.position!
    this.#resetByPolicy(partition, `Fetch position ${offset} is out of range for partition ${partition.id}, and no reset policy is defined`)
  }

  seek(partition: AssignedPartition, offset: number): void {
    this.#set(partition, { offset, offsetEpoch: -1, leaderEpoch: this.#leaderEpoch(partition) }, 'seek')
  }

  #resetByPolicy(partition: AssignedPartition, refusal: string): void {
    const { config, subscriptions, tell, env } = this.#context
    if (config.autoOffsetReset.to !== 'none') return subscriptions.awaitReset(partition, config.autoOffsetReset)
    partition.retryAt = env.now() + NEVER / 2
    tell({ is: 'error', error: 'OFFSET_OUT_OF_RANGE', message: refusal, fatal: true })
  }

  #resetUndefined(partition: AssignedPartition): void {
    this.#resetByPolicy(partition, `Undefined offset with no reset policy for partitions: [${partition.id}]`)
  }

  #set(partition: AssignedPartition, position: Position, why: Why): void {
    const { env, config, subscriptions } = this.#context
    const from = partition.position?.offset ?? null
    subscriptions.seek(partition, position)
    env.tell({ is: 'consumer.position', group: config.groupId, partition: partition.id, from, to: position.offset, why })
  }

  #leaderEpoch({ topic, partition }: TopicPartition): number { return partitionOf(this.#context.client.cluster, topic, partition)?.epoch ?? -1 }

  // tell

  handle(outcome: Outcome): boolean {
    if (outcome.is === 'ready' || outcome.is === 'disconnected' || (outcome.tag as Partial<Tag>).positions === undefined) return false
    const { positions: kind, ids } = outcome.tag as Tag
    for (const id of ids) this.#state.asked.delete(id)
    if (kind === 'committed') this.#committed(ids, outcome)
    if (kind === 'reset') this.#reset(ids, outcome)
    if (kind === 'validation') this.#validated(ids, outcome)
    return true
  }

  /** Those asked about that are still assigned and still in that state. */
  #waiting(ids: readonly PartitionId[], state: AssignedPartition['state']): AssignedPartition[] {
    return ids.flatMap(id => this.#context.subscriptions.get(id) ?? []).filter(partition => partition.state === state)
  }

  #committed(ids: readonly PartitionId[], outcome: Outcome): void {
    const { config, link } = this.#context
    const answer = answerTo(OffsetFetch, outcome)
    const read = answer ? readGroupOffsets(answer, config.groupId!) : Errors.NETWORK_EXCEPTION
    if (typeof read === 'number') {
      if (read !== Errors.COORDINATOR_LOAD_IN_PROGRESS && read !== Errors.UNSTABLE_OFFSET_COMMIT) link.markUnknown()
      this.#state.committedRetryAt = retryAt(this.#context, this.#state.attempts++)
      return
    }
    if (read.error !== null) return this.#context.tell({ is: 'error', error: read.error, message: read.message!, fatal: true })
    this.#state.attempts = 0
    const offsets = new Map(read.offsets.map(each => [partitionId(each.topic, each.partition), each]))
    for (const partition of this.#waiting(ids, 'INITIALIZING')) {
      const found = offsets.get(partition.id)
      if (found) this.#set(partition, { offset: found.offset, offsetEpoch: found.leaderEpoch, leaderEpoch: this.#leaderEpoch(partition) }, 'committed')
      else this.#resetUndefined(partition)
    }
  }

  #reset(ids: readonly PartitionId[], outcome: Outcome): void {
    const answer = answerTo(ListOffsets, outcome)
    const found = new Map(answer?.topics.flatMap(({ name, partitions }) => partitions.map(each => [partitionId(name, each.partitionIndex), each] as const)))
    for (const partition of this.#waiting(ids, 'AWAIT_RESET')) {
      const listed = found.get(partition.id)
      const error = listed?.errorCode ?? Errors.NETWORK_EXCEPTION
      if (error !== Errors.NONE) this.#failed(partition, error)
      else if (listed!.offset < 0) this.#context.subscriptions.awaitReset(partition, { to: 'latest' })
      else this.#set(partition, { offset: listed!.offset, offsetEpoch: listed!.leaderEpoch, leaderEpoch: this.#leaderEpoch(partition) }, 'reset')
    }
  }

  /** A leader whose log ends before our position has lost what we read: back to where the histories part (KIP-320). */
  #validated(ids: readonly PartitionId[], outcome: Outcome): void {
    const answer = answerTo(OffsetForLeaderEpoch, outcome)
    const found = new Map(answer?.topics.flatMap(({ topic, partitions }) => partitions.map(each => [partitionId(topic, each.partition), each] as const)))
    for (const partition of this.#waiting(ids, 'AWAIT_VALIDATION')) {
      const end = found.get(partition.id)
      const error = end?.errorCode ?? Errors.NETWORK_EXCEPTION
      const position = partition.position!
      if (error !== Errors.NONE) this.#failed(partition, error)
      else if (end!.endOffset < 0 || end!.leaderEpoch < 0) this.#resetByPolicy(partition, truncation(partition.id, position, null))
      else if (end!.endOffset >= position.offset) this.#context.subscriptions.seek(partition, position)
      else if (this.#context.config.autoOffsetReset.to === 'none') this.#resetByPolicy(partition, truncation(partition.id, position, end!.endOffset))
      else this.#set(partition, { offset: end!.endOffset, offsetEpoch: end!.leaderEpoch, leaderEpoch: position.leaderEpoch }, 'reset')
    }
  }

  #failed(partition: AssignedPartition, error: number): void {
    if (!isRetriable(error)) return this.#context.tell({ is: 'error', error: errorName(error), message: `Offsets of ${partition.id} cannot be looked up: ${errorName(error)}`, fatal: true })
    if (isInvalidMetadata(error)) this.#context.client.requestUpdate()
    partition.retryAt = retryAt(this.#context, 0)
  }

  // ask what is due

  advance(): Micros {
    this.#doubtPositions()
    const { subscriptions, config, env } = this.#context
    let due = NEVER
    if (config.groupId !== null) due = this.#askCommitted()
    else for (const partition of subscriptions.in('INITIALIZING')) if (this.#isFree(partition)) this.#resetUndefined(partition)
    const resetting = subscriptions.in('AWAIT_RESET'), doubted = subscriptions.in('AWAIT_VALIDATION')
    for (const waiting of [resetting, doubted]) for (const { retryAt: at } of waiting) if (at > env.now()) due = Math.min(due, at)
    if (resetting.length > 0) this.#askLeaders(resetting, 'reset')
    if (doubted.length > 0) this.#askLeaders(doubted, 'validation')
    return due
  }

  #isFree(partition: AssignedPartition): boolean { return !this.#state.asked.has(partition.id) && partition.retryAt <= this.#context.env.now() }

  #ask(kind: Kind, partitions: readonly AssignedPartition[]): Tag {
    for (const { id } of partitions) this.#state.asked.set(id, kind)
    return { positions: kind, ids: partitions.map(({ id }) => id) }
  }

  #askCommitted(): Micros {
    const { subscriptions, link, config, env } = this.#context
    const partitions = subscriptions.in('INITIALIZING').filter(partition => this.#isFree(partition))
    if (partitions.length === 0 || !link.isKnown) return NEVER
    if (this.#state.committedRetryAt > env.now()) return this.#state.committedRetryAt
    link.send(OffsetFetch, { ...offsetFetchRequest(config.groupId!, partitions), requireStable: config.readCommitted }, this.#ask('committed', partitions), { versions: BY_NAME })
    return NEVER
  }

  /** One request a leader. */
  #askLeaders(all: readonly AssignedPartition[], kind: 'reset' | 'validation'): void {
    const { client } = this.#context
    const byLeader = new Map<number, AssignedPartition[]>()
    for (const partition of all.filter(each => this.#isFree(each))) {
      const leader = leaderOf(client.cluster, partition.topic, partition.partition)
      if (leader === null) client.requestUpdate()
      else byLeader.set(leader, [...byLeader.get(leader) ?? [], partition])
    }
    for (const [leader, partitions] of byLeader) {
      const tag = this.#ask(kind, partitions)
      if (kind === 'reset') this.#listOffsets(leader, partitions, tag)
      else this.#askEpochs(leader, partitions, tag)
    }
  }

  #listOffsets(leader: number, partitions: readonly AssignedPartition[], tag: Tag): void {
    const { client, config, env } = this.#context
    const timestamp = (reset: OffsetReset) => reset.to === 'by_duration' ? env.wall() - reset.ms : timestampOf(reset.to === 'earliest' ? 'earliest' : 'latest')
    client.send(leader, ListOffsets, {
      replicaId: -1, isolationLevel: config.readCommitted ? 1 : 0, timeoutMs: config.requestTimeoutMs,
      topics: groupByTopic(partitions).map(([name, each]) => ({
        name, partitions: each.map(partition => ({ partitionIndex: partition.partition, currentLeaderEpoch: this.#leaderEpoch(partition), timestamp: timestamp(partition.reset!) })),
      })),
    }, tag)
  }

  #askEpochs(leader: number, partitions: readonly AssignedPartition[], tag: Tag): void {
    this.#context.client.send(leader, OffsetForLeaderEpoch, {
      replicaId: -1,
      topics: groupByTopic(partitions).map(([topic, each]) => ({
        topic, partitions: each.map(({ partition, position }) => ({ partition, currentLeaderEpoch: position!.leaderEpoch, leaderEpoch: position!.offsetEpoch })),
      })),
    }, tag)
  }

  /** A newer leader than the position was good for: it has to confirm it, where there is an epoch to ask for. */
  #doubtPositions(): void {
    const { subscriptions } = this.#context
    for (const partition of subscriptions.assigned.values()) {
      if (partition.state !== 'FETCHING') continue
      const epoch = this.#leaderEpoch(partition), position = partition.position!
      if (epoch <= position.leaderEpoch) continue
      if (position.offsetEpoch >= 0 && position.leaderEpoch >= 0) subscriptions.awaitValidation(partition, epoch)
      else partition.position = { ...position, leaderEpoch: epoch }
    }
  }

  save(): Plain { return { ...this.#state, asked: new Map(this.#state.asked) } }
  load(state: Plain): void {
    const saved = state as State
    this.#state = { ...saved, asked: new Map(saved.asked) }
  }
}

const truncation = (id: PartitionId, { offset }: Position, end: number | null): string =>
  `Detected log truncation for partition ${id}: the consumer is at ${offset}, the leader's history ${end === null ? 'knows nothing of that epoch' : `ends at ${end}`}`
