/*
 * What crosses the border between a world and a script's realm: JSON, one turn at a time. The world hands over events, the
 * realm runs until nothing is left to run, its calls come back as a list. Bytes cross as strings of char codes 0–255.
 * No types of the engine here: both sides, and the recording of turns, read this file alone.
 */

export interface Turn {
  /** Wall time in the script's world at this turn, in milliseconds. */
  wall: number
  /** World time in microseconds, for `performance`-like needs. */
  now: number
  events: RealmEvent[]
}

export type RealmEvent =
  /** The text as typed; it is made ready where its realm is opened. `datasets`: those it may read, put in there too, never recorded. */
  | { is: 'start'; source: string; seed: number; datasets?: Datasets }
  | { is: 'timer'; id: number }
  /** The answer to a call that had an id. */
  | { is: 'resolved'; call: number; value: unknown }
  | { is: 'rejected'; call: number; error: RealmError }
  /** The world calls a function the script handed over (`eachMessage`, an event listener); answered by `returned`. */
  | { is: 'invoke'; invocation: number; callback: number; args: unknown }

/** Files of the `vega-datasets` package by name, as JSON text. */
export type Datasets = Readonly<Record<string, string>>
/** The module that scripts have them from. */
export const DATASETS_MODULE = 'vega-datasets'
export const withDatasets = (events: readonly RealmEvent[], datasets: Datasets): RealmEvent[] =>
  events.map(event => event.is === 'start' ? { ...event, datasets } : event)

export interface RealmError { name: string; message: string; code?: number; type?: string; retriable?: boolean }

export type RealmCall =
  | { call: 'console'; level: 'log' | 'info' | 'warn' | 'error'; text: string; line: number | null }
  | { call: 'timer'; id: number; afterMs: number }
  | { call: 'clearTimer'; id: number }
  /** A method of a client the script made: `producer`, `consumer` or `admin`, by number. */
  | { call: 'ask'; id: number; client: number; method: string; args: unknown; /** Where the script asks it. */ line?: number }
  | { call: 'make'; client: number; kind: 'producer' | 'consumer' | 'admin'; config: Record<string, unknown> }
  | { call: 'returned'; invocation: number; error: RealmError | null }
  /** The script's own text has run to its end. */
  | { call: 'ended' }
  | { call: 'failed'; error: RealmError; line: number | null }

/** So many a turn at most, with the word that a runaway script was stopped. */
export const MAX_CALLS = 10_000
/** Loop and function turns between two events before a script counts as endless. */
export const MAX_TICKS = 2_000_000

export const bytesToText = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return text
}
export const textToBytes = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}
