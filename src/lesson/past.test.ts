import { describe, expect, test } from 'vitest'
import type { ClusterView, Told } from '../world/view.ts'
import { Remembered } from './past.ts'

const at = (now: number): ClusterView => ({ now }) as ClusterView
const TELLER = { machine: 'm1', process: 'broker-1', seq: 0 }
const shrank = (now: number): Told => ({ at: now, is: 'isr.shrank', partition: 'orders-0', isr: [1], out: [2], by: 'leader', ...TELLER })
const advanced = (now: number): Told => ({ at: now, is: 'hw.advanced', broker: 1, partition: 'orders-0', epoch: 0, hw: now, as: 'leader', ...TELLER })

/** Ten thousand batches go by, and twice an ISR shrinks. */
function longPast(): Remembered {
  const past = new Remembered(at(0), 'main')
  for (let now = 1; now <= 10_000; now++) past.add(now === 500 || now === 501 ? [advanced(now), shrank(now)] : [advanced(now)], at(now))
  return past
}

describe('the past of a lesson that is left running', () => {
  test('is whole where something happened, however long ago', () => {
    const past = longPast()
    expect([past.viewAt(500).now, past.viewAt(501).now]).toEqual([500, 501])
  })

  test('is thinned where batches went by, the longer ago the more', () => {
    const past = longPast()
    expect(past.save().views.length).toBeLessThan(2_100)
    expect([100, 5_000, 9_900].map(now => now - past.viewAt(now).now)).toMatchInlineSnapshot(`
      [
        100,
        230,
        0,
      ]
    `)
    expect(past.events('hw.advanced')).toHaveLength(10_000)
  })

  test('knows how traffic began and what came lately, however much went by; of all else it forgets nothing', () => {
    const past = new Remembered(at(0), 'main')
    for (let now = 1; now <= 100_000; now++) past.add([now % 10 === 0 ? shrank(now) : advanced(now)], at(now))
    const traffic = past.events('hw.advanced').map(each => each.at)
    expect(traffic.length).toBeLessThanOrEqual(40_000)
    expect(traffic.slice(0, 1_000)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1 + Math.floor(i / 9)))
    expect([traffic.at(-30_000)! > 66_000, traffic.at(-1)]).toEqual([true, 99_999])
    expect(traffic.every((each, i) => i === 0 || each > traffic[i - 1]!)).toBe(true)
    expect(past.events('isr.shrank')).toHaveLength(10_000)
  })

  test('goes on from where it was kept', () => {
    const past = Remembered.load(longPast().save(), 'fork', { records: () => [], file: () => null })
    for (let now = 10_001; now <= 12_000; now++) past.add([advanced(now)], at(now))
    expect(past.viewAt(500).now).toBe(500)
    expect(past.save().views.length).toBeLessThan(2_100)
  })
})
