import type { Field, Fields, Message, Primitive } from '../protocol/schema.ts'
import { versionsOf, within } from '../protocol/schema.ts'
import { fromHex, toHex } from './golden.ts'

/*
 * Golden JSON ↔ our values. There int64 is a string and bytes are hex; fields a version has not are left out.
 */

type Any = Record<string, unknown>

/** The value to encode for a golden JSON. */
export const valueOfGolden = (fields: Fields, json: unknown): Any =>
  Object.fromEntries(Object.entries(json as Any).map(([name, each]) => [name, valueOfField(fieldOf(fields, name), each)]))

function fieldOf(fields: Fields, name: string): Field {
  const field = fields[name]
  if (!field) throw new Error(`golden has a field ${name}, the definition has none`)
  return field
}

function valueOfField(field: Field, json: unknown): unknown {
  if (json === null) return null
  if (field.type === 'struct') return valueOfGolden(field.fields!, json)
  if (field.type !== 'array') return primitiveOf(field.type, json)
  return (json as unknown[]).map(each => field.of ? primitiveOf(field.of, each) : valueOfGolden(field.fields!, each))
}

function primitiveOf(type: Primitive, json: unknown): unknown {
  switch (type) {
    case 'int64': return BigInt(json as string)
    case 'int53': return Number(json)
    case 'bytes': case 'records': return fromHex(json as string)
    default: return json
  }
}

/** The golden JSON of what was decoded: the fields of that version, and no other. */
export const goldenOfValue = (fields: Fields, version: number, value: Any): Any =>
  Object.fromEntries(Object.entries(fields)
    .filter(([, field]) => within(versionsOf(field.versions), version))
    .map(([name, field]) => [name, goldenOfField(field, version, value[name])]))

function goldenOfField(field: Field, version: number, value: unknown): unknown {
  if (value === null) return null
  if (field.type === 'struct') return goldenOfValue(field.fields!, version, value as Any)
  if (field.type !== 'array') return goldenOf(field.type, value)
  return (value as unknown[]).map(each => field.of ? goldenOf(field.of, each) : goldenOfValue(field.fields!, version, each as Any))
}

function goldenOf(type: Primitive, value: unknown): unknown {
  switch (type) {
    case 'int53': case 'int64': return String(value)
    case 'bytes': case 'records': return toHex(value as Uint8Array)
    default: return value
  }
}

/** The same message with every int53 an int64, to read what our own definitions refuse on purpose. */
export const widened = (message: Message): Message => ({ ...message, fields: widenedFields(message.fields) })

const widenedFields = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, widenedField(field)]))

const widenedField = (field: Field): Field => ({
  ...field,
  type: field.type === 'int53' ? 'int64' : field.type,
  ...field.of === 'int53' && { of: 'int64' as const },
  ...field.fields && { fields: widenedFields(field.fields) },
  ...field.type === 'int53' && field.default !== undefined && { default: BigInt(field.default as number) },
})

/** Whether some int53 of ours carries more than 2^53 in this golden JSON. */
export const isBeyond53 = (fields: Fields, json: unknown): boolean =>
  Object.entries(json as Any).some(([name, each]) => fieldIsBeyond53(fieldOf(fields, name), each))

function fieldIsBeyond53(field: Field, json: unknown): boolean {
  if (json === null) return false
  if (field.type === 'struct') return isBeyond53(field.fields!, json)
  if (field.type === 'array') return (json as unknown[]).some(each => field.of ? field.of === 'int53' && isUnsafe(each) : isBeyond53(field.fields!, each))
  return field.type === 'int53' && isUnsafe(json)
}

const isUnsafe = (json: unknown): boolean => !Number.isSafeInteger(Number(json))
