import type { Random } from '../env/random.ts'
import type { Level } from '../env/domain-event.ts'
import type { Micros } from '../env/units.ts'
import type { Configs } from '../metadata/configs/api.ts'
import type { ConfigScope } from '../metadata/configs/resolve.ts'
import type { MetadataImage, PartitionRegistration } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Heartbeats } from './heartbeats.ts'

/*
 * The controller's decisions are functions: what it knows and what it was asked go in; records to append and the answer
 * come out. The answer leaves when the records are committed (Kafka's ControllerResult).
 */

export interface Knowledge {
  readonly nodeId: number
  readonly clusterId: string
  /** All records appended, committed or not. */
  readonly image: MetadataImage
  readonly configs: Configs
  readonly scope: ConfigScope
  readonly heartbeats: Heartbeats
  readonly now: Micros
  readonly random: Random
  /** Where the next record will stand: the epoch of a broker registered by it. */
  readonly nextOffset: number
  log(level: Level, logger: ControllerLogger, text: string): void
}
export type ControllerLogger =
  | 'QuorumController' | 'ReplicationControlManager' | 'ClusterControlManager' | 'BrokerHeartbeatManager' | 'ConfigurationControlManager'
  | 'ProducerIdControlManager' | 'PeriodicTaskControlManager'

export interface Decision<Response> { readonly records: readonly MetadataRecord[]; readonly response: Response }

/** Kafka's ApiError: a code and what is said with it. */
export interface ApiError { readonly code: number; readonly message: string | null }
export const isError = (value: unknown): value is ApiError => typeof value === 'object' && value !== null && 'code' in value && 'message' in value

/** A broker that may lead and be in an ISR: registered, unfenced, and not on its way out. */
export function isActive(image: MetadataImage, broker: number): boolean {
  const registration = image.brokers.get(broker)
  return registration !== undefined && !registration.fenced && !registration.inControlledShutdown
}

export const eligibleLeaderReplicas = (image: MetadataImage): boolean => (image.features.get('eligible.leader.replicas.version') ?? 0) > 0

/** `min.insync.replicas`, but never more than there are replicas (ReplicationControlManager.getTopicEffectiveMinIsr). */
export const effectiveMinIsr = ({ image, configs }: Knowledge, topic: string): number =>
  Math.min(configs.topic(topic).number('min.insync.replicas'), image.topics.get(topic)?.partitions[0]?.replicas.length ?? Infinity)

export const uncleanAllowed = ({ configs }: Knowledge, topic: string): boolean => configs.topic(topic).boolean('unclean.leader.election.enable')

export interface PlacedPartition {
  readonly topic: string
  readonly topicId: string
  readonly index: number
  readonly partition: PartitionRegistration
}

/** All partitions for which `wanted` holds, by topic in the order they were created. */
export function partitionsWhere(image: MetadataImage, wanted: (partition: PartitionRegistration) => boolean): PlacedPartition[] {
  const found: PlacedPartition[] = []
  for (const { name, id, partitions } of image.topics.values()) {
    partitions.forEach((partition, index) => { if (wanted(partition)) found.push({ topic: name, topicId: id, index, partition }) })
  }
  return found
}
