import { micros, type Micros } from '../../env/units.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { exponentialBackoff } from '../../net/backoff.ts'
import type { Outcome } from '../../net/outcome.ts'
import { FindCoordinator } from '../../protocol/apis/10-find-coordinator.ts'
import { Errors, errorName, isInvalidMetadata, isRetriable, type ErrorName } from '../../protocol/errors.ts'
import type { Api } from '../../protocol/schema.ts'
import { parseAdminConfig, type AdminConfig } from '../config/admin.ts'
import type { ConfigInput } from '../config/config-def.ts'
import { errorText } from '../error-text.ts'
import { leaderOf } from '../network/cluster.ts'
import { FIND_COORDINATOR_VERSIONS, coordinatorIn, findGroupCoordinator } from '../network/find-coordinator.ts'
import { ClientLog } from '../network/client-log.ts'
import { KafkaClient } from '../network/kafka-client.ts'
import { NEVER, Waker } from '../waker.ts'
import { Refusal, type Ask, type Operation, type Whom } from './operation.ts'
import { operationOf, operations, type AdminCommand, type AdminResults } from './operations.ts'

/** The answer to a command, with its tag: a result, or the error that kept it from having one. */
export type AdminAnswer =
  | { readonly [K in keyof AdminResults]: { readonly tag: unknown; readonly do: K; readonly result: AdminResults[K]; readonly error: null; readonly message: null } }[keyof AdminResults]
  | { readonly tag: unknown; readonly do: string; readonly result: null; readonly error: ErrorName; readonly message: string }

interface Call {
  readonly id: number
  readonly tag: unknown
  readonly name: string
  readonly state: Plain
  readonly deadline: Micros
  /** It wants metadata newer than this. */
  readonly updatesSeen: number
  /** Asked and not answered. */
  asked: Map<number, Ask>
  attempts: number
  retryAt: Micros
}
interface State {
  calls: Map<number, Call>
  next: number
  /** Group → node, as FindCoordinator said; null: being asked. */
  coordinators: Map<string, number | null>
  answers: AdminAnswer[]
}
type Tag = { readonly call: number; readonly ask: number } | { readonly find: string }

const APIS = [...new Set([...Object.values(operations).flatMap(operation => operation.apis), FindCoordinator as Api])]

/**
 * Kafka's admin client: runs operations (one file each), sends what they ask to whom they name, asks again after errors that
 * pass, and gives each command one answer within `default.api.timeout.ms` (KafkaAdminClient).
 */
export class Admin {
  readonly config: AdminConfig
  readonly clientId: string
  readonly #env: Env
  readonly #client: KafkaClient
  readonly #waker: Waker
  #state: State = { calls: new Map(), next: 0, coordinators: new Map(), answers: [] }

