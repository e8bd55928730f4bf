import type { PartitionId } from '../../env/domain-event.ts'
import type { Micros } from '../../env/units.ts'

/*
 * The in-sync replicas as their leader knows them (Kafka's PartitionState). The controller decides; the leader proposes,
 * one change at a time, and works with the larger of the two sets while it waits.
 */

export interface IsrState {
  /** As the controller last confirmed it. */
  isr: readonly number[]
  /** Proposed to the controller and not yet answered. */
  pending: PendingIsr | null
}

export interface PendingIsr {
  readonly change: 'expand' | 'shrink'
  readonly isr: readonly number[]
  /** What the proposal was made upon: an answer counts only while both still hold. */
  readonly leaderEpoch: number
  readonly partitionEpoch: number
}

/**
 * Proposed ISRs on their way to the controller (Kafka's AlterPartitionManager): one request in flight, everything that waits
 * goes with the next.
 */
export interface AlterPartitions {
  /** Not yet answered, in order of proposal. */
  readonly unsent: Set<PartitionId>
  /** What the request under way carries. */
  inFlight: Map<PartitionId, PendingIsr> | null
}

export const newAlterPartitions = (): AlterPartitions => ({ unsent: new Set(), inFlight: null })

/** Before any lag time could be measured from the beginning of the world. */
export const LONG_AGO: Micros = -1e15

/** A follower as its leader knows it (Kafka's Replica). Times are monotonic. */
export interface FollowerState {
  /** -1 until it has fetched from this leader. */
  endOffset: number
  startOffset: number
  /** From its last fetch; -1 when it did not say, null before any. */
  brokerEpoch: number | null
  lastFetchAt: Micros
  /** The leader's end as that fetch found it. */
  lastFetchLeaderEnd: number
  /** Last moment it had all there was. */
  lastCaughtUpAt: Micros
}

/**
 * Union of what holds and what may hold. An expansion counts before it is confirmed, a shrink only after: so the high
 * watermark can never be ahead of a set the controller might still elect from.
 */
export const maximalIsr = ({ isr, pending }: IsrState): readonly number[] => pending?.change === 'expand' ? pending.isr : isr

export const isCaughtUp = (follower: FollowerState, leaderEnd: number, now: Micros, maxLag: Micros): boolean =>
  follower.endOffset === leaderEnd || now - follower.lastCaughtUpAt <= maxLag

/** In-sync replicas that have not been at the leader's end for longer than `replica.lag.time.max.ms`. None while a change is pending. */
export function outOfSync(
  state: IsrState, self: number, followers: ReadonlyMap<number, FollowerState>, leaderEnd: number, now: Micros, maxLag: Micros,
): number[] {
  if (state.pending) return []
  return state.isr.filter(id => {
    const follower = followers.get(id)
    return id !== self && follower !== undefined && !isCaughtUp(follower, leaderEnd, now, maxLag)
  })
}

/** In sync again: all that is committed, and all that this leader began with. */
export const hasReachedLeader = (follower: FollowerState, highWatermark: number, epochStart: number): boolean =>
  follower.endOffset >= highWatermark && follower.endOffset >= epochStart

export const proposeExpand = (state: IsrState, id: number, leaderEpoch: number, partitionEpoch: number): PendingIsr =>
  ({ change: 'expand', isr: [...state.isr, id], leaderEpoch, partitionEpoch })

export const proposeShrink = (state: IsrState, out: readonly number[], leaderEpoch: number, partitionEpoch: number): PendingIsr =>
  ({ change: 'shrink', isr: state.isr.filter(id => !out.includes(id)), leaderEpoch, partitionEpoch })

export const sameProposal = (a: PendingIsr | null, b: PendingIsr): boolean =>
  a !== null && a.change === b.change && a.leaderEpoch === b.leaderEpoch && a.partitionEpoch === b.partitionEpoch && a.isr.join() === b.isr.join()
