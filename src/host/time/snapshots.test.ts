import { expect, test } from 'vitest'
import { fc } from '../../testing/property.ts'
import { Snapshots, type Snapshot } from './snapshots.ts'

const SECOND = 1_000_000
const at = (now: number, lastAction = 0, bytes = 1): Snapshot =>
  ({ world: { now, actions: [{ at: lastAction }] }, bytes } as unknown as Snapshot)
const kept = (snapshots: Snapshots): number[] => snapshots.moments.map(now => now / SECOND)

/** So many seconds lived, a moment kept whenever one is due. */
function lived(seconds: number, bytes = 1): Snapshots {
  const snapshots = new Snapshots()
  for (let now = 0; now <= seconds; now++) if (snapshots.isDue(now * SECOND, now * 1_000)) snapshots.add(at(now * SECOND, 0, bytes), now * 1_000)
  return snapshots
}

test('ten minutes leave some twenty moments, dense at the end, with the first', () => {
  expect(kept(lived(600)).join(' ')).toMatchInlineSnapshot(`"0 60 120 180 240 300 330 360 390 420 450 480 495 510 525 540 555 570 585 600"`)
})
test('an hour costs no more than ten minutes, and no moment of the last quarter of it is far from one that is kept', () => {
  const moments = kept(lived(3_600))
  expect(moments.length).toBeLessThanOrEqual(20)
  expect(moments[0]).toBe(0)
  const gaps = moments.flatMap((moment, i) => moment >= 2_700 ? moment - moments[i - 1]! : [])
  expect(Math.max(...gaps)).toBeLessThanOrEqual(240)
})
test('heavy ones are fewer', () => expect(kept(lived(600, 32 * 1_048_576)).length).toBe(4))
test('a fast world is not stopped for them at every turn', () => {
  const snapshots = lived(15)
  expect([snapshots.isDue(90 * SECOND, 15_100), snapshots.isDue(90 * SECOND, 15_800)]).toEqual([false, true])
})
test('what is done later must not be waiting in a moment already', () => {
  const snapshots = new Snapshots([at(0), at(10 * SECOND, 10 * SECOND + 1)])
  expect([10 * SECOND, 10 * SECOND + 1].map(moment => snapshots.before(moment)!.world.now)).toEqual([0, 10 * SECOND])
})
test('a track that leaves has what leads to its beginning, and goes its own way', () => {
  fc.assert(fc.property(fc.nat(600), moment => {
    const parent = lived(600), child = parent.upTo(moment * SECOND)
    expect(kept(child)).toEqual(kept(parent).filter(each => each <= moment))
    child.add(at((moment + 1) * SECOND))
    expect(kept(parent)).toEqual(kept(lived(600)))
  }), { numRuns: 20 })
})
