import * as v from 'valibot'
import type { ClusterView, Told } from '../world/view.ts'
import { isChatter } from './frame.ts'

/*
 * `run({until})` takes a question about the world as data, so that it can cross to the worker and be asked there at every event:
 *
 *     {path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 2}
 *     {event: 'isr.shrank', where: {partition: 'orders-4', out: {includes: 2}}}
 *     {all: [...]}  {any: [...]}  {not: ...}
 *
 * A path walks the view; `*` stands for any key or index and holds if it holds for one. An event holds from the moment it is told,
 * if that was after the question was asked.
 */

const tests = {
  /** Same plain data, compared deeply. */
  equals: v.optional(v.unknown()),
  atLeast: v.optional(v.number()),
  atMost: v.optional(v.number()),
  /** An element of a list, or a part of a text. */
  includes: v.optional(v.unknown()),
  /** Whether there is anything at all (`null` is nothing). */
  exists: v.optional(v.boolean()),
} as const
const testKeys = Object.keys(tests) as (keyof typeof tests)[]
const asksSomething = (test: object): boolean => testKeys.some(key => key in test)

const testSchema = v.pipe(v.strictObject(tests), v.check(test => asksSomething(test), `needs one of ${testKeys.join(', ')}`))
export type Test = v.InferOutput<typeof testSchema>

const keySchema = v.union([v.string(), v.pipe(v.number(), v.integer())])
const pathSchema = v.pipe(
  v.strictObject({ path: v.pipe(v.array(keySchema), v.minLength(1), v.maxLength(32)), ...tests }),
  v.check(test => asksSomething(test), `needs one of ${testKeys.join(', ')}`),
)
const eventSchema = v.strictObject({ event: v.string(), where: v.optional(v.record(v.string(), v.unknown())) })

export type Matcher =
  | v.InferOutput<typeof pathSchema>
  | v.InferOutput<typeof eventSchema>
  | { all: Matcher[] }
  | { any: Matcher[] }
  | { not: Matcher }

const inner: v.GenericSchema<Matcher> = v.lazy(() => matcherSchema)
export const matcherSchema: v.GenericSchema<Matcher> = v.union([
  pathSchema, eventSchema,
  v.strictObject({ all: v.pipe(v.array(inner), v.minLength(1)) }),
  v.strictObject({ any: v.pipe(v.array(inner), v.minLength(1)) }),
  v.strictObject({ not: inner }),
])

/** Parts of the view that single batches leave alone, each with the chatter that touches it all the same. */
const calm: Readonly<Record<string, ReadonlySet<string>>> = {
  metadata: new Set(), controller: new Set(), faults: new Set(), invariants: new Set(), groups: new Set(['group.committed']),
}

/** One question being asked: what events it has seen stays seen. */
export class Watch {
  readonly #matcher: Matcher
  readonly #seen = new Set<Matcher>()
  /** It asks of the view; otherwise what is told is enough. */
  readonly needsView: boolean

  /** Throws valibot's error, which says where, when `matcher` is none. */
  constructor(matcher: unknown) {
    this.#matcher = v.parse(matcherSchema, matcher)
    this.needsView = leaves(this.#matcher).some(leaf => 'path' in leaf)
  }

  /** Whether the answer may be another one after this event; making a view for each batch would cost more than the batch. */
  concerns(told: Told): boolean {
    if (!isChatter(told)) return true
    return leaves(this.#matcher).some(leaf => 'path' in leaf ? calm[leaf.path[0]!]?.has(told.is) ?? true : 'event' in leaf && leaf.event === told.is)
  }

  hear(told: Told): void {
    for (const leaf of leaves(this.#matcher)) if ('event' in leaf && tells(leaf, told)) this.#seen.add(leaf)
  }

  holds(view: ClusterView | null): boolean {
    return this.#holds(this.#matcher, view)
  }

  #holds(matcher: Matcher, view: ClusterView | null): boolean {
    if ('all' in matcher) return matcher.all.every(each => this.#holds(each, view))
    if ('any' in matcher) return matcher.any.some(each => this.#holds(each, view))
    if ('not' in matcher) return !this.#holds(matcher.not, view)
    if ('event' in matcher) return this.#seen.has(matcher)
    return walk(view, matcher.path, 0, value => passes(matcher, value))
  }
}

function leaves(matcher: Matcher): Matcher[] {
  if ('all' in matcher) return matcher.all.flatMap(leaves)
  if ('any' in matcher) return matcher.any.flatMap(leaves)
  return 'not' in matcher ? leaves(matcher.not) : [matcher]
}

function tells({ event, where = {} }: v.InferOutput<typeof eventSchema>, told: Told): boolean {
  const fields = told as unknown as Readonly<Record<string, unknown>>
  return told.is === event && Object.entries(where).every(([name, wanted]) =>
    isTest(wanted) ? passes(wanted, fields[name]) : same(fields[name], wanted))
}

const isTest = (value: unknown): value is Test => v.is(testSchema, value)

function walk(value: unknown, path: readonly (string | number)[], at: number, then: (value: unknown) => boolean): boolean {
  if (at === path.length) return then(value)
  const key = path[at]!
  if (key === '*') return isObject(value) && Object.values(value).some(each => walk(each, path, at + 1, then))
  return walk(own(value, key), path, at + 1, then)
}

function own(value: unknown, key: string | number): unknown {
  if (value === null || value === undefined || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string | number, unknown>)[key]
}

function passes(test: Test, value: unknown): boolean {
  if ('equals' in test && !same(value, test.equals)) return false
  if (test.atLeast !== undefined && !(typeof value === 'number' && value >= test.atLeast)) return false
  if (test.atMost !== undefined && !(typeof value === 'number' && value <= test.atMost)) return false
  if ('includes' in test && !includes(value, test.includes)) return false
  return test.exists === undefined || test.exists === (value !== undefined && value !== null)
}

function includes(value: unknown, wanted: unknown): boolean {
  if (typeof value === 'string') return typeof wanted === 'string' && value.includes(wanted)
  return Array.isArray(value) && value.some(each => same(each, wanted))
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function same(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b)
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && same(own(a, key), own(b, key)))
}
