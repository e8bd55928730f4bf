import { expect, test } from 'vitest'
import type { FrameView } from '../../world/view.ts'
import { bundled } from './bundle.ts'
import type { Capsule, PlacedFrame } from './geometry-frames.ts'

const at = (x: number, y: number, dir: Capsule['dir'] = 1): PlacedFrame => {
  const frame = { correlation: x } as FrameView
  return { frame, capsules: [{ frame, x, y, dir, hue: 1, look: 'request', label: '3' }] }
}
const many = (count: number, make: (i: number) => PlacedFrame) => Array.from({ length: count }, (_, i) => make(i))

test('a few frames are drawn one by one, wherever they are', () => {
  const few = many(80, () => at(100, 20))
  expect(bundled(few)).toBe(few)
})

test('of a crowd, those that go together are one mark with their number', () => {
  const crowd = [...many(60, i => at(104 + i / 10, 20)), ...many(30, () => at(105, 20, -1)), at(400, 20)]
  expect(bundled(crowd).map(({ capsules: [c] }) => `${c!.label} at ${c!.x}, ${c!.dir}`)).toEqual(['×60 at 104, 1', '×30 at 105, -1', '3 at 400, 1'])
})
