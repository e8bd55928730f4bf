import { MalformedError } from './malformed.ts'
import { Reader } from './reader.ts'
import { versionsOf, within, type Field, type Fields, type InputOf, type Message, type Primitive, type UnknownTag, type ValueOf } from './schema.ts'
import { UnsupportedVersionError } from './unsupported-version.ts'
import { utf8Length } from './utf8.ts'
import { ZERO_UUID } from './uuid.ts'
import { Writer } from './writer.ts'

/**
 * Message schemas compiled to readers and writers, once per message and version, by composing closures
 * (code is never made from text: the page's content security policy forbids it).
 */
export interface Codec<Out, In> {
  read(reader: Reader): Out
  write(writer: Writer, value: In): void
}

const compiled = new WeakMap<Message, Codec<never, never>[]>()

export function codecOf<F extends Fields>(message: Message<F>, version: number): Codec<ValueOf<F>, InputOf<F>> {
  let versions = compiled.get(message)
  if (!versions) compiled.set(message, versions = [])
  return (versions[version] ??= compile(message, version) as never) as unknown as Codec<ValueOf<F>, InputOf<F>>
}

export const encode = <F extends Fields>(message: Message<F>, version: number, value: InputOf<F>): Uint8Array => {
  const writer = new Writer()
  codecOf(message, version).write(writer, value)
  return writer.done()
}

/** Decodes a whole body; bytes left over are an error, as in Kafka. */
export const decode = <F extends Fields>(message: Message<F>, version: number, bytes: Uint8Array): ValueOf<F> => {
  const reader = new Reader(bytes)
  const value = codecOf(message, version).read(reader)
  if (reader.left > 0) throw new MalformedError(`${reader.left} bytes left over after ${message.name} v${version}`)
  return value
}

export const isFlexible = (message: Message, version: number): boolean => within(versionsOf(message.flexible), version)

function compile(message: Message, version: number): Codec<unknown, unknown> {
  if (!within(versionsOf(message.valid), version)) throw new UnsupportedVersionError(`${message.name} has no version ${version}`)
  return structCodec(message.fields, version, isFlexible(message, version), message.name)
}

type Any = Record<string, unknown>
interface Slot {
  name: string
  codec: Codec<unknown, unknown>
  fallback: () => unknown
  isDefault: (value: unknown) => boolean
  ignorable: boolean
  tag: number
}

function structCodec(fields: Fields, version: number, flexible: boolean, path: string): Codec<unknown, unknown> {
  const plain: Slot[] = [], tagged: Slot[] = [], absent: Slot[] = []
  for (const [name, field] of Object.entries(fields)) {
    const slot = slotOf(name, field, version, flexible, `${path}.${name}`)
    if (!within(versionsOf(field.versions), version)) absent.push(slot)
    else if (within(versionsOf(field.tagged), version)) tagged.push(slot)
    else plain.push(slot)
  }
  tagged.sort((a, b) => a.tag - b.tag)
  return {
    read: reader => readStruct(reader, plain, tagged, absent, flexible),
    write: (writer, value) => writeStruct(writer, value as Any, plain, tagged, absent, flexible, path),
  }
}

function readStruct(reader: Reader, plain: Slot[], tagged: Slot[], absent: Slot[], flexible: boolean): Any {
  const value: Any = {}
  for (const slot of plain) value[slot.name] = slot.codec.read(reader)
  for (const slot of tagged) value[slot.name] = slot.fallback()
  for (const slot of absent) value[slot.name] = slot.fallback()
  if (flexible) readTags(reader, value, tagged)
  return value
}

