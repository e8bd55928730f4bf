import { describe, expect, test } from 'vitest'
import { OUR_MESSAGES } from '../testing/golden-messages.ts'
import { toHex } from '../testing/golden.ts'
import { inPieces } from '../testing/pieces.ts'
import { fc } from '../testing/property.ts'
import { atStrength } from '../testing/strength.ts'
import { codecOf, decode, encode, isFlexible } from './codec.ts'
import { MalformedError } from './malformed.ts'
import { Reader } from './reader.ts'
import { array, bytes, int32, int53, message, string, struct, uuid, versionsOf, within, type Field, type Fields, type Primitive } from './schema.ts'
import { UnsupportedVersionError } from './unsupported-version.ts'
import { uuidText } from './uuid.ts'

type Any = Record<string, unknown>
const blob = fc.uint8Array({ maxLength: 40 }).map(each => Uint8Array.from(each))
const PRIMITIVES: Record<Primitive, fc.Arbitrary<unknown>> = {
  bool: fc.boolean(),
  int8: fc.integer({ min: -128, max: 127 }),
  int16: fc.integer({ min: -32_768, max: 32_767 }),
  uint16: fc.integer({ min: 0, max: 65_535 }),
  int32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 0xffff_ffff }),
  int53: fc.oneof(fc.maxSafeInteger(), fc.integer()),
  int64: fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
  float64: fc.double({ noNaN: true }),
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(each => uuidText(each)),
  string: fc.string({ unit: 'grapheme', maxLength: 12 }),
  bytes: blob, records: blob,
}

/** Any value a message has in a version; what the version has not is left out. */
const valuesOf = (fields: Fields, version: number): fc.Arbitrary<Any> => fc.record(Object.fromEntries(
  Object.entries(fields).filter(([, field]) => within(versionsOf(field.versions), version)).map(([name, field]) => [name, valueOf(field, version)])))

function valueOf(field: Field, version: number): fc.Arbitrary<unknown> {
  const value = field.type === 'struct' ? valuesOf(field.fields!, version)
    : field.type === 'array' ? fc.array(field.of ? PRIMITIVES[field.of] : valuesOf(field.fields!, version), { maxLength: 3 })
    : PRIMITIVES[field.type]
  return within(versionsOf(field.nullable), version) ? fc.option(value) : value
}

const everyVersion = [...OUR_MESSAGES.values()].flatMap(each => {
  const [first, last] = versionsOf(each.valid)
  return Array.from({ length: last - first + 1 }, (_, i) => ({ message: each, version: first + i }))
})
const anyVersion = fc.constantFrom(...everyVersion)
const anyMessage = anyVersion.chain(({ message: each, version }) => valuesOf(each.fields, version).map(value => ({ message: each, version, value })))

describe('any value of any message in any version', () => {
  test('comes back as it went', () => {
    fc.assert(fc.property(anyMessage, ({ message: each, version, value }) => {
      const written = encode(each, version, value)
      const read = decode(each, version, written)
      expect(read).toMatchObject(value)
      expect(toHex(encode(each, version, read))).toBe(toHex(written))
    }), { numRuns: atStrength(500, 2_000) })
  })

  test('reads the same in whatever pieces it comes', () => {
    fc.assert(fc.property(anyMessage, fc.array(fc.nat(), { maxLength: 8 }), ({ message: each, version, value }, cuts) => {
      const written = encode(each, version, value)
      expect(toHex(encode(each, version, decode(each, version, inPieces(written, cuts))))).toBe(toHex(written))
    }), { numRuns: atStrength(500, 2_000) })
  })

  test('cut short anywhere, is refused', () => {
    fc.assert(fc.property(anyMessage, fc.nat(), fc.array(fc.nat(), { maxLength: 3 }), ({ message: each, version, value }, at, cuts) => {
      const written = encode(each, version, value)
      if (written.length === 0) return
      const short = written.subarray(0, at % written.length)
      expect(() => decode(each, version, short)).toThrow(MalformedError)
      expect(() => decode(each, version, inPieces(short, cuts))).toThrow(MalformedError)
    }), { numRuns: atStrength(250, 1_000) })
  })
})

