import { compress } from '@bokuweb/zstd-wasm'
import { describe, expect, test } from 'vitest'
import type { Compression } from '../env/codecs.ts'
import { utf8Encode } from '../protocol/utf8.ts'
import { goldenBytes } from '../testing/golden.ts'
import { fc } from '../testing/property.ts'
import { atStrength } from '../testing/strength.ts'
import { makeCodecs } from './codecs.ts'
import { speaksOfZstd } from './late.ts'

const codecs = await makeCodecs({ zstd: true })
const CODECS: readonly Compression[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
const PLENTY = 64 * 1024 * 1024

describe.each(CODECS)('%s', codec => {
  test('gives back what was put in', () => {
    fc.assert(fc.property(payload, bytes => {
      expect(Buffer.compare(codecs.expand(codec, codecs.compress(codec, bytes), PLENTY), bytes)).toBe(0)
    }), { numRuns: atStrength(5, 60) })
  })

  test('takes exactly what was allowed, and refuses a byte more', () => {
    const packed = codecs.compress(codec, text(100_000))
    expect(codecs.expand(codec, packed, 100_000).length).toBe(100_000)
    expect(() => codecs.expand(codec, packed, 99_999)).toThrow()
  })

  test('refuses a bomb', () => {
    const bomb = codecs.compress(codec, new Uint8Array(atStrength(4, 32) * 1024 * 1024))
    expect(() => codecs.expand(codec, bomb, 1024 * 1024)).toThrow(/expands to more than \d+ bytes/)
  })
})

/** A snappy stream may end behind any block: after its header there is nothing to miss yet. */
const SNAPPY_HEADER = 16
test.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)('%s throws on bytes that are cut, at any place', codec => {
  const packed = codecs.compress(codec, text(3_000))
  for (let size = 1; size < packed.length; size++) {
    if (codec === 'snappy' && size >= SNAPPY_HEADER && size < SNAPPY_HEADER + 4) continue
    expect(() => codecs.expand(codec, packed.subarray(0, size), PLENTY), `${size} of ${packed.length}`).toThrow()
  }
})

test('reads what zstd writes, by every of its ways', () => {
  const bytes = fc.oneof(fc.nat(200 * 1024).map(text), fc.nat(90_000).map(size => goldenBytes('configs.json').subarray(0, size)), payload,
    fc.tuple(fc.nat(5), fc.nat(300 * 1024)).map(([letters, length]) => letterSoup(letters, length)))
  fc.assert(fc.property(bytes, fc.constantFrom(-7, 1, 3, 6, 9, 13, 19, 22), (plain, level) => {
    expect(Buffer.compare(codecs.expand('zstd', compress(plain, level), PLENTY), plain)).toBe(0)
  }), { numRuns: atStrength(5, 60) })
})

test('a gzip bomb of many members is refused too', () => {
  const member = codecs.compress('gzip', new Uint8Array(1024 * 1024))
  const bomb = new Uint8Array(member.length * 20)
  for (let i = 0; i < 20; i++) bomb.set(member, i * member.length)
  expect(codecs.expand('gzip', bomb, 20 * 1024 * 1024).length).toBe(20 * 1024 * 1024)
  expect(() => codecs.expand('gzip', bomb, 10 * 1024 * 1024)).toThrow('expands to more')
})

test('a snappy block of a few bytes that claims a gigabyte is refused, and no room is made', () => {
  const block = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x04, 0x00, 97)
  expect(() => codecs.expand('snappy', block, 4 * 1024 * PLENTY)).toThrow('snappy block of 7 bytes claims 1073741824')
})

test('a gzip member whose checksum is not that of its bytes is refused', () => {
  const packed = codecs.compress('gzip', text(500)).slice()
  packed[packed.length - 8]! ^= 1
  expect(() => codecs.expand('gzip', packed, PLENTY)).toThrow()
})

test('lz4 refuses what Kafka refuses: linked blocks, a wrong header checksum, a match from before the beginning', () => {
  const frame = codecs.compress('lz4', text(500))
  const changed = (at: number, to: number): Uint8Array => Uint8Array.from(frame, (byte, i) => i === at ? to : byte)
  expect(() => codecs.expand('lz4', changed(4, 0x40), PLENTY)).toThrow('Dependent block stream is unsupported')
  expect(() => codecs.expand('lz4', changed(6, frame[6]! ^ 1), PLENTY)).toThrow('checksum')
  const block = Uint8Array.of(0x10, 97, 9, 0)
  const reaching = Uint8Array.of(...frame.subarray(0, 7), block.length, 0, 0, 0, ...block, 0, 0, 0, 0)
  expect(() => codecs.expand('lz4', reaching, PLENTY)).toThrow('match 9 back')
})

test('what cannot be made smaller is stored, and costs next to nothing', () => {
  const noise = Uint8Array.from({ length: 70_000 }, (_, i) => Math.imul(i ^ (i >>> 7), 0x9e37_79b1) >>> 24)
  expect(codecs.compress('lz4', noise).length).toBeLessThanOrEqual(noise.length + 7 + 2 * 4 + 4)
})

test('zstd can be read without the module that writes it', async () => {
  const light = await makeCodecs()
  expect(light.expand('zstd', codecs.compress('zstd', text(500)), PLENTY)).toEqual(text(500))
  expect(() => light.compress('zstd', text(500))).toThrow('nobody has fetched the zstd writer')
  await light.fetchZstd()
  expect(light.compress('zstd', text(500))).toEqual(codecs.compress('zstd', text(500)))
})

const text = (length: number): Uint8Array =>
  utf8Encode(Array.from({ length: Math.ceil(length / 20) }, (_, i) => `{"id":${i},"v":"shipped"}`).join('')).subarray(0, length)

const letterSoup = (letters: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => 97 + (Math.imul(i ^ (i >>> 3), 0x9e37_79b1) >>> 20) % (letters + 1))

const payload = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  fc.nat(150_000).map(text),
  fc.tuple(fc.nat(255), fc.nat(100_000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
)

test('is asked for zstd by an action or a script that speaks of it', () => {
  expect(speaksOfZstd({ do: 'process.start', args: { configs: { 'compression.type': 'zstd' } } })).toBe(true)
  expect(speaksOfZstd([{ do: 'script.run', source: 'producer({ compression: "zstd" })' }])).toBe(true)
  expect(speaksOfZstd({ do: 'folder.import', files: { log: utf8Encode('zstd') } })).toBe(false)
  expect(speaksOfZstd(undefined)).toBe(false)
})
