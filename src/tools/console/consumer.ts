import { Consumer } from '../../client/consumer/consumer.ts'
import type { ConsumerEvent } from '../../client/consumer/context.ts'
import { recordsOf, type RecordSlice } from '../../client/consumer/record-slices.ts'
import type { Env, Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import { micros, type Micros } from '../../env/units.ts'
import { Errors } from '../../protocol/errors.ts'
import { exceptionName } from '../../protocol/exception-name.ts'
import { batchAt, timestampTypeOf } from '../../protocol/records/batch.ts'
import { ownGroup as groupOfItsOwn } from '../own-group.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt } from '../terminal.ts'
import { logLine } from '../text/log-line.ts'
import type { Invocation } from '../tool.ts'
import { consumerSettings, type ConsumerSettings } from './consumer-options.ts'
import { formatters } from './formatter.ts'

const LOGGER = 'org.apache.kafka.tools.consumer.ConsoleConsumer'
const INVITATION = 'The consumer rebalance protocol (KIP-848) is production-ready! Set group.protocol=consumer to try it out. '
  + 'See https://kafka.apache.org/documentation/#consumer_rebalance_protocol'

interface State {
  readonly received: number
  readonly timer: TimerId | null
  /** When it began to wait for the next record. */
  readonly waitingSince: Micros
  /** The exit code it closes with. */
  readonly closing: number | null
  /** Written, but its line is not at its end. */
  readonly unended: string
}

/** kafka-console-consumer.sh (ConsoleConsumer): writes records to stdout until there are enough, none comes, or somebody presses Ctrl-C. */
export class ConsoleConsumer extends StreamTool<ConsumerSettings, Consumer> {
  #state: State = { received: 0, timer: null, waitingSince: 0, closing: null, unended: '' }

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, consumerSettings, (settings, logged) => new Consumer(logged, configsOf(settings, env)))
  }

  protected begin(): void {
    const { from } = this.settings
    if ('partition' in from) {
      const tp = { topic: from.topic, partition: from.partition }
      this.client.assign([tp])
      this.client.seek(tp, from.offset)
    } else {
      this.err(INVITATION)
      this.client.subscribe(from)
    }
    this.#wait()
    this.#poll()
  }

  protected take(event: ProcessEvent): void {
    if (isInterrupt(event)) this.#close(INTERRUPTED)
    else if (event.is === 'stop') this.#close(TERMINATED)
    else if (event.is === 'timer' && event.id === this.#state.timer) this.#timedOut()
    else this.client.handle(event)
    for (const told of this.client.takeEvents()) this.#hear(told)
  }

  #hear(told: ConsumerEvent): void {
    if (told.is === 'ready') this.#poll()
    if (told.is === 'closed') this.exit(this.#state.closing ?? 0)
    if (told.is === 'error' && told.fatal) this.#fail(`${exceptionName(Errors[told.error])}: ${told.message}`)
  }

  #poll(): void {
    while (this.#state.closing === null) {
      const slices = this.client.poll()
      if (slices.length === 0) return
      for (const slice of slices) this.#print(slice)
      if (this.#state.received === this.settings.maxMessages) this.#close(0)
      else this.#wait()
    }
  }

  /** What lies beyond `--max-messages` is not consumed: the group is to find it again. */
  #print(slice: RecordSlice): void {
    const { maxMessages, formatter, properties } = this.settings
    const { topic, partition } = slice, timestampType = timestampTypeOf(batchAt(slice.bytes, slice.at))
    for (const record of recordsOf(slice, this.env.codecs)) {
      if (this.#state.received === maxMessages) {
        return this.client.seek({ topic, partition }, record.offset)
      }
      this.#write(formatters[formatter]({ ...record, timestampType }, properties))
      this.#state = { ...this.#state, received: this.#state.received + 1 }
    }
  }

  #write(text: string): void {
    const lines = (this.#state.unended + text).split('\n')
    this.#state = { ...this.#state, unended: lines.pop()! }
    for (const line of lines) this.out(line)
  }

  /** From now on, a record has to come within `--timeout-ms`. */
  #wait(): void {
    const { timeoutMs } = this.settings
    if (timeoutMs === null || this.#state.closing !== null) return
    if (this.#state.timer !== null) this.env.cancel(this.#state.timer)
    const waitingSince = this.env.now()
    this.#state = { ...this.#state, waitingSince, timer: this.env.at(waitingSince + timeoutMs * micros.perMilli, { timeout: true }) }
  }

  #timedOut(): void {
    this.#state = { ...this.#state, timer: null }
    this.#fail(exceptionName(Errors.REQUEST_TIMED_OUT))
  }

  #fail(why: string): void {
    this.err(`${logLine(this.env.wall(), 'ERROR', 'Error processing message, terminating consumer process: ', LOGGER)}\n${why}`)
    this.#close(0)
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    if (this.#state.timer !== null) this.env.cancel(this.#state.timer)
    if (this.#state.unended !== '') this.out(this.#state.unended)
    this.err(`Processed a total of ${this.#state.received} messages`)
    this.#state = { ...this.#state, closing: code, timer: null, unended: '' }
    this.client.close(null)
  }

  protected saved(): Plain { return this.#state }
  protected restore(state: Plain): void { this.#state = state as State }
}

/** A consumer without a group of its own gets one nobody will come back to, and commits nothing there. */
function configsOf({ configs, ownGroup, from }: ConsumerSettings, env: Env): Record<string, string> {
  if (!ownGroup) return { ...configs }
  return { 'enable.auto.commit': 'false', ...configs, ...!('partition' in from) && { 'group.id': groupOfItsOwn('console-consumer', env) } }
}
