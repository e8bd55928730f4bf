import type { AlterPartition } from '../protocol/apis/56-alter-partition.ts'
import { Errors, errorName } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { PartitionRegistration, TopicImage } from '../metadata/image.ts'
import { mergeChange, NO_LEADER_CHANGE, RECOVERED, RECOVERING, recoveryCode } from '../metadata/partition.ts'
import { decodeRecord, encodeRecord, type MetadataRecord, type RecordData } from '../metadata/records.ts'
import { effectiveMinIsr, eligibleLeaderReplicas, isActive, uncleanAllowed, type Decision, type Knowledge } from './deciding.ts'
import { partitionChange } from './partition-change.ts'

/*
 * AlterPartition (56): a leader asks for another ISR. It must be the leader, know the partition as it is now, and name
 * none who is fenced, leaving, or an earlier incarnation (KIP-497, KIP-841, KIP-903).
 */

type Topic = Request<typeof AlterPartition>['topics'][number]
type Wanted = Topic['partitions'][number]
type Result = NonNullable<NonNullable<ResponseInput<typeof AlterPartition>['topics']>[number]['partitions']>[number]
interface Member { readonly brokerId: number; readonly brokerEpoch: number }
const ANY_EPOCH = -1

export function alterPartition(knowledge: Knowledge, request: Request<typeof AlterPartition>): Decision<ResponseInput<typeof AlterPartition>> {
  const { brokerId, brokerEpoch } = request
  if (knowledge.image.brokers.get(brokerId)?.epoch !== brokerEpoch) return { records: [], response: { errorCode: Errors.STALE_BROKER_EPOCH } }
  const records: MetadataRecord[] = []
  const topics = request.topics.map(topic =>
    ({ topicId: topic.topicId, partitions: topic.partitions.map(wanted => alter(knowledge, brokerId, topic, wanted, records)) }))
  return { records, response: { errorCode: Errors.NONE, topics } }
}

function alter(knowledge: Knowledge, broker: number, { topicId }: Topic, wanted: Wanted, records: MetadataRecord[]): Result {
  const topic = knowledge.image.topics.get(knowledge.image.topicNames.get(topicId) ?? '')
  const index = wanted.partitionIndex
  if (!topic) return { partitionIndex: index, errorCode: Errors.UNKNOWN_TOPIC_ID }
  const partition = topic.partitions[index]
  const isr = membersOf(wanted)
  const error = partition ? refusal(knowledge, broker, topic, partition, wanted, isr) : Errors.UNKNOWN_TOPIC_OR_PARTITION
  if (!partition || error !== Errors.NONE) return { partitionIndex: index, errorCode: error }
  const change = partitionChange({
    topicId, index, partition, minIsr: effectiveMinIsr(knowledge, topic.name), elrEnabled: eligibleLeaderReplicas(knowledge.image),
    election: uncleanAllowed(knowledge, topic.name) ? 'unclean' : 'online',
    isr: isr.map(member => member.brokerId), acceptable: replica => isActive(knowledge.image, replica),
    recovery: wanted.leaderRecoveryState === RECOVERING ? 'recovering' : 'recovered',
  })
  if (!change) return stateOf(index, partition)
  records.push(change)
  const data = decodeRecord(encodeRecord(change)).data as RecordData<'PartitionChangeRecord'>
  const after = mergeChange(partition, data)
  if (data.leader === NO_LEADER_CHANGE || data.leader === broker) return stateOf(index, after)
  logHandover(knowledge, broker, `${topic.name}-${index}`, partition, after)
  return { partitionIndex: index, errorCode: Errors.NEW_LEADER_ELECTED }
}

const membersOf = ({ newIsr, newIsrWithEpochs }: Wanted): readonly Member[] =>
  newIsrWithEpochs.length > 0 ? newIsrWithEpochs : newIsr.map(brokerId => ({ brokerId, brokerEpoch: ANY_EPOCH }))

const stateOf = (partitionIndex: number, partition: PartitionRegistration): Result => ({
  partitionIndex, errorCode: Errors.NONE, leaderId: partition.leader, leaderEpoch: partition.leaderEpoch, isr: partition.isr,
  leaderRecoveryState: recoveryCode(partition.leaderRecoveryState), partitionEpoch: partition.partitionEpoch,
})

