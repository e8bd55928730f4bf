import type { Broker } from '../context.ts'
import { now } from '../context.ts'
import { inOrder } from '../../env/in-order.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Fetch } from '../../protocol/apis/01-fetch.ts'
import { partitionId } from '../replica/partition.ts'
import type { FetchInfo, FetchResult, Heard } from '../replica/read.ts'
import {
  createSession, FINAL_EPOCH, INITIAL_EPOCH, know, mustSay, nextEpoch, NO_SESSION, partitionKey, removeSession, sessionById, unknow,
  type CachedPartition, type Fetching, type FetchSession,
} from './fetch-sessions.ts'
import { wake, wakeIfOther } from './resting.ts'

/**
 * How a Fetch request relates to sessions, as plain data that can wait with it: none, the one to be made with the answer, or one
 * that goes on (FetchManager.newContext).
 */
export type FetchContext =
  | { readonly is: 'sessionless' }
  | { readonly is: 'full'; readonly usesTopicIds: boolean; readonly isFollower: boolean }
  | { readonly is: 'incremental'; readonly sessionId: number; readonly epoch: number }

export type Opened = { readonly error: number }
  | { readonly error: 0; readonly context: FetchContext; readonly infos: FetchInfo[]; readonly heard: Heard }

/** What is to be looked at for a request: what it names, or what does not rest of its session, with the changes it names. */
export function openContext(broker: Broker, request: Request<typeof Fetch>, version: number, from: Fetching): Opened {
  const usesTopicIds = version >= 13
  const named = infosOf(broker, request, usesTopicIds)
  if (request.sessionEpoch === INITIAL_EPOCH || request.sessionEpoch === FINAL_EPOCH) {
    removeSession(broker.fetchSessions, request.sessionId)
    const context: FetchContext = request.sessionEpoch === FINAL_EPOCH ? { is: 'sessionless' } : { is: 'full', usesTopicIds, isFollower: from.replicaId >= 0 }
    return { error: 0, context, infos: named, heard: [] }
  }
  const session = broker.fetchSessions.byId.get(request.sessionId)
  if (!session) return { error: Errors.FETCH_SESSION_ID_NOT_FOUND }
  if (session.epoch !== request.sessionEpoch) return { error: Errors.INVALID_FETCH_SESSION_EPOCH }
  if (session.usesTopicIds !== usesTopicIds) return { error: Errors.FETCH_SESSION_TOPIC_ID_ERROR }
  wakeIfOther(broker, session, from)
  update(broker, session, named, request)
  if (session.partitions.size === 0) {
    removeSession(broker.fetchSessions, session.id)
    return { error: 0, context: { is: 'sessionless' }, infos: named, heard: [] }
  }
  session.lastUsedAt = now(broker)
  session.epoch = nextEpoch(session.epoch)
  if (usesTopicIds) resolveNames(broker, session)
  const { infos, heard } = awakeOf(session)
  return { error: 0, context: { is: 'incremental', sessionId: session.id, epoch: session.epoch }, infos, heard }
}

/** The session a request goes on with, or went on with when it began to wait. */
export const sessionOf = ({ fetchSessions }: Broker, context: FetchContext): FetchSession | undefined =>
  context.is === 'incremental' ? sessionById(fetchSessions, context.sessionId) : undefined

/** What does not rest, in its turn. */
export function awakeOf({ awake, partitions }: FetchSession): { infos: FetchInfo[]; heard: Heard } {
  const heard: CachedPartition[] = []
  for (const key of awake) heard.push(partitions.get(key)!)
  inOrder(heard, (a, b) => a.turn - b.turn)
  return { infos: heard.map(({ info }) => info), heard }
}

function infosOf(broker: Broker, request: Request<typeof Fetch>, usesTopicIds: boolean): FetchInfo[] {
  const { topicNames } = broker.node.image(), infos: FetchInfo[] = []
  for (const { topic, topicId, partitions } of request.topics) {
    const name = usesTopicIds ? topicNames.get(topicId) ?? null : topic
    for (const each of partitions) infos.push({
      id: partitionId(name ?? topicId, each.partition), key: partitionKey(name, topicId, each.partition, usesTopicIds),
      topic: name, topicId, partition: each.partition,
      leaderEpoch: each.currentLeaderEpoch, offset: each.fetchOffset, lastFetchedEpoch: each.lastFetchedEpoch,
      logStartOffset: each.logStartOffset, maxBytes: each.partitionMaxBytes,
    })
  }
  return infos
}