function readTags(reader: Reader, value: Any, tagged: Slot[]): void {
  let last = -1
  for (let count = reader.uvarint(); count > 0; count--) {
    const tag = reader.uvarint()
    if (tag <= last) throw new MalformedError(`tag ${tag} after ${last}`)
    last = tag
    const size = reader.uvarint()
    const slot = tagged.find(t => t.tag === tag)
    if (!slot) {
      ((value.unknownTags ??= []) as UnknownTag[]).push({ tag, bytes: reader.slice(size) })
      continue
    }
    const at = reader.take(size)
    const inner = new Reader(reader.bytes, at, at + size)
    value[slot.name] = slot.codec.read(inner)
    if (inner.left > 0) throw new MalformedError(`${inner.left} bytes left over in tag ${tag}`)
  }
}

function writeStruct(writer: Writer, value: Any, plain: Slot[], tagged: Slot[], absent: Slot[], flexible: boolean, path: string): void {
  for (const slot of plain) {
    const given = value[slot.name]
    slot.codec.write(writer, given === undefined ? slot.fallback() : given)
  }
  for (const slot of absent) {
    const given = value[slot.name]
    if (given !== undefined && !slot.ignorable && !slot.isDefault(given)) throw new UnsupportedVersionError(`${path}.${slot.name} has no place in this version`)
  }
  if (flexible) writeTags(writer, value, tagged)
}

function writeTags(writer: Writer, value: Any, tagged: Slot[]): void {
  const unknown = value.unknownTags as readonly UnknownTag[] | undefined
  const present = tagged.filter(slot => value[slot.name] !== undefined && !slot.isDefault(value[slot.name]))
  writer.uvarint(present.length + (unknown?.length ?? 0))
  const all = present.map(slot => ({ tag: slot.tag, bytes: tagBytes(slot, value[slot.name]) }))
  if (unknown) all.push(...unknown)
  for (const { tag, bytes } of all.sort((a, b) => a.tag - b.tag)) {
    writer.uvarint(tag)
    writer.uvarint(bytes.length)
    writer.raw(bytes)
  }
}

function tagBytes(slot: Slot, value: unknown): Uint8Array {
  const writer = new Writer(32)
  slot.codec.write(writer, value)
  return writer.done()
}

function slotOf(name: string, field: Field, version: number, flexible: boolean, path: string): Slot {
  const nullable = within(versionsOf(field.nullable), version)
  const inTag = within(versionsOf(field.tagged), version)
  const compact = flexible && field.compact !== false
  const fallback = fallbackOf(field)
  const codec = field.type === 'struct' ? structField(field.fields!, version, flexible, nullable, inTag, path)
    : field.type === 'array' ? arrayField(elementCodec(field, version, flexible, compact, path), nullable, compact, path)
    : PRIMITIVES[field.type](nullable, compact)
  return { name, codec, fallback, isDefault: value => sameAsDefault(value, fallback()), ignorable: field.ignorable ?? false, tag: field.tag ?? -1 }
}

const elementCodec = (field: Field, version: number, flexible: boolean, compact: boolean, path: string): Codec<unknown, unknown> =>
  field.of ? PRIMITIVES[field.of](false, compact) : structCodec(field.fields!, version, flexible, path)

function structField(fields: Fields, version: number, flexible: boolean, nullable: boolean, inTag: boolean, path: string): Codec<unknown, unknown> {
  const inner = structCodec(fields, version, flexible, path)
  if (!nullable) return inner
  return {
    read: reader => (inTag ? reader.uvarint() > 0 : reader.int8() >= 0) ? inner.read(reader) : null,
    write(writer, value) {
      if (inTag) writer.uvarint(value === null ? 0 : 1)
      else writer.int8(value === null ? -1 : 1)
      if (value !== null) inner.write(writer, value)
    },
  }
}

function arrayField(element: Codec<unknown, unknown>, nullable: boolean, compact: boolean, path: string): Codec<unknown, unknown> {
  return {
    read(reader) {
      const count = readLength(reader, compact)
      if (count < 0) {
        if (!nullable) throw new MalformedError(`${path} is null`)
        return null
      }
      if (count > reader.left) throw new MalformedError(`${path} claims ${count} elements, ${reader.left} bytes are left`)
      const values = new Array<unknown>(count)
      for (let i = 0; i < count; i++) values[i] = element.read(reader)
      return values
    },
    write(writer, value) {
      const values = value as readonly unknown[] | null
      if (values === null && !nullable) throw new RangeError(`${path} may not be null`)
      writeLength(writer, values === null ? -1 : values.length, compact)
      if (values) for (const each of values) element.write(writer, each)
    },
  }
}

