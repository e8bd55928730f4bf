import type { PartitionId } from '../../env/domain-event.ts'
import type { Broker } from '../context.ts'
import { recordFetch } from '../replica/followers.ts'
import type { FetchInfo, FetchResult } from '../replica/read.ts'
import { sessionById, type Fetching, type FetchSession } from './fetch-sessions.ts'

/*
 * A session knows many partitions of which few move. Those a request found nothing new of rest: they are looked at again when they
 * move, when metadata does, or when the session names them. Kafka looks at each of them with each request; what that would have noted of
 * a follower at rest, that it was there and had all there was, is made up for when it wakes; meanwhile it is in sync by its offset alone.
 */

/** After a request that recorded where its follower is, or a consumer's: who had nothing new rests. */
export function rest(broker: Broker, session: FetchSession, from: Fetching, infos: readonly FetchInfo[], results: readonly (FetchResult | null)[]): void {
  if (from.replicaId >= 0) session.fetched = { from, at: broker.node.env.now() }
  for (let i = 0; i < infos.length; i++) if (results[i] === null && mayRest(broker, infos[i]!.id, from.replicaId)) session.awake.delete(infos[i]!.key)
}

/** A follower outside the ISR may be let in with any of its requests. */
function mayRest({ partitions }: Broker, id: PartitionId, replicaId: number): boolean {
  const { moved, isr } = partitions.get(id)!
  return moved === null && (replicaId < 0 || isr.includes(replicaId))
}

/** A partition moved, or is about to, in what its leader may have to say or knows of its followers. */
export function wakeEverywhere(broker: Broker, id: PartitionId): void {
  const knowers = broker.fetchSessions.knowing.get(id)
  if (knowers) for (const { session, key } of knowers) wake(broker, sessionById(broker.fetchSessions, session)!, key)
}

/** Metadata is about to change: any partition may have another leader, epoch or name. */
export function wakeAll(broker: Broker): void {
  for (const sessions of [broker.fetchSessions.byId, broker.fetchSessions.gone]) for (const session of sessions.values()) wakeSession(broker, session)
}

function wakeSession(broker: Broker, session: FetchSession): void {
  for (const key of session.partitions.keys()) wake(broker, session, key)
}

/** Another one fetches, or in another registration, than those at rest were last fetched by. */
export function wakeIfOther(broker: Broker, session: FetchSession, { replicaId, replicaEpoch }: Fetching): void {
  const last = session.fetched?.from
  if (last && (last.replicaId !== replicaId || last.replicaEpoch !== replicaEpoch)) wakeSession(broker, session)
}

export function wake(broker: Broker, session: FetchSession, key: string): void {
  if (session.awake.has(key)) return
  catchUp(broker, session, key)
  session.awake.add(key)
}

/** The follower's last request asked for what is beyond the end there was. */
function catchUp({ partitions }: Broker, { fetched, partitions: cached }: FetchSession, key: string): void {
  if (!fetched) return
  const { id, offset, logStartOffset } = cached.get(key)!.info
  const follower = partitions.get(id)?.followers.get(fetched.from.replicaId)
  if (follower) recordFetch(follower, { offset, startOffset: logStartOffset, at: fetched.at, leaderEnd: offset, brokerEpoch: fetched.from.replicaEpoch })
}
