import { giveDatasets } from './datasets.ts'
import { MAX_CALLS, MAX_TICKS, type RealmCall, type RealmError, type RealmEvent, type Turn } from '../turn.ts'

/**
 * The realm's side of the lockstep: takes a turn's events one by one, lets microtasks run dry between them (the host's
 * business), gathers the calls. Built on captured primordials, so that a script that tampers with prototypes mutes itself at most.
 */
const { stringify, parse } = JSON
const apply = Reflect.apply

let calls: RealmCall[] = []
let count = 0
let ids = 0
let ticks = 0

export let wall = 0
export let nowMicros = 0

const waiting: Record<number, { resolve(value: unknown): void; reject(error: unknown): void }> = {}
const timers: Record<number, () => void> = {}
const callbacks: Record<number, (args: never) => unknown> = {}

const TOO_MANY = `more than ${MAX_CALLS - 1} calls in one turn`

/** What a script asks for. One too many ends the turn's asking, and is thrown where it was asked. */
export function emit(call: RealmCall): void {
  tell(call)
  if (count === MAX_CALLS) throw new RangeError(TOO_MANY)
}
/** The last place of a turn is for the word that there were too many. */
function tell(call: RealmCall): void {
  if (count < MAX_CALLS - 1) calls[count++] = call
  else if (count < MAX_CALLS) calls[count++] = { call: 'failed', error: { name: 'RangeError', message: TOO_MANY }, line: 'line' in call ? call.line ?? null : null }
}

/** Everything asked since the last time, as JSON. */
export function drain(): string {
  const text = stringify(calls)
  calls = []
  count = 0
  return text
}

export const nextId = (): number => ++ids

/** The line of the call that is being made; known of those that `transpile` marks. */
let calling: number | null = null
/** Instrumented code passes the last argument of a client's call through here, right before the call. */
export function callsAt<T>(line: number, last: T): T {
  calling = line
  return last
}
export function takeLine(): { line: number } | undefined {
  const line = calling
  calling = null
  return line === null ? undefined : { line }
}

/** Asks the world; settles when it answers. */
export function ask(client: number, method: string, args: unknown, at?: { line: number }): Promise<unknown> {
  const id = nextId()
  return new Promise((resolve, reject) => {
    waiting[id] = { resolve, reject }
    emit({ call: 'ask', id, client, method, args, ...at })
  })
}

/** Hands a function to the world; it calls back with its number. */
export function callback(run: (args: never) => unknown): number {
  const id = nextId()
  callbacks[id] = run
  return id
}

export function setTimer(run: () => void, afterMs: number): number {
  const id = nextId()
  timers[id] = run
  emit({ call: 'timer', id, afterMs: Math.max(0, Number(afterMs) || 0) })
  return id
}
export function clearTimer(id: number): void {
  if (!timers[id]) return
  delete timers[id]
  emit({ call: 'clearTimer', id })
}

/** Instrumented code calls this at the top of every loop and function. */
export function tick(line: number): void {
  if (++ticks > MAX_TICKS) throw new EndlessLoop(line)
}
export class EndlessLoop extends Error {
  readonly line: number
  constructor(line: number) {
    super(`endless loop at line ${line}`)
    this.name = 'EndlessLoop'
    this.line = line
  }
}

/** Lines of breakpoints; null while there are none, for statements ask this all the time. */
let stops: Record<number, true> | null = null
let visited: number[] = []
/** A loop may visit one line many times in a turn: so many are told. */
const MAX_VISITED = 100

export function stopAt(linesJson: string): void {
  const lines = parse(linesJson) as number[]
  stops = lines.length === 0 ? null : {}
  for (let i = 0; i < lines.length; i++) stops![lines[i]!] = true
}
/** Instrumented code calls this before each statement. */
export function reach(line: number): void {
  if (stops !== null && stops[line] && visited.length < MAX_VISITED) visited[visited.length] = line
}
export function reached(): string {
  const text = stringify(visited)
  visited = []
  return text
}

export type Start = (seed: number) => Promise<void>

/** Hands one event to the script. Its microtasks run when this has returned. */
export function deliver(turn: Omit<Turn, 'events'>, event: RealmEvent, start: Start): void {
  wall = turn.wall
  nowMicros = turn.now
  ticks = 0
  try {
    handle(event, start)
  } catch (error) {
    tell({ call: 'failed', error: toError(error), line: lineOf(error) })
  }
}

function handle(event: RealmEvent, start: Start): void {
  switch (event.is) {
    case 'start': {
      giveDatasets(event.datasets ?? {})
      start(event.seed).then(() => tell({ call: 'ended' }), error => tell({ call: 'failed', error: toError(error), line: lineOf(error) }))
      return
    }
    case 'timer': {
      const run = timers[event.id]
      delete timers[event.id]
      run?.()
      return
    }
    case 'resolved': settle(event.call)?.resolve(event.value); return
    case 'rejected': settle(event.call)?.reject(KafkaError.from(event.error)); return
    case 'invoke': invoke(event.invocation, event.callback, event.args)
  }
}

function settle(id: number) {
  const promise = waiting[id]
  delete waiting[id]
  return promise
}

function invoke(invocation: number, id: number, args: unknown): void {
  const run = callbacks[id]
  if (!run) return tell({ call: 'returned', invocation, error: null })
  let result: unknown
  try {
    result = apply(run, undefined, [args])
  } catch (error) {
    return tell({ call: 'returned', invocation, error: toError(error) })
  }
  Promise.resolve(result).then(
    () => tell({ call: 'returned', invocation, error: null }),
    error => tell({ call: 'returned', invocation, error: toError(error) }))
}

/** An error as a client library throws it. */
export class KafkaError extends Error {
  readonly code: number | undefined
  readonly type: string | undefined
  readonly retriable: boolean
  constructor(message: string, error: RealmError) {
    super(message)
    this.name = error.name
    this.code = error.code
    this.type = error.type
    this.retriable = error.retriable ?? false
  }
  static from(error: RealmError): KafkaError { return new KafkaError(error.message, error) }
}

export function toError(error: unknown): RealmError {
  if (error instanceof KafkaError) return { name: error.name, message: error.message, ...(error.code !== undefined && { code: error.code }), ...(error.type !== undefined && { type: error.type }), retriable: error.retriable }
  if (error instanceof Error) return { name: String(error.name), message: String(error.message) }
  return { name: 'Error', message: String(error) }
}

/** Lines of the realm's own that stand before the learner's in the same text. */
let linesBefore = 0
export function standBehind(lines: number): void { linesBefore = lines }

/** The learner's line an error came from: their text is evaluated under the name `script.ts`. */
export function lineOf(error: unknown): number | null {
  if (error instanceof EndlessLoop) return error.line
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : ''
  for (const match of stack.matchAll(/script\.ts:(\d+)/g)) if (Number(match[1]) > linesBefore) return Number(match[1]) - linesBefore
  return null
}

export const readTurn = (json: string): Turn => parse(json) as Turn
