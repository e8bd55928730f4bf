import { expect, test } from 'vitest'
import { drawn, inColumns, widthOf } from './line.ts'

test('Hangul takes two columns', () => expect([widthOf('ab'), widthOf('주문 a')]).toEqual([2, 6]))

test('the cursor is left where it belongs, over as many rows as the line takes', () => {
  expect(drawn('$ ', 2, 'ls', 2, 10)).toEqual({ write: '$ ls\r\x1b[4C', row: 0 })
  expect(drawn('$ ', 2, 'abcdefghijkl', 12, 10)).toEqual({ write: '$ abcdefghijkl\r\x1b[4C', row: 1 })
  expect(drawn('$ ', 2, 'abcdefghijkl', 1, 10)).toEqual({ write: '$ abcdefghijkl\x1b[1A\r\x1b[3C', row: 0 })
})

test('a row that is just full goes over into the next', () => {
  expect(drawn('$ ', 2, 'abcdefgh', 8, 10)).toEqual({ write: '$ abcdefgh \r\r', row: 1 })
})

test('choices stand side by side', () => expect(inColumns(['one', 'three', 'two'], 15)).toEqual(['one    three', 'two']))
