import type { Millis } from '../env/units.ts'

/**
 * Metadata as a node has applied it: the fold of the records of `__cluster_metadata` up to `offset` (Kafka's MetadataImage).
 * Never changed in place: applying records makes a new image that shares what did not change (`apply.ts`), so an image
 * may be kept, compared and shown.
 */
export interface MetadataImage {
  /** Of the last record applied; -1 before any. */
  readonly offset: number
  readonly epoch: number
  readonly clusterId: string
  readonly brokers: ReadonlyMap<number, BrokerRegistration>
  readonly controllers: ReadonlyMap<number, ControllerRegistration>
  readonly topics: ReadonlyMap<string, TopicImage>
  readonly topicNames: ReadonlyMap<string /* topic id */, string>
  /** By `resourceKey`. Only what somebody set. */
  readonly configs: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly features: ReadonlyMap<string, number>
  readonly nextProducerId: number
}

export interface BrokerRegistration {
  readonly id: number
  readonly epoch: number
  readonly incarnationId: string
  readonly listeners: readonly { readonly name: string; readonly host: string; readonly port: number }[]
  readonly rack: string | null
  readonly fenced: boolean
  readonly inControlledShutdown: boolean
  readonly logDirs: readonly string[]
}
export interface ControllerRegistration {
  readonly id: number
  readonly incarnationId: string
  readonly listeners: readonly { readonly name: string; readonly host: string; readonly port: number }[]
}

export interface TopicImage {
  readonly name: string
  readonly id: string
  readonly partitions: readonly PartitionRegistration[]
}

/** Kafka's PartitionRegistration: what the controller decided of one partition. */
export interface PartitionRegistration {
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly elr: readonly number[]
  readonly lastKnownElr: readonly number[]
  readonly removingReplicas: readonly number[]
  readonly addingReplicas: readonly number[]
  readonly directories: readonly string[]
  /** -1: nobody. */
  readonly leader: number
  readonly leaderRecoveryState: 'recovered' | 'recovering'
  readonly leaderEpoch: number
  readonly partitionEpoch: number
}
export const NO_LEADER = -1

/** What changed between two images, for who must act on it. */
export interface MetadataDelta {
  readonly from: MetadataImage
  readonly to: MetadataImage
  /** Topics created, changed, or with new partitions, by name. */
  readonly topics: ReadonlySet<string>
  readonly deletedTopics: readonly TopicImage[]
  readonly brokers: ReadonlySet<number>
  /** Resource keys whose configs changed. */
  readonly configs: ReadonlySet<string>
}

/** `topic:orders`, `broker:1`, `broker:` (the cluster-wide default), `group:billing`. */
export type ResourceKey = string
export const resourceKey = (type: 'topic' | 'broker' | 'group' | 'client-metrics', name: string): ResourceKey => `${type}:${name}`

export const EMPTY_IMAGE: MetadataImage = {
  offset: -1, epoch: 0, clusterId: '', brokers: new Map(), controllers: new Map(), topics: new Map(), topicNames: new Map(),
  configs: new Map(), features: new Map(), nextProducerId: 0,
}

export type { Millis }
