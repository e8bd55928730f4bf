import { define } from './plain.ts'

/*
 * What changed between two views, as plain data: a frame costs what changed, not what exists. Views share the parts that
 * did not change, so the same object means the same content and is never looked into. A part that stands in two places of a view is the same
 * object again in its delta, and in the view that is patched.
 */

/** `set`: new values, as they are. `within`: what changed in parts that were there. */
export type Delta =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'object'; readonly set?: Values; readonly within?: Deltas; readonly drop?: readonly string[] }
  | { readonly is: 'list'; readonly from: number; readonly length: number; readonly set?: Values; readonly within?: Deltas }
type Values = Readonly<Record<string, unknown>>
type Deltas = Readonly<Record<string, Delta>>

/** null: nothing changed. */
export const diff = (last: unknown, next: unknown): Delta | null => new Differ().diff(last, next)

/** The view `delta` leads to; parts it does not speak of are `view`'s own. */
export const patch = <T>(view: T, delta: Delta | null): T => delta === null ? view : new Patcher().patch(view, delta) as T

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

class Differ {
  readonly #known = new Map<object, { readonly last: object; readonly delta: Delta | null }>()

  diff(last: unknown, next: unknown): Delta | null {
    if (Object.is(last, next)) return null
    if (Array.isArray(last) && Array.isArray(next)) return this.#once(last, next, () => this.#list(last, next))
    if (isObject(last) && isObject(next)) return this.#once(last, next, () => this.#object(last, next))
    return { is: 'value', value: next }
  }

  #once(last: object, next: object, make: () => Delta | null): Delta | null {
    const known = this.#known.get(next)
    if (known?.last === last) return known.delta
    const delta = make()
    this.#known.set(next, { last, delta })
    return delta
  }

  #object(last: Values, next: Values): Delta | null {
    const parts = new Parts()
    for (const key in next) {
      if (Object.hasOwn(last, key)) this.#part(parts, key, last[key], next[key])
      else parts.set(key, next[key])
    }
    let drop: string[] | undefined
    for (const key in last) if (!Object.hasOwn(next, key)) (drop ??= []).push(key)
    return parts.count > 0 || drop ? { is: 'object', ...parts.made, ...drop && { drop } } : null
  }

  /** Place by place, counted from where the next one begins in the last; whole when most of it changed. */
  #list(last: readonly unknown[], next: readonly unknown[]): Delta | null {
    const parts = new Parts(), from = beginningIn(last, next)
    for (let i = 0; i < next.length; i++) {
      if (from + i < last.length) this.#part(parts, String(i), last[from + i], next[i])
      else parts.set(String(i), next[i])
    }
    if (parts.count === 0 && last.length === next.length) return null
    return 2 * parts.count > next.length ? { is: 'value', value: next } : { is: 'list', from, length: next.length, ...parts.made }
  }

  #part(parts: Parts, key: string, last: unknown, next: unknown): void {
    if (Object.is(last, next)) return
    if (typeof last !== 'object' || typeof next !== 'object') return parts.set(key, next)
    const delta = this.diff(last, next)
    if (delta?.is === 'value') parts.set(key, delta.value)
    else if (delta) parts.change(key, delta)
  }
}

/** What is kept of the newest few moves towards its beginning, each the same object as before. */
const beginningIn = (last: readonly unknown[], next: readonly unknown[]): number =>
  isObject(next[0]) ? Math.max(0, last.indexOf(next[0])) : 0

class Parts {
  readonly made: { set?: Record<string, unknown>; within?: Record<string, Delta> } = {}
  count = 0

  set(key: string, value: unknown): void {
    define(this.made.set ??= {}, key, value)
    this.count++
  }

  change(key: string, delta: Delta): void {
    define(this.made.within ??= {}, key, delta)
    this.count++
  }
}

class Patcher {
  readonly #known = new Map<Delta, { readonly view: unknown; readonly made: unknown }>()

  patch(view: unknown, delta: Delta): unknown {
    if (delta.is === 'value') return delta.value
    const known = this.#known.get(delta)
    if (known && known.view === view) return known.made
    const made = delta.is === 'list' ? this.#list(view as readonly unknown[], delta) : this.#object(view as Values, delta)
    this.#known.set(delta, { view, made })
    return made
  }

  #object(view: Values, { set, within, drop }: Delta & { is: 'object' }): Values {
    const next = { ...view }
    if (drop) for (const key of drop) delete next[key]
    for (const key in set) define(next, key, set[key])
    for (const key in within) define(next, key, this.patch(view[key], within[key]!))
    return next
  }

  #list(view: readonly unknown[], { from, length, set, within }: Delta & { is: 'list' }): readonly unknown[] {
    const next = view.slice(from, from + length)
    for (const key in set) next[Number(key)] = set[key]
    for (const key in within) next[Number(key)] = this.patch(view[from + Number(key)], within[key]!)
    return next
  }
}
