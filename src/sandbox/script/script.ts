import type { Beans } from '../../env/metrics.ts'
import type { Env, Plain, Process, ProcessEvent, Program, TimerId } from '../../env/process.ts'
import { micros } from '../../env/units.ts'
import type { ScriptView } from '../../env/view.ts'
import type { ClientOptions } from '../dialects/index.ts'
import { MAX_CALLS, type RealmCall, type RealmError, type RealmEvent } from '../turn.ts'
import { AskError, realmError, type ScriptClient } from './asked.ts'
import { makeClient, type ClientKind } from './clients.ts'
import { Lines, merged } from './lines.ts'

export interface ScriptArgs { readonly file: string; readonly source: string }

interface State {
  phase: ScriptView['state']
  error: ScriptView['error']
  /** Events the realm has not been handed yet. */
  waiting: RealmEvent[]
  /** A turn is out; the world stands still until it is back. */
  out: boolean
  /** The script's text has run to its end; it lives on while something may still call it. */
  ended: boolean
  timers: Map<number, TimerId>
  /** Whose call of a function of the script's is out, by its number. */
  invoked: Map<number, number>
  nextInvocation: number
  made: { client: number; kind: ClientKind; options: ClientOptions }[]
}

/** Time beyond which a timer is refused, as browsers and Node clamp it. */
const MAX_TIMER_MS = 0x7fff_ffff

/**
 * A learner's script as a process of its world. Its code runs in a realm outside; this hands the realm one turn of events at a
 * time, and does what it asks for over the client cores. All that a realm says is looked at before it is believed.
 */
export class Script implements Process {
  readonly #env: Env
  readonly #args: ScriptArgs
  readonly #clients = new Map<number, ScriptClient>()
  #state: State = { phase: 'starting', error: null, waiting: [], out: false, ended: false, timers: new Map(), invoked: new Map(), nextInvocation: 0, made: [] }

  constructor(env: Env, args: ScriptArgs) {
    this.#env = env
    this.#args = args
  }

  handle(event: ProcessEvent): void {
    switch (event.is) {
      case 'start': this.#start(); break
      case 'turned': this.#turned(event.calls); break
      case 'stop': return this.#end(0)
      case 'timer': if (this.#timer(event.timer)) break; this.#tellClients(event); break
      default: this.#tellClients(event)
    }
    this.#collect()
    this.#turn()
  }

  #start(): void {
    this.#state.phase = 'running'
    this.#state.waiting.push({ is: 'start', source: this.#args.source, seed: this.#env.random.below(0x1_0000_0000) })
  }

  #timer(timer: Plain): boolean {
    const id = (timer as { script?: number } | null)?.script
    if (id === undefined) return false
    if (this.#state.timers.delete(id)) this.#state.waiting.push({ is: 'timer', id })
    return true
  }

  #tellClients(event: ProcessEvent): void {
    for (const client of this.#clients.values()) if (client.handle(event)) return
  }

