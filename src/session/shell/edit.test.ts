import { expect, test } from 'vitest'
import { fc } from '../../testing/property.ts'
import { edit, fresh, remembered } from './edit.ts'

const UP = '\x1b[A', DOWN = '\x1b[B', LEFT = '\x1b[D', HOME = '\x1b[H', BACKSPACE = '\x7f', CTRL_W = '\x17'
const typed = (history: readonly string[], ...keys: string[]): string => {
  const { text, cursor } = keys.reduce(edit, fresh(history))
  return `${text.slice(0, cursor)}_${text.slice(cursor)}`
}

test('keys change the line where the cursor is', () => {
  expect(typed([], 'ls a', LEFT, 'x')).toBe('ls x_a')
  expect(typed([], 'ls', HOME, '\x1bOC', BACKSPACE)).toBe('_s')
  expect(typed([], 'one two ', CTRL_W)).toBe('one _')
  expect(typed([], 'one', '\x1b[15~')).toBe('one_')
})

test('the history is walked through, and the draft is there at its end', () => {
  expect(typed(['a', 'b'], 'dr', UP, UP, UP)).toBe('a_')
  expect(typed(['a', 'b'], 'dr', UP, UP, DOWN, DOWN, DOWN)).toBe('dr_')
})

test('a line is remembered, but not twice in a row, and none that is blank', () => {
  expect(remembered(['a'], 'b')).toEqual(['a', 'b'])
  expect(remembered(['a'], 'a')).toEqual(['a'])
  expect(remembered(['a'], '  ')).toEqual(['a'])
})

test('the cursor stays within the line', () => {
  const keys = fc.array(fc.constantFrom('x', '가', UP, DOWN, LEFT, '\x1b[C', HOME, '\x1b[F', BACKSPACE, '\x1b[3~', CTRL_W, '\x15', '\x0b'))
  fc.assert(fc.property(keys, each => {
    const { text, cursor } = each.reduce(edit, fresh(['one two', 'three']))
    expect(cursor >= 0 && cursor <= text.length).toBe(true)
  }))
})
