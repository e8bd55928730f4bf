import { expect, test } from 'vitest'
import { inPieces } from '../testing/pieces.ts'
import { fc } from '../testing/property.ts'
import { cut, isWhole, joined, together } from './bytes.ts'

const bytes = fc.uint8Array({ maxLength: 30 })
const cuts = fc.array(fc.nat(), { maxLength: 6 })

test('in whatever pieces they lie, they are the same bytes', () => {
  fc.assert(fc.property(bytes, cuts, fc.nat(30), fc.nat(30), (whole, places, from, to) => {
    const pieces = inPieces(whole, places)
    expect(pieces.length).toBe(whole.length)
    expect([...joined(pieces)]).toEqual([...whole])
    expect([...joined(cut(pieces, from, Math.max(from, to)))]).toEqual([...whole.subarray(from, Math.max(from, to))])
  }))
})

test('are copied only to be one piece, and only when they are not', () => {
  const [a, b] = [Uint8Array.of(1, 2), Uint8Array.of(3, 4)]
  expect(joined(together([a]))).toBe(a)
  const both = cut(together([a, b]), 1)
  if (isWhole(both)) throw new Error('copied')
  expect(both.pieces.map(piece => piece.buffer)).toEqual([a.buffer, b.buffer])
})
