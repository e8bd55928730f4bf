import { expect, test } from 'vitest'
import { consequence, scenarioOf } from './reset.ts'

test('what is typed is a scenario only once it is one', () => {
  expect([scenarioOf('to-offset', '12'), scenarioOf('to-offset', '12x'), scenarioOf('shift-by', '-3'), scenarioOf('by-duration', '5 min')])
    .toEqual([{ is: 'to-offset', offset: 12 }, null, { is: 'shift-by', by: -3 }, null])
})
test('going back reads again, going on skips', () => {
  const row = (committed: number | null, next: number) => ({ partition: 'orders-0' as const, committed, next, start: 0, end: 100 })
  expect(consequence([row(80, 50), row(20, 30), row(null, 7)])).toEqual({ again: 30, skipped: 10 })
})
