import type { Env, Plain } from '../../env/process.ts'
import type { Micros } from '../../env/units.ts'
import type { SendOptions } from '../../net/client-connection.ts'
import type { Outcome } from '../../net/outcome.ts'
import { FindCoordinator } from '../../protocol/apis/10-find-coordinator.ts'
import { Errors, errorName, isRetriable } from '../../protocol/errors.ts'
import type { Api, Fields, RequestInput } from '../../protocol/schema.ts'
import type { ConsumerConfig } from '../config/consumer.ts'
import { errorText } from '../error-text.ts'
import { FIND_COORDINATOR_VERSIONS, coordinatorIn, findGroupCoordinator } from '../network/find-coordinator.ts'
import type { KafkaClient } from '../network/kafka-client.ts'
import { NEVER } from '../waker.ts'
import { retryAt, type ConsumerEvent } from './context.ts'

/** A connection of its own: heartbeats must not wait behind fetches (AbstractCoordinator sends to node `MAX_INT - id`). */
const DESTINATION = 'coordinator'
export const FIND_TAG = 'consumer.find'

interface State { node: number | null; finding: boolean; attempts: number; retryAt: Micros; failed: boolean }

/** Finds the group's coordinator and keeps it until somebody learns that it is no more. */
export class CoordinatorLink {
  readonly #env: Env
  readonly #config: ConsumerConfig
  readonly #client: KafkaClient
  readonly #tell: (event: ConsumerEvent) => void
  #state: State = { node: null, finding: false, attempts: 0, retryAt: 0, failed: false }

  constructor(env: Env, config: ConsumerConfig, client: KafkaClient, tell: (event: ConsumerEvent) => void) {
    this.#env = env
    this.#config = config
    this.#client = client
    this.#tell = tell
  }

  /** The coordinator's node id; null while it is not known. */
  get node(): number | null { return this.#state.node }
  get isKnown(): boolean { return this.#state.node !== null }

  send<Q extends Fields, S extends Fields>(api: Api<Q, S>, body: RequestInput<Api<Q, S>>, tag: Plain, options?: SendOptions): void {
    this.#client.send(DESTINATION, api, body, tag, options)
  }

  markUnknown(): void { this.#state.node = null }

  /** True when the outcome was about finding it, or the end of the connection to it. */
  handle(outcome: Outcome): boolean {
    if (outcome.is === 'disconnected') {
      if (outcome.destination === DESTINATION && outcome.why !== 'idle') this.markUnknown()
      return outcome.destination === DESTINATION
    }
    if (outcome.is === 'ready' || outcome.tag !== FIND_TAG) return false
    this.#found(outcome)
    return true
  }

  #found(outcome: Outcome): void {
    const { error, nodeId, host, port } = coordinatorIn(outcome)
    this.#state.finding = false
    if (error === Errors.NONE) {
      this.#client.setAddress(DESTINATION, { host, port })
      Object.assign(this.#state, { node: nodeId, attempts: 0, retryAt: 0 })
    } else if (isRetriable(error)) {
      this.#state.retryAt = retryAt({ env: this.#env, config: this.#config }, this.#state.attempts++)
    } else {
      this.#state.failed = true
      this.#tell({ is: 'error', error: errorName(error), message: errorText(error), fatal: true })
    }
  }

  /** Looks for it, when it is not known; gives when to call again. */
  advance(): Micros {
    const { node, finding, failed } = this.#state
    if (node !== null || finding || failed) return NEVER
    if (this.#state.retryAt > this.#env.now()) return this.#state.retryAt
    const anyone = this.#client.updates > 0 ? this.#client.leastLoaded() : null
    if (anyone === null) return NEVER
    this.#state.finding = true
    this.#client.send(anyone, FindCoordinator, findGroupCoordinator(this.#config.groupId!), FIND_TAG, { versions: FIND_COORDINATOR_VERSIONS })
    return NEVER
  }

  save(): Plain { return { ...this.#state } }
  load(state: Plain): void { this.#state = { ...state as State } }
}
