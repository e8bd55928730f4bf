import { expect, test } from 'vitest'
import type { FrameView } from '../../world/view.ts'
import { areOver, FLIGHT_MS, flightsOf, shareOf } from './flights.ts'

const frame = (api: string, dir: FrameView['dir'], from: string, to: string, sentAt: number, partition: 'orders-0' | 'orders-1', records = 1): FrameView =>
  ({ connection: `${from}:1`, from, to, api, version: 1, correlation: sentAt, dir, sentAt, arrivesAt: sentAt + 250, bytes: 80, carries: [{ partition, records, offset: null, error: null }] })
const told = (frames: readonly FrameView[]) => flightsOf(frames, 0).map(({ frame: { api, from, to }, from: at }) => `${at} ${api} ${from} → ${to}`)

const sent = [
  frame('Produce', 'request', 'checkout', 'broker-1', 10, 'orders-1'), frame('Produce', 'request', 'checkout', 'broker-1', 100, 'orders-0', 2),
  frame('Fetch', 'request', 'broker-2', 'broker-1', 90, 'orders-0', 0), frame('Fetch', 'response', 'broker-1', 'broker-2', 400, 'orders-0', 2),
  frame('Fetch', 'response', 'broker-1', 'broker-3', 410, 'orders-0', 2), frame('Fetch', 'response', 'broker-1', 'broker-3', 900, 'orders-0', 2),
  frame('Fetch', 'response', 'broker-1', 'billing-1', 950, 'orders-1'),
]

test('the last records that were sent, and then who took them on, each once', () => {
  expect(told(sent)).toEqual(['0 Produce checkout → broker-1', '1000 Fetch broker-1 → broker-2', '1000 Fetch broker-1 → broker-3'])
})
test('records that were only read are followed at once; where none were under way nothing flies', () => {
  expect(told(sent.slice(3))).toEqual(['0 Fetch broker-1 → broker-2', '0 Fetch broker-1 → broker-3', '0 Fetch broker-1 → billing-1'])
  expect(told(sent.slice(2, 3))).toEqual([])
})
test('a flight begins, goes on and ends', () => {
  const [first] = flightsOf(sent, 0)
  expect([-1, 0, FLIGHT_MS / 2, FLIGHT_MS + 1].map(at => shareOf(first!, at))).toEqual([null, 0, 0.5, null])
  expect([areOver([first!], 10), areOver([first!], FLIGHT_MS + 1), areOver([], 0)]).toEqual([false, true, true])
})
