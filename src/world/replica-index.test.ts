import { expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { ReplicaIndex } from './replica-index.ts'
import type { PartitionId, ReplicaView, ServerView } from './view.ts'

type Mine = Record<PartitionId, ReplicaView>
const log = (end: number) => ({ end }) as ReplicaView
const server = (nodeId: number, replicas: Mine) => ({ view: { nodeId, replicas } as unknown as ServerView })

test('whatever becomes of the servers, the replicas are those a new index would give', () => {
  const step = fc.array(fc.dictionary(fc.constantFrom('a-0', 'a-1', 'b-0', '__proto__-0'), fc.nat(2)), { maxLength: 3 })
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), steps => {
    const index = new ReplicaIndex()
    for (const each of steps) {
      const servers = each.map((ends, i) => server(i + 1, Object.fromEntries(Object.entries(ends).map(([id, end]) => [id, log(end)])) as Mine))
      expect(index.of(servers)).toEqual(new ReplicaIndex().of(servers))
    }
  }))
})

test('what did not change is the same object', () => {
  const index = new ReplicaIndex()
  const a: Mine = { 'a-0': log(1), 'a-1': log(1) }, b: Mine = { 'a-0': log(1) }
  const before = index.of([server(1, a), server(2, b)])
  expect(index.of([server(1, a), server(2, b)])).toBe(before)
  const after = index.of([server(1, a), server(2, { 'a-0': log(2) })])
  expect([after['a-0']![2]!.end, after['a-1'] === before['a-1'], before['a-0']![2]!.end]).toEqual([2, true, 1])
})
