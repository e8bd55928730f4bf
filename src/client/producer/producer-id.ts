import { micros, type Micros } from '../../env/units.ts'
import type { Env, Plain } from '../../env/process.ts'
import { exponentialBackoff } from '../../net/backoff.ts'
import { answerTo, type Outcome } from '../../net/outcome.ts'
import { InitProducerId } from '../../protocol/apis/22-init-producer-id.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import type { ProducerConfig } from '../config/producer.ts'
import type { KafkaClient } from '../network/kafka-client.ts'
import { NEVER } from '../waker.ts'

export const INIT_TAG = { initProducerId: true } as const
/** No transaction, no timeout: as Java asks. */
const NO_TIMEOUT = 2_147_483_647

/** Asks any broker for a producer id, until there is one (InitProducerIdHandler without transactions). */
export class ProducerIdRequests {
  readonly #env: Env
  readonly #config: ProducerConfig
  readonly #client: KafkaClient
  #state = { asked: false, attempts: 0, retryAt: 0 }

  constructor(env: Env, config: ProducerConfig, client: KafkaClient) {
    this.#env = env
    this.#config = config
    this.#client = client
  }

  /** Asks, unless it has; gives when to call again. */
  advance(): Micros {
    const { asked, retryAt } = this.#state
    if (asked) return NEVER
    if (retryAt > this.#env.now()) return retryAt
    const destination = this.#client.updates > 0 ? this.#client.leastLoaded() : null
    if (destination === null) return NEVER
    this.#state.asked = true
    this.#client.send(destination, InitProducerId, { transactionalId: null, transactionTimeoutMs: NO_TIMEOUT }, INIT_TAG)
    return NEVER
  }

  /** The id and epoch it got, the error that will not pass, or null: it asks again. */
  answered(outcome: Outcome): { readonly id: number; readonly epoch: number } | { readonly error: number } | null {
    const answer = answerTo(InitProducerId, outcome)
    const error = answer?.errorCode ?? Errors.NETWORK_EXCEPTION
    this.#state.asked = false
    if (!isRetriable(error)) {
      this.#state.attempts = 0
      return error === Errors.NONE ? { id: answer!.producerId, epoch: answer!.producerEpoch } : { error }
    }
    const { retryBackoffMs, retryBackoffMaxMs } = this.#config
    this.#state.retryAt = this.#env.now() + exponentialBackoff(this.#env.random, retryBackoffMs, retryBackoffMaxMs, this.#state.attempts++) * micros.perMilli
    return null
  }

  save(): Plain { return { ...this.#state } }
  load(state: Plain): void { this.#state = { ...state as { asked: boolean; attempts: number; retryAt: Micros } } }
}
