import { DescribeQuorum } from '../../protocol/apis/55-describe-quorum.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { Refusal, single } from './operation.ts'

export interface DescribeMetadataQuorumCommand { readonly do: 'describeMetadataQuorum' }
/** Times are the leader's clock; null: not known. */
export interface QuorumReplica {
  readonly id: number
  readonly directoryId: string
  readonly logEndOffset: number
  readonly lastFetchTimestamp: number | null
  readonly lastCaughtUpTimestamp: number | null
}
interface Endpoint { readonly name: string; readonly host: string; readonly port: number }
export interface MetadataQuorum {
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly highWatermark: number
  readonly voters: readonly QuorumReplica[]
  readonly observers: readonly QuorumReplica[]
  readonly nodes: readonly { readonly id: number; readonly endpoints: readonly Endpoint[] }[]
}

type Quorum = typeof DescribeQuorum
type Replica = Response<Quorum>['topics'][number]['partitions'][number]['currentVoters'][number]
const TOPIC = '__cluster_metadata'

/** The quorum of controllers as its leader sees it (KIP-595, KIP-836). */
export const describeMetadataQuorum = single<DescribeMetadataQuorumCommand, MetadataQuorum, Quorum['request']['fields'], Quorum['response']['fields']>({
  api: DescribeQuorum,
  whom: () => ({ to: 'any' }),
  request: () => ({ topics: [{ topicName: TOPIC, partitions: [{ partitionIndex: 0 }] }] }),
  read({ errorCode, errorMessage, topics, nodes }) {
    const partition = topics[0]?.partitions[0]
    const error = errorCode === Errors.NONE ? partition?.errorCode ?? Errors.UNKNOWN_TOPIC_OR_PARTITION : errorCode
    if (isRetriable(error)) return error
    if (error !== Errors.NONE) throw new Refusal(outcomeOf(error, errorMessage).message!)
    const { leaderId, leaderEpoch, highWatermark, currentVoters, observers } = partition!
    return {
      leaderId, leaderEpoch, highWatermark, voters: currentVoters.map(replicaOf), observers: observers.map(replicaOf),
      nodes: nodes.map(({ nodeId, listeners }) => ({ id: nodeId, endpoints: listeners })),
    }
  },
})

const replicaOf = ({ replicaId, replicaDirectoryId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp }: Replica): QuorumReplica => ({
  id: replicaId, directoryId: replicaDirectoryId, logEndOffset,
  lastFetchTimestamp: known(lastFetchTimestamp), lastCaughtUpTimestamp: known(lastCaughtUpTimestamp),
})

const known = (timestamp: number): number | null => timestamp < 0 ? null : timestamp
