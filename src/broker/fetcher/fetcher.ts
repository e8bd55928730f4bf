import type { PartitionId } from '../../env/domain-event.ts'
import type { TimerId } from '../../env/process.ts'
import type { Micros } from '../../env/units.ts'
import type { FollowerSession } from './session.ts'

/**
 * What this broker fetches from one leader (ReplicaFetcherThread): a single request in flight, over one connection, for all
 * partitions that leader has.
 */
export interface Fetcher {
  readonly leader: number
  /** Those next in turn first. */
  readonly partitions: Map<PartitionId, FetchState>
  readonly session: FollowerSession
  /** Any partition may differ from what the leader was last told. */
  changed: boolean
  /** Those that do, or are not ready to be asked for; now and then one of them twice. */
  stirred: PartitionId[]
  /** A request is under way; it asked what the session has told. */
  inFlight: boolean
  /** Those whose append waits for a flush (`flush.messages`): the thread stands still meanwhile. */
  flushing: PartitionId[]
  /** Wakes it when there is nothing to ask yet. */
  retry: TimerId | null
}

export interface FetchState {
  readonly topic: string
  readonly topicId: string
  readonly index: number
  readonly leaderEpoch: number
  readonly phase: FetchPhase
  readonly offset: number
  /** Epoch of the last record before `offset`, -1 when there is none: the leader compares it with its own (KIP-595). */
  readonly lastFetchedEpoch: number
  /** Not asked for before then: the leader answered with an error. */
  readonly delayedUntil: Micros
}

export type FetchPhase = 'fetching' | 'askingLatest' | 'askingEarliest'
export type FetchEvent = 'fetched' | 'diverged' | 'outOfRange' | 'leaderEndsBefore' | 'leaderGoesOn' | 'leaderStart' | 'failed'

/**
 * A follower whose offset the leader does not have asks where the leader ends, then where it begins
 * (AbstractFetcherThread.fetchOffsetAndTruncate). Divergence needs no question: a Fetch answer carries it (KIP-595).
 */
export const PHASES: Readonly<Record<FetchPhase, Readonly<Partial<Record<FetchEvent, FetchPhase>>>>> = {
  fetching: { fetched: 'fetching', diverged: 'fetching', outOfRange: 'askingLatest', failed: 'fetching' },
  askingLatest: { leaderEndsBefore: 'fetching', leaderGoesOn: 'askingEarliest', failed: 'fetching' },
  askingEarliest: { leaderStart: 'fetching', failed: 'fetching' },
}

export function phaseAfter(phase: FetchPhase, event: FetchEvent): FetchPhase {
  const next = PHASES[phase][event]
  if (!next) throw new Error(`a replica that is ${phase} cannot have ${event}`)
  return next
}

export const isReady = (state: FetchState, now: Micros): boolean => state.phase === 'fetching' && state.delayedUntil <= now

/** Replaces a partition's state and sends it to the back of the queue. */
export function moveToEnd(fetcher: Fetcher, id: PartitionId, state: FetchState): void {
  fetcher.partitions.delete(id)
  fetcher.partitions.set(id, state)
  fetcher.stirred.push(id)
}

/** The state after an event that says where to go on. */
export const stateAfter = (state: FetchState, event: FetchEvent, offset: number, lastFetchedEpoch: number): FetchState => ({
  topic: state.topic, topicId: state.topicId, index: state.index, leaderEpoch: state.leaderEpoch,
  phase: phaseAfter(state.phase, event), offset, lastFetchedEpoch, delayedUntil: state.delayedUntil,
})
