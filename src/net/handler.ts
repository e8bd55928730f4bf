import type { Api, Fields, Request, ResponseInput } from '../protocol/schema.ts'
import type { SocketId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'

/**
 * How a server answers one API. A handler's file registers it in its folder's `handlers.ts`; ApiVersions is built from
 * what is registered, so it cannot lie.
 */
export interface Handler<A extends Api = Api> {
  readonly api: A
  /** Gives the answer, or `later` when the answer must wait; then it goes out through `Replies.reply` with the request's own `ReplyTo`. */
  handle(request: Request<A>, context: RequestContext): ResponseInput<A> | typeof later | typeof noAnswer | typeof hangUp
  /** The answer to a request that could not be served at all, with the error in each place the API has for it. */
  refuse(request: Request<A>, error: number, version: number): ResponseInput<A> | typeof hangUp
  /** What a request is counted as besides its API: a Fetch is one of a consumer or one of a follower. */
  countedAs?(request: Request<A>): string
}

export const later = Symbol.for('later')
/** acks=0: nothing goes back. */
export const noAnswer = Symbol.for('noAnswer')
/** Closes the connection: the only way to say that an acks=0 produce failed (KafkaApis.handleProduceRequest). */
export const hangUp = Symbol.for('hangUp')

/** Kafka serves brokers' and controllers' APIs on listeners of their own, with their own versions of the same keys. */
export type Listener = 'broker' | 'controller'

/** Who asked, and in which words; plain data, so a waiting request can keep it. */
export interface ReplyTo {
  readonly socket: SocketId
  readonly correlation: number
  readonly key: number
  readonly version: number
  /** Kafka's name of the listener it came in through (`PLAINTEXT`): brokers are told to its client by their addresses there. */
  readonly listenerName: string
  /** Inside an Envelope (a request a broker forwarded): where its answer is wrapped and sent. */
  readonly envelope?: ReplyTo
}

export interface RequestContext {
  readonly replyTo: ReplyTo
  readonly version: number
  readonly clientId: string | null
  /** The host it came from, as brokers log it. */
  readonly host: string
  readonly connection: string
  readonly listener: Listener
  readonly arrivedAt: Micros
}

export interface Replies {
  /** Sends an answer that had to wait. A connection that is gone swallows it. */
  reply<Q extends Fields, S extends Fields>(api: Api<Q, S>, to: ReplyTo, body: ResponseInput<Api<Q, S>>): void
}

export const handler = <Q extends Fields, S extends Fields>(definition: Handler<Api<Q, S>>): Handler => definition as unknown as Handler
