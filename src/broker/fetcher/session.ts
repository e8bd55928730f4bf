import type { PartitionId } from '../../env/domain-event.ts'
import { Errors } from '../../protocol/errors.ts'
import { FINAL_EPOCH, INITIAL_EPOCH, nextEpoch } from '../sessions/fetch-sessions.ts'

/** A fetch session as the one who fetches keeps it (FetchSessionHandler, KIP-227): what the leader has been told. */
export interface FollowerSession {
  id: number
  epoch: number
  told: Map<PartitionId, Asked>
}

/** What a Fetch request says of a partition. */
export interface Asked {
  readonly topicId: string
  readonly index: number
  readonly leaderEpoch: number
  readonly offset: number
  readonly lastFetchedEpoch: number
  readonly logStartOffset: number
  readonly maxBytes: number
}

export interface Told { readonly sessionId: number; readonly sessionEpoch: number; readonly send: Map<PartitionId, Asked>; readonly forget: Asked[] }

export const newSession = (): FollowerSession => ({ id: 0, epoch: INITIAL_EPOCH, told: new Map() })

/** What must be said for the leader to know `wanted`: all of it in a full request, else the differences. */
export function nextRequest(session: FollowerSession, wanted: ReadonlyMap<PartitionId, Asked>): Told {
  const isFull = session.epoch === INITIAL_EPOCH || session.epoch === FINAL_EPOCH
  const send = new Map<PartitionId, Asked>(), forget: Asked[] = []
  for (const [id, asked] of wanted) if (isFull || !isSame(session.told.get(id), asked)) send.set(id, asked)
  if (!isFull) for (const [id, before] of session.told) {
    const now = wanted.get(id)
    if (!now || now.topicId !== before.topicId) forget.push(before)
  }
  session.told = new Map(wanted)
  return { sessionId: session.id, sessionEpoch: session.epoch, send, forget }
}

const isSame = (a: Asked | undefined, b: Asked): boolean =>
  a !== undefined && a.topicId === b.topicId && a.leaderEpoch === b.leaderEpoch && a.offset === b.offset
  && a.lastFetchedEpoch === b.lastFetchedEpoch && a.logStartOffset === b.logStartOffset && a.maxBytes === b.maxBytes

/** The leader's word on the session: it has one now, it goes on, or a new one must be begun. */
export function onSessionAnswer(session: FollowerSession, error: number, sessionId: number): void {
  if (error === Errors.FETCH_SESSION_ID_NOT_FOUND) restart(session, 0)
  else if (error !== Errors.NONE) restart(session, session.id)
  else if (sessionId === 0) restart(session, 0)
  else if (session.epoch !== INITIAL_EPOCH) session.epoch = nextEpoch(session.epoch)
  else {
    session.id = sessionId
    session.epoch = nextEpoch(INITIAL_EPOCH)
  }
}

/** After a failure: the next request is full, and closes the session the leader may still have. */
export function restart(session: FollowerSession, id = session.id): void {
  session.id = id
  session.epoch = INITIAL_EPOCH
  session.told = new Map()
}
