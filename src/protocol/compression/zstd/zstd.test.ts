import { describe, expect, test } from 'vitest'
import { fromHex } from '../../../testing/golden.ts'
import { Output, TooLargeError } from '../output.ts'
import { expandInto, zstdExpand } from './zstd.ts'

/* RFC 8878. What zstd itself writes is in `host/codecs.test.ts`; what nobody should write costs no more than its bytes. */

const KIB = 1_024, MIB = 1_048_576
test('frames behind each other, those to be skipped between them', () => {
  const skipped = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7]
  expect(zstdExpand(Uint8Array.of(...skipped, ...frame(raw('ab')), ...skipped, ...frame(raw('c'))), KIB)).toEqual(ascii('abc'))
  expect(zstdExpand(new Uint8Array(0), KIB)).toEqual(new Uint8Array(0))
})

test('a checksum is that of the content', () => {
  const summed = fromHex(`28b52ffd0458${'190000'}616263${'990977ad'}`)
  expect(zstdExpand(summed, KIB)).toEqual(ascii('abc'))
  expect(() => zstdExpand(summed.with(-1, 0xae), KIB)).toThrow('zstd checksum')
})

describe('refuses', () => {
  test.each<[string, readonly number[], string]>([
    ['what is no frame', [1, 2, 3, 4, 5], 'no zstd frame'],
    ['a dictionary', [...MAGIC, 0x01, 0x50, 9, ...raw('a').last], 'by a dictionary'],
    ['a reserved flag', [...MAGIC, 0x08, 0x50, ...raw('a').last], 'reserved flag'],
    ['a block of the fourth type', frame({ more: [], last: [0x07, 0, 0] }), 'no known type'],
    ['a block beyond the window', [...MAGIC, 0x20, 2, ...raw('abc').last], 'zstd block of 3 bytes, at most 2'],
    ['less content than was said', [...MAGIC, 0x20, 4, ...raw('abc').last], 'zstd frame of 4 bytes has 3'],
    ['a match from before the beginning', frame(block([0x08, 97, 1, 0x54, 1, 3, 0, 1, 8])), 'beyond its block'],
    ['a Huffman tree that was never given', frame(block([0x13, 0x40, 0, 1, 0])), 'tree that was never given'],
    ['tables that were never given', frame(block([0x08, 97, 1, 0xfc, 1])), 'repeated that was never given'],
  ])('%s', (_, bytes, why) => { expect(() => zstdExpand(Uint8Array.from(bytes), MIB)).toThrow(why) })
})

describe('a zstd bomb', () => {
  const MAX = MIB
  /** What is given and what is held for it, when it ends or is refused. */
  function given(bytes: readonly number[]): { error: unknown; bytes: number; held: number } {
    const out = new Output(MAX)
    let error: unknown = null
    try {
      expandInto(out, Uint8Array.from(bytes))
    } catch (thrown) {
      error = thrown
    }
    return { error, bytes: out.length, held: out.bytes.length }
  }

  test('of blocks that repeat one byte: the ninth of a thousand is one too many', () => {
    const repeated = rle(120, 128 * KIB).more
    expect(given([...MAGIC, 0x00, 0x88, ...Array.from({ length: 1_000 }, () => repeated).flat()]))
      .toEqual({ error: new TooLargeError(MAX), bytes: MAX, held: MAX })
  })

  test('that says in nine bytes how large it will be: not one block is read', () => {
    expect(given([...MAGIC, 0xe0, 0, 0, 0, 0, 1, 0, 0, 0, ...rle(120, 128 * KIB).last])).toEqual({ error: new TooLargeError(MAX), bytes: 0, held: 4_096 })
  })

  test('that says a megabyte and has three bytes: no room is made', () => {
    expect(given([...MAGIC, 0xa0, 0, 0, 0x10, 0, ...raw('abc').last])).toMatchObject({ bytes: 3, held: 4_096 })
  })

  test.each([['2 GB', 0xa8], ['128 MB and an eighth', 0x89]])('that asks for a window of %s: as little as zstd itself gives to strangers', (_, window) => {
    expect(given([...MAGIC, 0x00, window, ...raw('a').last])).toMatchObject({ error: { message: 'Frame requires too much memory for decoding' }, held: 4_096 })
  })

  test('of a hundred thousand empty blocks in the widest of windows: no window is moved, for there is none', () => {
    const empty = Array.from({ length: 100_000 }, () => [0, 0, 0]).flat()
    expect(given([...MAGIC, 0x00, 0x88, ...empty, ...raw('a').last])).toEqual({ error: null, bytes: 1, held: 4_096 })
  })

  test('of eleven bytes that ask for 98,303 matches: those of one block are read', () => {
    const matches = block([0x08, 97, 0xff, 0xff, 0xff, 0x54, 1, 1, 31, 0x01])
    const found = given(frame(matches))
    expect(found.error).toMatchObject({ message: 'zstd sequence beyond its block' })
    expect(found.bytes).toBeLessThanOrEqual(128 * KIB)
  })
})

interface Block { readonly more: readonly number[]; readonly last: readonly number[] }
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd]
const ascii = (letters: string): Uint8Array => Uint8Array.from(letters, letter => letter.charCodeAt(0))

const header = (type: number, size: number, isLast: number): number[] => [0, 8, 16].map(shift => ((size << 3 | type << 1 | isLast) >> shift) & 0xff)
const blockOf = (type: number, size: number, content: readonly number[]): Block =>
  ({ more: [...header(type, size, 0), ...content], last: [...header(type, size, 1), ...content] })
const raw = (letters: string): Block => blockOf(0, letters.length, [...ascii(letters)])
const rle = (byte: number, count: number): Block => blockOf(1, count, [byte])
const block = (content: readonly number[]): Block => blockOf(2, content.length, content)
/** A window of 1 MB, one block. */
const frame = ({ last }: Block): number[] => [...MAGIC, 0x00, 0x50, ...last]
