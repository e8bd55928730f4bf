import { describe, expect, test } from 'vitest'
import { isWhole, joined, together, type Bytes } from '../env/bytes.ts'
import { inPieces } from '../testing/pieces.ts'
import { fc } from '../testing/property.ts'
import { FrameCutter } from './frame-cutter.ts'
import { MalformedError } from './malformed.ts'

const framed = (body: Uint8Array) => Uint8Array.of(body.length >> 24, body.length >> 16, body.length >> 8, body.length, ...body)
const join = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap(part => [...part]))

function drain(cutter: FrameCutter): number[][] {
  const frames: number[][] = []
  for (let frame = cutter.next(); frame; frame = cutter.next()) frames.push([...joined(frame)])
  return frames
}

const buffersOf = (bytes: Bytes) => isWhole(bytes) ? [bytes.buffer] : bytes.pieces.map(piece => piece.buffer)

test('a frame is a view of the piece it lies in, or of as many', () => {
  const alone = framed(Uint8Array.of(1, 2, 3)), large = new Uint8Array(2_048).fill(9)
  const cutter = new FrameCutter(10_000)
  cutter.push(alone)
  const whole = cutter.next()!
  expect([[...joined(whole)], buffersOf(whole)]).toEqual([[1, 2, 3], [alone.buffer]])
  cutter.push(together([Uint8Array.of(0, 0, 8, 2, 1), large]))
  expect(cutter.next()).toBeNull()
  cutter.push(Uint8Array.of(7))
  const frame = cutter.next()!
  expect([...joined(frame)]).toEqual([1, ...large, 7])
  expect(buffersOf(frame)).toContain(large.buffer)
  expect(cutter.held).toBe(0)
})

test('however the bytes are split, and wherever it is saved and loaded, the same frames come out', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 })
  fc.assert(fc.property(bodies, fc.array(fc.nat(9)), fc.nat(), (frames, sizes, loadAt) => {
    const stream = join(frames.map(framed))
    let cutter = new FrameCutter(100)
    const seen: number[][] = []
    for (let at = 0, i = 0; at < stream.length; i++) {
      const size = 1 + (sizes[i % sizes.length] ?? 3)
      cutter.push(inPieces(stream.subarray(at, at + size), sizes))
      at += size
      seen.push(...drain(cutter))
      if (i === loadAt % 20) {
        const saved = structuredClone(cutter.save())
        cutter = new FrameCutter(100)
        cutter.load(saved)
      }
    }
    expect(seen).toEqual(frames.map(frame => [...frame]))
    expect(cutter.held).toBe(0)
  }))
})

test('a frame that drips in byte by byte is held in pieces of about a kilobyte', () => {
  const cutter = new FrameCutter(50_000)
  for (const byte of framed(new Uint8Array(49_000)).subarray(0, 40_000)) cutter.push(Uint8Array.of(byte))
  expect(cutter.next()).toBeNull()
  expect(cutter.held).toBe(40_000)
  expect(cutter.save().pieces).toHaveLength(40)
})

describe('a size no frame can have is refused as soon as it is known', () => {
  test.each([
    ['negative', [0xff, 0xff, 0xff, 0xff]],
    ['one too many', [0, 0, 0, 101]],
    ['plain HTTP', [...'GET '].map(letter => letter.charCodeAt(0))],
  ])('%s', (_, size) => {
    const cutter = new FrameCutter(100)
    cutter.push(Uint8Array.from(size.slice(0, 3)))
    expect(cutter.next()).toBeNull()
    cutter.push(Uint8Array.from(size.slice(3)))
    expect(() => cutter.next()).toThrow(MalformedError)
  })
})
