import type { Env, Plain, Process, ProcessEvent, Program } from '../env/process.ts'
import { NetworkClient } from '../net/network-client.ts'
import * as apis from '../protocol/apis/index.ts'
import type { Api, RequestInput } from '../protocol/schema.ts'

type Ask = readonly [host: string, api: keyof typeof apis, body: object]
const all = Object.values(apis) as unknown as Api[]

/** Asks servers what it is told to ask, and says on its console what they answered. */
class Asker implements Process {
  readonly #env: Env
  readonly #client: NetworkClient

  constructor(env: Env) {
    this.#env = env
    this.#client = new NetworkClient(env, { name: 'asker', clientId: env.name, apis: all })
  }

  handle(event: ProcessEvent): void {
    if (event.is === 'command') return this.#ask(event.command as Ask)
    for (const outcome of this.#client.handle(event) ?? []) {
      const text = outcome.is === 'response' ? JSON.stringify(outcome.response) : outcome.is === 'failed' ? JSON.stringify(outcome.why) : null
      if (text !== null) this.#env.tell({ is: 'console', level: 'log', text })
    }
  }

  #ask([host, api, body]: Ask): void {
    this.#client.setAddress(host, { host, port: 9092 })
    this.#client.send(host, apis[api] as unknown as Api, body as RequestInput<Api>, null)
  }

  save(): Plain { return this.#client.save() }
  load(state: Plain): void { this.#client.load(state) }
  view(): Plain { return { kind: 'admin', pending: this.#client.inFlight() } }
}

export const asker: Program = env => new Asker(env)
