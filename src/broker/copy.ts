/**
 * A deep copy of plain data for `save` and `load`: what may change is copied, bytes are shared because nobody changes them.
 */
export function copyPlain<T>(value: T): T {
  return copied(value) as T
}

function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(copied)
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [copied(key), copied(each)]))
  if (value instanceof Set) return new Set([...value].map(copied))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copied(each)]))
}
