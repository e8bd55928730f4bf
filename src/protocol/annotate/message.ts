import { PRIMITIVE_CODECS, readLength } from '../primitive-codecs.ts'
import { Reader } from '../reader.ts'
import { versionsOf, within, type Field, type Fields, type Message, type Primitive } from '../schema.ts'
import { annotated, type Trail } from './trail.ts'
import type { Annotated, Datum } from './tree.ts'

/** How one version reads: which fields it has, and whether lengths are compact. */
interface Reading { readonly version: number; readonly flexible: boolean }

/** A message's body in one version, field by field. */
export const annotateMessage = (message: Message, version: number, bytes: Uint8Array, from = 0, to = bytes.length): readonly Annotated[] =>
  annotated(new Reader(bytes, from, to), trail => noteMessage(trail, message, version))

export const noteMessage = (trail: Trail, message: Message, version: number): void =>
  noteFields(trail, message.fields, { version, flexible: within(versionsOf(message.flexible), version) })

function noteFields(trail: Trail, fields: Fields, reading: Reading): void {
  const here = Object.entries(fields).filter(([, field]) => within(versionsOf(field.versions), reading.version))
  const inTag = ([, field]: [string, Field]): boolean => within(versionsOf(field.tagged), reading.version)
  for (const [name, field] of here) if (!inTag([name, field])) noteField(trail, name, field, reading, false)
  if (reading.flexible) noteTags(trail, here.filter(inTag), reading)
}

function noteField(trail: Trail, name: string, field: Field, reading: Reading, inTag: boolean): void {
  const nullable = within(versionsOf(field.nullable), reading.version)
  if (field.type === 'struct') return noteStruct(trail, name, field, reading, nullable, inTag)
  if (field.type === 'array') return noteArray(trail, name, field, reading)
  notePrimitive(trail, name, field.type, nullable, isCompact(field, reading))
}

const isCompact = (field: Field, { flexible }: Reading): boolean => flexible && field.compact !== false

function notePrimitive(trail: Trail, name: string, type: Primitive, nullable: boolean, compact: boolean): void {
  const codec = PRIMITIVE_CODECS[type](nullable, compact)
  trail.field(name, type === 'int53' ? 'int64' : type, reader => codec.read(reader) as Datum)
}

/** One that may be null says first whether it is there. */
function noteStruct(trail: Trail, name: string, field: Field, reading: Reading, nullable: boolean, inTag: boolean): void {
  trail.group(name, inner => {
    const isThere = !nullable
      || inner.field('isPresent', inTag ? 'uvarint' : 'int8', reader => inTag ? reader.uvarint() - 1 : reader.int8()) >= 0
    if (isThere) noteFields(inner, field.fields!, reading)
  })
}

function noteArray(trail: Trail, name: string, field: Field, reading: Reading): void {
  const compact = isCompact(field, reading)
  trail.group(name, inner => {
    const count = inner.field('length', compact ? 'uvarint' : 'int32', reader => readLength(reader, compact))
    for (let i = 0; i < count; i++) {
      const element = `${name}[${i}]`
      if (field.of) notePrimitive(inner, element, field.of, false, compact)
      else inner.group(element, each => noteFields(each, field.fields!, reading))
    }
  })
}

function noteTags(trail: Trail, known: readonly [string, Field][], reading: Reading): void {
  const count = trail.field('taggedFields', 'uvarint', reader => reader.uvarint())
  for (let i = 0; i < count; i++) {
    trail.group('taggedField', inner => {
      const tag = inner.field('tag', 'uvarint', reader => reader.uvarint())
      const size = inner.field('size', 'uvarint', reader => reader.uvarint())
      const field = known.find(([, each]) => each.tag === tag)
      if (field) noteField(inner, field[0], field[1], reading, true)
      else inner.field('unknown', 'bytes', reader => reader.slice(size))
    })
  }
}
