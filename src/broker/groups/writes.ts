import type { PartitionId } from '../../env/domain-event.ts'
import type { TimerId } from '../../env/process.ts'
import { micros } from '../../env/units.ts'
import { Errors } from '../../protocol/errors.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { after, type Broker } from '../context.ts'
import { splitPartitionId } from '../images.ts'
import { appendToLeader } from '../replica/append.ts'
import { partitionId } from '../replica/partition.ts'
import { afterWrite, withoutAnswer, type AfterWrite } from './after-write.ts'
import { OFFSETS_TOPIC } from './groups.ts'
import type { CoordinatorRecord } from './records.ts'

/**
 * Records of the coordinator that are in its log and not yet committed: what they decided takes effect, and is answered, when the
 * high watermark has passed them, as an acks=all produce would be (CoordinatorRuntime).
 */
export interface PendingWrite { readonly partition: number; readonly end: number; then: AfterWrite; readonly timer: TimerId }

export function writeRecords(broker: Broker, partition: number, records: readonly CoordinatorRecord[], then: AfterWrite): void {
  const replica = broker.partitions.get(partitionId(OFFSETS_TOPIC, partition))
  if (!replica) return afterWrite(broker, then, Errors.NOT_LEADER_OR_FOLLOWER)
  const result = appendToLeader(broker, replica, batchOf(broker, records), -1, 'coordinator')
  if (!result.ok) return afterWrite(broker, then, result.error)
  const id = broker.groups.nextWrite++
  const timeout = broker.node.configs.broker().number('offsets.commit.timeout.ms') * micros.perMilli
  broker.groups.writes.set(id, { partition, end: result.lastOffset + 1, then, timer: after(broker, timeout, { is: 'groupWrite', id }) })
}

function batchOf(broker: Broker, records: readonly CoordinatorRecord[]): Uint8Array {
  const builder = new BatchBuilder({ baseSequence: 0 }), now = broker.node.env.wall()
  for (const { key, value } of records) builder.append(now, key, value)
  return builder.close()
}

/** The high watermark of a partition moved: in order, what is committed now takes effect. */
export function onGroupsHighWatermark(broker: Broker, id: PartitionId): void {
  if (broker.groups.writes.size === 0) return
  const { topic, index } = splitPartitionId(id), replica = broker.partitions.get(id)
  if (topic !== OFFSETS_TOPIC || replica?.role !== 'leader') return
  const done = [...broker.groups.writes].filter(([, write]) => write.partition === index && write.end <= replica.log.highWatermark)
  for (const [number] of done) finish(broker, number, Errors.NONE)
}

/** The partition is led elsewhere now: whoever waits must look for the new coordinator. */
export function failWrites(broker: Broker, partition: number): void {
  for (const [number, write] of [...broker.groups.writes]) if (write.partition === partition) finish(broker, number, Errors.NOT_LEADER_OR_FOLLOWER)
}

/** `offsets.commit.timeout.ms` is up: who asked is told so, but what is in the log may still be committed, and then it holds. */
export function expireWrite(broker: Broker, number: number): void {
  const write = broker.groups.writes.get(number)
  if (!write) return
  const silent = withoutAnswer(broker, write.then)
  if (silent) write.then = silent
  else finish(broker, number, Errors.REQUEST_TIMED_OUT)
}

function finish(broker: Broker, number: number, error: number): void {
  const write = broker.groups.writes.get(number)
  if (!write) return
  broker.groups.writes.delete(number)
  broker.node.env.cancel(write.timer)
  afterWrite(broker, write.then, error)
}

/** How the failure of an append is told to members: GroupMetadataManager.appendGroupMetadataErrorToResponseError. */
export function memberError(error: number): number {
  switch (error) {
    case Errors.UNKNOWN_TOPIC_OR_PARTITION: case Errors.NOT_ENOUGH_REPLICAS: case Errors.REQUEST_TIMED_OUT: return Errors.COORDINATOR_NOT_AVAILABLE
    case Errors.NOT_LEADER_OR_FOLLOWER: case Errors.KAFKA_STORAGE_ERROR: return Errors.NOT_COORDINATOR
    case Errors.MESSAGE_TOO_LARGE: case Errors.RECORD_LIST_TOO_LARGE: case Errors.INVALID_FETCH_SIZE: return Errors.UNKNOWN_SERVER_ERROR
    default: return error
  }
}
