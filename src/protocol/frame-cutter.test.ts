import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrameCutter } from './frame-cutter.ts'
import { MalformedError } from './malformed.ts'

const framed = (body: Uint8Array) => Uint8Array.of(body.length >> 24, body.length >> 16, body.length >> 8, body.length, ...body)
const join = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap(part => [...part]))

function drain(cutter: FrameCutter): number[][] {
  const frames: number[][] = []
  for (let frame = cutter.next(); frame; frame = cutter.next()) frames.push([...frame])
  return frames
}

test('a chunk that is one frame is given as a view of it', () => {
  const chunk = framed(Uint8Array.of(1, 2, 3))
  const cutter = new FrameCutter(100)
  cutter.push(chunk)
  const frame = cutter.next()!
  expect([...frame]).toEqual([1, 2, 3])
  expect(frame.buffer).toBe(chunk.buffer)
  expect(cutter.next()).toBeNull()
})

test('however the bytes are split, and wherever it is saved and loaded, the same frames come out', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 })
  fc.assert(fc.property(bodies, fc.array(fc.nat(9)), fc.nat(), (frames, sizes, loadAt) => {
    const stream = join(frames.map(framed))
    let cutter = new FrameCutter(100)
    const seen: number[][] = []
    for (let at = 0, i = 0; at < stream.length; i++) {
      const size = 1 + (sizes[i % sizes.length] ?? 3)
      cutter.push(stream.subarray(at, at + size))
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
  expect(cutter.save().chunks).toHaveLength(40)
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
