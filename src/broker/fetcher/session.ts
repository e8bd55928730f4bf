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

/** What a request tells: of whom anew, and of whom no more. */
export interface Told {
  readonly sessionId: number
  readonly sessionEpoch: number
  readonly send: readonly Asked[]
  readonly forget: readonly Asked[]
}

export const newSession = (): FollowerSession => ({ id: 0, epoch: INITIAL_EPOCH, told: new Map() })

/** The next request names all that is wanted. */
export const isFull = ({ epoch }: FollowerSession): boolean => epoch === INITIAL_EPOCH || epoch === FINAL_EPOCH

/** What must be said for the leader to know `wanted`: all of it in a full request, else the differences. */
export function nextRequest(session: FollowerSession, wanted: Map<PartitionId, Asked>): Told {
  const send: Asked[] = [], forget: Asked[] = []
  for (const [id, asked] of wanted) if (isFull(session) || !isSame(session.told.get(id), asked)) send.push(asked)
  if (!isFull(session)) for (const [id, before] of session.told) {
    const now = wanted.get(id)
    if (!now || now.topicId !== before.topicId) forget.push(before)
  }
  session.told = wanted
  return { sessionId: session.id, sessionEpoch: session.epoch, send, forget }
}

/** The differences, when only these partitions may differ; `asked` null: not wanted, for now. */
export function amended(session: FollowerSession, ids: readonly PartitionId[], askedOf: (id: PartitionId) => Asked | null): Told {
  const send: Asked[] = [], forget: Asked[] = []
  for (const id of ids) {
    const before = session.told.get(id), asked = askedOf(id)
    if (before && before.topicId !== asked?.topicId) forget.push(before)
    if (!asked) session.told.delete(id)
    else if (!isSame(before, asked)) {
      session.told.set(id, asked)
      send.push(asked)
    }
  }
  return { sessionId: session.id, sessionEpoch: session.epoch, send, forget }
}

const NOTHING: readonly Asked[] = []
/** The leader knows it all. */
export const sameAgain = ({ id, epoch }: FollowerSession): Told => ({ sessionId: id, sessionEpoch: epoch, send: NOTHING, forget: NOTHING })

const isSame = (a: Asked | undefined, b: Asked): boolean =>
  a !== undefined && a.topicId === b.topicId && a.leaderEpoch === b.leaderEpoch && a.offset === b.offset
  && a.lastFetchedEpoch === b.lastFetchedEpoch && a.logStartOffset === b.logStartOffset && a.maxBytes === b.maxBytes

/** The leader's word on the session: it has one now, or it goes on (true); or a new one must be begun. */
export function onSessionAnswer(session: FollowerSession, error: number, sessionId: number): boolean {
  if (error !== Errors.NONE || sessionId === 0) {
    restart(session, error === Errors.NONE || error === Errors.FETCH_SESSION_ID_NOT_FOUND ? 0 : session.id)
    return false
  }
  session.epoch = nextEpoch(session.epoch)
  session.id = sessionId
  return true
}

/** After a failure: the next request is full, and closes the session the leader may still have. */
export function restart(session: FollowerSession, id = session.id): void {
  session.id = id
  session.epoch = INITIAL_EPOCH
  session.told = new Map()
}
