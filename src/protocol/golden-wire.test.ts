import { describe, expect, test } from 'vitest'
import { joined } from '../env/bytes.ts'
import { fromHex, goldenLines, toHex } from '../testing/golden.ts'
import { goldenOfValue, isBeyond53, valueOfGolden, widened } from '../testing/golden-json.ts'
import { ALL_APIS, goldenVectors, isCovered, OUR_MESSAGES, type GoldenVector } from '../testing/golden-messages.ts'
import { decodeRecord, encodeRecord, type MetadataRecord } from '../metadata/records.ts'
import { decode, encode } from './codec.ts'
import { decodeRequestHeader, decodeResponse, encodeRequest, encodeResponse, withoutSize } from './frame.ts'
import { MalformedError } from './malformed.ts'
import { QuorumStateData } from './messages/quorum-state.ts'
import { decodeKey, decodeTyped, encodeTyped } from './messages/typed.ts'
import { Reader } from './reader.ts'
import type { Api, Fields } from './schema.ts'
import { uuidBytes, uuidText } from './uuid.ts'
import { Writer } from './writer.ts'

/*
 * Every message in every version, as Kafka's own classes wrote it (`golden/wire.jsonl`).
 */

const all = goldenVectors()
const vectors = all.filter(isCovered)
const bodies = new Map<string, GoldenVector[]>()
for (const vector of vectors) if (vector.hex !== undefined) bodies.set(vector.name, [...bodies.get(vector.name) ?? [], vector])
const frames = vectors.filter(vector => vector.kind.endsWith('-frame'))

const tagsOf = ({ unknownTags }: GoldenVector) => unknownTags && { unknownTags: unknownTags.map(({ tag, hex }) => ({ tag, bytes: fromHex(hex) })) }
const inputOf = (fields: Fields, vector: GoldenVector) => ({ ...valueOfGolden(fields, vector.json), ...tagsOf(vector) })
const label = ({ name, version, sample }: GoldenVector) => `${name} v${version} ${sample}`

test('vectors', () => {
  console.info(`golden vectors: ${vectors.length} checked, ${all.length - vectors.length} skipped`)
  expect([...OUR_MESSAGES.keys()].filter(name => !bodies.has(name))).toEqual([])
})

describe.each([...OUR_MESSAGES.values()])('$name', message => {
  const own = bodies.get(message.name) ?? []

  test('encodes to Kafka\'s bytes, and decodes them, in the full range of int64', () => {
    const wide = widened(message)
    for (const vector of own) {
      expect(toHex(encode(wide, vector.version, inputOf(wide.fields, vector))), label(vector)).toBe(vector.hex)
      const value = decode(wide, vector.version, fromHex(vector.hex))
      expect(goldenOfValue(wide.fields, vector.version, value), label(vector)).toEqual(vector.json)
      expect(value.unknownTags, label(vector)).toEqual(tagsOf(vector)?.unknownTags)
    }
  })

  test('as it is, refuses exactly what carries an int53 beyond 2^53', () => {
    for (const vector of own) {
      const bytes = fromHex(vector.hex)
      if (isBeyond53(message.fields, vector.json)) expect(() => decode(message, vector.version, bytes), label(vector)).toThrow(MalformedError)
      else expect(toHex(encode(message, vector.version, decode(message, vector.version, bytes))), label(vector)).toBe(vector.hex)
    }
  })
})

describe('stored with its version or type in front', () => {
  const framed = vectors.filter(vector => vector.framedHex && !isBeyond53(OUR_MESSAGES.get(vector.name)!.fields, vector.json))
  const metadata = framed.filter(({ domain }) => domain === 'cluster-metadata')
  const remoteLog = framed.filter(({ domain }) => domain === 'remote-log-metadata')
  const keys = framed.filter(({ kind }) => kind === 'coordinator-key')
  const versioned = framed.filter(({ kind }) => kind !== 'metadata' && kind !== 'coordinator-key')
  const messageOf = ({ name }: GoldenVector) => OUR_MESSAGES.get(name)!

  test('metadata records: frame, type and version as varints', () => {
    expect(metadata.length).toBeGreaterThan(0)
    for (const vector of metadata) {
      const { fields } = messageOf(vector)
      const record = decodeRecord(fromHex(vector.framedHex!))
      expect(record).toMatchObject({ is: vector.name, version: vector.version })
      expect(goldenOfValue(fields, vector.version, record.data), label(vector)).toEqual(vector.json)
      expect(toHex(encodeRecord({ ...record, data: inputOf(fields, vector) } as MetadataRecord)), label(vector)).toBe(vector.framedHex)
    }
  })

  test('remote log metadata: framed as metadata records are', () => {
    expect(remoteLog.length).toBeGreaterThan(0)
    for (const { hex, key, version, framedHex } of remoteLog) {
      const writer = new Writer()
      for (const each of [1, key!, version]) writer.uvarint(each)
      expect(toHex(writer.done()) + hex).toBe(framedHex)
    }
  })

  test('coordinator keys: their type as int16', () => {
    expect(keys.length).toBeGreaterThan(0)
    for (const vector of keys) {
      const message = messageOf(vector)
      expect(toHex(encodeTyped(message, 0, inputOf(message.fields, vector), vector.key)), label(vector)).toBe(vector.framedHex)
      expect(goldenOfValue(message.fields, 0, decodeKey(message, vector.key!, fromHex(vector.framedHex!))), label(vector)).toEqual(vector.json)
      expect(() => decodeKey(message, vector.key! + 1, fromHex(vector.framedHex!))).toThrow(MalformedError)
    }
  })

  test('coordinator values, consumer protocol, principals, markers: their version as int16', () => {
    expect(new Set(versioned.map(vector => vector.kind))).toEqual(new Set(['data', 'coordinator-value']))
    for (const vector of versioned) {
      const message = messageOf(vector)
      expect(toHex(encodeTyped(message, vector.version, inputOf(message.fields, vector) as never)), label(vector)).toBe(vector.framedHex)
      expect(goldenOfValue(message.fields, vector.version, decodeTyped(message, fromHex(vector.framedHex!))), label(vector)).toEqual(vector.json)
    }
  })

  test('the quorum-state file names its version among the fields', () => {
    for (const vector of bodies.get(QuorumStateData.name)!.filter(each => each.file)) {
      const { data_version: version, ...fields } = JSON.parse(vector.file!) as Record<string, unknown>
      expect(version).toBe(vector.version)
      expect(Object.keys(fields).filter(name => !(name in QuorumStateData.fields))).toEqual([])
    }
  })
})

