/* Plain data: objects, arrays, Maps, Sets, numbers, bigint, strings, Uint8Array. Bytes are shared, never copied. */

/** A deep copy that shares bytes, unless `bytesOf` makes others of them. */
export function copyPlain<T>(value: T, bytesOf: (bytes: Uint8Array) => Uint8Array = same): T {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return bytesOf(value) as T
  if (Array.isArray(value)) return value.map(each => copyPlain(each, bytesOf)) as T
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, copyPlain(each, bytesOf)])) as T
  if (value instanceof Set) return new Set(value) as T
  const copy: Record<string, unknown> = {}
  for (const key in value) define(copy, key, copyPlain(value[key], bytesOf))
  return copy as T
}

const same = (bytes: Uint8Array): Uint8Array => bytes

/**
 * `next`, with every part that equals its counterpart in `last` replaced by that very object; `last` itself when nothing
 * changed. Objects and arrays only, as views are made of.
 */
export function shareEqual<T>(last: unknown, next: T): T {
  if (Object.is(last, next)) return next
  if (typeof last !== 'object' || typeof next !== 'object' || last === null || next === null) return next
  if (Array.isArray(next)) return Array.isArray(last) ? shareArray(last, next) as T : next
  if (Array.isArray(last) || next instanceof Uint8Array) return next
  return shareObject(last as Record<string, unknown>, next as Record<string, unknown>) as T
}

function shareArray(last: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let same = last.length === next.length
  const shared = next.map((each, index) => {
    const kept = index < last.length ? shareEqual(last[index], each) : each
    if (!Object.is(kept, last[index])) same = false
    return kept
  })
  return same ? last : shared
}

function shareObject(last: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(next)
  let same = keys.length === Object.keys(last).length
  const shared: Record<string, unknown> = {}
  for (const key of keys) {
    const known = Object.hasOwn(last, key)
    const kept = known ? shareEqual(last[key], next[key]) : next[key]
    define(shared, key, kept)
    if (!known || !Object.is(kept, last[key])) same = false
  }
  return same ? last : shared
}

/** Names come from people: a topic may be called `__proto__`. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}
