import { Consumer } from '../../client/consumer/consumer.ts'
import type { ConsumerEvent } from '../../client/consumer/context.ts'
import { recordsOf, type RecordSlice } from '../../client/consumer/record-slices.ts'
import type { Env, Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import { micros, type Micros, type Millis } from '../../env/units.ts'
import { Errors } from '../../protocol/errors.ts'
import { exceptionName } from '../../protocol/exception-name.ts'
import { ownGroup } from '../own-group.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt } from '../terminal.ts'
import { dateTimeText } from '../text/log-line.ts'
import type { Invocation } from '../tool.ts'
import { consumerPerfSettings, type ConsumerPerfSettings } from './consumer-options.ts'

const MEGABYTE = 1024 * 1024
const RATES = 'data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec'

/** Records and bytes so far, and how long it was without partitions. */
interface Progress { readonly records: number; readonly bytes: number; readonly joinMs: Millis }
interface State extends Progress {
  readonly startedAt: Micros
  readonly joiningSince: Micros
  /** At the last report. */
  readonly reported: Progress & { readonly at: Micros }
  readonly lastRecordAt: Micros
  readonly timer: TimerId | null
  readonly closing: number | null
}
const NOTHING: Progress = { records: 0, bytes: 0, joinMs: 0 }

/** kafka-consumer-perf-test.sh (ConsumerPerformance): how fast so many records come, apart from the time it takes to join. */
export class ConsumerPerformance extends StreamTool<ConsumerPerfSettings, Consumer> {
  #state: State = { ...NOTHING, startedAt: 0, joiningSince: 0, reported: { ...NOTHING, at: 0 }, lastRecordAt: 0, timer: null, closing: null }

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, consumerPerfSettings, ({ configs }, logged) => new Consumer(logged, { 'group.id': ownGroup('perf-consumer', env), ...configs }))
  }

  protected begin(): void {
    const now = this.env.now(), { isDetailed, hasHeader, from } = this.settings
    this.#state = { ...this.#state, startedAt: now, joiningSince: now, lastRecordAt: now, reported: { ...NOTHING, at: now } }
    if (hasHeader) this.out(`${isDetailed ? 'time, threadId' : 'start.time, end.time'}, ${RATES}`)
    this.client.subscribe(from)
    this.#wait()
    this.#poll()
  }

  protected take(event: ProcessEvent): void {
    if (isInterrupt(event)) this.#close(INTERRUPTED)
    else if (event.is === 'stop') this.#close(TERMINATED)
    else if (event.is === 'timer' && event.id === this.#state.timer) this.#wait()
    else this.client.handle(event)
    for (const told of this.client.takeEvents()) this.#hear(told)
  }

  #hear(told: ConsumerEvent): void {
    const now = this.env.now()
    if (told.is === 'ready') this.#poll()
    if (told.is === 'assigned') this.#state = { ...this.#state, joinMs: this.#state.joinMs + (now - this.#state.joiningSince) / micros.perMilli }
    if (told.is === 'revoked' || told.is === 'lost') this.#state = { ...this.#state, joiningSince: now }
    if (told.is === 'closed') this.exit(this.#state.closing ?? 0)
    if (told.is === 'error' && told.fatal) {
      this.err(`${exceptionName(Errors[told.error])}: ${told.message}`)
      this.#close(1)
    }
  }

  #poll(): void {
    while (this.#state.closing === null) {
      const slices = this.client.poll()
      if (slices.length === 0) return
      for (const slice of slices) this.#count(slice)
      if (this.#state.records >= this.settings.records) this.#close(0)
    }
  }

  #count(slice: RecordSlice): void {
    let bytes = 0
    for (const { key, value } of recordsOf(slice, this.env.codecs)) bytes += (key?.length ?? 0) + (value?.length ?? 0)
    this.#state = { ...this.#state, records: this.#state.records + slice.count, bytes: this.#state.bytes + bytes, lastRecordAt: this.env.now() }
    if (this.settings.isDetailed && this.#since(this.#state.reported.at) >= this.settings.reportingMs) this.#reportInterval()
  }

  #since(at: Micros): Millis { return (this.env.now() - at) / micros.perMilli }

  /** Looks again when the next record has to be there. */
  #wait(): void {
    const { lastRecordAt, closing } = this.#state, { timeoutMs } = this.settings
    if (closing !== null) return
    if (this.#since(lastRecordAt) < timeoutMs) {
      this.#state = { ...this.#state, timer: this.env.at(lastRecordAt + timeoutMs * micros.perMilli, { timeout: true }) }
      return
    }
    this.out(`WARNING: Exiting before consuming the expected number of records: timeout (${timeoutMs} ms) exceeded. `
      + 'You can use the --timeout option to increase the timeout.')
    this.#close(0)
  }

  #reportInterval(): void {
    const { reported, records, bytes, joinMs } = this.#state, now = this.env.now()
    const read = { records: records - reported.records, bytes: bytes - reported.bytes, joinMs: joinMs - reported.joinMs }
    this.out(`${this.#clock(now)}, 0, ${ratesOf(this.#state, read, this.#since(reported.at))}`)
    this.#state = { ...this.#state, reported: { records, bytes, joinMs, at: now } }
  }

  #clock(at: Micros): string {
    const wall = Math.round(this.env.wall() - this.#since(at))
    return `${dateTimeText(wall)}:${String(wall % 1_000).padStart(3, '0')}`
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    if (this.#state.timer !== null) this.env.cancel(this.#state.timer)
    const { startedAt } = this.#state, rates = ratesOf(this.#state, this.#state, this.#since(startedAt))
    if (!this.settings.isDetailed) this.out(`${this.#clock(startedAt)}, ${this.#clock(this.env.now())}, ${rates}`)
    this.#state = { ...this.#state, closing: code, timer: null }
    this.client.close(null)
  }

  protected saved(): Plain { return this.#state }
  protected restore(state: Plain): void { this.#state = state as State }
}

/** What there is in all, and how fast it came in the time given: of that, what was not joining was fetching. */
function ratesOf(all: Progress, read: Progress, elapsedMs: Millis): string {
  const elapsed = Math.max(elapsedMs, 1), fetchMs = Math.max(elapsed - read.joinMs, 1), mb = read.bytes / MEGABYTE
  const rate = (amount: number, ms: Millis): string => (amount * 1_000 / ms).toFixed(4)
  return [
    (all.bytes / MEGABYTE).toFixed(4), rate(mb, elapsed), all.records, rate(read.records, elapsed),
    Math.round(read.joinMs), Math.round(fetchMs), rate(mb, fetchMs), rate(read.records, fetchMs),
  ].join(', ')
}
