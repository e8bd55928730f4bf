import { expect, test } from 'vitest'
import type { PartitionId } from '../../env/domain-event.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { decode, encode } from '../../protocol/codec.ts'
import { BrokerKit } from '../../testing/broker-kit.ts'
import { fc } from '../../testing/property.ts'
import type { Broker } from '../context.ts'
import {
  amended, isFull, newSession, nextRequest, onSessionAnswer, restart, type Asked, type FollowerSession, type Told,
} from '../fetcher/session.ts'
import { fetchError } from '../replica/read.ts'
import { closeContext, openContext } from './fetch-context.ts'
import { newFetchSessions } from './fetch-sessions.ts'

const kit = new BrokerKit().topics({ a: { partitions: [{ replicas: [1] }] }, b: { partitions: [{ replicas: [1] }] } })
const ids = ['a', 'b'].map(topic => kit.image.topics.get(topic)!.id)
const leader = { node: kit.node, settings: { fetchSessionSlots: 2, fetchSessionEviction: 1 }, fetchSessions: newFetchSessions() } as unknown as Broker

/** Which partitions are wanted, at which offsets; or an answer is lost on the way. */
const position = fc.record({ topic: fc.nat(1), index: fc.nat(2), offset: fc.nat(5) })
const wants = fc.uniqueArray(position, { minLength: 1, selector: ({ topic, index }) => `${topic}-${index}` })
const step = fc.oneof(fc.record({ is: fc.constant('fetch' as const), wants }), fc.record({ is: fc.constant('lost' as const) }))

const asked = ({ topic, index, offset }: { topic: number; index: number; offset: number }): [PartitionId, Asked] => [
  `${'ab'[topic]}-${index}`, { topicId: ids[topic]!, index, leaderEpoch: 0, offset, lastFetchedEpoch: -1, logStartOffset: 0, maxBytes: 100 },
]
const overTheWire = ({ sessionId, sessionEpoch, send, forget }: Told) => decode(Fetch.request, 17, encode(Fetch.request, 17, {
  sessionId, sessionEpoch, maxWaitMs: 0, minBytes: 0,
  topics: [...send.values()].map(({ topicId, index, offset }) =>
    ({ topicId, partitions: [{ partition: index, fetchOffset: offset, partitionMaxBytes: 100 }] })),
  forgottenTopicsData: forget.map(each => ({ topicId: each.topicId, partitions: [each.index] })),
}))

const allIds = ['a', 'b'].flatMap(topic => [0, 1, 2].map((index): PartitionId => `${topic}-${index}`))
type Next = (session: FollowerSession, wanted: ReadonlyMap<PartitionId, Asked>) => Told
const inFull: Next = (session, wanted) => nextRequest(session, new Map(wanted))
const inPart: Next = (session, wanted) => isFull(session) ? inFull(session, wanted) : amended(session, allIds, id => wanted.get(id) ?? null)

// KIP-227
test.each([
  ['all partitions are', inFull], ['some are', inPart],
])('leader and follower of a fetch session agree, whatever is added, changed, forgotten or lost, when %s looked at', (_, next) => {
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), steps => {
    const session = newSession()
    for (const each of steps) {
      if (each.is === 'lost') { restart(session); continue }
      const wanted = new Map(each.wants.map(asked))
      const opened = openContext(leader, overTheWire(next(session, wanted)), 17, { replicaId: 2, replicaEpoch: 1 })
      if (!('context' in opened)) throw new Error(`refused with ${opened.error}`)
      expect(new Map(opened.infos.map(info => [info.id, info.offset]))).toEqual(new Map([...wanted].map(([id, { offset }]) => [id, offset])))
      const closed = closeContext(leader, opened.context, opened.infos, opened.infos.map(() => fetchError(0)))
      onSessionAnswer(session, closed.error, closed.sessionId)
    }
  }))
})
