import { expect, test } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import { frameAt, placeFrames, progress } from './geometry-frames.ts'
import { matrix } from './geometry-matrix.ts'
import { stageModel } from './model.ts'

const model = stageModel(troubled, { internal: false })
const m = matrix(model, 1_440)
const placed = placeFrames(troubled, model, m, troubled.now)
const of = (correlation: number) => placed.find(p => p.frame.correlation === correlation)!

test('a frame runs on the rail of each partition it carries', () => {
  expect(of(5_121).capsules.map(c => c.y)).toEqual(['orders-0', 'orders-2', 'orders-3'].map(id => m.rows.get(id)!.lane))
  expect(of(5_121).capsules.map(c => `${c.label} ${c.look} ${c.dir}`)).toEqual(['14 request 1', '11 request 1', '16 request 1'])
})

test('answers are hollow, refusals say so, empty fetches are a bare nose', () => {
  expect([5_118, 5_117, 2_209].map(id => of(id).capsules[0]!).map(c => `${c.look} ${c.dir}`)).toEqual(['answer -1', 'error -1', 'empty -1'])
})

test('a frame without partitions runs above the jars', () => {
  expect(of(4_406).capsules).toMatchObject([{ look: 'bare', y: m.control, dir: -1 }])
})

test('place is a function of time: back at the start, there at the end', () => {
  const frame = of(5_121).frame
  expect([frame.sentAt - 1, frame.sentAt, frame.arrivesAt, frame.arrivesAt + 1].map(at => progress(frame, at))).toEqual([0, 0, 1, 1])
  const later = placeFrames(troubled, model, m, troubled.now + 500).find(p => p.frame.correlation === 5_121)!
  expect(later.capsules[0]!.x).toBeGreaterThan(of(5_121).capsules[0]!.x)
})

test('the pointer finds a capsule', () => {
  const { x, y } = of(611).capsules[0]!
  expect(frameAt(placed, x + 2, y - 2)?.correlation).toBe(611)
  expect(frameAt(placed, x, y + 30)).toBe(null)
})
