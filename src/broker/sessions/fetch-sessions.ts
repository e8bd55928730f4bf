import type { Bytes } from '../../env/bytes.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import { partitionId } from '../../env/partition-id.ts'
import type { Micros } from '../../env/units.ts'
import type { FetchInfo } from '../replica/read.ts'

/**
 * Fetch sessions (KIP-227): who fetches names its partitions once, and afterwards only what changed. This is the broker's cache
 * of them (FetchSessionCache); the answer leaves out partitions with nothing to say.
 */
export interface FetchSessions {
  readonly byId: Map<number, FetchSession>
  /** Closed or pushed out while a fetch of theirs waits; that is still answered as theirs. */
  readonly gone: Map<number, FetchSession>
  /** In which sessions a partition is, and under which key: who is woken when it moves. */
  readonly knowing: Map<PartitionId, Knower[]>
}

export interface Knower { readonly session: number; readonly key: string }

export interface FetchSession {
  readonly id: number
  /** A follower's: only it may push out another's session. */
  readonly privileged: boolean
  readonly usesTopicIds: boolean
  readonly createdAt: Micros
  lastUsedAt: Micros
  /** The epoch the next request must carry. */
  epoch: number
  /** By `partitionKey`. */
  readonly partitions: Map<string, CachedPartition>
  /** Keys of those that may have something to say. All others rest: a request found nothing new of them, and they have not moved since. */
  readonly awake: Set<string>
  /** A follower's last request, which found those at rest where they were; null before its first. */
  fetched: { readonly from: Fetching; readonly at: Micros } | null
  /** Its fetches that wait, by their numbers in the purgatory. */
  readonly parked: number[]
  nextTurn: number
}

/** Who fetches: -1 and -1 for a consumer; the epoch is its registration's, -1 when it does not say. */
export interface Fetching { readonly replicaId: number; readonly replicaEpoch: number }

export interface CachedPartition {
  info: FetchInfo
  /** Partitions are served in this order: those that had data last come last. */
  turn: number
  /** As the last answer said it. */
  highWatermark: number
  logStartOffset: number
}

export const NO_SESSION = 0
export const INITIAL_EPOCH = 0
export const FINAL_EPOCH = -1

export const newFetchSessions = (): FetchSessions => ({ byId: new Map(), gone: new Map(), knowing: new Map() })

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
    epoch: nextEpoch(INITIAL_EPOCH), partitions, awake: new Set(partitions.keys()), fetched: null, parked: [], nextTurn: partitions.size,
  })
  for (const [key, { info }] of partitions) know(sessions, info.id, { session: asked.id, key })
  return asked.id
}

/** A session that still has an answer to give, whoever closed it meanwhile. */
export const sessionById = ({ byId, gone }: FetchSessions, id: number): FetchSession | undefined => byId.get(id) ?? gone.get(id)

/** No request goes on with it. */
export function removeSession(sessions: FetchSessions, id: number): boolean {
  const session = sessions.byId.get(id)
  if (!session) return false
  sessions.byId.delete(id)
  if (session.parked.length > 0) sessions.gone.set(id, session)
  else forgetAll(sessions, session)
  return true
}

/** A fetch of it no longer waits. */
export function unpark(sessions: FetchSessions, session: FetchSession, fetch: number): void {
  session.parked.splice(session.parked.indexOf(fetch), 1)
  if (session.parked.length === 0 && sessions.gone.delete(session.id)) forgetAll(sessions, session)
}

function forgetAll(sessions: FetchSessions, session: FetchSession): void {
  for (const { info } of session.partitions.values()) unknow(sessions, info.id, { session: session.id, key: info.key })
}

export function know({ knowing }: FetchSessions, id: PartitionId, knower: Knower): void {
  const knowers = knowing.get(id)
  if (knowers) knowers.push(knower)
  else knowing.set(id, [knower])
}

export function unknow({ knowing }: FetchSessions, id: PartitionId, { session, key }: Knower): void {
  const knowers = knowing.get(id), at = knowers?.findIndex(each => each.session === session && each.key === key) ?? -1
  if (at >= 0) knowers!.splice(at, 1)
  if (knowers?.length === 0) knowing.delete(id)
}

/** Out goes a session nobody used for long; else one worth less than the new one: a consumer's before a follower's, a small before a large. */
function evictFor(sessions: FetchSessions, asked: NewSession, size: number): boolean {
  const all = [...sessions.byId.values()]
  const oldest = all.reduce<FetchSession | null>((a, b) => a === null || b.lastUsedAt < a.lastUsedAt ? b : a, null)
  if (!oldest) return false
  if (asked.now - oldest.lastUsedAt > asked.eviction) return removeSession(sessions, oldest.id)
  const evictable = all.filter(session => asked.now - session.createdAt > asked.eviction || (asked.privileged && !session.privileged))
  const least = evictable.reduce<FetchSession | null>((a, b) => a === null || worth(b) < worth(a) ? b : a, null)
  if (!least || (asked.privileged ? 1e9 : 0) + size < worth(least)) return false
  return removeSession(sessions, least.id)
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
