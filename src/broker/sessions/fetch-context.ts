import type { Broker } from '../context.ts'
import { now } from '../context.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Fetch } from '../../protocol/apis/01-fetch.ts'
import { partitionId } from '../replica/partition.ts'
import type { FetchInfo, FetchResult, Heard } from '../replica/read.ts'
import {
  createSession, FINAL_EPOCH, INITIAL_EPOCH, mustSay, nextEpoch, NO_SESSION, partitionKey, type CachedPartition, type FetchSession,
} from './fetch-sessions.ts'

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

/** What is to be fetched for a request: what it names, or what its session knows with the changes it names. */
export function openContext(broker: Broker, request: Request<typeof Fetch>, version: number, isFollower: boolean): Opened {
  const usesTopicIds = version >= 13
  const named = infosOf(broker, request, usesTopicIds)
  if (request.sessionEpoch === INITIAL_EPOCH || request.sessionEpoch === FINAL_EPOCH) {
    broker.fetchSessions.byId.delete(request.sessionId)
    const context: FetchContext = request.sessionEpoch === FINAL_EPOCH ? { is: 'sessionless' } : { is: 'full', usesTopicIds, isFollower }
    return { error: 0, context, infos: named, heard: [] }
  }
  const session = broker.fetchSessions.byId.get(request.sessionId)
  if (!session) return { error: Errors.FETCH_SESSION_ID_NOT_FOUND }
  if (session.epoch !== request.sessionEpoch) return { error: Errors.INVALID_FETCH_SESSION_EPOCH }
  if (session.usesTopicIds !== usesTopicIds) return { error: Errors.FETCH_SESSION_TOPIC_ID_ERROR }
  update(session, named, request)
  if (session.partitions.size === 0) {
    broker.fetchSessions.byId.delete(session.id)
    return { error: 0, context: { is: 'sessionless' }, infos: named, heard: [] }
  }
  session.lastUsedAt = now(broker)
  session.epoch = nextEpoch(session.epoch)
  if (usesTopicIds) resolveNames(broker, session)
  const { infos, heard } = knownTo(session)
  return { error: 0, context: { is: 'incremental', sessionId: session.id, epoch: session.epoch }, infos, heard }
}

/** The session a request goes on with, or went on with when it began to wait. */
export const sessionOf = ({ fetchSessions }: Broker, context: FetchContext): FetchSession | undefined =>
  context.is === 'incremental' ? fetchSessions.byId.get(context.sessionId) : undefined

function knownTo({ partitions }: FetchSession): { infos: FetchInfo[]; heard: Heard } {
  const infos: FetchInfo[] = [], heard: CachedPartition[] = []
  for (const cached of partitions.values()) {
    infos.push(cached.info)
    heard.push(cached)
  }
  return { infos, heard }
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

function update(session: FetchSession, named: readonly FetchInfo[], request: Request<typeof Fetch>): void {
  for (const info of named) {
    const cached = session.partitions.get(info.key)
    if (cached) cached.info = info
    else session.partitions.set(info.key, { info, highWatermark: -1, logStartOffset: -1 })
  }
  for (const topic of request.forgottenTopicsData) for (const partition of topic.partitions) {
    session.partitions.delete(partitionKey(topic.topic, topic.topicId, partition, session.usesTopicIds))
  }
}

/** A topic that was unknown when it was first named may be known by now. */
function resolveNames(broker: Broker, session: FetchSession): void {
  const { topicNames } = broker.node.image()
  for (const cached of session.partitions.values()) {
    const topic = cached.info.topic ?? topicNames.get(cached.info.topicId)
    if (cached.info.topic === null && topic !== undefined) cached.info = { ...cached.info, topic, id: partitionId(topic, cached.info.partition) }
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
  const partitions = new Map<string, CachedPartition>(answered.map(({ info, result }) =>
    [info.key, { info, highWatermark: result.highWatermark, logStartOffset: result.logStartOffset }]))
  const { settings, fetchSessions } = broker
  return createSession(fetchSessions, {
    id: newSessionId(broker), privileged: context.isFollower, usesTopicIds: context.usesTopicIds, now: now(broker),
    slots: settings.fetchSessionSlots, eviction: settings.fetchSessionEviction,
  }, partitions)
}

function newSessionId(broker: Broker): number {
  for (;;) {
    const id = 1 + broker.node.env.random.below(0x7fff_fffe)
    if (!broker.fetchSessions.byId.has(id)) return id
  }
}

function changes(session: FetchSession, answered: readonly Answered[]): Answered[] {
  return answered.filter(({ info, result }) => {
    const { key } = info, cached = session.partitions.get(key)
    if (!cached || !mustSay(cached, result)) return false
    if (result.records.length > 0) {
      session.partitions.delete(key)
      session.partitions.set(key, cached)
    }
    return true
  })
}
