import { expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { inOrder } from './in-order.ts'

const byTurn = (a: { turn: number }, b: { turn: number }): number => a.turn - b.turn

test('a list comes out as sorting would leave it, equals in the order they came', () => {
  fc.assert(fc.property(fc.array(fc.record({ turn: fc.nat(5), name: fc.nat() })), list => {
    expect(inOrder([...list], byTurn)).toEqual([...list].sort(byTurn))
  }))
})

test('it is the very list, sorted in place', () => {
  const list = [3, 1, 2]
  expect(inOrder(list, (a, b) => a - b)).toBe(list)
  expect(list).toEqual([1, 2, 3])
})
