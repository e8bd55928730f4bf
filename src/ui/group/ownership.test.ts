import { expect, test } from 'vitest'
import type { PartitionId, Told } from '../../world/view.ts'
import { gapsOf, ownershipOf, stopsIn } from './ownership.ts'

const owns = (at: number, process: string, why: 'assigned' | 'revoked' | 'lost', ...partitions: PartitionId[]): Told =>
  ({ is: 'consumer.owns', group: 'billing', why, partitions, at, machine: `client-${process}`, process, seq: at })
const state = (at: number, is: string, generation: number): Told =>
  ({ is: 'group.state', group: 'billing', state: is, generation, members: 2, why: 'a member joined', at, machine: 'b1', process: 'broker-1', seq: at })

/** KIP-429's reason: with an eager assignor all give up all they have, and nobody reads until the slowest has come. */
test('stop the world: every partition is nobody’s from its revocation to the next assignment', () => {
  const story = ownershipOf('billing', [
    state(0, 'Stable', 1), owns(1, 'a', 'assigned', 'orders-0', 'orders-1'), state(10, 'PreparingRebalance', 1), owns(12, 'a', 'revoked', 'orders-0', 'orders-1'),
    state(20, 'CompletingRebalance', 2), state(21, 'Stable', 2), owns(22, 'a', 'assigned', 'orders-0'), owns(23, 'b', 'assigned', 'orders-1'),
  ], [], 30)
  expect(story.rows).toEqual([
    { partition: 'orders-0', stretches: [{ owner: 'a', from: 1, to: 12 }, { owner: null, from: 12, to: 22 }, { owner: 'a', from: 22, to: 30 }] },
    { partition: 'orders-1', stretches: [{ owner: 'a', from: 1, to: 12 }, { owner: null, from: 12, to: 23 }, { owner: 'b', from: 23, to: 30 }] },
  ])
  expect(story.states.map(({ state, generation, from, to }) => `${state} ${generation} ${from}–${to}`)).toEqual([
    'Stable 1 0–10', 'PreparingRebalance 1 10–20', 'CompletingRebalance 2 20–21', 'Stable 2 21–30',
  ])
  expect(story.owners).toEqual(['a', 'b'])
  expect(stopsIn(story, 0)).toEqual({ partitions: 2, longest: 11, total: 21 })
  expect(gapsOf(story.rows[0]!.stretches, 20)).toEqual([2])
})

test('one that is killed tells nothing: its partitions are nobody’s from the kill on', () => {
  const told = [owns(1, 'a', 'assigned', 'orders-0'), owns(40, 'b', 'assigned', 'orders-0')]
  expect(ownershipOf('billing', told, [{ at: 10, action: { do: 'process.kill', process: 'a' } }], 50).rows[0]!.stretches).toEqual([
    { owner: 'a', from: 1, to: 10 }, { owner: null, from: 10, to: 40 }, { owner: 'b', from: 40, to: 50 },
  ])
})

test('what a zombie gives up late was another’s already', () => {
  const told = [owns(1, 'a', 'assigned', 'orders-0'), owns(10, 'b', 'assigned', 'orders-0'), owns(12, 'a', 'lost', 'orders-0')]
  expect(ownershipOf('billing', told, [], 20).rows[0]!.stretches).toEqual([{ owner: 'a', from: 1, to: 10 }, { owner: 'b', from: 10, to: 20 }])
})

test('other groups are others', () => {
  expect(ownershipOf('analytics', [owns(1, 'a', 'assigned', 'orders-0')], [], 9)).toEqual({ states: [], rows: [], owners: [] })
})
