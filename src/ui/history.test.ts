import { expect, test } from 'vitest'
import { small } from '../testing/view-fixture.ts'
import type { ClusterView } from '../world/view.ts'
import { NO_HISTORY, remember, rises, sendRate, trend, waitingSince } from './history.ts'

/** The small world at second `s`, with ten more records a second and a group that stopped reading at 8. */
const at = (s: number): ClusterView => {
  const view = small()
  const hw = 8 + s * 10
  return {
    ...view, now: s * 1_000_000,
    replicas: { 'payments-0': { 1: { ...view.replicas['payments-0']![1]!, end: hw, hw } } },
    ledger: { ...view.ledger, processes: { 'pay.ts': { ...view.ledger.totals, sent: hw } } },
  }
}
const seconds = (n: number) => Array.from({ length: n }, (_, s) => at(s)).reduce(remember, NO_HISTORY)

test('one sample a second, a minute of them', () => {
  expect(seconds(90).samples).toHaveLength(61)
  expect(remember(seconds(10), { ...at(9), now: 9_400_000 }).samples).toHaveLength(10)
})
test('an unread record has been waiting since the high watermark passed it', () => {
  expect(waitingSince(seconds(10), 'payments-0', 33)).toBe(2_500_000)
  expect(waitingSince(seconds(10), 'payments-0', 98)).toBe(null)
})
test('lag that grows is rising, lag that falls is not', () => {
  const lags = trend(seconds(10), 'audit', 'payments-0')
  expect(lags.slice(-2)).toEqual([80, 90])
  expect([rises(lags), rises([...lags].reverse()), rises([3, 40, 3, 40, 3, 40])]).toEqual([true, false, false])
})
test('a trend is the very same list until there is another sample', () => {
  const history = seconds(10), lags = trend(history, 'audit', 'payments-0')
  expect(trend({ ...history, traffic: [] }, 'audit', 'payments-0')).toBe(lags)
  expect(trend(seconds(11), 'audit', 'payments-0')).not.toBe(lags)
})
test('records a second, over the last five', () => expect(sendRate(seconds(10), 'pay.ts')).toBe(10))
test('going back in time forgets what came later', () => expect(remember(seconds(10), at(4)).samples).toHaveLength(5))
