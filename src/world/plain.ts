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
 * changed, and `next` itself when nothing is shared. Objects and arrays only, as views are made of.
 */
export function shareEqual<T>(last: unknown, next: T): T {
  if (Object.is(last, next)) return next
  if (typeof last !== 'object' || typeof next !== 'object' || last === null || next === null) return next
  if (Array.isArray(next)) return Array.isArray(last) ? shareArray(last, next) as T : next
  if (Array.isArray(last) || next instanceof Uint8Array) return next
  return shareObject(last as Record<string, unknown>, next as Record<string, unknown>) as T
}

function shareArray(last: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let isLast = last.length === next.length, own: unknown[] | null = null
  for (let i = 0; i < next.length; i++) {
    const kept = i < last.length ? shareEqual(last[i], next[i]) : next[i]
    if (!Object.is(kept, next[i])) (own ??= next.slice())[i] = kept
    if (!Object.is(kept, last[i])) isLast = false
  }
  return isLast ? last : own ?? next
}

function shareObject(last: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let isLast = true, own: Record<string, unknown> | null = null, left = 0
  for (const key in next) {
    const isKnown = Object.hasOwn(last, key)
    const kept = isKnown ? shareEqual(last[key], next[key]) : next[key]
    if (!Object.is(kept, next[key])) define(own ??= { ...next }, key, kept)
    if (!isKnown || !Object.is(kept, last[key])) isLast = false
    left++
  }
  for (const _ in last) left--
  return isLast && left === 0 ? last : own ?? next
}

/** Names come from people: a topic may be called `__proto__`. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}
