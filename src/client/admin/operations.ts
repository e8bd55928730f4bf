import type { Api } from '../../protocol/schema.ts'
import { incrementalAlterConfigs, type AlterConfigsCommand, type AlteredResource } from './alter-configs.ts'
import { alterGroupOffsets, type AlterGroupOffsetsCommand, type AlteredOffset } from './alter-group-offsets.ts'
import { alterReplicaLogDirs, type AlterReplicaLogDirsCommand, type AlteredReplica } from './alter-replica-log-dirs.ts'
import type { ConfigResource } from './config-resource.ts'
import { createPartitions, type CreatePartitionsCommand, type WidenedTopic } from './create-partitions.ts'
import { createTopics, type CreateTopicsCommand, type CreatedTopic } from './create-topics.ts'
import { deleteConsumerGroupOffsets, type DeleteGroupOffsetsCommand, type DeletedOffset } from './delete-group-offsets.ts'
import { deleteGroups, type DeleteGroupsCommand, type DeletedGroup } from './delete-groups.ts'
import { deleteRecords, type DeleteRecordsCommand, type DeletedRecords } from './delete-records.ts'
import { deleteTopics, type DeleteTopicsCommand, type DeletedTopic } from './delete-topics.ts'
import { describeApiVersions, type ApiVersionRange, type DescribeApiVersionsCommand } from './describe-api-versions.ts'
import { describeCluster, type DescribeClusterCommand, type DescribedCluster } from './describe-cluster.ts'
import { describeConfigs, type DescribeConfigsCommand, type DescribedResource } from './describe-configs.ts'
import { describeGroups, type DescribeGroupsCommand, type DescribedGroup } from './describe-groups.ts'
import { describeLogDirs, type DescribeLogDirsCommand, type LogDir } from './describe-log-dirs.ts'
import { describeMetadataQuorum, type DescribeMetadataQuorumCommand, type MetadataQuorum } from './describe-metadata-quorum.ts'
import { describeProducers, type DescribeProducersCommand, type PartitionProducers } from './describe-producers.ts'
import { describeTopicPartitions, type DescribeTopicPartitionsCommand, type DetailedTopic } from './describe-topic-partitions.ts'
import { describeTopics, type DescribeTopicsCommand, type DescribedTopic } from './describe-topics.ts'
import { electLeaders, type ElectLeadersCommand, type Election } from './elect-leaders.ts'
import { describeFeatures, updateFeatures, type DescribeFeaturesCommand, type Features, type UpdatedFeature, type UpdateFeaturesCommand } from './features.ts'
import { findCoordinator, type CoordinatorNode, type FindCoordinatorCommand } from './find-coordinator.ts'
import { alterConfigs, type LegacyAlterConfigsCommand } from './legacy-alter-configs.ts'
import { listConfigResources, type ListConfigResourcesCommand } from './list-config-resources.ts'
import { listGroupOffsets, type GroupOffsets, type ListGroupOffsetsCommand } from './list-group-offsets.ts'
import { listGroups, type ListGroupsCommand, type ListedGroup } from './list-groups.ts'
import { listOffsets, type ListOffsetsCommand, type ListedOffset } from './list-offsets.ts'
import type { Operation, Outcome } from './operation.ts'
import {
  alterPartitionReassignments, listPartitionReassignments, type AlteredReassignment, type AlterReassignmentsCommand, type ListReassignmentsCommand,
  type Reassignment,
} from './reassignments.ts'
import { resetOffsets, type ResetAnswer, type ResetOffsetsCommand } from './reset-group.ts'
import { unregisterBroker, type UnregisterBrokerCommand } from './unregister-broker.ts'

/** All an admin client can be asked, by the command's `do`. */
export const operations = {
  createTopics, deleteTopics, createPartitions, describeTopics, describeConfigs, incrementalAlterConfigs, listOffsets, describeGroups, listGroups,
  deleteGroups, listGroupOffsets, alterGroupOffsets, deleteConsumerGroupOffsets, resetOffsets, electLeaders, describeCluster, deleteRecords,
  describeLogDirs, alterReplicaLogDirs, alterPartitionReassignments, listPartitionReassignments, describeMetadataQuorum, describeFeatures,
  updateFeatures, describeProducers, unregisterBroker, listConfigResources, describeTopicPartitions, alterConfigs, findCoordinator, describeApiVersions,
} as const satisfies Record<string, { readonly apis: readonly Api[] }>

export type AdminCommand =
  | CreateTopicsCommand | DeleteTopicsCommand | CreatePartitionsCommand | DescribeTopicsCommand | DescribeConfigsCommand | AlterConfigsCommand
  | ListOffsetsCommand | DescribeGroupsCommand | ListGroupsCommand | DeleteGroupsCommand | ListGroupOffsetsCommand | AlterGroupOffsetsCommand
  | ResetOffsetsCommand | ElectLeadersCommand | DescribeClusterCommand | DeleteGroupOffsetsCommand | DeleteRecordsCommand | DescribeLogDirsCommand
  | AlterReplicaLogDirsCommand | AlterReassignmentsCommand | ListReassignmentsCommand | DescribeMetadataQuorumCommand | DescribeFeaturesCommand
  | UpdateFeaturesCommand | DescribeProducersCommand | UnregisterBrokerCommand | ListConfigResourcesCommand | DescribeTopicPartitionsCommand
  | LegacyAlterConfigsCommand | FindCoordinatorCommand | DescribeApiVersionsCommand

/** What each command is answered with. */
export interface AdminResults {
  createTopics: readonly CreatedTopic[]
  deleteTopics: readonly DeletedTopic[]
  createPartitions: readonly WidenedTopic[]
  describeTopics: readonly DescribedTopic[]
  describeConfigs: readonly DescribedResource[]
  incrementalAlterConfigs: readonly AlteredResource[]
  listOffsets: readonly ListedOffset[]
  describeGroups: readonly DescribedGroup[]
  listGroups: readonly ListedGroup[]
  deleteGroups: readonly DeletedGroup[]
  listGroupOffsets: GroupOffsets
  alterGroupOffsets: readonly AlteredOffset[]
  resetOffsets: ResetAnswer
  electLeaders: readonly Election[]
  describeCluster: DescribedCluster
  deleteConsumerGroupOffsets: readonly DeletedOffset[]
  deleteRecords: readonly DeletedRecords[]
  describeLogDirs: readonly LogDir[]
  alterReplicaLogDirs: readonly AlteredReplica[]
  alterPartitionReassignments: readonly AlteredReassignment[]
  listPartitionReassignments: readonly Reassignment[]
  describeMetadataQuorum: MetadataQuorum
  describeFeatures: Features
  updateFeatures: readonly UpdatedFeature[]
  describeProducers: readonly PartitionProducers[]
  unregisterBroker: Outcome
  listConfigResources: readonly ConfigResource[]
  describeTopicPartitions: readonly DetailedTopic[]
  alterConfigs: readonly AlteredResource[]
  findCoordinator: CoordinatorNode
  describeApiVersions: readonly ApiVersionRange[]
}

export const operationOf = (name: string): Operation<unknown, unknown> | undefined =>
  Object.hasOwn(operations, name) ? operations[name as keyof typeof operations] as unknown as Operation<unknown, unknown> : undefined
