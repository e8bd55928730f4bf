import type { PartitionId } from '../../env/domain-event.ts'
import type { Env, Plain } from '../../env/process.ts'
import { micros, type Micros } from '../../env/units.ts'
import { exponentialBackoff } from '../../net/backoff.ts'
import { answerTo, type Answered, type Failed, type Outcome } from '../../net/outcome.ts'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { Errors, errorName, isInvalidMetadata, isRetriable } from '../../protocol/errors.ts'
import { errorText } from '../error-text.ts'
import type { RequestInput, Response } from '../../protocol/schema.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import type { ProducerConfig } from '../config/producer.ts'
import type { ClientLog } from '../network/client-log.ts'
import type { KafkaClient } from '../network/kafka-client.ts'
import { groupByTopic, partitionId } from '../topic-partition.ts'
import { NEVER } from '../waker.ts'
import type { Accumulator } from './accumulator.ts'
import type { ProducerAnswer } from './delivery.ts'
import { ProducerMetrics, type SavedMetrics } from './metrics.ts'
import { Idempotence, type SavedIdempotence } from './idempotence.ts'
import { loadBatch, saveBatch, sendsOf, type ProducerBatch, type SavedBatch } from './producer-batch.ts'
import { INIT_TAG, ProducerIdRequests } from './producer-id.ts'
import { logRefused } from './sender-log.ts'
import { splitBatch } from './split.ts'
import { silence, unanswered, verdictOf, type Verdict } from './verdict.ts'

type Tag = { readonly produce: readonly number[] } | typeof INIT_TAG

/** How often each partition's records came to which end; for the view. */
export interface Tally { waiting: number; inFlight: number; acknowledged: number; failed: number }

/**
 * Sends what the accumulator has ready, and settles what brokers answer (Sender): one Produce request a node, retries with
 * backoff, order and sequence kept as idempotence wants it.
 */
export class Sender {
  readonly #env: Env
  readonly #config: ProducerConfig
  readonly #client: KafkaClient
  readonly #accumulator: Accumulator
  readonly #log: ClientLog
  readonly #idempotence = new Idempotence()
  #id: string
  /** Batches sent and not settled, by number. */
  readonly #inFlight = new Map<number, ProducerBatch>()
  readonly #producerIds: ProducerIdRequests
  readonly #tallies = new Map<PartitionId, Tally>()
  readonly metrics = new ProducerMetrics()
  #answers: ProducerAnswer[] = []

  constructor(env: Env, config: ProducerConfig, client: KafkaClient, accumulator: Accumulator, log: ClientLog, name = 'producer') {
    this.#env = env
    this.#id = `${name} ${env.now()}`
    this.#config = config
    this.#client = client
    this.#accumulator = accumulator
    this.#log = log
    this.#producerIds = new ProducerIdRequests(env, config, client)
  }

  // look

