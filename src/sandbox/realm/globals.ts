import { clearTimer, emit, lineOf, nowMicros, setTimer, wall } from './lockstep.ts'

/*
 * The clock, the timers, the dice and the console of the script's world, in place of the realm's own.
 */

const RealDate = Date

/** `Date` whose now is the world's wall clock; in UTC, as brokers' timestamps are read. */
export function worldDate(): DateConstructor {
  function WorldDate(this: unknown, ...args: unknown[]): Date | string {
    const date = args.length === 0 ? new RealDate(wall) : Reflect.construct(RealDate, args) as Date
    return new.target ? date : date.toISOString()
  }
  WorldDate.prototype = RealDate.prototype
  WorldDate.now = () => wall
  WorldDate.parse = RealDate.parse
  WorldDate.UTC = RealDate.UTC
  Object.defineProperty(RealDate.prototype, 'constructor', { value: WorldDate, writable: true, configurable: true })
  return WorldDate as unknown as DateConstructor
}

/** sfc32, seeded from the script's world. */
export function seededRandom(seed: number): () => number {
  let a = seed | 0, b = 0x9e3779b9 | 0, c = 0x243f6a88 | 0, counter = 1
  const next = () => {
    const sum = (a + b | 0) + counter | 0
    counter = counter + 1 | 0
    a = b ^ b >>> 9
    b = c + (c << 3) | 0
    c = (c << 21 | c >>> 11) + sum | 0
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  return () => next() / 0x1_0000_0000
}

export const performanceNow = (): number => nowMicros / 1_000

export const timers = {
  setTimeout: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): number => setTimer(() => run(...args), ms),
  clearTimeout: (id: number): void => clearTimer(intervals[id] ?? id),
  setInterval(run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): number {
    const again = () => { intervals[first] = setTimer(again, ms); run(...args) }
    const first: number = setTimer(again, ms)
    intervals[first] = first
    return first
  },
  clearInterval(id: number): void {
    clearTimer(intervals[id] ?? id)
    delete intervals[id]
  },
  setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]): number => setTimer(() => run(...args), 0),
}
/** What an interval's number stands for now: its next timer. */
const intervals: Record<number, number> = {}

const MAX_LINE = 10_000

export function worldConsole() {
  const say = (level: 'log' | 'info' | 'warn' | 'error') => (...args: unknown[]) =>
    emit({ call: 'console', level, text: args.map(show).join(' ').slice(0, MAX_LINE), line: callerLine() })
  return { log: say('log'), info: say('info'), debug: say('log'), warn: say('warn'), error: say('error'), table: say('log') }
}

const callerLine = (): number | null => lineOf(new Error('where'))

/** A value as Node's console shows it, near enough to read. */
export function show(value: unknown, depth = 0): string {
  if (typeof value === 'string') return depth === 0 ? value : `'${value}'`
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return String(value)
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof RealDate) return value.toISOString()
  if (value instanceof Uint8Array) return `<Buffer ${Array.from(value.subarray(0, 50), byte => byte.toString(16).padStart(2, '0')).join(' ')}${value.length > 50 ? ' …' : ''}>`
  if (depth > 2) return Array.isArray(value) ? '[Array]' : '[Object]'
  if (Array.isArray(value)) return `[${value.slice(0, 100).map(each => show(each, depth + 1)).join(', ')}]`
  if (value instanceof Map) return `Map(${value.size}) {${[...value].slice(0, 100).map(([key, each]) => `${show(key, depth + 1)} => ${show(each, depth + 1)}`).join(', ')}}`
  if (value instanceof Set) return `Set(${value.size}) {${[...value].slice(0, 100).map(each => show(each, depth + 1)).join(', ')}}`
  return `{ ${Object.entries(value).slice(0, 100).map(([key, each]) => `${key}: ${show(each, depth + 1)}`).join(', ')} }`
}