/** The first row that holds says why not. A leader that is ahead of this controller is told to look for the newer one. */
type Refusal = (broker: number, partition: PartitionRegistration, wanted: Wanted, isr: readonly Member[]) => boolean
const refusals: readonly (readonly [error: number, holds: Refusal])[] = [
  [Errors.NOT_CONTROLLER, (_, partition, wanted) => wanted.leaderEpoch > partition.leaderEpoch || wanted.partitionEpoch > partition.partitionEpoch],
  [Errors.FENCED_LEADER_EPOCH, (_, partition, wanted) => wanted.leaderEpoch < partition.leaderEpoch],
  [Errors.INVALID_REQUEST, (broker, partition) => broker !== partition.leader],
  [Errors.INVALID_UPDATE_VERSION, (_, partition, wanted) => wanted.partitionEpoch < partition.partitionEpoch],
  [Errors.INVALID_REQUEST, (_, partition, __, isr) => isr.length === 0 || !isr.every(member => partition.replicas.includes(member.brokerId))],
  [Errors.INVALID_REQUEST, (_, __, ___, isr) => new Set(isr.map(member => member.brokerId)).size < isr.length],
  [Errors.INVALID_REQUEST, (_, partition, __, isr) => !isr.some(member => member.brokerId === partition.leader)],
  [Errors.INVALID_REQUEST, (_, __, wanted, isr) => wanted.leaderRecoveryState === RECOVERING && isr.length > 1],
  [Errors.INVALID_REQUEST, (_, partition, wanted) =>
    recoveryCode(partition.leaderRecoveryState) === RECOVERED && wanted.leaderRecoveryState === RECOVERING],
]

function refusal(
  knowledge: Knowledge, broker: number, topic: TopicImage, partition: PartitionRegistration, wanted: Wanted, isr: readonly Member[],
): number {
  const error = refusals.find(([, holds]) => holds(broker, partition, wanted, isr))?.[0]
    ?? (isr.every(member => ineligible(knowledge, member) === null) ? Errors.NONE : Errors.INELIGIBLE_REPLICA)
  if (error !== Errors.NONE) logRefusal(knowledge, broker, topic, wanted, isr, error)
  return error
}

/** Why a replica may not be in an ISR now, in Kafka's words. */
function ineligible({ image }: Knowledge, { brokerId, brokerEpoch }: Member): string | null {
  const registration = image.brokers.get(brokerId)
  if (!registration) return 'not registered'
  if (registration.inControlledShutdown) return 'shutting down'
  if (registration.fenced) return 'fenced'
  if (brokerEpoch === ANY_EPOCH || brokerEpoch === registration.epoch) return null
  return `broker epoch mismatch: requested=${brokerEpoch} VS expected=${registration.epoch}`
}

/** An ISR that completes a reassignment may cost the leader that proposed it its place. */
function logHandover({ log }: Knowledge, broker: number, id: string, before: PartitionRegistration, after: PartitionRegistration): void {
  const ids = (name: 'isr' | 'replicas'): string => `[${before[name].join(', ')}] -> [${after[name].join(', ')}]`
  log('INFO', 'ReplicationControlManager', `AlterPartition request from node ${broker} for ${id} completed the ongoing partition reassignment and `
    + `triggered a leadership change isr: ${ids('isr')}, replicaSet: ${ids('replicas')}, partitionEpoch: ${before.partitionEpoch} -> ${after.partitionEpoch}, `
    + `leaderEpoch: ${before.leaderEpoch} -> ${after.leaderEpoch}. Returning NEW_LEADER_ELECTED.`)
}

const memberText = ({ brokerId, brokerEpoch }: Member): string => `BrokerState(brokerId=${brokerId}, brokerEpoch=${brokerEpoch})`

function logRefusal(knowledge: Knowledge, broker: number, topic: TopicImage, wanted: Wanted, isr: readonly Member[], error: number): void {
  const out = isr.flatMap(member => {
    const why = ineligible(knowledge, member)
    return why === null ? [] : [`${member.brokerId} (${why})`]
  })
  const why = error === Errors.INELIGIBLE_REPLICA
    ? `it specified ineligible replicas [${out.join(', ')}] in the new ISR [${isr.map(memberText).join(', ')}].`
    : `of ${errorName(error)}.`
  knowledge.log(error === Errors.INELIGIBLE_REPLICA ? 'INFO' : 'DEBUG', 'ReplicationControlManager',
    `Rejecting AlterPartition request from node ${broker} for ${topic.name}-${wanted.partitionIndex} because ${why}`)
}
