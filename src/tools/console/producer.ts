import { recordAnswers, type ProducerAnswer } from '../../client/producer/delivery.ts'
import { Producer } from '../../client/producer/producer.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { Errors } from '../../protocol/errors.ts'
import { exceptionName } from '../../protocol/exception-name.ts'
import { ToolException } from '../exception.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt, typed } from '../terminal.ts'
import { logLine } from '../text/log-line.ts'
import type { Invocation } from '../tool.ts'
import { readLine } from './line-reader.ts'
import { producerSettings, type ProducerSettings } from './producer-options.ts'

const LOGGER = 'org.apache.kafka.clients.producer.internals.ErrorLoggingCallback'

/** What a failed record is told of by. */
interface Sent { readonly key: Uint8Array | null; readonly valueBytes: number | null }
interface State {
  readonly lines: number
  /** Typed, and not sent yet: `--sync` sends one at a time. */
  readonly waiting: readonly string[]
  readonly ended: boolean
  readonly inFlight: number
  readonly closing: number | null
}

/** kafka-console-producer.sh (ConsoleProducer): every line typed is a record; Ctrl-D ends it, once all are answered. */
export class ConsoleProducer extends StreamTool<ProducerSettings, Producer> {
  #state: State = { lines: 0, waiting: [], ended: false, inFlight: 0, closing: null }

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, producerSettings, (settings, logged) => new Producer(logged, settings.configs))
  }

  protected begin(): void {}

  protected take(event: ProcessEvent): void {
    const lines = typed(event)
    if (isInterrupt(event)) this.#close(INTERRUPTED)
    else if (event.is === 'stop') this.#close(TERMINATED)
    else if (lines === null) this.#state = { ...this.#state, ended: true }
    else if (lines) this.#state = { ...this.#state, waiting: [...this.#state.waiting, ...lines] }
    else this.client.handle(event)
    this.#sendAll()
    this.#answers()
    this.#sendAll()
    this.#answers()
    if (this.#state.ended && this.#state.waiting.length === 0) this.#close(0)
  }

  #answers(): void {
    for (const answer of this.client.takeAnswers()) this.#hear(answer)
  }

  #hear(answer: ProducerAnswer): void {
    if (answer.is === 'closed') return this.exit(this.#state.closing ?? 0)
    const records = recordAnswers(answer)
    this.#state = { ...this.#state, inFlight: this.#state.inFlight - records.length }
    for (const record of records) {
      if (!('error' in record)) continue
      const { key, valueBytes } = record.tag as Sent
      const text = `Error when sending message to topic ${record.topic} with key: ${key === null ? 'null' : `${key.length} bytes`}, `
        + `value: ${valueBytes === null ? 'null' : `${valueBytes} bytes`} with error:`
      this.err(`${logLine(this.env.wall(), 'ERROR', text, LOGGER)}\n${exceptionName(Errors[record.error])}: ${record.message}`)
    }
  }

  #sendAll(): void {
    while (this.#state.closing === null && this.#state.waiting.length > 0) {
      if (this.settings.sync && this.#state.inFlight > 0) return
      const [line, ...waiting] = this.#state.waiting
      this.#state = { ...this.#state, waiting, lines: this.#state.lines + 1 }
      this.#send(line!)
    }
  }

  #send(line: string): void {
    try {
      const { key, value, headers } = readLine(line, this.#state.lines, this.settings.reader)
      this.#state = { ...this.#state, inFlight: this.#state.inFlight + 1 }
      this.client.send({ topic: this.settings.topic, key, value, headers, tag: { key, valueBytes: value?.length ?? null } satisfies Sent })
      if (this.settings.sync) this.client.flush(null)
    } catch (error) {
      if (!(error instanceof ToolException)) throw error
      this.err(error.text())
      this.#close(1)
    }
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    this.#state = { ...this.#state, closing: code, waiting: [] }
    this.client.close(null)
    this.#answers()
  }

  protected saved(): Plain { return this.#state }
  protected restore(state: Plain): void { this.#state = state as State }
}
