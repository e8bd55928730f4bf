import type { PartitionId } from '../../env/domain-event.ts'
import type { Micros } from '../../env/units.ts'
import type { OffsetReset } from '../config/consumer.ts'
import { idOf, type TopicPartition } from '../topic-partition.ts'
import { fetchStates, type FetchState } from './fetch-states.ts'

/** Offset of the next record, the leader epoch of the one before it, and the leader it was last good for. -1: not known. */
export interface Position { readonly offset: number; readonly offsetEpoch: number; readonly leaderEpoch: number }

export interface AssignedPartition extends TopicPartition {
  readonly id: PartitionId
  state: FetchState
  position: Position | null
  /** With AWAIT_RESET: where to. */
  reset: OffsetReset | null
  paused: boolean
  /** Not asked about again before this. */
  retryAt: Micros
  /** As the last fetch told; null before. */
  highWatermark: number | null
}

/** What the application asked for: topics, a pattern of them, or partitions it assigned itself. */
export type Wanted =
  | { readonly by: 'none' }
  | { readonly by: 'topics'; readonly topics: readonly string[] }
  | { readonly by: 'pattern'; readonly pattern: string }
  | { readonly by: 'assign' }

const NONE: readonly AssignedPartition[] = []

/** The partitions a consumer has, and where it stands in each (SubscriptionState). */
export class Subscriptions {
  wanted: Wanted = { by: 'none' }
  #assigned = new Map<PartitionId, AssignedPartition>()

  // look

  get usesGroup(): boolean { return this.wanted.by === 'topics' || this.wanted.by === 'pattern' }
  get assigned(): ReadonlyMap<PartitionId, AssignedPartition> { return this.#assigned }
  get(id: PartitionId): AssignedPartition | undefined { return this.#assigned.get(id) }
  isFetchable(partition: AssignedPartition): boolean { return !partition.paused && this.hasValidPosition(partition) }
  hasValidPosition(partition: AssignedPartition): boolean { return fetchStates[partition.state].position === 'valid' }
  in(state: FetchState): readonly AssignedPartition[] {
    let found: AssignedPartition[] | null = null
    for (const partition of this.#assigned.values()) if (partition.state === state) (found ??= []).push(partition)
    return found ?? NONE
  }

  // command

  /** Those that stay keep their position; the others begin without one. */
  assign(partitions: readonly TopicPartition[]): void {
    this.#assigned = new Map(partitions.map(({ topic, partition }) => {
      const id = idOf({ topic, partition })
      return [id, this.#assigned.get(id) ?? fresh(topic, partition, id)]
    }))
  }

  /** A position that holds: from a commit, a reset, a seek, or after validation. */
  seek(partition: AssignedPartition, position: Position): void {
    this.#move(partition, 'FETCHING')
    partition.position = position
    partition.reset = null
    partition.retryAt = 0
  }
  awaitReset(partition: AssignedPartition, reset: OffsetReset): void {
    this.#move(partition, 'AWAIT_RESET')
    partition.position = null
    partition.reset = reset
    partition.retryAt = 0
  }
  awaitValidation(partition: AssignedPartition, leaderEpoch: number): void {
    this.#move(partition, 'AWAIT_VALIDATION')
    partition.position = { ...partition.position!, leaderEpoch }
    partition.retryAt = 0
  }
  /** Moves on behind records that were handed out. */
  consumed(partition: AssignedPartition, offset: number, offsetEpoch: number): void {
    partition.position = { offset, offsetEpoch, leaderEpoch: partition.position!.leaderEpoch }
  }

  #move(partition: AssignedPartition, to: FetchState): void {
    if (!fetchStates[partition.state].next.includes(to)) throw new Error(`${partition.id} cannot go from ${partition.state} to ${to}`)
    partition.state = to
  }

  save(): unknown { return { wanted: this.wanted, assigned: [...this.#assigned.values()].map(each => ({ ...each })) } }
  load(state: unknown): void {
    const { wanted, assigned } = state as { wanted: Wanted; assigned: AssignedPartition[] }
    this.wanted = wanted
    this.#assigned = new Map(assigned.map(each => [each.id, { ...each }]))
  }
}

const fresh = (topic: string, partition: number, id: PartitionId): AssignedPartition =>
  ({ topic, partition, id, state: 'INITIALIZING', position: null, reset: null, paused: false, retryAt: 0, highWatermark: null })
