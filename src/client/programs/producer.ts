import type { Env, Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import { micros, type Micros } from '../../env/units.ts'
import type { ProducerView } from '../../env/view.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { Producer } from '../producer/producer.ts'
import { Application } from './application.ts'

export interface ProducerArgs {
  /** Java's names; `bootstrap.servers` at least. */
  readonly configs: Readonly<Record<string, string>>
  readonly topic: string
  readonly recordsPerSecond: number
  /** Bytes of each value; the first are a running number. */
  readonly valueBytes: number
  /** How many different keys; 0 = records have none. */
  readonly keys: number
  /** Records in all; left out: no end. */
  readonly count?: number
}

/** Records go out this often at most, several at once when the rate is higher. */
const TICK: Micros = 10 * micros.perMilli
const CLOSE_TIMEOUT_MS = 30_000

const SPACE = 0x20, DOT = 0x2e

/** So many values from number `first` on, `123 ....`, of so many bytes each; neighbours in one piece of memory. */
function valuesFrom(first: number, count: number, length: number): Uint8Array[] {
  const all = new Uint8Array(count * length).fill(DOT), values: Uint8Array[] = []
  for (let i = 0; i < count; i++) values.push(numbered(all.subarray(i * length, (i + 1) * length), `${first + i}`))
  return values
}

function numbered(value: Uint8Array, text: string): Uint8Array {
  for (let i = 0; i < text.length && i < value.length; i++) value[i] = text.charCodeAt(i)
  if (text.length < value.length) value[text.length] = SPACE
  return value
}

interface State { sent: number; startedAt: Micros; timer: TimerId | null; stopping: boolean }

/** An application that sends records at a steady rate, like `kafka-producer-perf-test.sh`. */
export class ProducerProgram extends Application<Producer> {
  readonly #args: ProducerArgs
  #state: State = { sent: 0, startedAt: 0, timer: null, stopping: false }

  constructor(env: Env, args: ProducerArgs) {
    super(env, () => new Producer(env, { 'client.id': env.name, ...args.configs }))
    this.#args = args
  }

  protected run(event: ProcessEvent, producer: Producer): void {
    if (event.is === 'start') this.#start(producer)
    else if (event.is === 'stop') this.#stop(producer)
    else if (event.is === 'timer' && event.id === this.#state.timer) this.#tick(producer)
    else producer.handle(event)
    for (const answer of producer.takeAnswers()) if (answer.is === 'closed') this.env.exit(0)
  }

  #start(producer: Producer): void {
    this.#state.startedAt = this.env.now()
    this.#tick(producer)
  }

  #stop(producer: Producer): void {
    this.#state.stopping = true
    producer.close(null, CLOSE_TIMEOUT_MS)
  }

  /** A producer that is blocked lets its application wait; it does not make up for that time afterwards. */
  #tick(producer: Producer): void {
    const { recordsPerSecond, count = Infinity } = this.#args
    if (this.#state.stopping) return
    const gap = Math.max(TICK, Math.floor(micros.perSecond / recordsPerSecond))
    const due = Math.floor((this.env.now() - this.#state.startedAt) * recordsPerSecond / micros.perSecond) + 1
    if (producer.isBlocked) this.#state.startedAt += gap
    else if (Math.min(count, due) > this.#state.sent) this.#send(producer, Math.min(count, due) - this.#state.sent)
    if (this.#state.sent >= count) return this.#stop(producer)
    this.#state.timer = this.env.at(this.env.now() + gap, { tick: true })
  }

  #send(producer: Producer, count: number): void {
    const { topic, keys, valueBytes } = this.#args
    const values = valuesFrom(this.#state.sent, count, valueBytes)
    this.#state.sent += count
    producer.sendAll({ topic, keys: keys > 0 ? values.map(() => utf8Encode(`key-${this.env.random.below(keys)}`)) : null, values })
  }

  protected seen(producer: Producer | null): ProducerView | null { return producer && producer.view() }
  protected saved(producer: Producer): Plain { return { ...this.#state, producer: producer.save() } }
  protected restore(state: Plain, producer: Producer): void {
    const { producer: saved, ...rest } = state as State & { producer: Plain }
    this.#state = rest
    producer.load(saved)
  }
}
