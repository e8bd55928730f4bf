import { NO_LEADER, type PartitionRegistration } from '../metadata/image.ts'
import { record, type MetadataRecord } from '../metadata/records.ts'
import {
  effectiveMinIsr, eligibleLeaderReplicas, isActive, partitionsWhere, uncleanAllowed, type Knowledge, type PlacedPartition,
} from './deciding.ts'
import { partitionChange, type Election } from './partition-change.ts'

/*
 * What a broker's coming and going does to the partitions it has to do with (ReplicationControlManager.handleBroker… and
 * generateLeaderAndIsrUpdates).
 */

/** Who is out and who is in as the change is reckoned, before the image says so. */
interface Coming { readonly remove?: number; readonly add?: number; readonly uncleanShutdown?: number }

const FENCED = 1
const UNFENCED = -1
const IN_CONTROLLED_SHUTDOWN = 1

const inIsr = (broker: number) => (partition: PartitionRegistration): boolean => partition.isr.includes(broker)
const inElr = (broker: number) => (partition: PartitionRegistration): boolean => partition.elr.includes(broker)
export const leaderless = (partition: PartitionRegistration): boolean => partition.leader === NO_LEADER
export const leads = (broker: number) => (partition: PartitionRegistration): boolean => partition.leader === broker

export const brokerFenced = (knowledge: Knowledge, broker: number): MetadataRecord[] => [
  ...updates(knowledge, 'handleBrokerFenced', { remove: broker }, partitionsWhere(knowledge.image, inIsr(broker))),
  registrationChange(knowledge, broker, { fenced: FENCED }, 0),
]

export const brokerUnfenced = (knowledge: Knowledge, broker: number): MetadataRecord[] => [
  registrationChange(knowledge, broker, { fenced: UNFENCED }, 0),
  ...updates(knowledge, 'handleBrokerUnfenced', { add: broker }, partitionsWhere(knowledge.image, leaderless)),
]

export const brokerLeaving = (knowledge: Knowledge, broker: number): MetadataRecord[] => [
  ...(knowledge.image.brokers.get(broker)!.inControlledShutdown ? [] : [
    registrationChange(knowledge, broker, { inControlledShutdown: IN_CONTROLLED_SHUTDOWN }, 1)]),
  ...updates(knowledge, `enterControlledShutdown[${broker}]`, { remove: broker }, partitionsWhere(knowledge.image, inIsr(broker))),
]

/**
 * A new incarnation registers: its old one is over. After an unclean shutdown it may have lost what was not flushed, so it
 * leaves ISR and ELR alike (KIP-966); after a clean one it only leaves the ISR.
 */
export function previousIncarnation(knowledge: Knowledge, broker: number, cleanShutdown: boolean): MetadataRecord[] {
  const { image } = knowledge
  const closed = cleanShutdown || !eligibleLeaderReplicas(image)
  if (closed) return updates(knowledge, 'handleBrokerShutdown', { remove: broker }, partitionsWhere(image, inIsr(broker)))
  return updates(knowledge, 'handleBrokerUncleanShutdown', { uncleanShutdown: broker },
    partitionsWhere(image, partition => inIsr(broker)(partition) || inElr(broker)(partition)))
}

/** A registration that is taken out of the cluster: whoever it was leaves the ISR. */
export const brokerUnregistered = (knowledge: Knowledge, broker: number): MetadataRecord[] => [
  ...updates(knowledge, 'handleBrokerUnregistered', { remove: broker }, partitionsWhere(knowledge.image, inIsr(broker))),
  ...updates(knowledge, 'handleBrokerUnregistered', { remove: broker }, partitionsWhere(knowledge.image, inElr(broker))),
  record('UnregisterBrokerRecord', { brokerId: broker, brokerEpoch: knowledge.image.brokers.get(broker)!.epoch }),
]

interface RegistrationChange { fenced?: number; inControlledShutdown?: number }
const registrationChange = ({ image }: Knowledge, brokerId: number, change: RegistrationChange, version: number): MetadataRecord =>
  record('BrokerRegistrationChangeRecord', { brokerId, brokerEpoch: image.brokers.get(brokerId)!.epoch, ...change }, version)

function updates(knowledge: Knowledge, why: string, coming: Coming, partitions: readonly PlacedPartition[]): MetadataRecord[] {
  const gone = [coming.remove, coming.uncleanShutdown]
  const acceptable = (broker: number): boolean => !gone.includes(broker) && (broker === coming.add || isActive(knowledge.image, broker))
  const records = partitions.flatMap(placed => changed(knowledge, placed, {
    election: uncleanAllowed(knowledge, placed.topic) ? 'unclean' : 'online',
    isr: placed.partition.isr.filter(replica => !gone.includes(replica)),
    acceptable,
    ...(coming.uncleanShutdown !== undefined && { uncleanShutdown: [coming.uncleanShutdown] }),
  }))
  if (records.length > 0) knowledge.log('INFO', 'ReplicationControlManager', `${why}: changing ${records.length} partition(s)`)
  return records
}

/** An election in one partition as it stands; none, one record. */
export const electionIn = (knowledge: Knowledge, placed: PlacedPartition, election: Election): MetadataRecord[] =>
  changed(knowledge, placed, { election, isr: placed.partition.isr, acceptable: broker => isActive(knowledge.image, broker) })

function changed(knowledge: Knowledge, { topic, topicId, index, partition }: PlacedPartition, wish: {
  election: Election; isr: readonly number[]; acceptable: (broker: number) => boolean; uncleanShutdown?: readonly number[]
}): MetadataRecord[] {
  const change = partitionChange({
    topicId, index, partition, minIsr: effectiveMinIsr(knowledge, topic), elrEnabled: eligibleLeaderReplicas(knowledge.image), ...wish,
  })
  return change ? [change] : []
}
