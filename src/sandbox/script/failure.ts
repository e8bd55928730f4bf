import type { Random } from '../../env/random.ts'
import type { Millis } from '../../env/units.ts'
import type { RealmError } from '../turn.ts'

/*
 * What kafkajs does when a script's `eachMessage` or `eachBatch` throws. What was not resolved is read again: after a pause, and after so
 * many of them with a new consumer, which begins where the group committed. An error that looks like a mistake in the code ends the
 * consumer for good. Source: its `retry/index.js`, `retry/defaults.js`, `consumer/runner.js`, `consumer/index.js`.
 */

const RETRIES = 5, INITIAL_MS = 300, MAX_MS = 30_000, MULTIPLIER = 2
/** A pause is longer or shorter by at most this part of it. */
const FACTOR = 0.2
const UNRECOVERABLE: ReadonlySet<string> = new Set(['RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'])

/** Pauses so far: kafkajs counts them over a consumer's life, not in a row. */
export interface Attempts { readonly count: number; readonly pauseMs: Millis }

export type AfterFailure =
  | { readonly is: 'retry'; readonly afterMs: Millis; readonly attempts: Attempts }
  | { readonly is: 'restart'; readonly afterMs: Millis; readonly crash: string }
  | { readonly is: 'end'; readonly crash: string }

/** `attempts` null: it never failed before. */
export function afterFailure({ name, message, retriable }: RealmError, attempts: Attempts | null, random: Random): AfterFailure {
  const { count, pauseMs } = attempts ?? { count: 0, pauseMs: about(INITIAL_MS, random) }
  if (retriable === false || UNRECOVERABLE.has(name)) return { is: 'end', crash: `KafkaJSNonRetriableError: ${message}` }
  if (count >= RETRIES) return { is: 'restart', afterMs: pauseMs, crash: `KafkaJSNumberOfRetriesExceeded: ${message}` }
  return { is: 'retry', afterMs: pauseMs, attempts: { count: count + 1, pauseMs: Math.min(about(pauseMs, random) * MULTIPLIER, MAX_MS) } }
}

function about(ms: Millis, random: Random): Millis {
  const delta = Math.ceil(FACTOR * ms)
  return ms - delta + random.below(2 * delta + 1)
}
