import type { PartitionId } from '../env/domain-event.ts'
import type { BrokerRegistration, MetadataImage, PartitionRegistration } from '../metadata/image.ts'

/*
 * Questions to the metadata image that handlers ask.
 */

export interface Endpoint { host: string; port: number }

export const partitionOf = (image: MetadataImage, topic: string, index: number): PartitionRegistration | undefined =>
  image.topics.get(topic)?.partitions[index]

export const topicIdOf = (image: MetadataImage, topic: string): string | undefined => image.topics.get(topic)?.id

/** Registered and not fenced: what clients get to know of. */
export const aliveBrokers = (image: MetadataImage): BrokerRegistration[] =>
  [...image.brokers.values()].filter(broker => !broker.fenced).sort((a, b) => a.id - b.id)

export const isAlive = (image: MetadataImage, id: number): boolean => image.brokers.get(id)?.fenced === false

export const endpointOf = (broker: BrokerRegistration | undefined, listener: string): Endpoint | undefined => {
  const found = broker?.listeners.find(each => each.name === listener)
  return found && { host: found.host, port: found.port }
}

/** KIP-841 and KIP-903: `fetchedEpoch` is the broker epoch its fetches carry, -1 when they carry none. */
export function isBrokerEligible(image: MetadataImage, id: number, fetchedEpoch: number): boolean {
  const broker = image.brokers.get(id)
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown && (fetchedEpoch === -1 || fetchedEpoch === broker.epoch)
}

/** Topics only brokers write to (Topic.INTERNAL_TOPICS). */
export const isInternalTopic = (topic: string): boolean =>
  topic === '__consumer_offsets' || topic === '__transaction_state' || topic === '__share_group_state'

/** `orders-eu-4` → `orders-eu`, 4. */
export function splitPartitionId(id: PartitionId): { topic: string; index: number } {
  const dash = id.lastIndexOf('-')
  return { topic: id.slice(0, dash), index: Number(id.slice(dash + 1)) }
}

const LEGAL_NAME = /^[a-zA-Z0-9._-]+$/
/** Topic.validate: 1 to 249 letters of a small set, and neither `.` nor `..`. */
export const isValidTopicName = (name: string): boolean =>
  name.length > 0 && name.length <= 249 && name !== '.' && name !== '..' && LEGAL_NAME.test(name)
