import { expect, test } from 'vitest'
import { answered, broken, newSession, requestFor, type FetchPartition } from './fetch-session.ts'

const partition = (number: number, offset = 0, topicId = 'id'): FetchPartition =>
  ({ id: `t-${number}`, topic: 't', partition: number, topicId, offset, leaderEpoch: 0, maxBytes: 1 })
const shape = ({ sessionId, epoch, partitions, forgotten }: ReturnType<typeof requestFor>) =>
  `${sessionId}/${epoch} ${partitions.map(each => `${each.id}@${each.offset}`).join(' ')}${forgotten.length > 0 ? ` forget ${forgotten.map(each => each.id).join(' ')}` : ''}`

/* KIP-227: a session remembers what was asked, so that only changes need to be said. */
test('a full fetch, then only what changed, then what is no longer wanted', () => {
  const session = newSession()
  expect(shape(requestFor(session, [partition(0), partition(1)]))).toBe('0/0 t-0@0 t-1@0')
  answered(session, 42)
  expect(shape(requestFor(session, [partition(0, 5), partition(1)]))).toBe('42/1 t-0@5')
  answered(session, 42)
  expect(shape(requestFor(session, [partition(0, 5)]))).toBe('42/2  forget t-1')
})

test('a topic that was made anew under its name is forgotten and asked for again (KIP-516)', () => {
  const session = newSession()
  requestFor(session, [partition(0)])
  answered(session, 42)
  expect(shape(requestFor(session, [partition(0, 0, 'other')]))).toBe('42/1 t-0@0 forget t-0')
})

test('a session the broker does not know is begun anew; one it may know is named to be closed', () => {
  const session = newSession()
  requestFor(session, [partition(0)])
  answered(session, 42)
  broken(session, false)
  expect(shape(requestFor(session, [partition(0)]))).toBe('42/0 t-0@0')
  broken(session, true)
  expect(shape(requestFor(session, [partition(0)]))).toBe('0/0 t-0@0')
})

test('a broker that gives no session is asked in full each time', () => {
  const session = newSession()
  requestFor(session, [partition(0)])
  answered(session, 0)
  expect(shape(requestFor(session, [partition(0)]))).toBe('0/0 t-0@0')
})
