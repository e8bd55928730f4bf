import type { Beans } from '../../env/metrics.ts'
import type { Plain, ProcessEvent } from '../../env/process.ts'
import type { ConsumerView, ProducerView } from '../../env/view.ts'
import type { RealmError } from '../turn.ts'
import type { Lines } from './lines.ts'

/** What became of something a script asked for, or a call of a function it handed over (`eachMessage`). */
export type Answer =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: RealmError }
  | { readonly invoke: { readonly callback: number; readonly args: unknown } }

/** A client a script made, on the world's side: asked by method name, told events, answers when it can. */
export interface ScriptClient {
  /** The script awaits `call`. An error thrown at once is its answer. */
  ask(call: number, method: string, args: Readonly<Record<string, unknown>>, line: number | null): void
  /** True when the event was this client's. */
  handle(event: ProcessEvent): boolean
  takeAnswers(): Answer[]
  /** The function the script handed over, called by this client, has come to its end. */
  returned?(error: RealmError | null): void
  views(): (ProducerView | ConsumerView)[]
  beans?(): Beans
  /** What the script's lines caused through it. */
  readonly lines: Lines
  /** Keeps the script's process alive: connected, or waiting for something. */
  readonly busy: boolean
  save(): Plain
  load(state: Plain): void
}

/** A refusal in the words of the library the script imported. */
export class AskError extends Error {
  readonly code: number | undefined
  readonly type: string | undefined
  constructor(name: string, message: string, type?: string, code?: number) {
    super(message)
    this.name = name
    this.type = type
    this.code = code
  }
}

export const realmError = (error: unknown): RealmError => {
  const { name, message, type, code } = error as AskError
  return { name: String(name), message: String(message), ...(type !== undefined && { type }), ...(code !== undefined && { code }) }
}

/** Kafka's own error, as both libraries carry it. */
export const protocolError = (type: string, code: number, message: string): RealmError =>
  ({ name: 'KafkaJSProtocolError', message, type, code })
