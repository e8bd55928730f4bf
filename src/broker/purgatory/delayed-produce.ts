import { micros } from '../../env/units.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { Errors } from '../../protocol/errors.ts'
import { now, type Broker, type BrokerTimer } from '../context.ts'
import { findReplica } from '../replica/lookup.ts'
import { minIsrOf, partitionId } from '../replica/partition.ts'
import { maximalIsr } from '../replica/isr.ts'
import { produceResponse, type ProduceStatus } from '../handlers/produce-response.ts'
import { expired, park, take, watching } from './purgatory.ts'

/** A request whose records are in the leader's log and not yet committed (acks=all), or not yet flushed as `flush.messages` wants. */
export interface DelayedProduce {
  readonly replyTo: ReplyTo
  readonly statuses: ProduceStatus[]
}

/**
 * Whether every partition is committed, or never will be from here: the high watermark reached the end of what was appended,
 * or another broker leads now (DelayedProduce.tryComplete).
 */
export function isProduceComplete(broker: Broker, statuses: readonly ProduceStatus[]): boolean {
  for (const status of statuses) if (status.waiting) checkCommitted(broker, status)
  return statuses.every(status => !status.waiting)
}

function checkCommitted(broker: Broker, status: ProduceStatus): void {
  const { error, partition } = findReplica(broker, status.topic, status.index)
  if (!partition) return settle(status, error)
  if (partition.role !== 'leader') return settle(status, Errors.NOT_LEADER_OR_FOLLOWER)
  if (partition.log.awaitsFlush(status.requiredOffset)) return
  if (status.waiting === 'flush') return settle(status, Errors.NONE)
  if (!broker.rules.isAcknowledged(partition.log, status.requiredOffset)) return
  settle(status, minIsrOf(partition) <= maximalIsr(partition).length ? Errors.NONE : Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND)
}

function settle(status: ProduceStatus, error: number): void {
  status.waiting = null
  status.error = error
}

const EXPIRED: BrokerTimer = { is: 'produceExpired' }

export function parkProduce(broker: Broker, op: DelayedProduce, timeoutMs: number): void {
  const keys = op.statuses.filter(status => status.waiting).map(status => partitionId(status.topic, status.index))
  park(broker.node.env, broker.delayedProduce, op, keys, now(broker) + timeoutMs * micros.perMilli, EXPIRED)
}

export function tryCompleteProduce(broker: Broker, key: string): void {
  for (const id of watching(broker.delayedProduce, key)) {
    const waiting = broker.delayedProduce.waiting.get(id)
    if (waiting && isProduceComplete(broker, waiting.op.statuses)) answer(broker, id)
  }
}

export function expireProduces(broker: Broker): void {
  for (const id of expired(broker.node.env, broker.delayedProduce, EXPIRED)) {
    for (const status of broker.delayedProduce.waiting.get(id)!.op.statuses) if (status.waiting) settle(status, Errors.REQUEST_TIMED_OUT)
    answer(broker, id)
  }
}

function answer(broker: Broker, id: number): void {
  const { op } = take(broker.delayedProduce, id)
  broker.node.replies.reply(Produce, op.replyTo, produceResponse(broker, op.statuses, op.replyTo))
}
