import type { Bytes } from '../../env/bytes.ts'
import { partitionId } from '../../env/partition-id.ts'
import type { Micros } from '../../env/units.ts'
import type { FetchInfo } from '../replica/read.ts'

/**
 * Fetch sessions (KIP-227): who fetches names its partitions once, and afterwards only what changed. This is the broker's cache
 * of them (FetchSessionCache); the answer leaves out partitions with nothing to say.
 */
export interface FetchSessions { readonly byId: Map<number, FetchSession> }

export interface FetchSession {
  readonly id: number
  /** A follower's: only it may push out another's session. */
  readonly privileged: boolean
  readonly usesTopicIds: boolean
  readonly createdAt: Micros
  lastUsedAt: Micros
  /** The epoch the next request must carry. */
  epoch: number
  /** By `partitionKey`; those that had data last come last, so that every partition gets its turn. */
  readonly partitions: Map<string, CachedPartition>
}

export interface CachedPartition {
  info: FetchInfo
  /** As the last answer said it. */
  highWatermark: number
  logStartOffset: number
}

export const NO_SESSION = 0
export const INITIAL_EPOCH = 0
export const FINAL_EPOCH = -1

export const newFetchSessions = (): FetchSessions => ({ byId: new Map() })

/** Epochs count up and begin again at 1. */
export const nextEpoch = (epoch: number): number => epoch < 0 ? FINAL_EPOCH : epoch === 0x7fff_ffff ? 1 : epoch + 1

/** With topic ids a partition keeps its key while its name is unknown. */
export const partitionKey = (topic: string | null, topicId: string, partition: number, usesTopicIds: boolean): string =>
  partitionId(usesTopicIds ? topicId : topic!, partition)

export interface NewSession { id: number; privileged: boolean; usesTopicIds: boolean; now: Micros; slots: number; eviction: Micros }

/** Keeps a new session if there is room, or can be made; its id, or `NO_SESSION`. */
export function createSession(sessions: FetchSessions, asked: NewSession, partitions: Map<string, CachedPartition>): number {
  if (sessions.byId.size >= asked.slots && !evictFor(sessions, asked, partitions.size)) return NO_SESSION
  sessions.byId.set(asked.id, {
    id: asked.id, privileged: asked.privileged, usesTopicIds: asked.usesTopicIds, createdAt: asked.now, lastUsedAt: asked.now,
    epoch: nextEpoch(INITIAL_EPOCH), partitions,
  })
  return asked.id
}

/** Out goes a session nobody used for long; else one worth less than the new one: a consumer's before a follower's, a small before a large. */
function evictFor(sessions: FetchSessions, asked: NewSession, size: number): boolean {
  const all = [...sessions.byId.values()]
  const oldest = all.reduce<FetchSession | null>((a, b) => a === null || b.lastUsedAt < a.lastUsedAt ? b : a, null)
  if (!oldest) return false
  if (asked.now - oldest.lastUsedAt > asked.eviction) return sessions.byId.delete(oldest.id)
  const evictable = all.filter(session => asked.now - session.createdAt > asked.eviction || (asked.privileged && !session.privileged))
  const least = evictable.reduce<FetchSession | null>((a, b) => a === null || worth(b) < worth(a) ? b : a, null)
  if (!least || (asked.privileged ? 1e9 : 0) + size < worth(least)) return false
  return sessions.byId.delete(least.id)
}

const worth = (session: FetchSession): number => (session.privileged ? 1e9 : 0) + session.partitions.size

export interface Said { error: number; highWatermark: number; logStartOffset: number; diverging: unknown; records: Bytes }

/** Whether an incremental answer must carry this partition; remembers what it will have said (CachedPartition.maybeUpdateResponseData). */
export function mustSay(cached: CachedPartition, said: Said): boolean {
  const changed = cached.highWatermark !== said.highWatermark || cached.logStartOffset !== said.logStartOffset
  cached.highWatermark = said.error === 0 ? said.highWatermark : -1
  cached.logStartOffset = said.logStartOffset
  return changed || said.records.length > 0 || said.error !== 0 || said.diverging !== null
}
