import type { Beans } from '../../env/metrics.ts'
import type { Env, Plain, Process, ProcessEvent } from '../../env/process.ts'
import { ConfigException } from '../config/config-def.ts'

/**
 * What every program around a client has in common: a client that refuses its configs ends the process with Kafka's words,
 * and configs nobody uses are warned of, as Kafka does.
 */
export abstract class Application<Client extends { readonly config: { readonly unused: readonly string[] }; beans?(): Beans }> implements Process {
  protected readonly env: Env
  /** Null when the configs were refused: then the process has no life beyond its start. */
  readonly #client: Client | null
  readonly #refusal: string | null

  constructor(env: Env, make: () => Client) {
    this.env = env
    try {
      this.#client = make()
      this.#refusal = null
    } catch (error) {
      if (!(error instanceof ConfigException)) throw error
      this.#client = null
      this.#refusal = error.message
    }
  }

  handle(event: ProcessEvent): void {
    if (this.#client) {
      if (event.is === 'start') this.#warn(this.#client)
      this.run(event, this.#client)
    } else if (event.is === 'start') {
      this.say('error', `org.apache.kafka.common.config.ConfigException: ${this.#refusal}`)
      this.env.exit(1, this.#refusal!)
    }
  }

  protected abstract run(event: ProcessEvent, client: Client): void
  protected abstract saved(client: Client): Plain
  protected abstract restore(state: Plain, client: Client): void
  protected abstract seen(client: Client | null): Plain

  protected say(level: 'log' | 'info' | 'warn' | 'error', text: string): void { this.env.tell({ is: 'console', level, text }) }

  #warn({ config: { unused } }: Client): void {
    if (unused.length > 0) this.say('warn', `These configurations '[${unused.join(', ')}]' were supplied but are not used yet.`)
  }

  save(): Plain { return this.#client && this.saved(this.#client) }
  load(state: Plain): void { if (this.#client) this.restore(state, this.#client) }
  beans(): Beans { return this.#client?.beans?.() ?? {} }
  view(): Plain { return this.seen(this.#client) }
}
