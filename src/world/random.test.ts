import { expect, test } from 'vitest'
import { draw, randomOver, streamOf } from './random.ts'

const first = (...name: string[]) => draw(streamOf(1, ...name))

test('streams are named: same name, same numbers; another name or seed, others', () => {
  expect(first('m1', 'broker-1')).toBe(first('m1', 'broker-1'))
  const all = [first('m1', 'broker-1'), first('m1', 'broker-2'), first('m2', 'broker-1'), first('m1b', 'roker-1'), draw(streamOf(2, 'm1', 'broker-1'))]
  expect(new Set(all).size).toBe(all.length)
})

test('a stream goes on from its saved state', () => {
  const state = streamOf(7, 'x')
  draw(state)
  const saved = [...state] as typeof state
  expect([draw(state), draw(state)]).toEqual([draw(saved), draw(saved)])
})

test('below draws every number about equally often', () => {
  const random = randomOver(streamOf(3, 'dice'))
  const counts = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < 60_000; i++) counts[random.below(6)]!++
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
})

/** The first numbers of a stream are part of every world there is: they must never change. */
test('the numbers themselves', () => {
  const state = streamOf(42, 'm1', 'broker-1', 'start 1')
  expect([draw(state), draw(state), draw(state)]).toMatchInlineSnapshot(`
    [
      736843138,
      3058459355,
      3943549336,
    ]
  `)
  expect([...randomOver(state).bytes16()]).toMatchInlineSnapshot(`
    [
      201,
      215,
      54,
      206,
      41,
      30,
      71,
      136,
      192,
      126,
      187,
      79,
      151,
      38,
      213,
      45,
    ]
  `)
})
