import type { Bytes } from '../../env/bytes.ts'
import type { PartitionLog } from '../../log/api.ts'
import type { Fetch } from '../../protocol/apis/01-fetch.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request, ResponseInput } from '../../protocol/schema.ts'
import { METADATA_TOPIC_ID } from '../../protocol/uuid.ts'

/*
 * Fetch as the quorum uses it: one partition, no sessions, and answers that teach the follower who leads and where its log
 * parts from the leader's (KIP-595).
 */

export type FetchRequest = Request<typeof Fetch>
export type FetchAnswer = ResponseInput<typeof Fetch>
type FetchPartition = FetchRequest['topics'][number]['partitions'][number]
type PartitionAnswer = NonNullable<NonNullable<FetchAnswer['responses']>[number]['partitions']>[number]

/** The leader as its log and epoch stand. */
export interface Leading {
  readonly log: PartitionLog
  readonly clusterId: string
  readonly leaderId: number
  readonly epoch: number
  readonly highWatermark: number
}

/** The one partition a quorum fetch asks for, or the error it deserves as a whole. */
export function quorumFetch(request: FetchRequest, clusterId: string): FetchPartition | number {
  if (request.clusterId !== null && request.clusterId !== clusterId) return Errors.INCONSISTENT_CLUSTER_ID
  const [topic, ...more] = request.topics
  const partition = topic?.partitions[0]
  if (!topic || !partition || more.length > 0 || topic.partitions.length > 1) return Errors.INVALID_REQUEST
  return topic.topicId === METADATA_TOPIC_ID && partition.partition === 0 ? partition : Errors.UNKNOWN_TOPIC_ID
}

/** Whether there is anything to say now; otherwise the fetch waits for its `maxWaitMs`. A newer high watermark counts (KIP-1166). */
export const hasNews = (asked: FetchPartition, leading: Leading): boolean =>
  asked.fetchOffset !== leading.log.logEndOffset || asked.highWatermark < BigInt(leading.highWatermark) || epochError(asked, leading) !== Errors.NONE

/** The follower is in the leader's epoch, and its log a beginning of the leader's. */
export const isSound = (asked: FetchPartition, leading: Leading): boolean =>
  epochError(asked, leading) === Errors.NONE && divergence(asked, leading.log) === null

export function answerFetch(asked: FetchPartition, leading: Leading, maxBytes: number): FetchAnswer {
  const error = epochError(asked, leading)
  if (error !== Errors.NONE) return fetchAnswer(refusedPartition(error, leading))
  const diverging = divergence(asked, leading.log)
  if (diverging) return fetchAnswer({ ...readPartition(leading, NO_RECORDS), divergingEpoch: diverging })
  const records = leading.log.read(asked.fetchOffset, maxBytes, { upTo: leading.log.logEndOffset, minOneMessage: true })
  return fetchAnswer(readPartition(leading, records))
}

const epochError = (asked: FetchPartition, { epoch }: Leading): number =>
  asked.currentLeaderEpoch < epoch ? Errors.FENCED_LEADER_EPOCH : asked.currentLeaderEpoch > epoch ? Errors.UNKNOWN_LEADER_EPOCH : Errors.NONE

/** Where the follower must cut, when its last batch is not in the leader's log (UnifiedLog.validateOffsetAndEpoch). */
function divergence(asked: FetchPartition, log: PartitionLog): { epoch: number; endOffset: number } | null {
  if (asked.fetchOffset === 0) return null
  const { epoch, endOffset } = log.endOffsetForEpoch(asked.lastFetchedEpoch)
  if (epoch === asked.lastFetchedEpoch && asked.fetchOffset <= endOffset) return null
  return { epoch: Math.max(epoch, 0), endOffset: Math.max(endOffset, 0) }
}

const readPartition = ({ leaderId, epoch, highWatermark, log }: Leading, records: Bytes): PartitionAnswer => ({
  partitionIndex: 0, highWatermark, logStartOffset: log.logStartOffset, currentLeader: { leaderId, leaderEpoch: epoch }, abortedTransactions: null, records,
})
const refusedPartition = (errorCode: number, { leaderId, epoch }: Pick<Leading, 'leaderId' | 'epoch'>): PartitionAnswer => ({
  partitionIndex: 0, errorCode, highWatermark: -1, currentLeader: { leaderId, leaderEpoch: epoch }, abortedTransactions: null, records: NO_RECORDS,
})
const NO_RECORDS = new Uint8Array(0)

const fetchAnswer = (partition: PartitionAnswer): FetchAnswer => ({ responses: [{ topicId: METADATA_TOPIC_ID, partitions: [partition] }] })
