import { Produce } from '../protocol/apis/00-produce.ts'
import { ApiVersions } from '../protocol/apis/18-api-versions.ts'
import { Envelope } from '../protocol/apis/58-envelope.ts'
import { servedVersions, within, type Api } from '../protocol/schema.ts'
import type { Handler, Listener } from './handler.ts'

/** One entry of the list in an ApiVersions response. */
export interface AdvertisedApi { readonly apiKey: number; readonly minVersion: number; readonly maxVersion: number }

type MakeHandlers = () => readonly Handler[]
/** Given as a function, they are made when the first request comes. */
export type Handlers = readonly Handler[] | MakeHandlers

/** What is served on each listener. ApiVersions is answered from here, so it lists what is there and nothing else. */
export class Registry {
  readonly #handlers = { broker: new Map<number, Handler>(), controller: new Map<number, Handler>() }
  readonly #waiting = { broker: [] as MakeHandlers[], controller: [] as MakeHandlers[] }

  add(listener: Listener, handlers: Handlers): void {
    if (typeof handlers === 'function') this.#waiting[listener].push(handlers)
    else this.#enter(listener, handlers)
  }

  #enter(listener: Listener, handlers: readonly Handler[]): void {
    for (const handler of handlers) {
      const { key, name, listeners } = handler.api
      if (!listeners.includes(listener)) throw new Error(`Kafka serves no ${name} on a ${listener} listener`)
      if (this.#handlers[listener].has(key)) throw new Error(`${name} has two handlers on the ${listener} listener`)
      this.#handlers[listener].set(key, handler)
    }
  }

  #of(listener: Listener): ReadonlyMap<number, Handler> {
    for (const make of this.#waiting[listener].splice(0)) this.#enter(listener, make())
    return this.#handlers[listener]
  }

  handlerOf(listener: Listener, key: number): Handler | undefined { return this.#of(listener).get(key) }

  /** Envelopes need no handler: the server opens them, and what is inside finds its own. */
  apiOf(listener: Listener, key: number): Api | undefined {
    return key === Envelope.key && listener === 'controller' ? Envelope as Api : this.handlerOf(listener, key)?.api
  }

  advertised(listener: Listener): AdvertisedApi[] {
    const apis = [...this.#of(listener).values()].map(handler => handler.api)
    if (listener === 'controller') apis.push(Envelope as Api)
    return apis
      .map(api => ({ apiKey: api.key, minVersion: advertisedFrom(api), maxVersion: servedVersions(api)[1] }))
      .sort((a, b) => a.apiKey - b.apiKey)
  }
}

/** Produce says 0 though it parses 3 and later: older librdkafka turns compression off otherwise (KAFKA-18659). */
const advertisedFrom = (api: Api): number => api.key === Produce.key ? 0 : servedVersions(api)[0]

/** Any version of ApiVersions may be asked: a client opens with the newest it knows (ApiKeys.isVersionEnabled). */
export const isServed = (api: Api, version: number): boolean => api.key === ApiVersions.key || within(servedVersions(api), version)

