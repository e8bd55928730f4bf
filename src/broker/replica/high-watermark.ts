import type { Micros } from '../../env/units.ts'
import { isCaughtUp, type FollowerState } from './isr.ts'

export interface HighWatermarkInput {
  leaderEnd: number
  /** Replicas that must have a record before it is committed (`ReplicationRules.isrForHighWatermark`). */
  isr: readonly number[]
  followers: ReadonlyMap<number, FollowerState>
  /** Whether a follower that is caught up but not yet in the ISR could join it. */
  isEligible(id: number): boolean
  now: Micros
  maxLag: Micros
}

/**
 * The smallest log end among the in-sync replicas, and among those about to join them: else a follower could chase a high
 * watermark that runs ahead of it and never get in (Partition.maybeIncrementLeaderHW).
 */
export function highWatermarkOf({ leaderEnd, isr, followers, isEligible, now, maxLag }: HighWatermarkInput): number {
  let lowest = leaderEnd
  for (const [id, follower] of followers) {
    if (follower.endOffset >= lowest) continue
    if (isr.includes(id) || (isCaughtUp(follower, leaderEnd, now, maxLag) && isEligible(id))) lowest = follower.endOffset
  }
  return lowest
}
