import { recordAnswers } from '../../client/producer/delivery.ts'
import { Producer } from '../../client/producer/producer.ts'
import type { Env, Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import { micros, type Micros } from '../../env/units.ts'
import { Errors } from '../../protocol/errors.ts'
import { exceptionName } from '../../protocol/exception-name.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt } from '../terminal.ts'
import type { Invocation } from '../tool.ts'
import { addLatency, copyOf, noLatencies, percentile, type Latencies } from './latencies.ts'
import { perfSettings, type PerfSettings } from './producer-options.ts'

/** How often records go out, several at once when the rate is higher. */
const TICK: Micros = 10 * micros.perMilli
/** Without a rate, so many go out between two looks at what the producer says. */
const BURST = 1_000
const MEGABYTE = 1024 * 1024
const LETTERS = 26, A = 0x41
/** Records are cut from letters drawn once, each at a place of its own. */
const DRAWN = 4_096

interface State {
  sent: number
  startedAt: Micros
  timer: TimerId | null
  window: Latencies
  windowSince: Micros
  letters: Uint8Array
  closing: number | null
}

/** kafka-producer-perf-test.sh (ProducerPerformance): so many records at such a rate, and how long they took. */
export class ProducerPerformance extends StreamTool<PerfSettings, Producer> {
  #state: State = { sent: 0, startedAt: 0, timer: null, window: noLatencies(), windowSince: 0, letters: new Uint8Array(0), closing: null }
  #total = noLatencies()

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, perfSettings, (settings, logged) => new Producer(logged, settings.configs))
  }

  protected begin(): void {
    const now = this.env.now(), letters = new Uint8Array(DRAWN + (this.settings.recordBytes ?? 0))
    for (let i = 0; i < letters.length; i++) letters[i] = A + this.env.random.below(LETTERS)
    this.#state = { ...this.#state, startedAt: now, windowSince: now, letters }
    this.#tick()
  }

  protected take(event: ProcessEvent): void {
    if (isInterrupt(event)) this.#close(INTERRUPTED)
    else if (event.is === 'stop') this.#close(TERMINATED)
    else if (event.is === 'timer' && event.id === this.#state.timer) this.#tick()
    else this.client.handle(event)
    this.#answers()
  }

  #tick(): void {
    const { records, throughput } = this.settings, { sent, startedAt, closing } = this.#state, now = this.env.now()
    if (closing !== null) return
    const due = throughput === null ? sent + BURST : Math.floor((now - startedAt) * throughput / micros.perSecond) + 1
    if (!this.client.isBlocked) this.#send(Math.min(records, due) - sent)
    if (this.#state.sent === records) return this.#close(0)
    this.#state.timer = this.env.at(throughput === null && !this.client.isBlocked ? now : now + TICK, { tick: true })
  }

  #send(count: number): void {
    if (count <= 0) return
    const values = Array.from({ length: count }, () => this.#value()), now = this.env.now()
    this.client.sendAll({ topic: this.settings.topic, values, tags: values.map(() => now) })
  }

  #value(): Uint8Array {
    const { recordBytes } = this.settings, number = this.#state.sent++
    if (recordBytes === null) return utf8Encode(String(number))
    const at = this.env.random.below(DRAWN)
    return this.#state.letters.subarray(at, at + recordBytes)
  }

  #answers(): void {
    for (const answer of this.client.takeAnswers()) {
      if (answer.is === 'closed') return this.#end()
      for (const record of recordAnswers(answer)) {
        if ('error' in record) this.err(`${exceptionName(Errors[record.error])}: ${record.message}`)
        else this.#record(Math.round((this.env.now() - (record.tag as Micros)) / micros.perMilli))
      }
    }
  }

  #record(ms: number): void {
    addLatency(this.#state.window, ms)
    addLatency(this.#total, ms)
    const elapsed = (this.env.now() - this.#state.windowSince) / micros.perMilli
    if (elapsed < this.settings.reportingMs) return
    this.out(`${this.#rate(this.#state.window, elapsed, 1)}, ${averageOf(this.#state.window).toFixed(1)} ms avg latency, ${this.#state.window.max.toFixed(1)} ms max latency.`)
    this.#state = { ...this.#state, window: noLatencies(), windowSince: this.env.now() }
  }

  #rate({ count }: Latencies, elapsedMs: number, digits: number): string {
    const perSecond = count * 1_000 / Math.max(elapsedMs, 1), bytes = this.settings.recordBytes ?? String(this.settings.records).length
    return `${count} records sent, ${perSecond.toFixed(digits)} records/sec (${(perSecond * bytes / MEGABYTE).toFixed(2)} MB/sec)`
  }

  #end(): void {
    const total = this.#total, elapsed = (this.env.now() - this.#state.startedAt) / micros.perMilli
    const shares = [['50th', 0.5], ['95th', 0.95], ['99th', 0.99], ['99.9th', 0.999]] as const
    this.out(`${this.#rate(total, elapsed, 6)}, ${averageOf(total).toFixed(2)} ms avg latency, ${total.max.toFixed(2)} ms max latency, `
      + `${shares.map(([name, share]) => `${percentile(total, share)} ms ${name}`).join(', ')}.`)
    this.exit(this.#state.closing ?? 0)
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    this.#state.closing = code
    this.client.close(null)
  }

  protected saved(): Plain { return { ...this.#state, window: copyOf(this.#state.window), total: copyOf(this.#total) } }
  protected restore(saved: Plain): void {
    const { total, ...state } = saved as State & { total: Latencies }
    this.#state = { ...state, window: copyOf(state.window) }
    this.#total = copyOf(total)
  }
}

const averageOf = ({ count, sum }: Latencies): number => count === 0 ? 0 : sum / count
