import { micros } from '../../env/units.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { DeleteRecords } from '../../protocol/apis/21-delete-records.ts'
import { Errors } from '../../protocol/errors.ts'
import { now, type Broker, type BrokerTimer } from '../context.ts'
import { deleteRecordsResponse } from '../handlers/21-delete-records.ts'
import { lowWatermark, type DeleteStatus } from '../replica/delete-records.ts'
import { findReplica } from '../replica/lookup.ts'
import { partitionId } from '../replica/partition.ts'
import { expired, park, take, watching } from './purgatory.ts'

/** A DeleteRecords request that its leader has carried out, and some living follower has not. */
export interface DelayedDeleteRecords {
  readonly replyTo: ReplyTo
  readonly statuses: DeleteStatus[]
}

const EXPIRED: BrokerTimer = { is: 'deleteRecordsExpired' }

export function parkDeleteRecords(broker: Broker, op: DelayedDeleteRecords, timeoutMs: number): void {
  const keys = op.statuses.filter(status => status.waiting).map(status => partitionId(status.topic, status.index))
  park(broker.node.env, broker.delayedDeleteRecords, op, keys, now(broker) + timeoutMs * micros.perMilli, EXPIRED)
}

export function tryCompleteDeleteRecords(broker: Broker, key: string): void {
  for (const id of watching(broker.delayedDeleteRecords, key)) {
    const waiting = broker.delayedDeleteRecords.waiting.get(id)
    if (waiting && isComplete(broker, waiting.op)) answer(broker, id)
  }
}

export function expireDeleteRecords(broker: Broker): void {
  for (const id of expired(broker.node.env, broker.delayedDeleteRecords, EXPIRED)) {
    for (const status of broker.delayedDeleteRecords.waiting.get(id)!.op.statuses) if (status.waiting) status.error = Errors.REQUEST_TIMED_OUT
    answer(broker, id)
  }
}

/** Every log begins where it should, or another broker leads now (DelayedDeleteRecords.tryComplete). */
function isComplete(broker: Broker, { statuses }: DelayedDeleteRecords): boolean {
  for (const status of statuses) if (status.waiting) check(broker, status)
  return statuses.every(status => !status.waiting)
}

function check(broker: Broker, status: DeleteStatus): void {
  const { error, partition } = findReplica(broker, status.topic, status.index)
  status.error = partition && partition.role !== 'leader' ? Errors.NOT_LEADER_OR_FOLLOWER : error
  if (partition && status.error === Errors.NONE) status.lowWatermark = lowWatermark(broker, partition)
  status.waiting = status.error === Errors.NONE && status.lowWatermark < status.requiredOffset
}

function answer(broker: Broker, id: number): void {
  const { op } = take(broker.delayedDeleteRecords, id)
  broker.node.replies.reply(DeleteRecords, op.replyTo, deleteRecordsResponse(op.statuses))
}
