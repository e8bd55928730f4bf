import { expect, test } from 'vitest'
import { fc } from '../../testing/property.ts'
import { bundled, bundledOnLine, notchOf, placeMarks, speedAt, strokes, track } from './geometry.ts'
import type { TimeMark } from './marks.ts'

const mark = (at: number, kind: TimeMark['kind'] = 'fault'): TimeMark =>
  ({ id: `m${at}`, at, kind, label: 'mark.killed', values: { on: 'broker-1' }, n: 1, selects: null })

test('the ruler has room for its numbers and ends on one', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 20_000_000_000 }), fc.integer({ min: 300, max: 2_000 }), (head, width) => {
    const t = track(head, width)
    const majors = t.ticks.filter(tick => tick.major)
    expect(t.x(head)).toBeLessThanOrEqual(width - 16)
    expect(majors.length).toBeGreaterThan(1)
    expect(majors[1]!.x - majors[0]!.x).toBeGreaterThan(60)
  }), { numRuns: 60 })
})
test('a place on the track and its moment are the same thing', () => {
  const t = track(74_000_000, 998)
  expect(t.at(t.x(41_200_000))).toBeCloseTo(41_200_000)
  expect([t.at(-5), t.at(99_999)]).toEqual([0, 74_000_000])
})
test('labels give way to marks and to each other', () => {
  const t = track(74_000_000, 998)
  const placed = placeMarks(t, 74_000_000, [mark(12_000_000), mark(41_000_000), mark(42_000_000), mark(68_000_000, 'alarm')], () => 80)
  expect(placed.map(p => p.label)).toEqual(['right', 'left', 'right', 'none'])
})
test('marks too close to be told apart are one, with all of them in it', () => {
  const t = track(74_000_000, 998)
  const placed = placeMarks(t, 74_000_000, [mark(12_000_000), mark(41_000_000), mark(41_300_000), mark(41_500_000), mark(41_500_000, 'alarm')], () => 80)
  expect(bundled(placed).map(({ marks, placed: { lane } }) => `${marks.length} ${lane}`)).toEqual(['1 above', '3 above', '1 on'])
})
test('where all stand on one line, none are closer than a finger, and the gravest of a bundle is what it looks like', () => {
  const t = track(74_000_000, 390)
  const of = (...marks: readonly TimeMark[]) => bundledOnLine(placeMarks(t, 74_000_000, marks, () => 80)).map(({ marks, placed: { mark } }) => `${marks.length} ${mark.kind}`)
  expect(of(mark(12_000_000), mark(41_000_000, 'leader'), mark(41_500_000, 'isr-out'), mark(42_000_000, 'alarm'), mark(43_000_000, 'fault'))).toEqual(['1 fault', '4 alarm'])
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 74_000_000 }), { maxLength: 30 }), moments => {
    const xs = bundledOnLine(placeMarks(t, 74_000_000, moments.toSorted((a, b) => a - b).map(at => mark(at)), () => 80)).map(({ placed }) => placed.x)
    for (const [i, x] of xs.entries()) if (i > 0) expect(x - xs[i - 1]!).toBeGreaterThanOrEqual(24)
  }), { numRuns: 60 })
})
test('strokes show how much became visible, and nothing where nothing did', () => {
  const t = track(10_000_000, 998)
  const s = strokes(t, [0, 100, 200, 200, 250].map((visible, i) => ({ at: i * 2_000_000, visible })))
  expect(s.map(stroke => stroke.height)).toEqual([12, 12, 7])
})
test('speeds are a log scale with a last stop', () => {
  expect([0, 10, 20, 30, 50, 51].map(speedAt)).toEqual([0.01, 0.1, 1, 10, 1000, Infinity])
  expect([0.01, 1, 1000, Infinity].map(notchOf)).toEqual([0, 20, 50, 51])
})
