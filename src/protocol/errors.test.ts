import { expect, test } from 'vitest'
import { goldenJson } from '../testing/golden.ts'
import { Errors, errorName, isInvalidMetadata, isRetriable } from './errors.ts'

interface GoldenError { code: number; name: string; retriable: boolean; parents: string[] }
const { errors } = goldenJson<{ errors: GoldenError[] }>('errors.json')

test('the table is the one of Errors.java', () => {
  const golden = Object.fromEntries(errors.map(({ name, code }) => [name, code]))
  expect(Errors).toEqual(golden)
})

test.each(errors)('$code $name', ({ code, name, retriable, parents }) => {
  expect(errorName(code)).toBe(name)
  expect(isRetriable(code)).toBe(retriable)
  expect(isInvalidMetadata(code)).toBe(parents.includes('InvalidMetadataException'))
})

test('a code from the future is an unknown server error, and not retriable', () => {
  expect(errorName(9_999)).toBe('UNKNOWN_SERVER_ERROR')
  expect(isRetriable(9_999)).toBe(false)
})
