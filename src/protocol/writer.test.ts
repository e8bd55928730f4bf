import { expect, test } from 'vitest'
import { isWhole, together } from '../env/bytes.ts'
import { anyText, fc } from '../testing/property.ts'
import { MalformedError } from './malformed.ts'
import { Reader } from './reader.ts'
import { utf8Decode, utf8Encode, utf8Length } from './utf8.ts'
import { Writer } from './writer.ts'

const LARGE = 3_000
const written = (write: (writer: Writer) => void) => {
  const writer = new Writer(1)
  write(writer)
  return writer.done()
}

test('large pieces come out where they were written, whatever is around them', () => {
  const piece = fc.oneof(fc.uint8Array({ maxLength: 10 }), fc.uint8Array({ minLength: LARGE, maxLength: LARGE + 100 }))
  fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), pieces => {
    const bytes = written(writer => {
      for (const each of pieces) { writer.raw(each); writer.int8(7) }
      expect(writer.length).toBe(pieces.reduce((sum, each) => sum + each.length + 1, 0))
    })
    expect([...bytes]).toEqual(pieces.flatMap(each => [...each, 7]))
  }))
})

test('large bytes come out as they were handed over, whole or in pieces', () => {
  const [first, second] = [new Uint8Array(LARGE).fill(1), new Uint8Array(LARGE).fill(2)]
  const writer = new Writer()
  writer.int8(7)
  writer.raw(first)
  writer.raw(together([second, Uint8Array.of(3)]))
  const bytes = writer.pieces()
  if (isWhole(bytes)) throw new Error('copied')
  expect([bytes.length, bytes.pieces.map(piece => piece.length)]).toEqual([2 * LARGE + 2, [1, LARGE, LARGE, 1]])
  expect([bytes.pieces[1], bytes.pieces[2]]).toEqual([first, second])
  expect(bytes.pieces[1]!.buffer).toBe(first.buffer)
})

test('a reader says where it is, over pieces too, and what it gives of one piece is a view', () => {
  const [a, b] = [Uint8Array.of(0, 1, 2), Uint8Array.of(3, 4, 5, 6)]
  const reader = new Reader(together([a, b]), 1)
  expect([reader.int8(), reader.position, reader.left]).toEqual([1, 2, 5])
  expect([reader.int16(), reader.position, reader.left]).toEqual([0x0203, 4, 3])
  expect([[...reader.slice(2)], reader.position, reader.left]).toEqual([[4, 5], 6, 1])
  expect(() => reader.int16()).toThrow('2 bytes wanted at 6, 1 left')
  expect(new Reader(together([a, b]), 3).slice(4).buffer).toBe(b.buffer)
})

test('writers do not share what they wrote', () => {
  const first = written(writer => writer.int32(1))
  const outer = new Writer()
  outer.int32(2)
  const inner = written(writer => writer.int32(3))
  expect([[...first], [...inner], [...outer.done()]]).toEqual([[0, 0, 0, 1], [0, 0, 0, 3], [0, 0, 0, 2]])
})

test('numbers come back as they went', () => {
  fc.assert(fc.property(fc.integer(), fc.maxSafeInteger(), fc.nat(), fc.double(), (int, safe, nat, double) => {
    const reader = new Reader(written(writer => {
      writer.varint(int); writer.varlong(safe); writer.uvarint(nat); writer.int53(safe); writer.int64(BigInt(safe)); writer.float64(double)
    }))
    expect([reader.varint(), reader.varlong(), reader.uvarint(), reader.int53(), reader.int64(), reader.float64()])
      .toEqual([int, safe, nat, safe, BigInt(safe), double])
    expect(reader.left).toBe(0)
  }))
})

test('a varint longer than its type is refused', () => {
  const endless = new Uint8Array(11).fill(0xff)
  for (const read of ['uvarint', 'varint', 'varlong'] as const) expect(() => new Reader(endless)[read]()).toThrow(MalformedError)
  expect(() => new Reader(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x1f)).uvarint()).toThrow(MalformedError)
})

test('UTF-8 is what the platform\'s own encoder and decoder make of it', () => {
  fc.assert(fc.property(anyText(), fc.uint8Array(), (text, bytes) => {
    expect([...utf8Encode(text)]).toEqual([...new TextEncoder().encode(text)])
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
    expect(utf8Decode(utf8Encode(text))).toBe(new TextDecoder().decode(new TextEncoder().encode(text)).replace(/^\ufeff/, ''))
    expect(() => utf8Decode(bytes)).not.toThrow()
  }))
})
