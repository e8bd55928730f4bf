import type { Address, Env, Plain, ProcessEvent, TimerId } from '../env/process.ts'
import { micros, type Micros } from '../env/units.ts'
import { NetworkClient } from '../net/network-client.ts'
import type { Outcome } from '../net/outcome.ts'
import { Errors } from '../protocol/errors.ts'
import type { Api, Fields, RequestInput } from '../protocol/schema.ts'

/** What came of a request to the controller: an answer of its own, or none in time. */
export interface ChannelAnswer { readonly tag: Plain; readonly key: number; /** null: nobody answered in time. */ readonly response: unknown }

interface Item { readonly id: number; readonly key: number; readonly body: Plain; readonly tag: Plain; readonly deadline: Micros }
interface State { address: Address | null; queue: Item[]; sent: number | null; nextId: number; retry: TimerId | null }

const CONTROLLER = 'controller'
const RETRY_MS = 100
const NOBODY = -1

/**
 * A broker's way to whoever is the active controller (NodeToControllerChannelManager): requests wait while there is none, go
 * one at a time, and go again after a disconnect or NOT_CONTROLLER, until they are answered or too old.
 */
export class ControllerChannel {
  readonly #env: Env
  readonly #client: NetworkClient
  readonly #apis: ReadonlyMap<number, Api>
  #state: State = { address: null, queue: [], sent: null, nextId: 0, retry: null }

  constructor(env: Env, nodeId: number, name: string, apis: readonly Api[]) {
    this.#env = env
    this.#apis = new Map(apis.map(api => [api.key, api]))
    this.#client = new NetworkClient(env, { name: CONTROLLER, clientId: `${name}-${nodeId}`, apis, maxInFlight: 1 })
  }

  /** A new controller, or none. What was sent to the old one goes to the new. */
  setController(address: Address | null): void {
    this.#state.address = address
    if (address) this.#client.setAddress(CONTROLLER, address)
    this.#pump()
  }

  /** Answered once, with `tag`; with no response when `timeoutMs` pass without one. */
  send<Q extends Fields, S extends Fields>(api: Api<Q, S>, body: RequestInput<Api<Q, S>>, tag: Plain, timeoutMs: number): void {
    const deadline = timeoutMs === Infinity ? Number.MAX_SAFE_INTEGER : this.#env.now() + timeoutMs * micros.perMilli
    this.#state.queue.push({ id: this.#state.nextId++, key: api.key, body, tag, deadline })
    this.#pump()
  }

  #pump(): void {
    const state = this.#state
    const [first] = state.queue
    if (!first || state.sent !== null || state.retry !== null) return
    if (!state.address) return this.#retryLater()
    state.sent = first.id
    this.#client.send(CONTROLLER, this.#apis.get(first.key)!, first.body as RequestInput<Api>, first.id)
  }

  #retryLater(): void {
    this.#state.retry = this.#env.at(this.#env.now() + RETRY_MS * micros.perMilli, { channelRetry: true })
  }

  handle(event: ProcessEvent): ChannelAnswer[] {
    if (event.is === 'timer' && (event.timer as { channelRetry?: true }).channelRetry) return this.#retried()
    return (this.#client.handle(event) ?? []).flatMap(outcome => this.#outcome(outcome))
  }

  #retried(): ChannelAnswer[] {
    this.#state.retry = null
    const late = this.#dropLate()
    this.#pump()
    return late
  }

  #dropLate(): ChannelAnswer[] {
    const now = this.#env.now()
    const late = this.#state.queue.filter(item => item.deadline <= now && item.id !== this.#state.sent)
    this.#state.queue = this.#state.queue.filter(item => !late.includes(item))
    return late.map(({ tag, key }) => ({ tag, key, response: null }))
  }

  #outcome(outcome: Outcome): ChannelAnswer[] {
    if (outcome.is !== 'response' && outcome.is !== 'failed') return []
    const item = this.#state.queue[0]
    if (!item || outcome.tag !== item.id) return []
    this.#state.sent = null
    if (outcome.is === 'failed' || saysNotController(outcome.response)) {
      this.#retryLater()
      return this.#dropLate()
    }
    this.#state.queue.shift()
    this.#pump()
    return [{ tag: item.tag, key: item.key, response: outcome.response }]
  }

  close(): void {
    if (this.#state.retry !== null) this.#env.cancel(this.#state.retry)
    this.#state = { ...this.#state, queue: [], sent: NOBODY, retry: null }
    this.#client.close()
  }

  save(): Plain { return { state: { ...this.#state, queue: [...this.#state.queue] }, client: this.#client.save() } }
  load(saved: Plain): void {
    const { state, client } = saved as { state: State; client: Plain }
    this.#state = { ...state, queue: [...state.queue] }
    this.#client.load(client)
  }
}

/** NOT_CONTROLLER anywhere in an answer (AbstractResponse.errorCounts). */
function saysNotController(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  if ((value as { errorCode?: number }).errorCode === Errors.NOT_CONTROLLER) return true
  return Object.values(value).some(saysNotController)
}
