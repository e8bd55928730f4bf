import type { Beans } from '../../env/metrics.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { micros, type Micros, type Millis } from '../../env/units.ts'
import type { ProducerView } from '../../env/view.ts'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { InitProducerId } from '../../protocol/apis/22-init-producer-id.ts'
import { Errors, errorName, type ErrorName } from '../../protocol/errors.ts'
import type { Headers } from '../../protocol/records/builder.ts'
import { singleRecordUpperBound } from '../../protocol/records/sizes.ts'
import type { Api } from '../../protocol/schema.ts'
import type { ConfigInput } from '../config/config-def.ts'
import { parseProducerConfig, type ProducerConfig } from '../config/producer.ts'
import { ClientLog } from '../network/client-log.ts'
import { KafkaClient } from '../network/kafka-client.ts'
import { NEVER, Waker } from '../waker.ts'
import { Accumulator, type SavedAccumulator } from './accumulator.ts'
import type { ProducerAnswer } from './delivery.ts'
import { CLOSED, CLOSED_FORCEFULLY, blockedTooLong, tooLarge } from './refusals.ts'
import { NO_HEADERS, type Run } from './run.ts'
import { Sender, type SavedSender } from './sender.ts'
import { producerView } from './view.ts'

/** One record, as `KafkaProducer.send` takes it. */
export interface ProducerRecord {
  readonly topic: string
  readonly partition?: number | null
  readonly key?: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers?: Headers
  readonly timestamp?: Millis | null
  readonly tag?: unknown
}
/** Many records for one topic: the arrays are the producer's from then on. */
export interface ProducerRecords {
  readonly topic: string
  readonly partition?: number | null
  readonly keys?: Run['keys']
  readonly values: Run['values']
  readonly headers?: Run['headers']
  readonly timestamp?: Millis | null
  readonly tags?: Run['tags']
}

/** A `send` that Java would not have come back from yet: the topic is not known, or memory is full. */
interface Blocked { readonly call: number; readonly run: Run; next: number; readonly deadline: Micros }
interface Flush { readonly tag: unknown; readonly call: number; newest: number }
interface State {
  blocked: Blocked[]
  nextCall: number
  flushes: Flush[]
  closing: { readonly tag: unknown; readonly deadline: Micros } | null
  closed: boolean
  answers: ProducerAnswer[]
  lastError: string | null
}

/**
 * Kafka's producer (KafkaProducer) without its threads. Records go in by `send` and `sendAll`, events by `handle`; answers are
 * taken with `takeAnswers` after either. Where Java's `send` would block, the records wait here (`isBlocked`), for
 * `max.block.ms` at most.
 */
export class Producer {
  readonly config: ProducerConfig
  readonly clientId: string
  readonly #env: Env
  readonly #client: KafkaClient
  readonly #accumulator: Accumulator
  readonly #sender: Sender
  readonly #waker: Waker
  #state: State = { blocked: [], nextCall: 0, flushes: [], closing: null, closed: false, answers: [], lastError: null }

