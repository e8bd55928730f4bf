import { expect, test } from 'vitest'
import { fc } from '../../testing/property.ts'
import { along, barOf, rolls, rulerFor } from './geometry-scale.ts'

const long = { start: 0, end: 12_418 }

test('short logs are cells, in three sizes; longer ones are seen from their end', () => {
  expect([0, 12, 13, 60, 61].map(n => rulerFor(n)).map(r => `${r.kind} ${r.room}`))
    .toEqual(['cells 12', 'cells 12', 'cells 24', 'cells 60', 'behind 0'])
})

test('uncommitted records and a far follower are both visible on one ruler', () => {
  const leader = barOf(rulerFor(12_418), 146, long, { start: 0, end: 12_418 }, 12_414)
  const follower = barOf(rulerFor(12_418), 146, long, { start: 0, end: 10_271 }, 12_414)
  expect(leader.tip - leader.mark).toBeGreaterThan(20)
  expect(follower.tip - follower.from).toBeGreaterThan(5)
  expect(follower.mark).toBe(follower.tip)
})

test('etched ticks stand where the distance they name stands', () => {
  const ruler = rulerFor(12_418)
  expect(ruler.ticks.find(t => t.label === '100')!.at).toBeCloseTo(along(ruler, 12_318, long))
})

test('a notch for each segment but the first, and one where several would fall together', () => {
  const segments = [0, 4, 8, 10].map(baseOffset => ({ baseOffset }))
  expect(rolls(rulerFor(12), 120, { start: 0, end: 12 }, { start: 0, segments })).toEqual([40, 80, 100])
  expect(rolls(rulerFor(12), 120, { start: 5, end: 12 }, { start: 5, segments })).toEqual([30, 50])
  expect(rolls(rulerFor(400_000), 120, { start: 0, end: 400_000 }, { start: 0, segments })).toEqual([0])
})

test('a bar never leaves its cell and never runs backwards', () => {
  const logs = fc.record({ start: fc.nat(50_000), length: fc.nat(200_000), replica: fc.nat(250_000), hw: fc.nat(250_000) })
  fc.assert(fc.property(logs, ({ start, length, replica, hw }) => {
    const log = { start, end: start + length }
    const bar = barOf(rulerFor(length), 100, log, { start: Math.min(start, replica), end: replica }, hw)
    expect(0 <= bar.from && bar.from <= bar.mark && bar.mark <= bar.tip && bar.tip <= 100).toBe(true)
  }))
})