  /** Answers of its clients become events of its realm. */
  #collect(): void {
    for (const [number, client] of this.#clients) for (const answer of client.takeAnswers()) {
      this.#state.waiting.push('invoke' in answer ? { is: 'invoke', invocation: this.#invocationOf(number), ...answer.invoke }
        : 'error' in answer ? { is: 'rejected', ...answer } : { is: 'resolved', ...answer })
    }
  }

  #invocationOf(client: number): number {
    this.#state.invoked.set(this.#state.nextInvocation, client)
    return this.#state.nextInvocation++
  }

  #turn(): void {
    const { out, waiting, phase } = this.#state
    if (out || phase === 'failed' || phase === 'done') return
    if (waiting.length === 0) return this.#restOrEnd()
    this.#state.out = true
    this.#state.waiting = []
    this.#env.turn!({ wall: this.#env.wall(), now: this.#env.now(), events: waiting })
  }

  #restOrEnd(): void {
    const busy = this.#state.timers.size > 0 || [...this.#clients.values()].some(client => client.busy)
    this.#state.phase = busy || !this.#state.ended ? 'waiting' : 'done'
    if (this.#state.phase === 'done') this.#env.exit(0)
  }

  #turned(calls: Plain): void {
    this.#state.out = false
    this.#state.phase = 'running'
    if (!Array.isArray(calls) || calls.length > MAX_CALLS) return this.#fail({ name: 'Error', message: 'the script answered nonsense' }, null)
    for (const call of calls as RealmCall[]) this.#do(call)
  }

  #do(call: RealmCall): void {
    switch (call.call) {
      case 'console': return this.#env.tell({ is: 'console', level: call.level, text: String(call.text), ...(call.line !== null && { line: call.line }) })
      case 'timer': return this.#setTimer(call.id, call.afterMs)
      case 'clearTimer': return this.#clearTimer(call.id)
      case 'make': return this.#make(call)
      case 'ask': return this.#ask(call)
      case 'returned': return this.#returned(call.invocation, call.error)
      case 'ended': this.#state.ended = true; return
      case 'failed': return this.#fail(call.error, call.line)
    }
  }

  #setTimer(id: number, afterMs: number): void {
    const delay = Math.min(MAX_TIMER_MS, Math.max(0, Number(afterMs) || 0))
    this.#state.timers.set(id, this.#env.at(this.#env.now() + Math.round(delay * micros.perMilli), { script: id }))
  }

  #clearTimer(id: number): void {
    const timer = this.#state.timers.get(id)
    if (timer !== undefined) this.#env.cancel(timer)
    this.#state.timers.delete(id)
  }

  #make({ client, kind, config }: Extract<RealmCall, { call: 'make' }>): void {
    const made = { client, kind, options: config as unknown as ClientOptions }
    this.#state.made.push(made)
    this.#open(made)
  }

  #open({ client, kind, options }: State['made'][number]): void {
    try {
      this.#clients.set(client, makeClient(kind, this.#env, `client-${client}`, options))
    } catch (error) {
      this.#clients.set(client, refusing(error))
    }
  }

  #ask({ id, client, method, args, line }: Extract<RealmCall, { call: 'ask' }>): void {
    try {
      const asked = this.#clients.get(client)
      if (!asked) throw new AskError('Error', 'no such client')
      asked.ask(id, method, (args ?? {}) as Record<string, unknown>, Number.isSafeInteger(line) ? line! : null)
    } catch (error) {
      this.#state.waiting.push({ is: 'rejected', call: id, error: realmError(error) })
    }
  }

  #returned(invocation: number, error: RealmError | null): void {
    const client = this.#state.invoked.get(invocation)
    if (client === undefined) return
    this.#state.invoked.delete(invocation)
    this.#clients.get(client)?.returned?.(error)
  }

  #fail(error: RealmError, line: number | null): void {
    this.#state.phase = 'failed'
    this.#state.error = { message: `${error.name}: ${error.message}`, line }
    this.#env.tell({ is: 'console', level: 'error', text: this.#state.error.message, ...(line !== null && { line }) })
    this.#env.exit(1, this.#state.error.message)
  }

  #end(code: number): void {
    this.#state.phase = 'done'
    this.#env.exit(code)
  }

  /** Clients of one script that bear one `client.id` are one to JMX, as they are in Java: the first of them is shown. */
  beans(): Beans { return Object.assign({}, ...[...this.#clients.values()].reverse().map(client => client.beans?.() ?? {})) as Beans }

  view(): ScriptView {
    const clients = [...this.#clients.values()].flatMap(client => client.views())
    return {
      kind: 'script', file: this.#args.file, state: this.#state.phase, error: this.#state.error,
      producers: clients.filter(view => view.kind === 'producer'), consumers: clients.filter(view => view.kind === 'consumer'),
      lines: merged([...this.#clients.values()].flatMap(client => client.lines.view())),
    }
  }

  save(): Plain {
    const { waiting, timers, invoked, made, ...rest } = this.#state
    return {
      ...rest, waiting: [...waiting], timers: [...timers], invoked: [...invoked], made: [...made],
      clients: made.map(({ client }) => [client, this.#clients.get(client)!.save()]),
    }
  }

  load(state: Plain): void {
    const { timers, invoked, clients, ...rest } = state as Omit<State, 'timers' | 'invoked'>
      & { timers: [number, TimerId][]; invoked: [number, number][]; clients: [number, Plain][] }
    this.#state = { ...rest, waiting: [...rest.waiting], made: [...rest.made], timers: new Map(timers), invoked: new Map(invoked) }
    this.#clients.clear()
    for (const made of rest.made) this.#open(made)
    for (const [client, saved] of clients) this.#clients.get(client)!.load(saved)
  }
}

/** Stands in for a client whose options were refused: whatever is asked of it says why. */
const refusing = (error: unknown): ScriptClient => ({
  ask() { throw error },
  handle: () => false, takeAnswers: () => [], views: () => [], lines: new Lines(), busy: false, save: () => null, load: () => {},
})

export const script: Program<ScriptArgs> = (env, args) => new Script(env, args)
