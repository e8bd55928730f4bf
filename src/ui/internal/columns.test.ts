import { expect, test } from 'vitest'
import { columnsOf, factsOf, lineOf, passes, type Filter } from './columns.ts'
import type { Row } from './use-own-topic.ts'

const row = (some: Partial<Row>): Row => ({
  id: '__consumer_offsets-9@7', partition: '__consumer_offsets-9', node: 1, offset: 7, epoch: 0, timestamp: 1_767_225_668_402, is: 'OffsetCommit',
  about: 'billing · orders-3', key: { group: 'billing', topic: 'orders', partition: 3 }, supersededBy: null,
  value: { offset: 120, leaderEpoch: 5, metadata: '', commitTimestamp: 1_767_225_668_402 }, ...some,
})
const none: Filter = { text: '', is: '', holds: false, idle: false }

test('a commit is a row that says who, where, how far and when', () => {
  expect(columnsOf('__consumer_offsets').map(({ of }) => of(row({})))).toEqual([9, 7, '00:01:08.402', 'OffsetCommit', 'billing · orders-3', 120, 5, 'metadata ""'])
  expect(lineOf('__consumer_offsets', row({ value: null, supersededBy: 9 }))).toMatchObject({ says: '∅', supersededBy: 9, isTombstone: true, value: null })
})

test('lists are counted, sets of brokers written out, ids left out', () => {
  expect(factsOf({ isr: [2, 3], members: [{}, {}], topicId: 'x', nested: {}, leader: null })).toBe('isr [2,3] · members (2) · nested {…} · leader null')
})

test('what holds has no later record with its key, and is no tombstone', () => {
  const rows = [row({}), row({ supersededBy: 8 }), row({ value: null })]
  expect(rows.map(each => passes(each, { ...none, holds: true }))).toEqual([true, false, false])
  expect(rows.map(each => passes(each, { ...none, text: 'billing 120' }))).toEqual([true, true, false])
})

test('no-ops are shown when they are asked for', () => {
  const idle = row({ is: 'NoOpRecord', value: {} })
  expect([none, { ...none, idle: true }, { ...none, is: 'NoOpRecord' }].map(each => passes(idle, each))).toEqual([false, true, true])
})
