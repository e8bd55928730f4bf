import { expect, test } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import { consequence, exported, scenarioOf, scopeOf } from './reset.ts'

test('what is typed is a scenario only once it is one', () => {
  expect([scenarioOf('to-offset', '12'), scenarioOf('to-offset', '12x'), scenarioOf('shift-by', '-3'), scenarioOf('by-duration', '5 min')])
    .toEqual([{ is: 'to-offset', offset: 12 }, null, { is: 'shift-by', by: -3 }, null])
})
test('a scope is a topic, or some partitions of it', () => {
  expect(['orders', 'orders:2', 'orders:0,2 refunds', 'orders:', 'orders 2?', ' '].map(scopeOf))
    .toEqual([['orders'], ['orders:2'], ['orders:0,2', 'refunds'], null, null, null])
})
test('a plan begins as the group stands, a line for each partition, and has to stay one', () => {
  const text = exported(troubled.groups['billing']!)
  expect(text.split('\n')[2]).toBe('orders,2,11312')
  expect([scenarioOf('from-file', text), scenarioOf('from-file', 'orders;2;11312')]).toEqual([{ is: 'from-file', text }, null])
})
test('going back reads again, going on skips', () => {
  const row = (committed: number | null, next: number) => ({ partition: 'orders-0' as const, committed, next, start: 0, end: 100 })
  expect(consequence([row(80, 50), row(20, 30), row(null, 7)])).toEqual({ again: 30, skipped: 10 })
})