function update(broker: Broker, session: FetchSession, named: readonly FetchInfo[], request: Request<typeof Fetch>): void {
  for (const info of named) name(broker, session, info)
  for (const topic of request.forgottenTopicsData) for (const partition of topic.partitions) {
    forget(broker, session, partitionKey(topic.topic, topic.topicId, partition, session.usesTopicIds))
  }
}

function name(broker: Broker, session: FetchSession, info: FetchInfo): void {
  const cached = session.partitions.get(info.key)
  if (cached) {
    wake(broker, session, info.key)
    rename(broker, session, cached, info)
  } else {
    session.partitions.set(info.key, { info, turn: session.nextTurn++, highWatermark: -1, logStartOffset: -1 })
    session.awake.add(info.key)
    know(broker.fetchSessions, info.id, { session: session.id, key: info.key })
  }
}

/** Its name may have become known, and with it its id. */
function rename({ fetchSessions }: Broker, session: FetchSession, cached: CachedPartition, info: FetchInfo): void {
  const before = cached.info.id
  cached.info = info
  if (before === info.id) return
  const knower = { session: session.id, key: info.key }
  unknow(fetchSessions, before, knower)
  know(fetchSessions, info.id, knower)
}

function forget(broker: Broker, session: FetchSession, key: string): void {
  const cached = session.partitions.get(key)
  if (!cached) return
  wake(broker, session, key)
  session.awake.delete(key)
  session.partitions.delete(key)
  unknow(broker.fetchSessions, cached.info.id, { session: session.id, key })
}

/** A topic that was unknown when it was first named may be known by now; who is unknown does not rest. */
function resolveNames(broker: Broker, session: FetchSession): void {
  const { topicNames } = broker.node.image()
  for (const key of session.awake) {
    const cached = session.partitions.get(key)!, { info } = cached
    const topic = info.topic ?? topicNames.get(info.topicId)
    if (info.topic === null && topic !== undefined) rename(broker, session, cached, { ...info, topic, id: partitionId(topic, info.partition) })
  }
}

export interface Closed { readonly error: number; readonly sessionId: number; readonly said: readonly Answered[] }
export interface Answered { readonly info: FetchInfo; readonly result: FetchResult }

/** What of the results goes into the answer, and under which session. */
export function closeContext(broker: Broker, context: FetchContext, infos: readonly FetchInfo[], results: readonly (FetchResult | null)[]): Closed {
  const answered: Answered[] = []
  for (let i = 0; i < infos.length; i++) if (results[i]) answered.push({ info: infos[i]!, result: results[i]! })
  if (context.is === 'sessionless') return { error: 0, sessionId: NO_SESSION, said: answered }
  if (context.is === 'full') return { error: 0, sessionId: beginSession(broker, context, answered), said: answered }
  const session = sessionOf(broker, context)
  if (session && session.epoch !== context.epoch) return { error: Errors.INVALID_FETCH_SESSION_EPOCH, sessionId: session.id, said: [] }
  return { error: 0, sessionId: context.sessionId, said: session ? changes(session, answered) : answered }
}

function beginSession(broker: Broker, context: FetchContext & { is: 'full' }, answered: readonly Answered[]): number {
  const partitions = new Map<string, CachedPartition>(answered.map(({ info, result }, turn) =>
    [info.key, { info, turn, highWatermark: result.highWatermark, logStartOffset: result.logStartOffset }]))
  const { settings, fetchSessions } = broker
  return createSession(fetchSessions, {
    id: newSessionId(broker), privileged: context.isFollower, usesTopicIds: context.usesTopicIds, now: now(broker),
    slots: settings.fetchSessionSlots, eviction: settings.fetchSessionEviction,
  }, partitions)
}

function newSessionId(broker: Broker): number {
  for (;;) {
    const id = 1 + broker.node.env.random.below(0x7fff_fffe)
    if (!sessionById(broker.fetchSessions, id)) return id
  }
}

function changes(session: FetchSession, answered: readonly Answered[]): Answered[] {
  return answered.filter(({ info, result }) => {
    const { key } = info, cached = session.partitions.get(key)
    if (!cached || !mustSay(cached, result)) return false
    if (result.records.length > 0) cached.turn = session.nextTurn++
    return true
  })
}
