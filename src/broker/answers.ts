import { later, type ReplyTo } from '../net/handler.ts'
import type { Api, Fields, ResponseInput } from '../protocol/schema.ts'
import type { Broker } from './context.ts'
import { settle } from './settle.ts'

/**
 * A request that may be answered at once or much later, by whatever completes it. While it is being handled its answer is caught
 * here and returned; after that it goes out as a reply.
 */
export interface Answering { readonly to: ReplyTo; body: unknown }

/** Does `act`, which answers `to` now or leaves it waiting. */
export function answering<A extends Api>(broker: Broker, to: ReplyTo, act: () => void): ResponseInput<A> | typeof later {
  const caught: Answering = { to, body: null }
  broker.answering = caught
  try {
    act()
    settle(broker)
  } finally {
    broker.answering = null
  }
  return caught.body === null ? later : caught.body as ResponseInput<A>
}

export function answer<Q extends Fields, S extends Fields>(broker: Broker, api: Api<Q, S>, to: ReplyTo, body: ResponseInput<Api<Q, S>>): void {
  const own = broker.answering
  if (own && own.to.socket === to.socket && own.to.correlation === to.correlation) own.body = body
  else broker.node.replies.reply(api, to, body)
}
