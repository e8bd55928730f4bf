import { expect, test } from 'vitest'
import { fleetView } from '../../testing/fleet-fixture.ts'
import { fleetOf, placedOf } from './model.ts'
import { binsOf, ends, leaderSkew, named, percent, reach, spreadsOf } from './spread.ts'

const view = fleetView({ brokers: 110, topics: 50, partitions: 100 })
const fleet = fleetOf(view, { internal: false })
const [leads, replicas, , byRack] = spreadsOf(fleet)

/** Broker 72 fell out of every ISR, so its neighbours in the order of replicas lead in its place; rack 19 is dark, and no peer of those that serve. */
test('the broker furthest from the median of leaders is the skew', () => {
  expect(leads!.shares).toHaveLength(108)
  expect([leads!.median, ...ends(leads!).map(share => `${named(leads!, share)}: ${share.value}`)]).toEqual([45, '72: 0', '74: 90'])
  expect(leaderSkew({ ...leads!, shares: leads!.shares.slice(1) })).toEqual({ broker: 74, by: 1 })
  expect([percent(1.02), percent(-1), percent(0)]).toEqual(['+102 %', '−100 %', '0 %'])
  expect(leaderSkew({ ...leads!, median: 0 }), 'where nobody leads nothing is uneven').toBe(null)
})

test('a rack counts a partition once, however many replicas of it it holds; a dark one counts as well', () => {
  expect(byRack!.shares).toHaveLength(55)
  expect(byRack!.shares.reduce((sum, { value }) => sum + value, 0)).toBe(15_000)
  const metadata = { ...view.metadata, brokers: Object.fromEntries(Object.entries(view.metadata.brokers).map(([id, broker]) => [id, { ...broker, rack: 'one' }])) }
  expect([...placedOf(metadata, false).byRack]).toEqual([['one', 5_000]])
})

test('partitions that another than their first replica leads are what preferred election would move', () => {
  const moved = fleet.partitions.filter(({ of }) => of.leader === null || of.replicas.indexOf(of.leader) > 0)
  expect(fleet.unpreferred).toBe(moved.length)
})

test('every broker stands in one bar, and what all have alike stands off the edge', () => {
  for (const spread of spreadsOf(fleet)) {
    const bins = binsOf(spread, 80)
    expect(bins.flatMap(({ shares }) => shares)).toHaveLength(spread.shares.length)
    expect(bins.every(({ at }) => at > 0 && at < 1)).toBe(true)
  }
  expect(reach(replicas!)).toBeGreaterThanOrEqual(1.4 * replicas!.median)
})
