import { expect, test } from 'vitest'
import { small } from '../../testing/view-fixture.ts'
import type { ClusterView } from '../../world/view.ts'
import { NO_HISTORY, remember } from '../history.ts'
import { groupLag, lagLine, waits } from './lag-story.ts'

/** Second `s` of a world that writes ten records a second into each of two partitions; `audit` has committed one to 8 and keeps up with the other. */
const at = (s: number): ClusterView => {
  const view = small(), hw = s * 10 + 8, log = { ...view.replicas['payments-0']![1]!, end: hw, hw }
  const topic = view.metadata.topics['payments']!
  return {
    ...view, now: s * 1_000_000,
    metadata: { ...view.metadata, topics: { payments: { ...topic, partitions: [topic.partitions[0]!, topic.partitions[0]!] } } },
    replicas: { 'payments-0': { 1: log }, 'payments-1': { 1: log } },
    groups: { audit: { ...view.groups['audit']!, committed: { 'payments-0': 8, 'payments-1': hw } } },
  }
}
const seconds = (n: number) => Array.from({ length: n + 1 }, (_, s) => at(s)).reduce(remember, NO_HISTORY)

test('the lag of a group is that of its partitions together; the worst is where a record waits longest', () => {
  const view = at(20), history = seconds(20)
  expect(groupLag(view, history, view.groups['audit']!)).toEqual({ total: 200, worst: { partition: 'payments-0', waits: 20_000_000 }, rises: true })
  expect([waits(view, history, view.groups['audit']!, 'payments-0'), waits(view, history, view.groups['audit']!, 'payments-1')]).toEqual([20_000_000, 0])
})

test('a group that keeps up has no worst partition; one without a commit has no line', () => {
  const view = at(0), group = view.groups['audit']!
  expect(groupLag(view, seconds(0), group)).toEqual({ total: 0, worst: null, rises: false })
  expect(lagLine(view, seconds(20), { ...group, committed: {} }, 0)).toEqual([])
  const fresh: ClusterView = { ...view, groups: { audit: { ...view.groups['audit']!, committed: {} } } }
  expect(waits(fresh, NO_HISTORY, fresh.groups['audit']!, 'payments-0')).toBe(null)
})

test('the line begins with the window that is looked at', () => {
  expect(lagLine(at(20), seconds(20), at(20).groups['audit']!, 18_000_000)).toEqual([{ at: 18_000_000, lag: 180 }, { at: 19_000_000, lag: 190 }, { at: 20_000_000, lag: 200 }])
})
