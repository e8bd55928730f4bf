import { Producer } from '../../client/producer/producer.ts'
import type { Plain, Process, ProcessEvent, Program } from '../../env/process.ts'

export interface PumpArgs {
  readonly configs: Readonly<Record<string, string>>
  readonly topic: string
  readonly count: number
  readonly valueBytes: number
}

/** Records handed over by one call. */
const RUN = 1_000

/** An application that sends as fast as its producer takes records: the same thousand values again and again, without keys. */
class Pump implements Process {
  readonly #producer: Producer
  readonly #args: PumpArgs
  readonly #values: readonly Uint8Array[]
  #sent = 0

  constructor(producer: Producer, args: PumpArgs) {
    this.#producer = producer
    this.#args = args
    this.#values = Array.from({ length: RUN }, (_, i) => new Uint8Array(args.valueBytes).map((_, at) => (i * 31 + at * 7) & 0xff))
  }

  handle(event: ProcessEvent): void {
    if (event.is !== 'start') this.#producer.handle(event)
    const { topic, count } = this.#args
    while (this.#sent < count && !this.#producer.isBlocked) {
      const values = this.#values.slice(0, count - this.#sent)
      this.#sent += values.length
      this.#producer.sendAll({ topic, values })
    }
    this.#producer.takeAnswers()
  }

  save(): Plain { return { sent: this.#sent, producer: this.#producer.save() } }
  load(state: Plain): void {
    const { sent, producer } = state as { sent: number; producer: Plain }
    this.#sent = sent
    this.#producer.load(producer)
  }
  view(): Plain { return this.#producer.view() as unknown as Plain }
}

export const pump: Program<PumpArgs> = (env, args) => new Pump(new Producer(env, args.configs), args)