describe('whole frames', () => {
  const sampleOf = (frame: GoldenVector) => bodies.get(frame.name)!.find(each => each.version === frame.version && each.sample === frame.sample)!
  /** The API as golden frames need it: the samples have large numbers. */
  const wideApi = (key: number): Api => {
    const api = ALL_APIS.find(each => each.key === key)!
    return { ...api, request: widened(api.request), response: widened(api.response) }
  }
  const hexOf = (frame: GoldenVector) => frame.lengthHex! + frame.headerHex! + sampleOf(frame).hex

  test('requests', () => {
    for (const frame of frames.filter(({ kind }) => kind === 'request-frame')) {
      const api = wideApi(frame.key!)
      const { correlationId, clientId } = frame.header!
      const bytes = encodeRequest(api, frame.version, { correlation: correlationId, clientId: clientId! }, inputOf(api.request.fields, sampleOf(frame)))
      expect(toHex(joined(bytes)), label(frame)).toBe(hexOf(frame))
      expect(decodeRequestHeader(api, withoutSize(bytes)), label(frame))
        .toEqual({ key: frame.key, version: frame.version, correlation: correlationId, clientId, bodyAt: frame.headerHex!.length / 2 })
    }
  })

  test('responses', () => {
    for (const frame of frames.filter(({ kind }) => kind === 'response-frame')) {
      const api = wideApi(frame.key!)
      const bytes = encodeResponse(api, frame.version, frame.header!.correlationId, inputOf(api.response.fields, sampleOf(frame)))
      expect(toHex(joined(bytes)), label(frame)).toBe(hexOf(frame))
      const { correlation, body } = decodeResponse(api, frame.version, withoutSize(bytes))
      expect(correlation).toBe(frame.header!.correlationId)
      expect(goldenOfValue(api.response.fields, frame.version, body as Record<string, unknown>)).toEqual(sampleOf(frame).json)
    }
  })
})

/** `golden/hash.jsonl`. */
describe('numbers and uuids', () => {
  interface Line { fn: string; value: number & string; varint: string; unsignedVarint: string; varlong: string; text: string; hex: string }
  const lines = goldenLines<Line>('hash.jsonl')
  const written = (write: (writer: Writer) => void) => {
    const writer = new Writer(1)
    write(writer)
    return toHex(writer.done())
  }

  test('varint', () => {
    for (const { value, varint, unsignedVarint } of lines.filter(line => line.fn === 'varint')) {
      expect([written(writer => writer.varint(value)), written(writer => writer.uvarint(value))]).toEqual([varint, unsignedVarint])
      expect(new Reader(fromHex(varint)).varint()).toBe(value)
      expect(new Reader(fromHex(unsignedVarint)).uvarint()).toBe(value >>> 0)
    }
  })

  test('varlong: beyond 2^53 is refused', () => {
    for (const { value, varlong } of lines.filter(line => line.fn === 'varlong')) {
      const read = () => new Reader(fromHex(varlong)).varlong()
      if (!Number.isSafeInteger(Number(value))) { expect(read, value).toThrow(MalformedError); continue }
      expect(read()).toBe(Number(value))
      expect(written(writer => writer.varlong(Number(value)))).toBe(varlong)
    }
  })

  test('uuid', () => {
    const uuids = lines.filter(line => line.fn === 'uuid')
    expect(uuids.length).toBeGreaterThan(0)
    for (const { text, hex } of uuids) expect([toHex(uuidBytes(text)), uuidText(fromHex(hex))]).toEqual([hex, text])
  })
})
