import type { Bytes } from '../../env/bytes.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import type { Fetch } from '../../protocol/apis/01-fetch.ts'
import { errorName, Errors } from '../../protocol/errors.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import type { Response } from '../../protocol/schema.ts'
import { moved, now, tell, type Broker } from '../context.ts'
import { sayFetcher, sayLog } from '../lines.ts'
import { tellCopied } from '../replica/append.ts'
import { partitionId, type Partition } from '../replica/partition.ts'
import { noteFollowed } from '../replica/throttle.ts'
import { moveToEnd, phaseAfter, stateAfter, type Fetcher, type FetchState } from './fetcher.ts'
import { askLeaderOffset } from './out-of-range.ts'
import { pump } from './pump.ts'
import { onSessionAnswer, restart } from './session.ts'
import { beginWithBatch, truncateLog, truncationOffset } from './truncate.ts'

const TRANSIENT = 'This error may be returned transiently when the partition is being created or deleted, but it is not expected to persist.'
type Answer = Response<typeof Fetch>
type PartitionAnswer = Answer['responses'][number]['partitions'][number]

/** The leader answered: append, cut, or step back, partition by partition; then ask for more. */
export function onFetched(broker: Broker, fetcher: Fetcher, response: Answer): void {
  const asked = fetcher.session.told
  fetcher.inFlight = false
  if (!onSessionAnswer(fetcher.session, response.errorCode, response.sessionId)) fetcher.changed = true
  if (response.errorCode === Errors.NONE) for (const topic of response.responses) {
    const name = broker.node.image().topicNames.get(topic.topicId) ?? ''
    for (const answer of topic.partitions) {
      const id = partitionId(name, answer.partitionIndex)
      const state = fetcher.partitions.get(id), partition = broker.partitions.get(id), was = asked.get(id)
      if (!state || !partition || state.phase !== 'fetching' || was?.offset !== state.offset || was.leaderEpoch !== state.leaderEpoch) continue
      onPartition(broker, fetcher, partition, state, answer)
    }
  }
  pump(broker, fetcher)
}

/** No answer: everything steps back, and the session is begun anew. */
export function onFetchFailed(broker: Broker, fetcher: Fetcher): void {
  fetcher.inFlight = false
  fetcher.changed = true
  const { session, leader } = fetcher
  sayFetcher(broker, leader, `Error sending fetch request (sessionId=${session.id}, epoch=${session.epoch}) to node ${leader}:`)
  const { replicaFetchWaitMaxMs: maxWait, replicaFetchMinBytes: minBytes, replicaFetchResponseMaxBytes: maxBytes } = broker.settings
  sayFetcher(broker, leader, `Error in response for fetch request (type=FetchRequest, replicaId=${broker.node.nodeId}, maxWait=${maxWait}, `
    + `minBytes=${minBytes}, maxBytes=${maxBytes}, fetchData={}, isolationLevel=read_uncommitted, removed=, replaced=, `
    + `metadata=(sessionId=${session.id}, epoch=${session.epoch}), rackId=)`, 'WARN')
  restart(session)
  for (const id of [...fetcher.partitions.keys()]) delay(broker, fetcher, id)
  pump(broker, fetcher)
}

function onPartition(broker: Broker, fetcher: Fetcher, partition: Partition, state: FetchState, answer: PartitionAnswer): void {
  switch (answer.errorCode) {
    case Errors.NONE:
      if (answer.divergingEpoch.epoch >= 0) diverged(broker, fetcher, partition, state, answer.divergingEpoch)
      else fetched(broker, fetcher, partition, state, answer)
      return
    case Errors.OFFSET_OUT_OF_RANGE:
      moveToEnd(fetcher, partition.id, { ...state, phase: phaseAfter(state.phase, 'outOfRange') })
      return askLeaderOffset(broker, fetcher, partition.id)
    case Errors.FENCED_LEADER_EPOCH:
      return fenced(broker, fetcher, partition.id, state)
    case Errors.UNKNOWN_TOPIC_OR_PARTITION: case Errors.UNKNOWN_TOPIC_ID: case Errors.INCONSISTENT_TOPIC_ID:
      sayFetcher(broker, fetcher.leader, `Received ${errorName(answer.errorCode)} from the leader for partition ${partition.id}. `
        + TRANSIENT, 'WARN')
      return delay(broker, fetcher, partition.id)
    case Errors.UNKNOWN_LEADER_EPOCH: case Errors.NOT_LEADER_OR_FOLLOWER:
      return delay(broker, fetcher, partition.id)
    default:
      sayFetcher(broker, fetcher.leader, `Error for partition ${partition.id} at offset ${state.offset}`, 'ERROR')
      delay(broker, fetcher, partition.id)
  }
}

