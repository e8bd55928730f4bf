import type { JoinGroup } from '../../protocol/apis/11-join-group.ts'
import type { Response } from '../../protocol/schema.ts'
import type { AssignorName, ConsumerConfig } from '../config/consumer.ts'
import type { Cluster, TopicMetadata } from '../network/cluster.ts'
import type { TopicPartition } from '../topic-partition.ts'
import type { Assigned, PartitionRacks, Subscription } from './assignors/assignor.ts'
import { assignPartitions, assignors } from './assignors/index.ts'
import { decodeSubscription, encodeAssignment, encodeSubscription } from './consumer-protocol.ts'
import type { Subscriptions, Wanted } from './subscriptions.ts'

/*
 * The parts of a rebalance that are functions of what is known: what a member says of itself, and what a leader decides.
 */

export type Members = Response<typeof JoinGroup>['members']

/** COOPERATIVE only when every assignor in use can be (KIP-429). */
export const isCooperative = ({ assignors: names }: Pick<ConsumerConfig, 'assignors'>): boolean =>
  names.every(name => assignors[name].protocols.includes('COOPERATIVE'))

/** The topics subscribed to, as far as a pattern matches what is known. */
export function wantedTopics(wanted: Wanted, cluster: Cluster): readonly string[] {
  if (wanted.by === 'topics') return wanted.topics
  if (wanted.by !== 'pattern') return []
  const pattern = new RegExp(`^(?:${wanted.pattern})$`)
  return [...cluster.topics.values()].filter(topic => !topic.internal && pattern.test(topic.name)).map(topic => topic.name)
}

export function joinProtocols(config: ConsumerConfig, topics: readonly string[], subscriptions: Subscriptions, generation: number, assigned: Assigned) {
  const ownedPartitions = [...subscriptions.assigned.values()]
  return config.assignors.map(name => ({
    name,
    metadata: encodeSubscription({ topics, userData: assignors[name].userData(assigned), ownedPartitions, generation, rack: config.clientRack || null }),
  }))
}

export const subscriptionsOf = (members: Members): Map<string, Subscription> =>
  new Map(members.map(({ memberId, groupInstanceId, metadata }) => [memberId, decodeSubscription(metadata, groupInstanceId)]))

export const topicsOf = (members: ReadonlyMap<string, Subscription>): string[] => [...new Set([...members.values()].flatMap(member => member.topics))]

/** What the leader sends with its SyncGroup. */
export function decide(protocol: AssignorName, cluster: Cluster, members: ReadonlyMap<string, Subscription>): { memberId: string; assignment: Uint8Array }[] {
  const topics = new Map([...cluster.topics].map(([name, topic]) => [name, racksOf(topic, cluster)]))
  return [...assignPartitions(protocol, topics, members)].map(([memberId, partitions]) => ({ memberId, assignment: encodeAssignment(partitions) }))
}

const racksOf = ({ partitions }: TopicMetadata, { nodes }: Cluster): PartitionRacks =>
  partitions.map(({ replicas }) => replicas.flatMap(replica => nodes.get(replica)?.rack ?? []))

/** How many partitions each topic has: when that changes, the leader calls for a rebalance (MetadataSnapshot). */
export const partitionCounts = (topics: readonly string[], cluster: Cluster): string =>
  JSON.stringify([...topics].sort().map(topic => [topic, cluster.topics.get(topic)?.partitions.length ?? 0]))

export const minus = (all: Iterable<TopicPartition>, without: readonly TopicPartition[]): TopicPartition[] =>
  [...all].filter(tp => !without.some(other => other.topic === tp.topic && other.partition === tp.partition)).map(({ topic, partition }) => ({ topic, partition }))
