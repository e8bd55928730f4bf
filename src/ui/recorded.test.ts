import { expect, test } from 'vitest'
import { small } from '../testing/view-fixture.ts'
import { before, record, viewAt } from './recorded.ts'

const at = (ms: number) => ({ ...small(), now: ms * 1_000 })
const run = (moments: number[], stepping = false) =>
  moments.reduce((kept, ms) => record(kept, at(ms), stepping), record([], at(0), false)).map(v => v.now / 1_000)

test('five views a second are kept, and each of those that were stepped to', () => {
  expect(run([16, 32, 200, 216, 401])).toEqual([0, 200, 401])
  expect(run([1, 2, 3], true)).toEqual([0, 1, 2, 3])
})
test('of a long run no more than one for each pixel of the time bar', () => {
  expect(run([600_000, 600_300, 600_599, 600_700, 601_400])).toEqual([0, 600_000, 600_700, 601_400])
})
test('the older half is thinned, the newer stays dense', () => {
  const kept = run(Array.from({ length: 1_000 }, (_, i) => (i + 1) * 200))
  expect(kept.length).toBeLessThanOrEqual(241)
  expect(kept.at(-1)! - kept.at(-2)!).toBe(200)
  expect(kept[1]! - kept[0]!).toBeGreaterThan(200)
})
test('what was shown at a moment, and before it', () => {
  const kept = [0, 200, 400].map(at)
  expect([viewAt(kept, 399_000)?.now, viewAt(kept, -1)?.now, before(kept, 400_000)?.now, before(kept, 0)]).toEqual([200_000, 0, 200_000, null])
})
test('a world that went back forgets what came later', () => expect(run([200, 400, 600, 250])).toEqual([0, 200, 250]))
