import type { Bytes } from '../../env/bytes.ts'
import type { AppendResult } from '../../log/api.ts'
import { Errors } from '../../protocol/errors.ts'
import { batchesIn, wholeBatches } from '../../protocol/records/walk.ts'
import { moved, now, tell, type Broker } from '../context.ts'
import { maybeIncrementHighWatermark } from './leader.ts'
import { minIsrOf, type Partition } from './partition.ts'

export type Appended = Extract<AppendResult, { ok: true }> & { logStartOffset: number }
export type Refused =
  { ok: false; error: number; message: string | null; recordErrors: { index: number; message: string | null }[]; logStartOffset: number }

/** Errors that say nothing of the log, so the answer leaves its start out (ReplicaManager.appendToLocalLog). */
const WITHOUT_START: ReadonlySet<number> = new Set([
  Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.NOT_LEADER_OR_FOLLOWER, Errors.MESSAGE_TOO_LARGE, Errors.RECORD_LIST_TOO_LARGE,
  Errors.CORRUPT_MESSAGE, Errors.KAFKA_STORAGE_ERROR, Errors.INVALID_REQUIRED_ACKS, Errors.INVALID_TOPIC_EXCEPTION,
])

export const refused = (error: number, logStartOffset = -1): Refused => ({ ok: false, error, message: null, recordErrors: [], logStartOffset })

/**
 * Appends to a log led here. With acks=all the ISR must be large enough before anything is written (`min.insync.replicas`).
 * A duplicate of an idempotent producer is answered with where it stands already.
 */
export function appendToLeader(
  broker: Broker, partition: Partition, records: Uint8Array, acks: number, origin: 'client' | 'coordinator',
): Appended | Refused {
  if (partition.role !== 'leader') return refused(Errors.NOT_LEADER_OR_FOLLOWER)
  if (acks === -1 && partition.isr.length < minIsrOf(partition)) return refused(Errors.NOT_ENOUGH_REPLICAS, partition.log.logStartOffset)
  const result = partition.log.appendAsLeader(records, { epoch: partition.leaderEpoch, now: broker.node.env.wall(), origin })
  count(broker, partition, records, result)
  if (!result.ok) return { ...result, logStartOffset: WITHOUT_START.has(result.error) ? -1 : partition.log.logStartOffset }
  if (!result.duplicate) noteAppend(broker, partition, result)
  return Object.assign(result, { logStartOffset: partition.log.logStartOffset })
}

/** Refused for its bytes: rejected; in either case a request for this topic (ReplicaManager.appendToLocalLog). */
function count({ topicMetrics, node }: Broker, { topic }: Partition, records: Uint8Array, result: AppendResult): void {
  const at = node.env.now()
  topicMetrics.mark(topic, 'TotalProduceRequestsPerSec', at)
  if (!result.ok) {
    topicMetrics.mark(topic, 'FailedProduceRequestsPerSec', at)
    if (result.error === Errors.MESSAGE_TOO_LARGE || result.error === Errors.RECORD_LIST_TOO_LARGE) topicMetrics.mark(topic, 'BytesRejectedPerSec', at, records.length)
  } else if (!result.duplicate) {
    topicMetrics.mark(topic, 'BytesInPerSec', at, result.bytes)
    topicMetrics.mark(topic, 'MessagesInPerSec', at, result.lastOffset - result.firstOffset + 1)
  }
}

function noteAppend(broker: Broker, partition: Partition, result: Extract<AppendResult, { ok: true }>): void {
  moved(broker, partition, 'end')
  tellAppended(broker, partition, result, 'leader')
  if (result.rolled) tell(broker, { is: 'log.rolled', broker: broker.node.nodeId, partition: partition.id, baseOffset: result.firstOffset })
  if (!partition.log.awaitsFlush(partition.log.logEndOffset)) maybeIncrementHighWatermark(broker, partition)
}

export interface AppendFacts { firstOffset: number; lastOffset: number; bytes: number; crc: number; epoch: number; maxTimestamp: number }

export function tellAppended(broker: Broker, partition: Partition, facts: AppendFacts, as: 'leader' | 'follower'): void {
  tell(broker, {
    is: 'log.appended', broker: broker.node.nodeId, partition: partition.id, epoch: facts.epoch,
    offsets: { from: facts.firstOffset, to: facts.lastOffset }, bytes: facts.bytes, crc: facts.crc, as, timestamp: facts.maxTimestamp,
  })
}

/** What a follower copied, batch by batch: each keeps the epoch and the checksum its leader gave it. */
export function tellCopied(broker: Broker, partition: Partition, records: Bytes): void {
  broker.topicMetrics.markAll('ReplicationBytesInPerSec', now(broker), records.length)
  for (const piece of wholeBatches(records)) {
    for (const { baseOffset, lastOffset, size, crc, leaderEpoch, maxTimestamp } of batchesIn(piece)) {
      tellAppended(broker, partition, { firstOffset: baseOffset, lastOffset, bytes: size, crc, epoch: leaderEpoch, maxTimestamp }, 'follower')
    }
  }
}
