import type { Address } from '../../env/process.ts'
import type { Metadata } from '../../protocol/apis/03-metadata.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'

/*
 * What a client knows of the cluster (MetadataSnapshot): never changed in place, so it may be kept, compared and saved.
 */

export interface Node extends Address { readonly id: number; readonly rack: string | null }
export interface PartitionMetadata {
  readonly partition: number
  /** null: nobody leads it, as far as is known. */
  readonly leader: number | null
  /** -1: the broker did not say. */
  readonly epoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly offline: readonly number[]
}
export interface TopicMetadata {
  readonly name: string
  readonly id: string
  readonly internal: boolean
  /** By partition number. */
  readonly partitions: readonly PartitionMetadata[]
}
export interface Cluster {
  readonly clusterId: string | null
  readonly controllerId: number | null
  readonly nodes: ReadonlyMap<number, Node>
  readonly topics: ReadonlyMap<string, TopicMetadata>
  readonly topicNames: ReadonlyMap<string /* topic id */, string>
  /** Topics the last answer had an error for. */
  readonly errors: ReadonlyMap<string, number>
}

export const EMPTY_CLUSTER: Cluster = { clusterId: null, controllerId: null, nodes: new Map(), topics: new Map(), topicNames: new Map(), errors: new Map() }

export const partitionOf = (cluster: Cluster, topic: string, partition: number): PartitionMetadata | undefined => cluster.topics.get(topic)?.partitions[partition]

/** The leader, when it is known and its node is. */
export function leaderOf(cluster: Cluster, topic: string, partition: number): number | null {
  const leader = partitionOf(cluster, topic, partition)?.leader ?? null
  return leader !== null && cluster.nodes.has(leader) ? leader : null
}

type MetadataResponse = Response<typeof Metadata>
type TopicAnswer = MetadataResponse['topics'][number]
type PartitionAnswer = TopicAnswer['partitions'][number]

/**
 * The cluster after an answer. Brokers learn of elections at different times: an answer that knows less of a partition's
 * leader than is known already (an older epoch of the same topic) does not count (Metadata.updateLatestMetadata, KIP-320).
 */
export function updated(known: Cluster, answer: MetadataResponse): Cluster {
  const sound = answer.topics.filter(topic => topic.errorCode === Errors.NONE && topic.name !== null)
  const topics = new Map(sound.map(topic => [topic.name!, topicOf(topic, known.topics.get(topic.name!))]))
  return {
    clusterId: answer.clusterId,
    controllerId: answer.controllerId < 0 ? null : answer.controllerId,
    nodes: new Map(answer.brokers.map(({ nodeId, host, port, rack }) => [nodeId, { id: nodeId, host, port, rack }])),
    topics,
    topicNames: new Map([...topics.values()].map(topic => [topic.id, topic.name])),
    errors: new Map(answer.topics.filter(topic => topic.errorCode !== Errors.NONE).map(topic => [topic.name ?? topic.topicId, topic.errorCode])),
  }
}

function topicOf(answer: TopicAnswer, known: TopicMetadata | undefined): TopicMetadata {
  const same = known?.id === answer.topicId ? known : undefined
  const partitions = answer.partitions
    .map(partition => newer(partitionAnswer(partition), same?.partitions[partition.partitionIndex]))
    .sort((a, b) => a.partition - b.partition)
  return { name: answer.name!, id: answer.topicId, internal: answer.isInternal, partitions }
}

const partitionAnswer = (answer: PartitionAnswer): PartitionMetadata => ({
  partition: answer.partitionIndex,
  leader: answer.leaderId < 0 ? null : answer.leaderId,
  epoch: answer.leaderEpoch,
  replicas: answer.replicaNodes, isr: answer.isrNodes, offline: answer.offlineReplicas,
})

const newer = (answer: PartitionMetadata, known: PartitionMetadata | undefined): PartitionMetadata =>
  known && answer.epoch >= 0 && answer.epoch < known.epoch ? known : answer

export interface LeaderHint { readonly topic: string; readonly partition: number; readonly leader: number; readonly epoch: number }

/** Takes a new leader from a produce or fetch answer (KIP-951); null when it is no news. */
export function withLeader(known: Cluster, hint: LeaderHint, endpoints: readonly Node[]): Cluster | null {
  const topic = known.topics.get(hint.topic)
  const partition = topic?.partitions[hint.partition]
  if (!topic || !partition || hint.leader < 0 || hint.epoch <= partition.epoch) return null
  const nodes = new Map([...known.nodes, ...endpoints.map(node => [node.id, node] as const)])
  if (!nodes.has(hint.leader)) return null
  const partitions = topic.partitions.map(each => each === partition ? { ...each, leader: hint.leader, epoch: hint.epoch } : each)
  return { ...known, nodes, topics: new Map(known.topics).set(topic.name, { ...topic, partitions }) }
}

/** Whether an answer told nothing new; asking again at once would be in vain. */
export function isEquivalent(a: Cluster, b: Cluster): boolean {
  if (a.nodes.size !== b.nodes.size || a.topics.size !== b.topics.size) return false
  for (const [id, node] of b.nodes) {
    const other = a.nodes.get(id)
    if (!other || other.host !== node.host || other.port !== node.port) return false
  }
  for (const [name, topic] of b.topics) if (!isSameTopic(a.topics.get(name), topic)) return false
  return true
}

const isSameTopic = (a: TopicMetadata | undefined, b: TopicMetadata): boolean =>
  a?.id === b.id && a.partitions.length === b.partitions.length
  && b.partitions.every((partition, i) => a.partitions[i]!.leader === partition.leader && a.partitions[i]!.epoch === partition.epoch)
