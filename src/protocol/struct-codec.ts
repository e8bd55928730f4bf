import type { Codec } from './codec.ts'
import { defaultOf, isDefault } from './defaults.ts'
import { MalformedError } from './malformed.ts'
import { PRIMITIVE_CODECS, readLength, writeLength } from './primitive-codecs.ts'
import type { Reader } from './reader.ts'
import { versionsOf, within, type Field, type Fields, type UnknownTag } from './schema.ts'
import { UnsupportedVersionError } from './unsupported-version.ts'
import { Writer } from './writer.ts'

/*
 * Structs of one version, from the bottom up: fields one after another, then, in flexible versions, tagged fields:
 *
 *   field | field | … | count uvarint | tag uvarint | size uvarint | field | …
 */

export type AnyCodec = Codec<unknown, unknown>
type Any = Record<string, unknown>

/** A field in one version. */
interface Slot {
  readonly name: string
  readonly codec: AnyCodec
  readonly standard: () => unknown
  readonly ignorable: boolean
  readonly tag: number
}

/** What a version does with the fields of a struct: in a row, tagged, or not at all. */
interface Layout {
  readonly plain: readonly Slot[]
  readonly tagged: readonly Slot[]
  /** Not in a row: what is read has the default, unless its tag comes. */
  readonly implied: readonly Slot[]
  /** Not in this version, and not to be left out when they are said. */
  readonly impossible: readonly Slot[]
  readonly flexible: boolean
  readonly path: string
}

export function structCodec(fields: Fields, version: number, flexible: boolean, path: string): AnyCodec {
  const layout = layoutOf(fields, version, flexible, path)
  return { read: reader => readStruct(reader, layout), write: (writer, value) => writeStruct(writer, value as Any, layout) }
}

function layoutOf(fields: Fields, version: number, flexible: boolean, path: string): Layout {
  const plain: Slot[] = [], tagged: Slot[] = [], absent: Slot[] = []
  for (const [name, field] of Object.entries(fields)) {
    const slot = slotOf(name, field, version, flexible, `${path}.${name}`)
    if (!within(versionsOf(field.versions), version)) absent.push(slot)
    else if (within(versionsOf(field.tagged), version)) tagged.push(slot)
    else plain.push(slot)
  }
  tagged.sort((a, b) => a.tag - b.tag)
  return { plain, tagged, implied: [...tagged, ...absent], impossible: absent.filter(slot => !slot.ignorable), flexible, path }
}

function slotOf(name: string, field: Field, version: number, flexible: boolean, path: string): Slot {
  const nullable = within(versionsOf(field.nullable), version)
  const inTag = within(versionsOf(field.tagged), version)
  const compact = flexible && field.compact !== false
  const codec = field.type === 'struct' ? nullableCodec(structCodec(field.fields!, version, flexible, path), nullable, inTag)
    : field.type === 'array' ? arrayCodec(elementCodec(field, version, flexible, compact, path), nullable, compact, path)
    : PRIMITIVE_CODECS[field.type](nullable, compact)
  return { name, codec, standard: defaultOf(field), ignorable: field.ignorable ?? false, tag: field.tag ?? -1 }
}

const elementCodec = (field: Field, version: number, flexible: boolean, compact: boolean, path: string): AnyCodec =>
  field.of ? PRIMITIVE_CODECS[field.of](false, compact) : structCodec(field.fields!, version, flexible, path)

function readStruct(reader: Reader, { plain, tagged, implied, flexible }: Layout): Any {
  const value: Any = {}
  for (let i = 0; i < plain.length; i++) { const slot = plain[i]!; value[slot.name] = slot.codec.read(reader) }
  for (let i = 0; i < implied.length; i++) { const slot = implied[i]!; value[slot.name] = slot.standard() }
  if (flexible) readTags(reader, value, tagged)
  return value
}

