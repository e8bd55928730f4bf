import { expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { diff, patch } from './delta.ts'
import { shareEqual } from './plain.ts'

const plain = fc.jsonValue({ maxDepth: 5 })

test('a patch leads from any view to any other', () => {
  fc.assert(fc.property(plain, plain, (last, next) => {
    expect(patch(last, diff(last, next))).toEqual(next)
  }))
})

test('sharing changes nothing but identity, and what is shared costs nothing', () => {
  fc.assert(fc.property(plain, plain, (last, next) => {
    const shared = shareEqual(last, next)
    expect(shared).toEqual(next)
    expect(diff(shared, shareEqual(shared, structuredClone(shared)))).toBeNull()
  }))
})

test('a delta holds what changed and nothing else', () => {
  const last = { machines: { m1: { power: true }, m2: { power: true } }, faults: [1, 2, 3, 4], gone: 1 }
  const next = shareEqual(last, { machines: { m1: { power: true }, m2: { power: false } }, faults: [1, 2, 3, 4, 5] })
  expect(diff(last, next)).toEqual({
    is: 'object', drop: ['gone'],
    set: {
      machines: { is: 'object', drop: [], set: { m2: { is: 'object', drop: [], set: { power: { is: 'value', value: false } } } } },
      faults: { is: 'array', length: 5, set: { 4: { is: 'value', value: 5 } } },
    },
  })
  expect(patch(last, diff(last, next)).machines.m1).toBe(last.machines.m1)
})