describe('bytes that nobody meant', () => {
  const read = ({ message: each, version }: (typeof everyVersion)[number], given: Uint8Array) => {
    try {
      const reader = new Reader(given)
      codecOf(each, version).read(reader)
      expect(reader.at).toBeLessThanOrEqual(given.length)
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedError)
    }
  }

  test('are read, or refused as malformed, and never beyond their end', () => {
    fc.assert(fc.property(anyVersion, fc.uint8Array({ maxLength: 200 }), read), { numRuns: atStrength(1_000, 5_000) })
  })

  test('so too when a byte of a good message is another', () => {
    fc.assert(fc.property(anyMessage, fc.nat(), fc.nat(255), ({ message: each, version, value }, at, byte) => {
      const broken = encode(each, version, value)
      if (broken.length > 0) broken[at % broken.length] = byte
      read({ message: each, version }, broken)
    }), { numRuns: atStrength(750, 3_000) })
  })

  const lists = message({ name: 'Lists', valid: '0-1', flexible: '1+', fields: { ids: array('0+', 'int32'), items: array('0+', { name: string('0+') }) } })
  test.each([0, 1])('a count larger than the bytes that follow is refused before anything is made of it (v%d)', version => {
    const huge = version === 0 ? [0x7f, 0xff, 0xff, 0xff] : [0xff, 0xff, 0xff, 0xff, 0x07]
    expect(() => decode(lists, version, Uint8Array.from([...huge, 0, 0]))).toThrow(/claims 2147483\d+ elements, 2 bytes are left/)
  })

  test('an int64 beyond 2^53 is refused', () => {
    const offset = message({ name: 'Offset', valid: '0', flexible: 'none', fields: { offset: int53('0+') } })
    expect(decode(offset, 0, Uint8Array.of(0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)).offset).toBe(Number.MAX_SAFE_INTEGER)
    expect(() => decode(offset, 0, Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0))).toThrow(MalformedError)
    expect(() => encode(offset, 0, { offset: 2 ** 53 })).toThrow(RangeError)
  })

  test('tags must ascend, and take the size they said', () => {
    const empty = message({ name: 'Empty', valid: '0', flexible: '0+', fields: { id: uuid('0+', { tag: 0, tagged: '0+' }) } })
    expect(decode(empty, 0, Uint8Array.of(2, 7, 0, 8, 1, 0xaa)).unknownTags).toEqual([{ tag: 7, bytes: new Uint8Array(0) }, { tag: 8, bytes: Uint8Array.of(0xaa) }])
    expect(() => decode(empty, 0, Uint8Array.of(2, 8, 0, 7, 0))).toThrow('tag 7 after 8')
    expect(() => decode(empty, 0, Uint8Array.from([1, 0, 17, ...new Uint8Array(17)]))).toThrow('1 bytes left over in a tagged field')
    expect(() => decode(empty, 0, Uint8Array.from([1, 0, 15, ...new Uint8Array(15), 0]))).toThrow(MalformedError)
  })
})

/** What a version cannot say: MessageDataGenerator's checks. */
describe('a field the version has not', () => {
  const grown = message({
    name: 'Grown', valid: '0-2', flexible: '2+',
    fields: {
      id: int32('0+'),
      rack: string('1+', { nullable: '1+', default: null }),
      hint: string('1+', { ignorable: true }),
      home: struct('2+', { host: string('2+'), port: int32('2+', { default: -1 }) }, { tag: 0, tagged: '2+' }),
      data: bytes('0+'),
    },
  })

  test('is refused when said, unless it may be ignored or is the default', () => {
    expect(() => encode(grown, 0, { rack: 'a' })).toThrow(UnsupportedVersionError)
    expect(() => encode(grown, 1, { home: { host: 'h' } })).toThrow('Grown.home has no place in this version')
    expect(toHex(encode(grown, 0, { id: 1, rack: null, hint: 'x', home: { port: -1 } }))).toBe('0000000100000000')
    expect(() => encode(grown, 3, {})).toThrow(UnsupportedVersionError)
  })

  test('is read as its default', () => {
    expect(decode(grown, 0, encode(grown, 0, { id: 1 }))).toEqual({ id: 1, rack: null, hint: '', home: { host: '', port: -1 }, data: new Uint8Array(0) })
  })

  test('null where it may not be is an error of the writer', () => {
    expect(() => encode(grown, 1, { hint: null as unknown as string })).toThrow(RangeError)
    expect(() => encode(grown, 1, { data: null as unknown as Uint8Array })).toThrow(RangeError)
    expect(() => encode(grown, 1, { hint: 'x'.repeat(32_768) })).toThrow(RangeError)
  })

  test('flexible from the version it says', () => {
    expect([0, 1, 2, 99].map(version => isFlexible(grown, version))).toEqual([false, false, true, true])
  })
})
