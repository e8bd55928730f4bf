import { describe, expect, test } from 'vitest'
import { goldenJson } from '../testing/golden.ts'
import { ALL_APIS, COVERED_DATA, COVERED_KEYS, goldenMessages, isCovered, OUR_MESSAGES, REMOVED_KEYS, type GoldenField } from '../testing/golden-messages.ts'
import { requestHeaderVersion, responseHeaderVersion } from './frame.ts'
import { versionsOf, type Field, type Fields, type Message, type Versions, type VersionText } from './schema.ts'
import { ZERO_UUID } from './uuid.ts'

/*
 * Our definitions against Kafka's own message files, as its generator reads them (`golden/messages.json`).
 */

const golden = goldenMessages()
const covered = golden.filter(isCovered)

const clipped = (text: VersionText | 'none' | undefined, [first, last]: Versions): Versions | null => {
  const [from, to] = versionsOf(text)
  const both: Versions = [Math.max(from, first), Math.min(to, last)]
  return both[0] <= both[1] ? both : null
}

/** A field of ours as golden data would describe it. */
function described(name: string, field: Field, valid: Versions): unknown {
  const { type, of, fields } = field
  return {
    name, type: type === 'array' ? `[]${of ? wireName(of) : 'struct'}` : wireName(type), versions: clipped(field.versions, valid),
    nullable: clipped(field.nullable, valid), tagged: clipped(field.tagged, valid), tag: field.tag, default: defaultOf(field),
    ignorable: field.ignorable ?? false, compact: field.compact ?? true, fields: fields && describedFields(fields, valid),
  }
}
const describedFields = (fields: Fields, valid: Versions) => Object.entries(fields).map(([name, field]) => described(name, field, valid))

const wireName = (type: string) => type === 'int53' ? 'int64' : type

function defaultOf({ type, default: given }: Field): unknown {
  if (type === 'int53' || type === 'int64') return String(given ?? 0)
  if (given !== undefined) return given
  const zeros: Record<string, unknown> = { bool: false, string: '', bytes: '', records: null, uuid: ZERO_UUID, array: [], struct: undefined }
  return type in zeros ? zeros[type] : 0
}

function ofGolden(field: GoldenField): unknown {
  const type = field.type.replace(/^(\[\])?[A-Z].*/, '$1struct')
  return {
    name: field.name, type, versions: field.versions, nullable: field.nullable ?? null, tagged: field.tagged ?? null, tag: field.tag,
    default: field.default, ignorable: field.ignorable ?? false, compact: field.compact ?? true, fields: field.fields?.map(ofGolden),
  }
}

const ours = (name: string): Message => {
  const message = OUR_MESSAGES.get(name)
  if (!message) throw new Error(`${name} is on the list, but there is no definition of it`)
  return message
}

test('the list is what is defined', () => {
  const names = new Set(covered.map(message => message.name))
  expect([...OUR_MESSAGES.keys()].filter(name => !names.has(name))).toEqual([])
  expect(ALL_APIS.map(api => api.key)).toEqual(COVERED_KEYS)
})

test('nothing is skipped but keys that have no version left', () => {
  const skipped = golden.filter(message => !isCovered(message))
  expect(skipped.filter(message => !REMOVED_KEYS.includes(message.key!))).toEqual([])
  expect(skipped.map(({ valid, fields }) => ({ valid, fields }))).toEqual(skipped.map(() => ({ valid: null, fields: [] })))
})

test('golden data has everything on the list', () => {
  const names = new Set(golden.map(message => message.name))
  expect(Object.values(COVERED_DATA).flat().filter(name => !names.has(name))).toEqual([])
  for (const kind of ['request', 'response']) {
    const keys = new Set(golden.filter(message => message.kind === kind).map(message => message.key))
    expect(COVERED_KEYS.filter(key => !keys.has(key))).toEqual([])
  }
  console.info(`golden messages: ${covered.length} checked, ${golden.length - covered.length} skipped`)
})

describe.each(covered)('$name', message => {
  test('has Kafka\'s versions and fields', () => {
    const { valid, flexible, fields } = ours(message.name)
    expect(versionsOf(valid)).toEqual(message.valid)
    expect(clipped(flexible, versionsOf(valid))).toEqual(message.flexible)
    expect(describedFields(fields, versionsOf(valid))).toEqual(message.fields.map(ofGolden))
  })
})

describe.each(ALL_APIS)('$name', api => {
  const [request, response] = ['request', 'response'].map(kind => golden.find(message => message.kind === kind && message.key === api.key)!)

  test('is served where Kafka serves it', () => {
    expect([...api.listeners].sort()).toEqual([...request!.listeners!].sort())
    expect(api.latestVersionUnstable ?? false).toBe(request!.latestVersionUnstable)
    const { apis } = goldenJson<{ apis: { key: number; forwardable: boolean }[] }>('api-keys.json')
    expect(api.forwardable ?? false).toBe(apis.find(each => each.key === api.key)!.forwardable)
  })

  test('has Kafka\'s header versions', () => {
    const [first, last] = versionsOf(api.request.valid)
    const versions = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    expect(versions.map(version => requestHeaderVersion(api, version))).toEqual(request!.headerVersions)
    expect(versions.map(version => responseHeaderVersion(api, version))).toEqual(response!.headerVersions)
  })
})
