import { expect, test } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import type { ClusterView } from '../../world/view.ts'
import { markOf, nodesOf, sourcesOf } from './places.ts'

const [some] = Object.values(troubled.replicas)
const log = { ...Object.values(some!)[0]!, end: 12 }
const topic = Object.values(troubled.metadata.topics)[0]!
const view: ClusterView = {
  ...troubled, replicas: { '__consumer_offsets-10': { 1: log }, '__consumer_offsets-9': { 2: log, 1: log }, '__consumer_offsets-0': { 1: { ...log, end: 0 } } },
  metadata: { ...troubled.metadata, topics: { __consumer_offsets: { ...topic, internal: true, partitions: Array.from({ length: 11 }, () => ({ ...topic.partitions[0]!, leader: 1 })) } } },
}

test('of a topic with fifty partitions those are read that were written to, from their leaders', () => {
  expect(sourcesOf(view, '__consumer_offsets', null)).toEqual([{ partition: '__consumer_offsets-9', node: 1 }, { partition: '__consumer_offsets-10', node: 1 }])
  expect(markOf(view, sourcesOf(view, '__consumer_offsets', null))).toBe('__consumer_offsets-9@1:12 __consumer_offsets-10@1:12')
})

test('metadata is read from the active controller, or from the node one asks for', () => {
  const nodes = nodesOf(view)
  expect(sourcesOf(view, '__cluster_metadata', null)).toEqual([{ partition: '__cluster_metadata-0', node: view.controller.active }])
  expect(sourcesOf(view, '__cluster_metadata', nodes.at(-1)!)).toEqual([{ partition: '__cluster_metadata-0', node: nodes.at(-1) }])
})
