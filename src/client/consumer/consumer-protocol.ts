import { codecOf, encode } from '../../protocol/codec.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { ConsumerProtocolAssignment, ConsumerProtocolSubscription } from '../../protocol/messages/consumer-protocol.ts'
import { Reader } from '../../protocol/reader.ts'
import { byTopicThenPartition, compareText, groupByTopic, type TopicPartition } from '../topic-partition.ts'
import type { Subscription } from './assignors/assignor.ts'

/*
 * What members tell each other through the coordinator (ConsumerProtocol.java): int16 version, then the message. A newer
 * version than ours is read as our newest, for fields are only ever added at the end.
 */

export const PROTOCOL_TYPE = 'consumer'
const NEWEST = 3

const partitionsOf = (topics: readonly { topic: string; partitions: readonly number[] }[]): TopicPartition[] =>
  topics.flatMap(({ topic, partitions }) => partitions.map(partition => ({ topic, partition })))
const byTopic = (partitions: Iterable<TopicPartition>) =>
  groupByTopic(partitions).map(([topic, each]) => ({ topic, partitions: each.map(tp => tp.partition) }))

function versioned(body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(2 + body.length)
  bytes[1] = NEWEST
  bytes.set(body, 2)
  return bytes
}

function versionOf(bytes: Uint8Array): number {
  if (bytes.length < 2) throw new MalformedError('Buffer underflow while parsing consumer protocol\'s header')
  const version = (bytes[0]! << 8) | bytes[1]!
  if (version > 0x7fff) throw new MalformedError(`Unsupported subscription version: ${version - 0x10000}`)
  return Math.min(version, NEWEST)
}

export function encodeSubscription({ topics, userData, ownedPartitions, generation, rack }: Omit<Subscription, 'instanceId'>): Uint8Array {
  return versioned(encode(ConsumerProtocolSubscription, NEWEST, {
    topics: [...topics].sort(compareText), userData, ownedPartitions: byTopic([...ownedPartitions].sort(byTopicThenPartition)), generationId: generation, rackId: rack,
  }))
}

export function decodeSubscription(bytes: Uint8Array, instanceId: string | null): Subscription {
  const { topics, userData, ownedPartitions, generationId, rackId } = codecOf(ConsumerProtocolSubscription, versionOf(bytes)).read(new Reader(bytes, 2))
  return { topics, userData, ownedPartitions: partitionsOf(ownedPartitions), generation: generationId, rack: rackId === '' ? null : rackId, instanceId }
}

export const encodeAssignment = (partitions: readonly TopicPartition[]): Uint8Array =>
  versioned(encode(ConsumerProtocolAssignment, NEWEST, { assignedPartitions: byTopic(partitions), userData: null }))

/** Nothing at all is what a member without partitions may get from some leaders. */
export function decodeAssignment(bytes: Uint8Array): TopicPartition[] {
  if (bytes.length === 0) return []
  return partitionsOf(codecOf(ConsumerProtocolAssignment, versionOf(bytes)).read(new Reader(bytes, 2)).assignedPartitions)
}
