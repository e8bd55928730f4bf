import type { Bytes } from '../../env/bytes.ts'
import type { PartitionLog } from '../../log/api.ts'
import { batchAt } from '../../protocol/records/batch.ts'
import { nextBatchSize, wholeBatches } from '../../protocol/records/walk.ts'
import { moved, tell, type Broker } from '../context.ts'
import { sayFetcher, sayLog, sayPartition } from '../lines.ts'
import type { Partition } from '../replica/partition.ts'

/**
 * Cuts a replica's log at `offset`, if it reaches that far. If not, the log still has to forget an epoch that began at its end: this
 * broker may have led without appending anything (UnifiedLog.truncateTo).
 */
export function truncateLog(broker: Broker, partition: Partition, offset: number): void {
  const end = partition.log.logEndOffset, before = partition.log.highWatermark
  if (offset >= end) {
    sayLog(broker, partition, `Truncating to ${offset} has no effect as the largest offset in the log is ${end - 1}`)
    return partition.log.truncateTo(offset)
  }
  sayLog(broker, partition, `Truncating to offset ${offset}`)
  partition.log.truncateTo(offset)
  tell(broker, { is: 'log.truncated', broker: broker.node.nodeId, partition: partition.id, from: end, to: offset })
  if (offset < before) sayFetcher(broker, partition.leader, `Truncating ${partition.id} to offset ${offset} below high watermark ${before}`, 'WARN')
  moved(broker, partition, 'end')
}

/**
 * A leader's log may begin in the middle of a batch (DeleteRecords). A follower that begins there gets all of that batch, and its own log
 * begins where the batch does, until it hears of the leader's start (Partition.appendRecordsToFollowerOrFutureReplica).
 */
export function beginWithBatch(broker: Broker, { id, log }: Pick<Partition, 'id' | 'log'>, records: Bytes): void {
  if (log.logEndOffset > log.logStartOffset) return
  const [first] = wholeBatches(records)
  if (!first || nextBatchSize(first, 0, first.length) === 0) return
  const { baseOffset, lastOffset } = batchAt(first, 0)
  if (baseOffset >= log.logEndOffset || lastOffset < log.logEndOffset) return
  sayPartition(broker, id, `Unexpected offset in append to ${id}. First offset ${baseOffset} is less than log start offset ${log.logStartOffset}. `
    + `Since this is the first record to be appended to the follower's log, will start the log from offset ${baseOffset}.`)
  log.truncateFullyAndStartAt(baseOffset)
}

type LocalLog = Pick<PartitionLog, 'logEndOffset' | 'endOffsetForEpoch'>

/**
 * Where to cut when leader and follower part ways: the leader said that its largest epoch at or below the follower's last one
 * ends at `endOffset`. If the follower has that epoch, the shorter of the two is common to both; if not, its next smaller epoch
 * is the candidate, and the next fetch asks again with that one (KIP-101, KIP-279; AbstractFetcherThread.getOffsetTruncationState).
 */
export function truncationOffset(local: LocalLog, leader: { epoch: number; endOffset: number }): { offset: number; completed: boolean } {
  const own = local.endOffsetForEpoch(leader.epoch), end = local.logEndOffset
  if (own.endOffset < 0) return { offset: Math.min(leader.endOffset, end), completed: true }
  if (own.epoch !== leader.epoch) return { offset: Math.min(own.endOffset, end), completed: false }
  return { offset: Math.min(own.endOffset, leader.endOffset, end), completed: true }
}