function readTags(reader: Reader, value: Any, tagged: readonly Slot[]): void {
  let last = -1
  for (let count = reader.uvarint(); count > 0; count--) {
    const tag = reader.uvarint()
    if (tag <= last) throw new MalformedError(`tag ${tag} after ${last}`)
    last = tag
    const size = reader.uvarint()
    const slot = tagged.find(each => each.tag === tag)
    if (slot) value[slot.name] = readWithin(reader, size, slot.codec)
    else ((value.unknownTags ??= []) as UnknownTag[]).push({ tag, bytes: reader.slice(size) })
  }
}

/** Reads what must take exactly `size` bytes. */
function readWithin(reader: Reader, size: number, codec: AnyCodec): unknown {
  const part = reader.part(size), value = codec.read(part)
  if (part.left > 0) throw new MalformedError(`${part.left} bytes left over in a tagged field`)
  return value
}

function writeStruct(writer: Writer, value: Any, { plain, tagged, impossible, flexible, path }: Layout): void {
  for (let i = 0; i < plain.length; i++) {
    const slot = plain[i]!
    const given = value[slot.name]
    slot.codec.write(writer, given === undefined ? slot.standard() : given)
  }
  for (let i = 0; i < impossible.length; i++) {
    if (isSaid(value, impossible[i]!)) throw new UnsupportedVersionError(`${path}.${impossible[i]!.name} has no place in this version`)
  }
  if (flexible) writeTags(writer, value, tagged)
}

const isSaid = (value: Any, slot: Slot): boolean => value[slot.name] !== undefined && !isDefault(value[slot.name], slot.standard())

function writeTags(writer: Writer, value: Any, tagged: readonly Slot[]): void {
  if (value.unknownTags === undefined && !saysAny(value, tagged)) return writer.uvarint(0)
  const all: UnknownTag[] = value.unknownTags ? [...value.unknownTags as readonly UnknownTag[]] : []
  for (let i = 0; i < tagged.length; i++) if (isSaid(value, tagged[i]!)) all.push({ tag: tagged[i]!.tag, bytes: tagBytes(tagged[i]!, value) })
  writer.uvarint(all.length)
  if (value.unknownTags) all.sort((a, b) => a.tag - b.tag)
  for (const { tag, bytes } of all) {
    writer.uvarint(tag)
    writer.uvarint(bytes.length)
    writer.raw(bytes)
  }
}

function saysAny(value: Any, slots: readonly Slot[]): boolean {
  for (let i = 0; i < slots.length; i++) if (isSaid(value, slots[i]!)) return true
  return false
}

function tagBytes(slot: Slot, value: Any): Uint8Array {
  const writer = new Writer()
  slot.codec.write(writer, value[slot.name])
  return writer.done()
}

/** A struct that may be null says first whether it is there: an int8 of 1 or −1, inside a tag a varint of 1 or 0. */
function nullableCodec(inner: AnyCodec, nullable: boolean, inTag: boolean): AnyCodec {
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

function arrayCodec(element: AnyCodec, nullable: boolean, compact: boolean, path: string): AnyCodec {
  return {
    read(reader) {
      const count = readLength(reader, compact)
      if (count < 0 && nullable) return null
      if (count < 0) throw new MalformedError(`${path} is null`)
      if (count > reader.left) throw new MalformedError(`${path} claims ${count} elements, ${reader.left} bytes are left`)
      return readElements(reader, element, count)
    },
    write(writer, value) {
      const values = value as readonly unknown[] | null
      if (values === null && !nullable) throw new RangeError(`${path} may not be null`)
      writeLength(writer, values === null ? -1 : values.length, compact)
      if (values) for (let i = 0; i < values.length; i++) element.write(writer, values[i])
    },
  }
}

function readElements(reader: Reader, element: AnyCodec, count: number): unknown[] {
  const values: unknown[] = []
  for (let i = 0; i < count; i++) values.push(element.read(reader))
  return values
}
