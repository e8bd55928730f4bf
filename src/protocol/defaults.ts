import type { Field, Fields, Primitive } from './schema.ts'
import { ZERO_UUID } from './uuid.ts'

/*
 * What a field is when nobody said (`default` of Kafka's message files): decoded values have it where the version has no such
 * field, and a tagged field that equals it is not on the wire.
 */

const ZEROS: Record<Primitive, unknown> = {
  bool: false, int8: 0, int16: 0, uint16: 0, int32: 0, uint32: 0, int53: 0, int64: 0n, float64: 0, uuid: ZERO_UUID, string: '',
  bytes: new Uint8Array(0), records: null,
}

/** Gives the default each time it is asked: a new array, but one and the same struct, which is frozen. */
export function defaultOf(field: Field): () => unknown {
  if (field.type === 'array' && field.default === undefined) return () => []
  const standard = field.default !== undefined ? field.default : field.type === 'struct' ? defaultStruct(field.fields!) : ZEROS[field.type as Primitive]
  return () => standard
}

const defaultStruct = (fields: Fields): object =>
  Object.freeze(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, defaultOf(field)()])))

export function isDefault(value: unknown, standard: unknown): boolean {
  if (value === standard) return true
  if (typeof value !== 'object' || typeof standard !== 'object' || value === null || standard === null) return false
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0 && (standard as { length?: number }).length === 0
  const given = value as Record<string, unknown>
  if (given.unknownTags) return false
  for (const name in standard) if (given[name] !== undefined && !isDefault(given[name], (standard as Record<string, unknown>)[name])) return false
  return true
}
