import { expect, test } from 'vitest'
import { notModelled } from '../../session/not-modelled.ts'
import { en } from './en.ts'
import { ko } from './ko.ts'
import { translate, type Key } from './index.ts'

const keys = Object.keys(en) as Key[]
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]).sort()

test('one is said as one', () => {
  expect([translate(en, 'group.members', { n: 1 }), translate(en, 'group.members', { n: 3 })]).toEqual(['1 member', '3 members'])
})
test('both languages fill the same holes', () => {
  expect(keys.filter(key => holes(en[key]).join() !== holes(ko[key]).join())).toEqual([])
})
test('no Korean particle hangs on the sound of a placeholder', () => {
  expect(keys.filter(key => /\}(?:은|는|이|가|을|를|와|과|으로|로)(?:\s|$|[.,])/.test(ko[key]))).toEqual([])
})
test('placeholders are filled, and one without a value is seen', () => {
  expect(translate(en, 'broker.leads', { n: 6, of: 9 })).toBe('leads 6 of 9')
  expect(translate(en, 'broker.leads', { n: 6 })).toBe('leads 6 of {of}')
})
test('everything that is not modelled is said in words', () => {
  for (const { id } of notModelled) expect([`not.${id}`, `not.${id}.why`].every(key => key in en)).toBe(true)
})