  constructor(env: Env, configs: ConfigInput, name = 'admin') {
    this.config = parseAdminConfig(configs)
    this.clientId = this.config.clientId || 'adminclient-1'
    this.#env = env
    this.#client = new KafkaClient(env, {
      name, config: this.config, clientId: this.clientId, apis: APIS, maxInFlight: 1_000, allowAutoTopicCreation: false,
      log: new ClientLog(env, `AdminClient clientId=${this.clientId}`), logsMetadata: false,
    })
    this.#waker = new Waker(env, name)
  }

  // look

  get pending(): number { return this.#state.calls.size }

  // command

  /** Asks; answered once, with `tag`. */
  ask(command: AdminCommand, tag: unknown): void {
    const operation = operationOf(command.do)
    if (!operation) return this.#refuse({ tag, name: command.do }, Errors.INVALID_REQUEST, `There is no ${command.do}`)
    const id = this.#state.next++
    this.#guarded({ tag, name: command.do }, () => {
      const state = operation.begin(command, this.#env.wall())
      const deadline = this.#env.now() + this.config.defaultApiTimeoutMs * micros.perMilli
      const updatesSeen = operation.topics ? this.#client.updates : 0
      if (operation.topics) this.#client.requestUpdate(true)
      this.#state.calls.set(id, { id, tag, name: command.do, state, deadline, updatesSeen, asked: new Map(), attempts: 0, retryAt: 0 })
    })
    this.#advance()
  }

  takeAnswers(): AdminAnswer[] {
    const answers = this.#state.answers
    this.#state.answers = []
    return answers
  }

  close(): void {
    for (const call of [...this.#state.calls.values()]) this.#fail(call, Errors.UNKNOWN_SERVER_ERROR, 'The AdminClient thread has exited.')
    this.#waker.disarm()
    this.#client.close()
  }

  // tell

  /** True when the event was this client's own. */
  handle(event: ProcessEvent): boolean {
    const woken = this.#waker.woken(event)
    const outcomes = this.#client.handle(event)
    if (!woken && outcomes === null) return false
    for (const outcome of outcomes ?? []) this.#take(outcome)
    this.#advance()
    return true
  }

  #take(outcome: Outcome): void {
    if (outcome.is === 'ready' || outcome.is === 'disconnected') return
    const tag = outcome.tag as Tag
    if ('find' in tag) return this.#coordinatorFound(tag.find, outcome)
    const call = this.#state.calls.get(tag.call)
    const asked = call?.asked.get(tag.ask)
    if (!call || !asked) return
    call.asked.delete(tag.ask)
    if (outcome.is === 'response') this.#guarded(call, () => this.#answered(call, asked, outcome.response))
    else if (outcome.why === 'unsupported') this.#fail(call, Errors.UNSUPPORTED_VERSION, errorText(Errors.UNSUPPORTED_VERSION))
    else this.#again(call, asked, Errors.NETWORK_EXCEPTION)
  }

  #answered(call: Call, asked: Ask, response: unknown): void {
    const again = operationOf(call.name)!.take(call.state, asked, response)
    if (again !== undefined) this.#again(call, asked, again)
    else call.attempts = 0
  }

  /** Asks again after a while; what made it fail is looked up anew. */
  #again(call: Call, { whom }: Ask, error: number): void {
    const { retryBackoffMs, retryBackoffMaxMs, retries } = this.config
    if (call.attempts >= retries) return this.#fail(call, error, errorText(error))
    call.retryAt = this.#env.now() + exponentialBackoff(this.#env.random, retryBackoffMs, retryBackoffMaxMs, call.attempts++) * micros.perMilli
    if (whom.to === 'coordinator') this.#state.coordinators.delete(whom.group)
    if (whom.to === 'controller' || isInvalidMetadata(error)) this.#client.requestUpdate()
  }

  #coordinatorFound(group: string, outcome: Outcome): void {
    const { error, nodeId, host, port } = coordinatorIn(outcome)
    if (error === Errors.NONE) {
      this.#client.setAddress(String(nodeId), { host, port })
      this.#state.coordinators.set(group, nodeId)
      return
    }
    this.#state.coordinators.delete(group)
    const lasting = !isRetriable(error)
    for (const call of [...this.#state.calls.values()]) {
      if (!this.#waitsFor(call, group)) continue
      if (lasting) this.#fail(call, error, errorText(error))
      else this.#again(call, { whom: { to: 'any' } } as Ask, error)
    }
  }

  #waitsFor(call: Call, group: string): boolean {
    return this.#planOf(call).some(({ whom }) => whom.to === 'coordinator' && whom.group === group)
  }
  #planOf(call: Call): readonly Ask[] {
    return call.asked.size > 0 ? [] : operationOf(call.name)!.plan(call.state, this.#client.cluster)
  }

  // ask what is due

  #advance(): void {
    const now = this.#env.now()
    let due = NEVER
    for (const call of [...this.#state.calls.values()]) {
      if (call.deadline <= now) this.#timeOut(call)
      else if (call.asked.size === 0 && call.retryAt <= now) this.#guarded(call, () => this.#run(call))
      if (this.#state.calls.has(call.id)) due = Math.min(due, call.deadline, call.retryAt > now ? call.retryAt : NEVER)
    }
    if (this.#state.calls.size > 0) this.#client.advance()
    this.#waker.arm(Math.min(due, this.#state.calls.size > 0 ? this.#client.nextDue() : NEVER))
  }

  #timeOut(call: Call): void {
    this.#fail(call, Errors.REQUEST_TIMED_OUT, call.attempts === 0 && call.asked.size === 0
      ? `Timed out waiting for a node assignment. Call: ${call.name}`
      : `Call(callName=${call.name}, tries=${call.attempts + 1}) timed out after ${this.config.defaultApiTimeoutMs} ms`)
  }

  #run(call: Call): void {
    const operation = operationOf(call.name)!
    if (!this.#knowsTopics(operation, call)) return
    const asks = operation.plan(call.state, this.#client.cluster)
    if (asks.length === 0) return this.#succeed(call, operation.result(call.state))
    for (const each of asks) {
      const destination = this.#destinationOf(each.whom)
      if (destination === null) continue
      const ask = this.#state.next++
      call.asked.set(ask, each)
      this.#client.send(destination, APIS.find(api => api.key === each.key)!, each.body as never, { call: call.id, ask } satisfies Tag, each.versions && { versions: each.versions })
    }
  }

  /** Before metadata has come nothing can be addressed; then it must know of every topic the operation names, if only an error. */
  #knowsTopics(operation: Operation<unknown, unknown>, call: Call): boolean {
    const { cluster, updates } = this.#client
    const topics = operation.topics?.(call.state) ?? []
    for (const topic of topics) this.#client.want(topic, call.deadline)
    return updates > call.updatesSeen && topics.every(topic => cluster.topics.has(topic) || cluster.errors.has(topic))
  }

  #destinationOf(whom: Whom): number | string | null {
    const { cluster } = this.#client
    if (whom.to === 'any') return this.#client.leastLoaded()
    if (whom.to === 'controller') return cluster.controllerId !== null && cluster.nodes.has(cluster.controllerId) ? cluster.controllerId : this.#client.leastLoaded()
    if (whom.to === 'coordinator') return this.#coordinatorOf(whom.group)
    const node = whom.to === 'node' ? whom.node : leaderOf(cluster, whom.topic, whom.partition)
    if (node !== null && cluster.nodes.has(node)) return node
    this.#client.requestUpdate()
    return null
  }

  #coordinatorOf(group: string): number | null {
    const known = this.#state.coordinators.get(group)
    if (known !== undefined) return known
    const anyone = this.#client.leastLoaded()
    if (anyone === null) return null
    this.#state.coordinators.set(group, null)
    this.#client.send(anyone, FindCoordinator, findGroupCoordinator(group), { find: group } satisfies Tag, { versions: FIND_COORDINATOR_VERSIONS })
    return null
  }

  // answers

  /** A command that cannot be carried out, or cannot be said on the wire, is refused; the client goes on. */
  #guarded(call: Pick<Call, 'tag' | 'name'> & Partial<Call>, act: () => void): void {
    try {
      act()
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof RangeError || error instanceof TypeError)) throw error
      if (call.id !== undefined) this.#state.calls.delete(call.id)
      this.#refuse(call, Errors.INVALID_REQUEST, error.message)
    }
  }

  #succeed(call: Call, result: unknown): void {
    this.#state.calls.delete(call.id)
    this.#state.answers.push({ tag: call.tag, do: call.name, result, error: null, message: null } as AdminAnswer)
  }
  #fail(call: Call, error: number, message: string): void {
    this.#state.calls.delete(call.id)
    this.#refuse(call, error, message)
  }
  #refuse({ tag, name }: Pick<Call, 'tag' | 'name'>, error: number, message: string): void {
    this.#state.answers.push({ tag, do: name, result: null, error: errorName(error), message })
  }

  save(): Plain { return { client: this.#client.save(), waker: this.#waker.save(), state: copyOf(this.#state) } }
  load(saved: Plain): void {
    const { client, waker, state } = saved as { client: Plain; waker: Plain; state: State }
    this.#client.load(client)
    this.#waker.load(waker)
    this.#state = copyOf(state)
  }
}

/** Operations change their own state in place, so it is copied as deep as it goes. */
const copyOf = (state: State): State => ({
  ...state,
  calls: new Map([...state.calls].map(([id, call]) => [id, { ...call, state: copyPlain(call.state), asked: new Map(call.asked) }])),
  coordinators: new Map(state.coordinators), answers: [...state.answers],
})

function copyPlain<T extends Plain>(value: T): T {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(copyPlain) as T
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, copyPlain(each)])) as T
  if (value instanceof Set) return new Set(value) as T
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyPlain(each)])) as T
}