/** ReplicaFetcherThread.processPartitionData: the leader's bytes as they are, then its high watermark and log start. */
function fetched(broker: Broker, fetcher: Fetcher, partition: Partition, state: FetchState, answer: PartitionAnswer): void {
  const { log: replica } = partition
  if (answer.records && answer.records.length > 0) {
    if (!append(broker, fetcher, partition, state, answer.records)) return
    moveToEnd(fetcher, partition.id, stateAfter(state, 'fetched', replica.logEndOffset, replica.latestEpoch))
  }
  if (partition.followerThrottled) noteFollowed(broker, partition, answer)
  if (answer.highWatermark > replica.highWatermark && replica.updateHighWatermark(answer.highWatermark)) {
    moved(broker, partition, 'highWatermark')
    tell(broker, {
      is: 'hw.advanced', broker: broker.node.nodeId, partition: partition.id, epoch: partition.leaderEpoch, hw: replica.highWatermark, as: 'follower',
    })
  }
  if (answer.logStartOffset <= replica.logStartOffset) return
  followStart(broker, partition, answer.logStartOffset)
  fetcher.stirred.push(partition.id)
}

function append(broker: Broker, fetcher: Fetcher, partition: Partition, state: FetchState, records: Bytes): boolean {
  try {
    beginWithBatch(broker, partition, records)
    const segments = partition.log.segments().length
    partition.log.appendAsFollower(records, broker.node.env.wall())
    if (partition.log.awaitsFlush(partition.log.logEndOffset)) fetcher.flushing.push(partition.id)
    moved(broker, partition, 'end')
    tellCopied(broker, partition, records)
    const rolled = partition.log.segments().slice(segments)
    for (const { baseOffset } of rolled) tell(broker, { is: 'log.rolled', broker: broker.node.nodeId, partition: partition.id, baseOffset })
    return true
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    sayFetcher(broker, fetcher.leader, `Found invalid messages during fetch for partition ${partition.id} offset ${state.offset}`, 'ERROR')
    delay(broker, fetcher, partition.id)
    return false
  }
}

function followStart(broker: Broker, partition: Partition, start: number): void {
  partition.log.moveStartTo(start)
  moved(broker, partition, 'end')
  sayLog(broker, partition, `Incremented log start offset to ${start} due to leader offset increment`)
  tell(broker, { is: 'log.startMoved', broker: broker.node.nodeId, partition: partition.id, start, why: 'leader' })
}

function diverged(broker: Broker, fetcher: Fetcher, partition: Partition, state: FetchState, leader: { epoch: number; endOffset: number }): void {
  const cut = truncationOffset(partition.log, leader)
  sayFetcher(broker, fetcher.leader, `Truncating partition ${partition.id} with TruncationState(offset=${cut.offset}, completed=${cut.completed}) `
    + `due to leader epoch and offset EpochEndOffset(errorCode=0, partition=${partition.index}, leaderEpoch=${leader.epoch}, `
    + `endOffset=${leader.endOffset})`)
  truncateLog(broker, partition, cut.offset)
  moveToEnd(fetcher, partition.id, stateAfter(state, 'diverged', cut.offset, partition.log.latestEpoch))
}

/** The leader is in a later epoch. Metadata will say so here too; until then there is nothing to ask. */
export function fenced(broker: Broker, fetcher: Fetcher, id: PartitionId, state: FetchState): void {
  sayFetcher(broker, fetcher.leader, `Partition ${id} has an older epoch (${state.leaderEpoch}) than the current leader. `
    + 'Will await the new LeaderAndIsr state before resuming fetching.')
  fetcher.partitions.delete(id)
  fetcher.stirred.push(id)
  sayFetcher(broker, fetcher.leader, `Partition ${id} marked as failed`, 'WARN')
}

/** Asks again after `replica.fetch.backoff.ms`. */
export function delay(broker: Broker, fetcher: Fetcher, id: PartitionId): void {
  const state = fetcher.partitions.get(id)
  if (!state) return
  moveToEnd(fetcher, id, { ...state, phase: phaseAfter(state.phase, 'failed'), delayedUntil: now(broker) + broker.settings.replicaFetchBackoff })
}
