import type { Env, Plain, ProcessEvent, TimerId } from '../../env/process.ts'
import { micros } from '../../env/units.ts'
import type { ConsumerView } from '../../env/view.ts'
import { Consumer } from '../consumer/consumer.ts'
import type { ConsumerEvent } from '../consumer/context.ts'
import { Application } from './application.ts'

export interface ConsumerArgs {
  /** Java's names; `bootstrap.servers` and `group.id` at least. */
  readonly configs: Readonly<Record<string, string>>
  readonly topics: readonly string[]
  /** How long the application works on each record before it polls again; it lags when that is too long. */
  readonly workMsPerRecord?: number
}

interface State { working: TimerId | null }

/** An application that polls, works on what it got, and polls again, like `kafka-console-consumer.sh` without the console. */
export class ConsumerProgram extends Application<Consumer> {
  readonly #args: ConsumerArgs
  #state: State = { working: null }

  constructor(env: Env, args: ConsumerArgs) {
    super(env, () => new Consumer(env, { 'client.id': env.name, ...args.configs }))
    this.#args = args
  }

  protected run(event: ProcessEvent, consumer: Consumer): void {
    if (event.is === 'start') {
      consumer.subscribe({ topics: this.#args.topics })
      this.#poll(consumer)
    } else if (event.is === 'stop') {
      consumer.close(null)
    } else if (event.is === 'timer' && event.id === this.#state.working) {
      this.#state.working = null
      this.#poll(consumer)
    } else {
      consumer.handle(event)
    }
    for (const told of consumer.takeEvents()) this.#hear(told, consumer)
  }

  #hear(told: ConsumerEvent, consumer: Consumer): void {
    if (told.is === 'ready' && this.#state.working === null) this.#poll(consumer)
    if (told.is === 'closed') this.env.exit(0)
    if (told.is !== 'error') return
    this.say('error', `${told.error}: ${told.message}`)
    if (told.fatal) this.env.exit(1, told.message)
  }

  #poll(consumer: Consumer): void {
    const { workMsPerRecord = 0 } = this.#args
    for (let slices = consumer.poll(); slices.length > 0; slices = consumer.poll()) {
      if (workMsPerRecord === 0) continue
      const count = slices.reduce((sum, slice) => sum + slice.count, 0)
      this.#state.working = this.env.at(this.env.now() + Math.round(count * workMsPerRecord * micros.perMilli), { working: true })
      return
    }
  }

  protected seen(consumer: Consumer | null): ConsumerView | null { return consumer && consumer.view() }
  protected saved(consumer: Consumer): Plain { return { ...this.#state, consumer: consumer.save() } }
  protected restore(state: Plain, consumer: Consumer): void {
    const { consumer: saved, ...rest } = state as State & { consumer: Plain }
    this.#state = rest
    consumer.load(saved)
  }
}