const readLength = (reader: Reader, compact: boolean) => compact ? reader.uvarint() - 1 : reader.int32()
const writeLength = (writer: Writer, length: number, compact: boolean) => compact ? writer.uvarint(length + 1) : writer.int32(length)

type PrimitiveCodec = (nullable: boolean, compact: boolean) => Codec<unknown, unknown>

const fixed = (name: 'bool' | 'int8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'int53' | 'int64' | 'float64' | 'uuid'): PrimitiveCodec => () => ({
  read: reader => reader[name](),
  write: (writer, value) => (writer[name] as (value: unknown) => void)(value),
})

const blob: PrimitiveCodec = (nullable, compact) => ({
  read(reader) {
    const length = readLength(reader, compact)
    if (length < 0 && nullable) return null
    return reader.slice(length)
  },
  write(writer, value) {
    const bytes = value as Uint8Array | null
    if (bytes === null && !nullable) throw new RangeError('bytes may not be null')
    writeLength(writer, bytes === null ? -1 : bytes.length, compact)
    if (bytes) writer.raw(bytes)
  },
})

const text: PrimitiveCodec = (nullable, compact) => ({
  read(reader) {
    const length = compact ? reader.uvarint() - 1 : reader.int16()
    if (length < 0 && nullable) return null
    if (length > 0x7fff) throw new MalformedError(`string of ${length} bytes`)
    return reader.text(length)
  },
  write(writer, value) {
    if (value === null) {
      if (!nullable) throw new RangeError('string may not be null')
      if (compact) writer.uvarint(0)
      else writer.int16(-1)
      return
    }
    const length = utf8Length(value as string)
    if (length > 0x7fff) throw new RangeError(`string of ${length} bytes is too long for the wire`)
    if (compact) writer.uvarint(length + 1)
    else writer.int16(length)
    writer.text(value as string, length)
  },
})

const PRIMITIVES: Record<Primitive, PrimitiveCodec> = {
  bool: fixed('bool'), int8: fixed('int8'), int16: fixed('int16'), uint16: fixed('uint16'), int32: fixed('int32'), uint32: fixed('uint32'),
  int53: fixed('int53'), int64: fixed('int64'), float64: fixed('float64'), uuid: fixed('uuid'), string: text, bytes: blob, records: blob,
}

const ZEROS: Record<Primitive, unknown> = {
  bool: false, int8: 0, int16: 0, uint16: 0, int32: 0, uint32: 0, int53: 0, int64: 0n, float64: 0, uuid: ZERO_UUID, string: '',
  bytes: new Uint8Array(0), records: null,
}

function fallbackOf(field: Field): () => unknown {
  if (field.default !== undefined) return () => field.default
  if (field.type === 'array') return () => []
  if (field.type === 'struct') return () => structDefault(field.fields!)
  const zero = ZEROS[field.type]
  return () => zero
}

const structDefault = (fields: Fields): Any =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fallbackOf(field)()]))

function sameAsDefault(value: unknown, standard: unknown): boolean {
  if (value === standard) return true
  if (Array.isArray(value) && Array.isArray(standard)) return value.length === 0 && standard.length === 0
  if (value instanceof Uint8Array && standard instanceof Uint8Array) return value.length === 0 && standard.length === 0
  if (typeof value !== 'object' || typeof standard !== 'object' || value === null || standard === null) return false
  return Object.entries(standard).every(([key, each]) => (value as Any)[key] === undefined || sameAsDefault((value as Any)[key], each)) && !(value as Any).unknownTags
}
