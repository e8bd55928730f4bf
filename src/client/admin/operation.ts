import type { Api, Fields, RequestInput, Response, Versions } from '../../protocol/schema.ts'
import type { Millis } from '../../env/units.ts'
import type { ErrorName } from '../../protocol/errors.ts'
import type { Cluster } from '../network/cluster.ts'

/** Who is to be asked. The controller is whom metadata names; any broker forwards to it. */
export type Whom =
  | { readonly to: 'any' }
  | { readonly to: 'controller' }
  | { readonly to: 'node'; readonly node: number }
  | { readonly to: 'leader'; readonly topic: string; readonly partition: number }
  | { readonly to: 'coordinator'; readonly group: string }

/** One request of an operation. `about` is the operation's own note of what it asks for. */
export interface Ask { readonly whom: Whom; readonly key: number; readonly body: unknown; readonly about: unknown; readonly versions?: Versions }

export function ask<Q extends Fields, S extends Fields>(whom: Whom, api: Api<Q, S>, body: RequestInput<Api<Q, S>>, about: unknown = null, versions?: Versions): Ask {
  return { whom, key: api.key, body, about, ...versions && { versions } }
}

/** Refused before any broker was asked, or because of what one said; in the words of Kafka's tools. */
export class Refusal extends Error {}

/** The response to an ask of this API; null when it answers another. */
export const responseTo = <Q extends Fields, S extends Fields>(api: Api<Q, S>, asked: Ask, response: unknown): Response<Api<Q, S>> | null =>
  asked.key === api.key ? response as Response<Api<Q, S>> : null

/**
 * Something an administrator can ask of a cluster, perhaps in several requests. Pure over its state, which is plain data:
 * `plan` says what is left to ask, again and again until that is nothing; then `result` is the answer.
 */
export interface Operation<Command = never, State = never, Result = unknown> {
  readonly apis: readonly Api[]
  /** `wall`: the machine's clock as the command came. */
  begin(command: Command, wall: Millis): State
  /** Topics whose metadata `plan` and leaders are to be known of. */
  topics?(state: State): readonly string[]
  plan(state: State, cluster: Cluster): readonly Ask[]
  /** Takes an answer in. An error code given back: nothing was taken, ask again after a while. */
  take(state: State, asked: Ask, response: unknown): number | void
  result(state: State): Result
}

/** How one thing of several went. */
export interface Outcome { readonly error: ErrorName | null; readonly message: string | null }

/** One request, one answer: what most operations are. */
export interface SingleState<C, R> { readonly command: C; result: R | null }
export function single<C, R, Q extends Fields, S extends Fields>(definition: {
  readonly api: Api<Q, S>
  readonly versions?: Versions
  whom(command: C): Whom
  request(command: C): RequestInput<Api<Q, S>>
  /** A number: an error to be asked again for. */
  read(response: Response<Api<Q, S>>, command: C): R | number
}): Operation<C, SingleState<C, R>, R> {
  const { api, versions, whom, request, read } = definition
  return {
    apis: [api as unknown as Api],
    begin: command => ({ command, result: null }),
    plan: ({ command, result }) => result === null ? [ask(whom(command), api, request(command), null, versions)] : [],
    take(state, _asked, response) {
      const result = read(response as Response<Api<Q, S>>, state.command)
      if (typeof result === 'number') return result
      state.result = result
    },
    result: ({ result }) => result!,
  }
}
