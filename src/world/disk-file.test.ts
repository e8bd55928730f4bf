import { describe, expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { atStrength } from '../testing/strength.ts'
import { appendToBlocks, copyBytes, emptyFile, packOne, readBytes, sameBlock, shareBlocks, truncateBytes, type FileBytes } from './disk-file.ts'

const KIB = 1_024
/** Batches differ in a few bytes, as small ones of one topic do. */
const batches = (from: number, count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => (from + i) % 100 < 4 ? 31 * (from + i) : 46)
const fileOf = (bytes: Uint8Array): FileBytes => {
  const file = emptyFile()
  appendToBlocks(file, bytes)
  return file
}
const packAll = (file: FileBytes): void => { while (packOne(file)); }
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
/** What the file keeps in memory, in KiB. */
const held = ({ chunks }: FileBytes): number =>
  Math.round(chunks.reduce((sum, { bytes, packed }) => sum + (bytes?.length ?? 0) + (packed?.length ?? 0), 0) / KIB)

describe('a log that has grown', () => {
  test('is packed but for its end, and has the bytes it had', () => {
    const bytes = batches(0, 2_048 * KIB), file = fileOf(bytes)
    expect(held(file)).toBe(2_048)
    packAll(file)
    expect(held(file)).toBeLessThan(700)
    expect(same(readBytes(file, 0, bytes.length), bytes)).toBe(true)
  })

  test('opens what is read for a while, so that whoever walks through it does not unpack a block for each batch', () => {
    const file = fileOf(batches(0, 2_048 * KIB))
    packAll(file)
    const before = held(file), first = readBytes(file, 500 * KIB, 100)
    expect(readBytes(file, 500 * KIB + 100, 100).buffer).toBe(first.buffer)
    for (let at = 256 * KIB; at < 1_900 * KIB; at += 61) readBytes(file, at, 61)
    expect(held(file)).toBeLessThanOrEqual(before + 8 * 32)
    expect(readBytes(file, 500 * KIB, 100).buffer).not.toBe(first.buffer)
  })

  test('stays as it is where packing does not pay', () => {
    let seed = 7
    const noise = Uint8Array.from({ length: 600 * KIB }, () => (seed = Math.imul(seed, 1_103_515_245) + 12_345) >>> 24), file = fileOf(noise)
    packAll(file)
    expect(held(file)).toBe(held(fileOf(noise)))
    expect(same(readBytes(file, 0, noise.length), noise)).toBe(true)
  })

  test('is packed once for all its replicas and copies', () => {
    const bytes = batches(0, 1_024 * KIB), leader = fileOf(bytes), follower = fileOf(bytes)
    packAll(leader)
    shareBlocks(follower, 0, (at, theirs) => sameBlock(leader, at, theirs))
    const copy = copyBytes(follower), packed = (file: FileBytes) => new Set(file.chunks.flatMap(chunk => chunk.packed ?? []))
    expect(packed(leader).size).toBeGreaterThan(20)
    expect([packed(follower), packed(copy)]).toEqual([packed(leader), packed(leader)])
    expect([...packed(copy)].every(each => packed(leader).has(each))).toBe(true)
  })
})

const step = fc.oneof(
  fc.record({ do: fc.constant('append' as const), bytes: fc.integer({ min: 1, max: 150 * KIB }) }),
  fc.record({ do: fc.constant('truncate' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ do: fc.constant('read' as const), part: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.integer({ min: 1, max: 100 * KIB }) }),
  fc.record({ do: fc.constant('pack' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ do: fc.constant('copy' as const) }),
)

test('whatever is packed, read, cut off and written anew, a file has the bytes it was given, and its copies what it had', () => {
  fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), steps => {
    const file = fileOf(batches(0, 500 * KIB)), copies: { copy: FileBytes; bytes: Uint8Array }[] = []
    let bytes = batches(0, 500 * KIB)
    steps.forEach((each, nth) => {
      if (each.do === 'append') {
        const more = batches(nth, each.bytes)
        appendToBlocks(file, more)
        bytes = Uint8Array.from(Buffer.concat([bytes, more]))
      } else if (each.do === 'truncate') {
        bytes = bytes.slice(0, Math.floor(each.part * bytes.length))
        truncateBytes(file, bytes.length)
      } else if (each.do === 'read') {
        const at = Math.floor(each.part * bytes.length)
        expect(same(readBytes(file, at, each.bytes), bytes.subarray(at, at + each.bytes))).toBe(true)
      } else if (each.do === 'pack') for (let i = 0; i < each.count; i++) packOne(file)
      else copies.push({ copy: copyBytes(file), bytes })
    })
    for (const { copy, bytes: then } of [...copies, { copy: file, bytes }]) expect(same(readBytes(copy, 0, copy.size), then)).toBe(true)
  }), { numRuns: atStrength(10, 40) })
})
