import type { Millis } from '../../env/units.ts'

/** How far a node that fetches the metadata log has come, as its leader knows it (LeaderState.ReplicaState). Times are the leader's clock. */
export interface FetchProgress {
  readonly id: number
  readonly directoryId: string
  readonly endOffset: number
  /** The leader's end as the last fetch found it. */
  readonly leaderEnd: number
  readonly fetchedAt: Millis
  /** Last moment it had all there was; -1 before any. */
  readonly caughtUpAt: Millis
}

/** By node id. Replaced, never changed. */
export type Progress = ReadonlyMap<number, FetchProgress>

/** OBSERVER_SESSION_TIMEOUT_MS: who has not fetched for so long is not told of any more. */
const FORGOTTEN_AFTER_MS = 300_000

/** A fetch says that all before it is stored. It counts as caught up at its previous fetch, once it has reached what was the end then. */
type NotedFetch = Omit<FetchProgress, 'fetchedAt' | 'caughtUpAt'> & { readonly now: Millis }
export function noteFetch(progress: Progress, fetch: NotedFetch): Progress {
  const { id, directoryId, endOffset, leaderEnd, now } = fetch
  const before = progress.get(id)
  const caughtUpAt = endOffset >= leaderEnd ? now
    : before && before.leaderEnd > 0 && endOffset >= before.leaderEnd ? before.fetchedAt : before?.caughtUpAt ?? -1
  const noted = new Map(progress)
  for (const each of progress.values()) if (now - each.fetchedAt >= FORGOTTEN_AFTER_MS) noted.delete(each.id)
  return noted.set(id, { id, directoryId, endOffset, leaderEnd, fetchedAt: now, caughtUpAt })
}
