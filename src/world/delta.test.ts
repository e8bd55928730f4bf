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
    within: {
      machines: { is: 'object', within: { m2: { is: 'object', set: { power: false } } } },
      faults: { is: 'list', from: 0, length: 5, set: { 4: 5 } },
    },
  })
  expect(patch(last, diff(last, next)).machines.m1).toBe(last.machines.m1)
})

test('a list that lost its oldest says so, and what it kept stays the same objects', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(name => ({ name }))
  const last = { tail: [a, b, c] }, next = { tail: [b, c, d] }
  expect(diff(last, next)).toEqual({ is: 'object', within: { tail: { is: 'list', from: 1, length: 3, set: { 2: d } } } })
  expect(patch(last, diff(last, next)).tail[0]).toBe(b)
})

test('what stands in two places is sent once, and is one object again', () => {
  const last = (log => ({ here: { log }, there: { log } }))({ end: 1, hw: 1 }), next = (log => ({ here: { log }, there: { log } }))({ end: 2, hw: 1 })
  const delta = structuredClone(diff(last, next)), patched = patch(last, delta)
  expect(patched).toEqual(next)
  expect(patched.here.log).toBe(patched.there.log)
})
