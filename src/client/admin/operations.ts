import type { Api } from '../../protocol/schema.ts'
import { alterGroupOffsets, type AlterGroupOffsetsCommand, type AlteredOffset } from './alter-group-offsets.ts'
import { incrementalAlterConfigs, type AlterConfigsCommand, type AlteredResource } from './alter-configs.ts'
import { createPartitions, type CreatePartitionsCommand, type WidenedTopic } from './create-partitions.ts'
import { createTopics, type CreateTopicsCommand, type CreatedTopic } from './create-topics.ts'
import { deleteGroups, type DeleteGroupsCommand, type DeletedGroup } from './delete-groups.ts'
import { deleteTopics, type DeleteTopicsCommand, type DeletedTopic } from './delete-topics.ts'
import { describeCluster, type DescribeClusterCommand, type DescribedCluster } from './describe-cluster.ts'
import { describeConfigs, type DescribeConfigsCommand, type DescribedResource } from './describe-configs.ts'
import { describeGroups, type DescribeGroupsCommand, type DescribedGroup } from './describe-groups.ts'
import { describeTopics, type DescribeTopicsCommand, type DescribedTopic } from './describe-topics.ts'
import { electLeaders, type ElectLeadersCommand, type Election } from './elect-leaders.ts'
import { listGroupOffsets, type GroupOffsets, type ListGroupOffsetsCommand } from './list-group-offsets.ts'
import { listGroups, type ListGroupsCommand, type ListedGroup } from './list-groups.ts'
import { listOffsets, type ListOffsetsCommand, type ListedOffset } from './list-offsets.ts'
import type { Operation } from './operation.ts'
import { resetOffsets, type ResetAnswer, type ResetOffsetsCommand } from './reset-group.ts'

/** All an admin client can be asked, by the command's `do`. */
export const operations = {
  createTopics, deleteTopics, createPartitions, describeTopics, describeConfigs, incrementalAlterConfigs, listOffsets, describeGroups, listGroups,
  deleteGroups, listGroupOffsets, alterGroupOffsets, resetOffsets, electLeaders, describeCluster,
} as const satisfies Record<string, { readonly apis: readonly Api[] }>

export type AdminCommand =
  | CreateTopicsCommand | DeleteTopicsCommand | CreatePartitionsCommand | DescribeTopicsCommand | DescribeConfigsCommand | AlterConfigsCommand
  | ListOffsetsCommand | DescribeGroupsCommand | ListGroupsCommand | DeleteGroupsCommand | ListGroupOffsetsCommand | AlterGroupOffsetsCommand
  | ResetOffsetsCommand | ElectLeadersCommand | DescribeClusterCommand

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
}

export const operationOf = (name: string): Operation<unknown, unknown> | undefined =>
  Object.hasOwn(operations, name) ? operations[name as keyof typeof operations] as unknown as Operation<unknown, unknown> : undefined
