import { defaultOf, isDefault } from '../../protocol/defaults.ts'
import { versionsOf, within, type Field, type Fields, type Message } from '../../protocol/schema.ts'
import { base64Text } from './base64.ts'

/** Text in place of what a field would show: for bytes that hold a message of their own. */
export type Insides = (name: string, bytes: Uint8Array) => string | null

/**
 * A message as Kafka's generated JSON converters write it: the fields of this version in the definition's order, tagged ones only
 * where they are not the default, bytes in base64, 64-bit numbers as they are.
 */
export const messageJson = (message: Message, version: number, value: unknown, inside: Insides = () => null): string =>
  structJson(message.fields, version, value as Record<string, unknown>, inside)

function structJson(fields: Fields, version: number, value: Record<string, unknown>, inside: Insides): string {
  const shown = Object.entries(fields)
    .filter(([name, field]) => within(versionsOf(field.versions), version) && !isLeftOut(field, version, value[name]))
  return `{${shown.map(([name, field]) => `"${name}":${fieldJson(name, field, version, value[name], inside)}`).join(',')}}`
}

const isLeftOut = (field: Field, version: number, value: unknown): boolean =>
  within(versionsOf(field.tagged), version) && isDefault(value, defaultOf(field)())

function fieldJson(name: string, field: Field, version: number, value: unknown, inside: Insides): string {
  if (value === null || value === undefined) return 'null'
  if (field.type === 'struct') return structJson(field.fields!, version, value as Record<string, unknown>, inside)
  if (field.type !== 'array') return primitiveJson(name, value, inside)
  const each = field.fields ? (item: unknown): string => structJson(field.fields!, version, item as Record<string, unknown>, inside)
    : (item: unknown): string => primitiveJson(name, item, inside)
  return `[${(value as unknown[]).map(each).join(',')}]`
}

function primitiveJson(name: string, value: unknown, inside: Insides): string {
  if (value instanceof Uint8Array) return inside(name, value) ?? `"${base64Text(value)}"`
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}
