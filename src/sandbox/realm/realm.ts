import { RealmBuffer } from './buffer.ts'
import { performanceNow, seededRandom, timers, worldConsole, worldDate } from './globals.ts'
import { callsAt, deliver, drain, reach, reached, readTurn, standBehind, stopAt, tick } from './lockstep.ts'
import { lookUp } from './modules.ts'
import { closeRealm, ownLocale } from './prologue.ts'

/**
 * A script's whole realm, as one text: the host evaluates it in an empty place (a blob worker in a sandboxed frame, a vm context)
 * and gets `deliver` and `drain`. After that nothing of the place is left but ECMAScript, the world's clock, and two modules.
 *
 * `compile` makes a function of the learner's text; how that is allowed is the host's business, so the host passes it in.
 * `linesBefore`: how many lines stand above the learner's first in the same text.
 */
export type Compile = () => (...names: unknown[]) => Promise<void>

export interface Realm {
  /** One event of a turn; the host lets microtasks run dry before the next. */
  deliver(wall: number, now: number, eventJson: string): void
  drain(): string
  /** Lines at which somebody wants to know of each visit; they make no difference to what the script does. */
  stopAt(linesJson: string): void
  /** Those visited since the last time, in order, as JSON. */
  reached(): string
}

export function openRealm(self: Record<string, unknown>, compile: Compile, linesBefore = 0): Realm {
  standBehind(linesBefore)
  closeRealm(self)
  ownLocale()
  const visible = {
    Date: worldDate(), Buffer: RealmBuffer, console: worldConsole(), performance: { now: performanceNow }, ...timers,
    queueMicrotask: (run: () => void) => { void Promise.resolve().then(run) },
    structuredClone: (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown,
    process: { env: {}, argv: ['node', 'script.ts'], on: () => {}, once: () => {}, exit: () => { throw new Error('process.exit: the script ends when nothing is left to run') } },
  }
  for (const [name, value] of Object.entries(visible)) Object.defineProperty(self, name, { value, writable: true, configurable: true })
  const start = (seed: number): Promise<void> => {
    Object.defineProperty(Math, 'random', { value: seededRandom(seed), writable: true, configurable: true })
    return compile()(tick, lookUp, callsAt, reach)
  }
  return {
    deliver: (wall, now, eventJson) => deliver({ wall, now }, readTurn(eventJson) as never, start),
    drain, stopAt, reached,
  }
}
