import type { AssignReplicasToDirs } from '../protocol/apis/73-assign-replicas-to-dirs.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import { effectiveMinIsr, eligibleLeaderReplicas, isActive, type Decision, type Knowledge } from './deciding.ts'
import { partitionChange } from './partition-change.ts'

/*
 * AssignReplicasToDirs (73): a broker says which of its directories each of its replicas lies in (KIP-858,
 * ReplicationControlManager.handleAssignReplicasToDirs).
 */

type Asked = Request<typeof AssignReplicasToDirs>
type Answer = ResponseInput<typeof AssignReplicasToDirs>

export function assignReplicasToDirs(knowledge: Knowledge, { brokerId, brokerEpoch, directories }: Asked): Decision<Answer> {
  const error = brokerError(knowledge, brokerId, brokerEpoch)
  if (error !== Errors.NONE) return { records: [], response: { errorCode: error } }
  const records: MetadataRecord[] = []
  const assigned = directories.map(({ id, topics }) => ({
    id,
    topics: topics.map(({ topicId, partitions }) => ({
      topicId,
      partitions: partitions.map(({ partitionIndex }) =>
        ({ partitionIndex, errorCode: assign(knowledge, { broker: brokerId, directory: id }, topicId, partitionIndex, records) })),
    })),
  }))
  return { records, response: { errorCode: Errors.NONE, directories: assigned } }
}

/** ClusterControlManager.checkBrokerEpoch. */
const brokerError = ({ image }: Knowledge, broker: number, epoch: number): number =>
  image.brokers.get(broker)?.epoch === epoch ? Errors.NONE : Errors.STALE_BROKER_EPOCH

interface Place { readonly broker: number; readonly directory: string }

function assign(knowledge: Knowledge, place: Place, topicId: string, index: number, records: MetadataRecord[]): number {
  const topic = knowledge.image.topics.get(knowledge.image.topicNames.get(topicId) ?? '')
  if (!topic) return Errors.UNKNOWN_TOPIC_ID
  const partition = topic.partitions[index]
  if (!partition) return Errors.UNKNOWN_TOPIC_OR_PARTITION
  if (!partition.replicas.includes(place.broker)) return Errors.NOT_LEADER_OR_FOLLOWER
  const change = partitionChange({
    topicId, index, partition, minIsr: effectiveMinIsr(knowledge, topic.name), elrEnabled: eligibleLeaderReplicas(knowledge.image),
    election: 'online', isr: partition.isr, acceptable: replica => isActive(knowledge.image, replica), place,
  })
  if (change) records.push(change)
  return Errors.NONE
}
