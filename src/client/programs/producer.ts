import type { Env, Plain, Process, ProcessEvent, TimerId } from '../../env/process.ts'
import { micros, type Micros } from '../../env/units.ts'
import type { ProducerView } from '../../env/view.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { Producer } from '../producer/producer.ts'

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

interface State { sent: number; startedAt: Micros; timer: TimerId | null; stopping: boolean }

/** An application that sends records at a steady rate, like `kafka-producer-perf-test.sh`. */
export class ProducerProgram implements Process {
  readonly #env: Env
  readonly #args: ProducerArgs
  readonly #producer: Producer
  #state: State = { sent: 0, startedAt: 0, timer: null, stopping: false }

  constructor(env: Env, args: ProducerArgs) {
    this.#env = env
    this.#args = args
    this.#producer = new Producer(env, { 'client.id': env.name, ...args.configs })
  }

  handle(event: ProcessEvent): void {
    if (event.is === 'start') this.#start()
    else if (event.is === 'stop') this.#stop()
    else if (event.is === 'timer' && event.id === this.#state.timer) this.#tick()
    else this.#producer.handle(event)
    for (const answer of this.#producer.takeAnswers()) if (answer.is === 'closed') this.#env.exit(0)
  }

  #start(): void {
    this.#state.startedAt = this.#env.now()
    this.#tick()
  }

  #stop(): void {
    this.#state.stopping = true
    this.#producer.close(null, 30_000)
  }

  #tick(): void {
    const { recordsPerSecond, count = Infinity } = this.#args
    if (this.#state.stopping) return
    const due = Math.floor((this.#env.now() - this.#state.startedAt) * recordsPerSecond / micros.perSecond) + 1
    const upTo = Math.min(count, due)
    // a producer that is blocked lets its application wait, and it goes on with what is due then
    if (!this.#producer.isBlocked && upTo > this.#state.sent) this.#send(upTo - this.#state.sent)
    else if (this.#producer.isBlocked) this.#state.startedAt += TICK
    if (this.#state.sent >= count) return this.#stop()
    const gap = Math.max(TICK, Math.floor(micros.perSecond / recordsPerSecond))
    this.#state.timer = this.#env.at(this.#env.now() + gap, { tick: true })
  }

  #send(count: number): void {
    const from = this.#state.sent
    this.#state.sent += count
    const numbers = Array.from({ length: count }, (_, i) => from + i)
    this.#producer.sendAll({
      topic: this.#args.topic,
      keys: this.#args.keys > 0 ? numbers.map(() => utf8Encode(`key-${this.#env.random.below(this.#args.keys)}`)) : null,
      values: numbers.map(number => utf8Encode(`${number} `.padEnd(this.#args.valueBytes, '.').slice(0, this.#args.valueBytes))),
    })
  }

  view(): ProducerView { return this.#producer.view() }
  save(): Plain { return { ...this.#state, producer: this.#producer.save() } }
  load(state: Plain): void {
    const { producer, ...rest } = state as State & { producer: Plain }
    this.#state = rest
    this.#producer.load(producer)
  }
}