  /** Tells this producer apart from every other its process has or had. */
  get id(): string { return this.#id }
  get producerId(): number | null { return this.#idempotence.producerId }
  get inFlight(): number { return this.#inFlight.size }
  get tallies(): ReadonlyMap<PartitionId, Tally> { return this.#tallies }
  /** The oldest batch, by number, that is not settled. */
  get oldest(): number {
    let oldest = NEVER
    for (const number of this.#inFlight.keys()) oldest = Math.min(oldest, number)
    for (const { batches } of this.#accumulator.queues) for (const batch of batches) oldest = Math.min(oldest, batch.number)
    return oldest
  }

  // command

  /** Notes records that the accumulator took. */
  accepted(id: PartitionId, count: number): void { this.#tally(id).waiting += count }

  #tally(id: PartitionId): Tally {
    let tally = this.#tallies.get(id)
    if (!tally) this.#tallies.set(id, tally = { waiting: 0, inFlight: 0, acknowledged: 0, failed: 0 })
    return tally
  }

  takeAnswers(): ProducerAnswer[] {
    const answers = this.#answers
    this.#answers = []
    return answers
  }

  /** Gives up all there is. */
  abort(message: string): void {
    for (const batch of this.#accumulator.abort()) this.#fail(batch, Errors.UNKNOWN_SERVER_ERROR, message, 'waiting')
    for (const batch of [...this.#inFlight.values()]) this.#fail(batch, Errors.UNKNOWN_SERVER_ERROR, message, 'inFlight')
  }

  // tell

  handle(outcome: Outcome): void {
    if (outcome.is === 'ready' || outcome.is === 'disconnected') return
    const tag = outcome.tag as Tag
    if ('initProducerId' in tag) this.#producerIdAnswered(outcome)
    else this.#produced(tag.produce, outcome)
  }

  // ask what is due

  /** Sends what can go, and gives when to look again. */
  advance(hurry: boolean): Micros {
    const now = this.#env.now()
    const idDue = this.#config.enableIdempotence ? this.#settle() : NEVER
    this.#expire(now)
    let nextDue = this.#sendReady(now, hurry)
    while (nextDue === null) nextDue = this.#sendReady(now, hurry)
    return Math.min(nextDue, this.#inFlightDue(), idDue)
  }

  /** One batch of each partition that is ready; null when something went out, for then the next may be ready too. */
  #sendReady(now: Micros, hurry: boolean): Micros | null {
    const ready = this.#accumulator.ready(this.#client.cluster, now, hurry)
    if (ready.unknownLeaders.size > 0) this.#client.requestUpdate()
    let { nextDue } = ready
    let went = false
    for (const node of ready.nodes) {
      const can = this.#client.canSend(node)
      this.#accumulator.noteNode(node, now, can)
      if (can) went = this.#send(node, this.#accumulator.drain(node, this.#client.cluster, now, this.#gate)) || went
      else if (this.#client.isBackingOff(node)) nextDue = Math.min(nextDue, this.#client.retryAt(node))
      else if (!this.#client.isReady(node)) this.#client.connect(node)
    }
    return went ? null : nextDue
  }

  readonly #gate = {
    mustStay: (batch: ProducerBatch): boolean => this.#config.enableIdempotence && this.#idempotence.mustStay(batch),
    leaving: (batch: ProducerBatch): void => { if (this.#config.enableIdempotence) this.#idempotence.leaving(batch) },
  }

  #inFlightDue(): Micros {
    let due = NEVER
    for (const batch of this.#inFlight.values()) due = Math.min(due, this.#accumulator.deadlineOf(batch))
    return due
  }

  // the producer id

  #settle(): Micros {
    this.#idempotence.settle()
    return this.#idempotence.needsProducerId ? this.#producerIds.advance() : NEVER
  }

  #producerIdAnswered(outcome: Outcome): void {
    const got = this.#producerIds.answered(outcome)
    if (got === null) return
    if ('error' in got) this.abort(`InitProducerId was refused: ${errorName(got.error)}`)
    else this.#idempotence.setProducerId(got.id, got.epoch)
  }

  // sending

  #send(node: number, batches: readonly ProducerBatch[]): boolean {
    if (batches.length === 0) return false
    const { acks } = this.#config
    const tag: Tag = { produce: batches.map(batch => batch.number) }
    const sent = this.#client.send(node, Produce, this.#request(batches), tag, { oneWay: acks === 0 })
    this.metrics.drained(this.#env.now(), batches)
    for (const batch of batches) {
      this.#inFlight.set(batch.number, batch)
      if (this.#config.maxInFlightRequests === 1) this.#accumulator.setMuted(batch.id, true)
      this.#move(batch, 'waiting', 'inFlight')
      if (sent) this.#env.tell({ is: 'producer.requested', producer: this.#id, connection: sent.connection, correlation: sent.correlation, partition: batch.id, sends: sendsOf(batch) })
    }
    if (acks === 0) for (const batch of batches) this.#judge(batch, silence(Errors.NONE), -1)
    return true
  }

  #request(batches: readonly ProducerBatch[]): RequestInput<typeof Produce> {
    const { topics } = this.#client.cluster
    return {
      transactionalId: null, acks: this.#config.acks, timeoutMs: this.#config.requestTimeoutMs,
      topicData: groupByTopic(batches).map(([name, group]) => ({
        name, topicId: topics.get(name)?.id ?? ZERO_UUID,
        partitionData: group.map(({ partition, bytes }) => ({ index: partition, records: bytes })),
      })),
    }
  }

  #move(batch: ProducerBatch, from: keyof Tally, to: keyof Tally): void {
    const tally = this.#tally(batch.id)
    tally[from] -= batch.count
    tally[to] += batch.count
  }

  // answers

  #produced(numbers: readonly number[], outcome: Answered | Failed): void {
    const answer = answerTo(Produce, outcome), { correlation } = outcome
    if (outcome.is === 'response') this.metrics.answered(this.#env.now(), outcome.latency)
    const verdicts = answer ? this.#verdicts(answer) : null
    const missing = verdicts ? silence(Errors.UNKNOWN_SERVER_ERROR, 'The broker did not answer for this partition.') : unanswered(outcome)
    for (const number of numbers) {
      const batch = this.#inFlight.get(number)
      if (batch) this.#judge(batch, verdicts?.get(batch.id) ?? missing, correlation)
    }
  }

  #verdicts(answer: Response<typeof Produce>): Map<PartitionId, Verdict> {
    const verdicts = new Map<PartitionId, Verdict>()
    const nodes = answer.nodeEndpoints.map(({ nodeId, host, port, rack }) => ({ id: nodeId, host, port, rack }))
    for (const topic of answer.responses) {
      const name = topic.name || this.#client.cluster.topicNames.get(topic.topicId) || ''
      for (const partition of topic.partitionResponses) {
        const { leaderId: leader, leaderEpoch: epoch } = partition.currentLeader
        if (leader >= 0) this.#client.learnLeader({ topic: name, partition: partition.index, leader, epoch }, nodes)
        verdicts.set(partitionId(name, partition.index), verdictOf(partition))
      }
    }
    return verdicts
  }

  #judge(batch: ProducerBatch, verdict: Verdict, correlation: number): void {
    const { error } = verdict
    if (this.#config.maxInFlightRequests === 1) this.#accumulator.setMuted(batch.id, false)
    if (error === Errors.NONE || error === Errors.DUPLICATE_SEQUENCE_NUMBER) return this.#complete(batch, verdict)
    const is = error === Errors.MESSAGE_TOO_LARGE && batch.count > 1 ? 'split' : this.#canRetry(batch, verdict) ? 'retried' : 'failed'
    logRefused(this.#log, { batch, verdict, correlation, is }, this.#config.retries)
    if (isInvalidMetadata(error)) this.#client.requestUpdate()
    if (is === 'split') return this.#split(batch)
    if (is === 'retried') return this.#retry(batch)
    const attemptsLeft = batch.attempts < this.#config.retries
    if (this.#config.enableIdempotence) this.#idempotence.failed(batch, attemptsLeft || error === Errors.OUT_OF_ORDER_SEQUENCE_NUMBER)
    this.metrics.failed(this.#env.now(), batch)
    this.#fail(batch, error, errorText(error, verdict.message), 'inFlight')
  }

  #canRetry(batch: ProducerBatch, { error, logStartOffset }: Verdict): boolean {
    if (this.#accumulator.deadlineOf(batch) <= this.#env.now() || batch.attempts >= this.#config.retries) return false
    return this.#config.enableIdempotence ? this.#idempotence.canRetry(batch, error, logStartOffset) : isRetriable(error)
  }

  #retry(batch: ProducerBatch): void {
    this.metrics.retried(this.#env.now(), batch)
    this.#inFlight.delete(batch.number)
    const { retryBackoffMs, retryBackoffMaxMs } = this.#config
    batch.retryAt = this.#env.now() + exponentialBackoff(this.#env.random, retryBackoffMs, retryBackoffMaxMs, batch.attempts++) * micros.perMilli
    this.#move(batch, 'inFlight', 'waiting')
    this.#accumulator.reenqueue(batch)
  }

  #split(batch: ProducerBatch): void {
    this.metrics.split(this.#env.now())
    this.#inFlight.delete(batch.number)
    this.#accumulator.release(batch)
    this.#move(batch, 'inFlight', 'waiting')
    const parts = splitBatch(batch, this.#accumulator, this.#env.codecs)
    if (batch.producer) this.#idempotence.replace(batch, parts)
    for (const part of [...parts].reverse()) this.#accumulator.reenqueue(part)
  }

  #complete(batch: ProducerBatch, { baseOffset, logAppendTime }: Verdict): void {
    if (batch.producer) this.#idempotence.completed(batch, baseOffset)
    this.#done(batch)
    this.#move(batch, 'inFlight', 'acknowledged')
    const sends = sendsOf(batch)
    this.#env.tell({ is: 'producer.acknowledged', producer: this.#id, partition: batch.id, sends, baseOffset, acks: this.#config.acks })
    this.#answers.push({ is: 'delivered', topic: batch.topic, partition: batch.partition, sends, baseOffset, logAppendTime, tags: batch.tags })
  }

  #fail(batch: ProducerBatch, code: number, message: string, from: 'waiting' | 'inFlight'): void {
    const sends = sendsOf(batch), error = errorName(code)
    this.#done(batch)
    this.#move(batch, from, 'failed')
    this.#env.tell({ is: 'producer.failed', producer: this.#id, partition: batch.id, sends, error })
    this.#answers.push({ is: 'failed', topic: batch.topic, partition: batch.partition, sends, error, message, tags: batch.tags })
  }

  #done(batch: ProducerBatch): void {
    this.#inFlight.delete(batch.number)
    this.#accumulator.release(batch)
  }

  /** Gives up what is older than `delivery.timeout.ms`; what a broker may have had leaves its sequence unresolved. */
  #expire(now: Micros): void {
    for (const batch of this.#accumulator.expire(now)) this.#expired(batch, now, 'waiting')
    for (const batch of [...this.#inFlight.values()]) if (this.#accumulator.deadlineOf(batch) <= now) this.#expired(batch, now, 'inFlight')
  }

  #expired(batch: ProducerBatch, now: Micros, from: 'waiting' | 'inFlight'): void {
    const ms = Math.floor((now - batch.createdAt) / micros.perMilli)
    if (batch.producer) {
      this.#idempotence.failed(batch, false)
      this.#idempotence.markUnresolved(batch)
    }
    if (this.#config.maxInFlightRequests === 1) this.#accumulator.setMuted(batch.id, false)
    this.metrics.failed(now, batch)
    this.#fail(batch, Errors.REQUEST_TIMED_OUT, `Expiring ${batch.count} record(s) for ${batch.id}:${ms} ms has passed since batch creation. `
      + 'The request has not been sent, or no server response has been received yet.', from)
  }

  save(): SavedSender {
    return {
      id: this.#id,
      idempotence: this.#idempotence.save(), inFlight: [...this.#inFlight.values()].map(saveBatch), producerIds: this.#producerIds.save(),
      tallies: [...this.#tallies].map(([id, tally]) => [id, { ...tally }]), answers: [...this.#answers], metrics: this.metrics.save(),
    }
  }

  /** After the accumulator: what is in flight for idempotence may wait there. */
  load(saved: SavedSender): void {
    this.#id = saved.id
    this.#inFlight.clear()
    for (const batch of saved.inFlight) this.#inFlight.set(batch.number, loadBatch(batch))
    const all = new Map(this.#inFlight)
    for (const { batches } of this.#accumulator.queues) for (const batch of batches) all.set(batch.number, batch)
    this.#idempotence.load(saved.idempotence, number => all.get(number)!)
    this.#producerIds.load(saved.producerIds)
    this.#tallies.clear()
    for (const [id, tally] of saved.tallies) this.#tallies.set(id, { ...tally })
    this.#answers = [...saved.answers]
    this.metrics.load(saved.metrics)
  }
}

export interface SavedSender {
  id: string
  idempotence: SavedIdempotence
  inFlight: SavedBatch[]
  producerIds: Plain
  tallies: [PartitionId, Tally][]
  answers: ProducerAnswer[]
  metrics: SavedMetrics
}
