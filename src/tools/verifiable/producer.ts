import { recordAnswers, type RecordAnswer } from '../../client/producer/delivery.ts'
import { Producer } from '../../client/producer/producer.ts'
import type { Env, Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import { micros, type Micros } from '../../env/units.ts'
import { Errors } from '../../protocol/errors.ts'
import { exceptionClass } from '../../protocol/exception-name.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt } from '../terminal.ts'
import type { Invocation } from '../tool.ts'
import { verifiableSettings, type VerifiableSettings } from './producer-options.ts'

const TICK: Micros = 10 * micros.perMilli
/** Without a rate, so many go out at each tick. */
const BURST = 1_000

interface Sent { readonly key: string | null; readonly value: string }
interface State {
  readonly sent: number
  readonly acked: number
  readonly startedAt: Micros
  readonly timer: TimerId | null
  readonly closing: number | null
}

/** kafka-verifiable-producer.sh (VerifiableProducer): numbers in order, and a line of JSON for what became of each. */
export class VerifiableProducer extends StreamTool<VerifiableSettings, Producer> {
  #state: State = { sent: 0, acked: 0, startedAt: 0, timer: null, closing: null }

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, verifiableSettings, (settings, logged) => new Producer(logged, settings.configs))
  }

  protected begin(): void {
    this.#state = { ...this.#state, startedAt: this.env.now() }
    this.#print('startup_complete')
    this.#tick()
  }

  protected take(event: ProcessEvent): void {
    if (isInterrupt(event)) this.#close(INTERRUPTED)
    else if (event.is === 'stop') this.#close(TERMINATED)
    else if (event.is === 'timer' && event.id === this.#state.timer) this.#tick()
    else this.client.handle(event)
    for (const answer of this.client.takeAnswers()) {
      if (answer.is === 'closed') return this.#end()
      for (const record of recordAnswers(answer)) this.#hear(record)
    }
  }

  #tick(): void {
    const { messages, throughput } = this.settings, { sent, startedAt, closing } = this.#state
    if (closing !== null) return
    const elapsed = this.env.now() - startedAt
    const due = Math.min(messages ?? Infinity, throughput <= 0 ? sent + BURST : Math.floor(elapsed * throughput / micros.perSecond) + 1)
    for (let number = sent; number < due && !this.client.isBlocked; number++) this.#send(number)
    if (messages !== null && this.#state.sent >= messages) return this.#close(0)
    this.#state = { ...this.#state, timer: this.env.at(this.env.now() + TICK, { tick: true }) }
  }

  #send(number: number): void {
    const { topic, prefix, keys, createTime } = this.settings
    const value = prefix === null ? String(number) : `${prefix}.${number}`, key = keys === null ? null : String(number % keys)
    this.#state = { ...this.#state, sent: number + 1 }
    const timestamp = createTime === null ? null : createTime + Math.floor((this.env.now() - this.#state.startedAt) / micros.perMilli)
    this.client.send({ topic, key: key === null ? null : utf8Encode(key), value: utf8Encode(value), timestamp, tag: { key, value } satisfies Sent })
  }

  #hear(record: RecordAnswer): void {
    const { key, value } = record.tag as Sent
    if ('error' in record) {
      const exception = `class org.apache.kafka.common.errors.${exceptionClass(Errors[record.error])}`
      return this.#print('producer_send_error', { exception, key, message: record.message, topic: record.topic, value })
    }
    this.#state = { ...this.#state, acked: this.#state.acked + 1 }
    this.#print('producer_send_success', { key, value, offset: record.offset, topic: record.topic, partition: record.partition })
  }

  #print(name: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.out(JSON.stringify({ timestamp: this.env.wall(), name, ...facts }))
  }

  #end(): void {
    const { sent, acked, startedAt, closing } = this.#state, elapsed = Math.max((this.env.now() - startedAt) / micros.perMilli, 1)
    this.#print('shutdown_complete')
    this.#print('tool_data', { sent, acked, target_throughput: this.settings.throughput, avg_throughput: acked * 1_000 / elapsed })
    this.exit(closing ?? 0)
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    this.#state = { ...this.#state, closing: code }
    this.client.close(null)
  }

  protected saved(): Plain { return this.#state }
  protected restore(state: Plain): void { this.#state = state as State }
}
