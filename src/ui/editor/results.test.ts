import { expect, test } from 'vitest'
import type { LineView } from '../../world/view.ts'
import { fill } from '../i18n/index.ts'
import { lostOf, resultsOf } from './results.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

const line = (over: Partial<LineView>): LineView => ({ line: 12, sent: 0, acknowledged: 0, failed: 0, read: 0, acks: [], ...over })
const acks = [{ partition: 'orders-0', from: 0, to: 9, at: 100 }] as const
const lost = (from: number, to: number, at: number) => [{ partition: 'orders-0', offsets: { from, to }, at }] as const

test('what a line caused is said in a few words, in either language', () => {
  const views = [line({ sent: 14, acknowledged: 13, acks: [{ partition: 'orders-0', from: 0, to: 12, at: 100 }] }), line({ line: 20, read: 5 })]
  const said = (words: typeof en) => resultsOf(views, lost(10, 20, 200), (key, values = {}) => fill(words[key], values))
  expect(said(en)).toEqual([{ line: 12, text: '13 acknowledged · 1 on the way · 3 lost', isBad: true }, { line: 20, text: '5 read', isBad: false }])
  expect(said(ko as typeof en)[0]!.text).toBe('응답 13건 · 가는 중 1건 · 유실 3건')
})

test('only what was there when it was lost counts: offsets are written again', () => {
  expect(lostOf(line({ acks }), lost(5, 20, 100))).toBe(5)
  expect(lostOf(line({ acks }), lost(5, 20, 99))).toBe(0)
  expect(lostOf(line({ acks }), [{ partition: 'orders-1', offsets: { from: 0, to: 9 }, at: 100 }])).toBe(0)
})
