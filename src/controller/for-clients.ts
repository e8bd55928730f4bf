import { incrementalAlterConfigs } from './alter-configs.ts'
import { alterPartition } from './alter-partition.ts'
import { alterPartitionReassignments } from './alter-partition-reassignments.ts'
import { assignReplicasToDirs } from './assign-replicas-to-dirs.ts'
import { createPartitions } from './create-partitions.ts'
import { createTopics } from './create-topics.ts'
import { deleteTopics } from './delete-topics.ts'
import { electLeaders } from './elect-leaders.ts'
import { legacyAlterConfigs } from './legacy-alter-configs.ts'
import { listPartitionReassignments } from './list-partition-reassignments.ts'
import { allocateProducerIds } from './producer-ids.ts'
import { unregisterBroker } from './unregister-broker.ts'
import { updateFeatures } from './update-features.ts'

/** What is decided only once somebody uses the cluster: a page can fetch this code while its servers come up. */
export const forClients = {
  createTopics, deleteTopics, createPartitions, electLeaders, legacyAlterConfigs, incrementalAlterConfigs, alterPartitionReassignments,
  listPartitionReassignments, updateFeatures, alterPartition, unregisterBroker, allocateProducerIds, assignReplicasToDirs,
} as const
export type ForClients = typeof forClients
