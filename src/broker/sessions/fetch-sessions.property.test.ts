import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PartitionId } from '../../env/domain-event.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { decode, encode } from '../../protocol/codec.ts'
import { BrokerKit } from '../../testing/broker-kit.ts'
import type { Broker } from '../context.ts'
import { newSession, nextRequest, onSessionAnswer, restart, type Asked } from '../fetcher/session.ts'
import { fetchError } from '../replica/read.ts'
import { closeContext, openContext } from './fetch-context.ts'
import { newFetchSessions } from './fetch-sessions.ts'

const kit = new BrokerKit().topics({ a: { partitions: [{ replicas: [1] }] }, b: { partitions: [{ replicas: [1] }] } })
const ids = ['a', 'b'].map(topic => kit.image.topics.get(topic)!.id)
const leader = { node: kit.node, settings: { fetchSessionSlots: 2, fetchSessionEviction: 1 }, fetchSessions: newFetchSessions() } as unknown as Broker

/** Which partitions are wanted, at which offsets; or an answer is lost on the way. */
const step = fc.oneof(
  fc.record({ is: fc.constant('fetch' as const), wanted: fc.uniqueArray(fc.tuple(fc.nat(1), fc.nat(2), fc.nat(5)), { minLength: 1, selector: ([topic, index]) => `${topic}-${index}` }) }),
  fc.record({ is: fc.constant('lost' as const) }),
)

// KIP-227
test('leader and follower of a fetch session agree on what is fetched, whatever is added, changed, forgotten or lost', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), steps => {
    const session = newSession()
    for (const each of steps) {
      if (each.is === 'lost') { restart(session); continue }
      const wanted = new Map<PartitionId, Asked>(each.wanted.map(([topic, index, offset]) => [
        `${'ab'[topic]}-${index}` as PartitionId, { topicId: ids[topic]!, index, leaderEpoch: 0, offset, lastFetchedEpoch: -1, logStartOffset: 0, maxBytes: 100 },
      ]))
      const told = nextRequest(session, new Map(wanted))
      const body = {
        sessionId: told.sessionId, sessionEpoch: told.sessionEpoch, maxWaitMs: 0, minBytes: 0,
        topics: [...told.send.values()].map(asked => ({ topicId: asked.topicId, partitions: [{ partition: asked.index, fetchOffset: asked.offset, partitionMaxBytes: 100 }] })),
        forgottenTopicsData: told.forget.map(asked => ({ topicId: asked.topicId, partitions: [asked.index] })),
      }
      const opened = openContext(leader, decode(Fetch.request, 17, encode(Fetch.request, 17, body)), 17, true)
      if (!('context' in opened)) throw new Error(`refused with ${opened.error}`)
      const seen = new Map(opened.infos.map(info => [info.id, info.offset]))
      expect(seen).toEqual(new Map([...wanted].map(([id, asked]) => [id, asked.offset])))
      const closed = closeContext(leader, opened.context, opened.infos.map(info => ({ info, result: fetchError(0) })))
      onSessionAnswer(session, closed.error, closed.sessionId)
    }
  }))
})
