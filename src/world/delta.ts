import { define } from './plain.ts'

/*
 * What changed between two views, as plain data: a frame costs what changed, not what exists. Views share the parts that
 * did not change, so the same object means the same content and is never looked into.
 */

export type Delta =
  | { is: 'value'; value: unknown }
  | { is: 'object'; set: Record<string, Delta>; drop: readonly string[] }
  | { is: 'array'; length: number; set: Record<number, Delta> }

/** null: nothing changed. */
export function diff(last: unknown, next: unknown): Delta | null {
  if (Object.is(last, next)) return null
  if (Array.isArray(last) && Array.isArray(next)) return diffArrays(last, next)
  if (isObject(last) && isObject(next)) return diffObjects(last, next)
  return { is: 'value', value: next }
}

/** The view `delta` leads to; parts it does not speak of are `view`'s own. */
export function patch<T>(view: T, delta: Delta | null): T {
  if (delta === null) return view
  switch (delta.is) {
    case 'value': return delta.value as T
    case 'array': return patchArray(view as readonly unknown[], delta) as T
    case 'object': return patchObject(view as Record<string, unknown>, delta) as T
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

function diffObjects(last: Record<string, unknown>, next: Record<string, unknown>): Delta | null {
  const set: Record<string, Delta> = {}
  let changed = false
  for (const key of Object.keys(next)) {
    const delta: Delta | null = Object.hasOwn(last, key) ? diff(last[key], next[key]) : { is: 'value', value: next[key] }
    if (delta === null) continue
    define(set, key, delta)
    changed = true
  }
  const drop = Object.keys(last).filter(key => !Object.hasOwn(next, key))
  return changed || drop.length > 0 ? { is: 'object', set, drop } : null
}

/** Index by index; whole when most of it changed, as when the oldest was dropped. */
function diffArrays(last: readonly unknown[], next: readonly unknown[]): Delta | null {
  const set: Record<number, Delta> = {}
  let changed = 0
  for (let i = 0; i < next.length; i++) {
    const delta: Delta | null = i < last.length ? diff(last[i], next[i]) : { is: 'value', value: next[i] }
    if (delta === null) continue
    set[i] = delta
    changed++
  }
  if (changed === 0 && last.length === next.length) return null
  return 2 * changed > next.length ? { is: 'value', value: next } : { is: 'array', length: next.length, set }
}

function patchObject(view: Record<string, unknown>, { set, drop }: Delta & { is: 'object' }): Record<string, unknown> {
  const next = { ...view }
  for (const key of drop) delete next[key]
  for (const key of Object.keys(set)) define(next, key, patch(view[key], set[key]!))
  return next
}

function patchArray(view: readonly unknown[], { length, set }: Delta & { is: 'array' }): unknown[] {
  const next = view.slice(0, length)
  for (const index of Object.keys(set).map(Number)) next[index] = patch(view[index], set[index]!)
  return next
}
