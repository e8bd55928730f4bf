import type { Millis } from '../../env/units.ts'
import type { DescribeQuorum } from '../../protocol/apis/55-describe-quorum.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request, ResponseInput } from '../../protocol/schema.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import type { Leading } from './fetch.ts'
import { METADATA_PARTITION } from './node.ts'
import type { FetchProgress, Progress } from './progress.ts'

/*
 * DescribeQuorum (55): who leads the metadata log, who votes, who watches, and how far each has come (KIP-595). v1: when each was
 * last heard of (KIP-836); v2: directories, and where voters are found (KIP-853).
 */

export type QuorumQuestion = Request<typeof DescribeQuorum>
export type QuorumAnswer = ResponseInput<typeof DescribeQuorum>

/** The quorum as its leader sees it. */
export interface Quorum extends Leading {
  readonly progress: Progress
  readonly now: Millis
  readonly listenerName: string
  readonly voters: readonly { readonly id: number; readonly address: { readonly host: string; readonly port: number } }[]
}

export function describeQuorum(request: QuorumQuestion, quorum: Quorum): QuorumAnswer {
  const known = request.topics.length === 1 && request.topics[0]!.partitions.length === 1
    && `${request.topics[0]!.topicName}-${request.topics[0]!.partitions[0]!.partitionIndex}` === METADATA_PARTITION
  if (!known) return { errorMessage: '', topics: unknown(request) }
  const { leaderId, epoch, highWatermark, voters, progress, listenerName } = quorum
  const ids = new Set(voters.map(({ id }) => id))
  return {
    errorMessage: '',
    topics: [{ topicName: request.topics[0]!.topicName, partitions: [{
      partitionIndex: 0, errorMessage: '', leaderId, leaderEpoch: epoch, highWatermark,
      currentVoters: [...ids].map(id => id === leaderId ? leaderState(quorum) : stateOf(id, progress.get(id), ZERO_UUID)),
      observers: [...progress.values()].filter(({ id }) => !ids.has(id)).map(each => stateOf(each.id, each, each.directoryId)),
    }] }],
    nodes: voters.map(({ id, address }) => ({ nodeId: id, listeners: [{ name: listenerName, ...address }] })),
  }
}

const UNKNOWN_TOPIC = 'This server does not host this topic-partition.'
const unknown = ({ topics }: QuorumQuestion) => topics.map(({ topicName, partitions }) => ({
  topicName,
  partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: UNKNOWN_TOPIC })),
}))

const leaderState = ({ leaderId, log, now }: Quorum) =>
  ({ replicaId: leaderId, replicaDirectoryId: ZERO_UUID, logEndOffset: log.logEndOffset, lastFetchTimestamp: now, lastCaughtUpTimestamp: now })

/** Voters that are named by configuration, not by the log, have no directory (`kraft.version` 0). */
const stateOf = (replicaId: number, progress: FetchProgress | undefined, replicaDirectoryId: string) => ({
  replicaId, replicaDirectoryId, logEndOffset: progress?.endOffset ?? -1,
  lastFetchTimestamp: progress?.fetchedAt ?? -1, lastCaughtUpTimestamp: progress?.caughtUpAt ?? -1,
})
