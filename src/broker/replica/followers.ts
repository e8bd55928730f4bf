import type { Micros } from '../../env/units.ts'
import { LONG_AGO, type FollowerState } from './isr.ts'

export const newFollower = (): FollowerState =>
  ({ endOffset: -1, startOffset: -1, brokerEpoch: null, lastFetchAt: LONG_AGO, lastFetchLeaderEnd: 0, lastCaughtUpAt: LONG_AGO })

/**
 * A leader epoch begins: in-sync followers get a full lag time of grace, others none (Replica.resetReplicaState). A leader that
 * stays keeps what it knows of their ends; a new one knows nothing.
 */
export function resetFollower(follower: FollowerState, now: Micros, leaderEnd: number, isNewLeader: boolean, inSync: boolean): void {
  follower.lastCaughtUpAt = inSync ? now : LONG_AGO
  if (isNewLeader) {
    follower.endOffset = follower.startOffset = -1
    follower.brokerEpoch = null
    follower.lastFetchAt = LONG_AGO
    follower.lastFetchLeaderEnd = 0
  } else {
    follower.lastFetchLeaderEnd = leaderEnd
    follower.lastFetchAt = inSync ? now : LONG_AGO
  }
}

export interface FollowerFetch { offset: number; startOffset: number; at: Micros; leaderEnd: number; brokerEpoch: number }

/**
 * A fetch at `offset` says that all before it is stored. It was caught up now if that is the leader's end; or at its previous
 * fetch, if it has reached what was the end then: so a follower under steady load counts as caught up (KAFKA-2143).
 */
export function recordFetch(follower: FollowerState, fetch: FollowerFetch): void {
  if (fetch.offset >= fetch.leaderEnd) follower.lastCaughtUpAt = Math.max(follower.lastCaughtUpAt, fetch.at)
  else if (fetch.offset >= follower.lastFetchLeaderEnd) follower.lastCaughtUpAt = Math.max(follower.lastCaughtUpAt, follower.lastFetchAt)
  follower.endOffset = fetch.offset
  follower.startOffset = fetch.startOffset
  follower.lastFetchAt = fetch.at
  follower.lastFetchLeaderEnd = fetch.leaderEnd
  follower.brokerEpoch = fetch.brokerEpoch
}