  /** `name` tells the clients of one process apart. */
  constructor(env: Env, configs: ConfigInput, name = 'producer') {
    this.config = parseProducerConfig(configs)
    this.clientId = this.config.clientId || 'producer-1'
    this.#env = env
    const log = new ClientLog(env, `Producer clientId=${this.clientId}`)
    this.#client = new KafkaClient(env, {
      name, config: this.config, clientId: this.clientId, apis: [Produce as Api, InitProducerId as Api],
      maxInFlight: this.config.maxInFlightRequests, allowAutoTopicCreation: true, log, logsMetadata: true,
    })
    this.#accumulator = new Accumulator(this.config, env.random, env.codecs)
    this.#sender = new Sender(env, this.config, this.#client, this.#accumulator, log, name)
    this.#waker = new Waker(env, name)
  }

  // look

  /** Records handed over now would wait. */
  get isBlocked(): boolean { return this.#state.blocked.length > 0 }
  get isClosed(): boolean { return this.#state.closed }
  /** Nothing handed over is without its answer. */
  get isIdle(): boolean { return !this.isBlocked && this.#sender.inFlight === 0 && !this.#accumulator.hasUnsent }
  /** How many partitions a topic has; null while that is not known. Asking makes it known. */
  partitionsFor(topic: string): number | null {
    this.#client.want(topic, this.#idleDeadline())
    this.#advance()
    return this.#client.cluster.topics.get(topic)?.partitions.length ?? null
  }
  /** What JMX shows of it. */
  beans(): Beans {
    return this.#sender.metrics.beans(this.#env.now(), this.clientId, {
      inFlight: this.#client.inFlight, bufferMemory: this.config.bufferMemory, freeMemory: this.#accumulator.freeMemory, waiting: Math.min(1, this.#state.blocked.length),
    })
  }
  view(): ProducerView { return producerView(this.clientId, this.config, this.#sender, this.#state.lastError) }

  // command

  /** Hands over one record. False: it waits, as Java's caller would. Its tag comes back in one answer. */
  send(record: ProducerRecord): boolean {
    const { topic, partition, key, value, headers, timestamp, tag } = record
    return this.sendAll({
      topic, partition, timestamp, values: [value],
      keys: key == null ? null : [key], headers: headers ? [headers] : null, tags: tag === undefined ? null : [tag],
    })
  }

  /** Hands over many records at once, in order. */
  sendAll(records: ProducerRecords): boolean {
    const { topic, values, partition = null, keys = null, headers = null, timestamp = null, tags = null } = records
    const run: Run = { topic, partition, values, keys, headers, timestamp, tags }
    if (this.#state.closing || this.#state.closed) this.#refuse(run, 0, run.values.length, Errors.UNKNOWN_SERVER_ERROR, CLOSED)
    else for (const [from, to] of this.#refuseTooLarge(run)) this.#enqueue(from === 0 && to === run.values.length ? run : slice(run, from, to))
    this.#advance()
    return !this.isBlocked
  }

  #enqueue(run: Run): void {
    this.#client.want(run.topic, this.#idleDeadline())
    const blocked: Blocked = { call: this.#state.nextCall++, run, next: 0, deadline: this.#env.now() + this.config.maxBlockMs * micros.perMilli }
    if (this.#state.blocked.length > 0 || !this.#take(blocked)) this.#state.blocked.push(blocked)
  }

  #idleDeadline(): Micros { return this.#env.now() + this.config.metadataMaxIdleMs * micros.perMilli }

  /** Answers what no request could hold; gives what is left, as ranges. */
  #refuseTooLarge(run: Run): [number, number][] {
    const limit = Math.min(this.config.maxRequestSize, this.config.bufferMemory)
    const ranges: [number, number][] = []
    let from = 0
    for (let i = 0; i < run.values.length; i++) {
      const size = singleRecordUpperBound(run.keys?.[i] ?? null, run.values[i]!, run.headers?.[i] ?? NO_HEADERS)
      if (size <= limit) continue
      if (from < i) ranges.push([from, i])
      from = i + 1
      this.#refuse(run, i, i + 1, Errors.MESSAGE_TOO_LARGE, tooLarge(size, this.config))
    }
    if (from < run.values.length) ranges.push([from, run.values.length])
    return ranges
  }

  #refuse(run: Run, from: number, to: number, code: number, message: string): void {
    const tags = run.tags?.slice(from, to).map((tag, i) => ({ send: from + i, tag })) ?? []
    this.#state.lastError = errorName(code)
    this.#state.answers.push({ is: 'failed', topic: run.topic, partition: run.partition, sends: null, error: errorName(code) as ErrorName, message, tags })
  }

  /** Answered by `flushed` with this tag when all handed over before is settled; sends without lingering until then. */
  flush(tag: unknown): void {
    this.#state.flushes.push({ tag, call: this.#state.nextCall, newest: this.#accumulator.newest })
    this.#advance()
  }

  /** Sends what there is, then closes; after `timeoutMs` it gives up the rest. Answered by `closed` with this tag. */
  close(tag: unknown, timeoutMs: Millis | null = null): void {
    if (this.#state.closing || this.#state.closed) return
    this.#state.closing = { tag, deadline: timeoutMs === null ? NEVER : this.#env.now() + timeoutMs * micros.perMilli }
    this.#advance()
  }

  takeAnswers(): ProducerAnswer[] {
    const answers = this.#state.answers
    this.#state.answers = []
    return answers
  }

  // tell

  /** True when the event was this producer's own. */
  handle(event: ProcessEvent): boolean {
    const woken = this.#waker.woken(event)
    const outcomes = this.#client.handle(event)
    if (!woken && outcomes === null) return false
    for (const outcome of outcomes ?? []) this.#sender.handle(outcome)
    this.#advance()
    return true
  }

  #advance(): void {
    if (this.#state.closed) return
    this.#unblock()
    let due = this.#sender.advance(this.#hurries)
    this.#collect()
    if (this.#unblock()) due = Math.min(due, this.#sender.advance(this.#hurries))
    this.#collect()
    this.#finish()
    if (this.#state.closed) return
    this.#client.advance()
    this.#waker.arm(Math.min(due, this.#client.nextDue(), this.#state.blocked[0]?.deadline ?? NEVER, this.#state.closing?.deadline ?? NEVER))
  }

  get #hurries(): boolean { return this.isBlocked || this.#state.flushes.length > 0 || this.#state.closing !== null }

  #collect(): void {
    for (const answer of this.#sender.takeAnswers()) {
      if (answer.is === 'failed') this.#state.lastError = answer.error
      this.#state.answers.push(answer)
    }
  }

  /** Lets waiting records in, the oldest first; true when some went in. */
  #unblock(): boolean {
    const { blocked } = this.#state
    let moved = false
    while (blocked.length > 0) {
      const [first] = blocked
      const before = first!.next
      const whole = this.#take(first!)
      if (!whole && first!.deadline <= this.#env.now()) this.#giveUp(first!)
      else if (!whole) return moved || first!.next > before
      blocked.shift()
      moved = true
    }
    return moved
  }

  /** True when all its records are in. */
  #take(blocked: Blocked): boolean {
    const { run, next } = blocked
    const { cluster } = this.#client
    const partitions = cluster.topics.get(run.topic)?.partitions.length ?? 0
    const refused = cluster.errors.get(run.topic)
    if (refused !== undefined && isFatalForTopic(refused)) {
      this.#refuse(run, next, run.values.length, refused, `Invalid topics: [${run.topic}]`)
      return true
    }
    if (partitions === 0 || (run.partition !== null && run.partition >= partitions)) {
      this.#client.want(run.topic, this.#idleDeadline())
      this.#client.requestUpdate()
      return false
    }
    const { next: end, sent } = this.#accumulator.append(run, next, cluster, this.#env.now(), this.#env.wall())
    blocked.next = end
    for (const { id, sends } of sent) {
      this.#sender.accepted(id, sends.to - sends.from + 1)
      this.#env.tell({ is: 'producer.sent', producer: this.#sender.id, partition: id, sends })
    }
    for (const flush of this.#state.flushes) if (blocked.call < flush.call) flush.newest = this.#accumulator.newest
    return end === run.values.length
  }

  #giveUp({ run, next }: Blocked): void {
    const partitions = this.#client.cluster.topics.get(run.topic)?.partitions.length
    this.#refuse(run, next, run.values.length, Errors.REQUEST_TIMED_OUT, blockedTooLong(run, partitions, this.config, this.#accumulator.freeMemory))
  }

  /** Answers flushes that are done, and closes when that is due. */
  #finish(): void {
    const { flushes, closing } = this.#state
    if (flushes.length > 0) this.#answerFlushes()
    if (closing && (this.isIdle || closing.deadline <= this.#env.now())) this.#shut(closing.tag)
  }

  #answerFlushes(): void {
    const firstCall = this.#state.blocked[0]?.call ?? NEVER, oldest = this.#sender.oldest
    const isDone = (flush: Flush): boolean => flush.call <= firstCall && flush.newest < oldest
    for (const flush of this.#state.flushes) if (isDone(flush)) this.#state.answers.push({ is: 'flushed', tag: flush.tag })
    this.#state.flushes = this.#state.flushes.filter(flush => !isDone(flush))
  }

  #shut(tag: unknown): void {
    for (const { run, next } of this.#state.blocked) this.#refuse(run, next, run.values.length, Errors.UNKNOWN_SERVER_ERROR, CLOSED_FORCEFULLY)
    this.#state.blocked = []
    this.#sender.abort(CLOSED_FORCEFULLY)
    this.#collect()
    this.#state.closed = true
    this.#waker.disarm()
    this.#client.close()
    this.#state.answers.push({ is: 'closed', tag })
  }

  save(): Plain {
    const state = this.#state
    return {
      client: this.#client.save(), accumulator: this.#accumulator.save(), sender: this.#sender.save(), waker: this.#waker.save(), state: copyOf(state),
    }
  }

  load(saved: Plain): void {
    const { client, accumulator, sender, waker, state } = saved as { client: Plain; accumulator: SavedAccumulator; sender: SavedSender; waker: Plain; state: State }
    this.#client.load(client)
    this.#accumulator.load(accumulator)
    this.#sender.load(sender)
    this.#waker.load(waker)
    this.#state = copyOf(state)
  }
}

const copyOf = (state: State): State =>
  ({ ...state, blocked: state.blocked.map(each => ({ ...each })), flushes: state.flushes.map(each => ({ ...each })), answers: [...state.answers] })

const isFatalForTopic = (code: number): boolean => code === Errors.INVALID_TOPIC_EXCEPTION || code === Errors.TOPIC_AUTHORIZATION_FAILED

const slice = (run: Run, from: number, to: number): Run =>
  ({ ...run, values: run.values.slice(from, to), keys: run.keys?.slice(from, to) ?? null, headers: run.headers?.slice(from, to) ?? null, tags: run.tags?.slice(from, to) ?? null })
