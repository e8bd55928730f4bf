import { hangUp, type Handler } from '../../net/handler.ts'
import type { Broker } from '../context.ts'
import { haltOnDiskError } from '../halt.ts'
import { settle } from '../settle.ts'
import { produce } from './00-produce.ts'
import { fetch } from './01-fetch.ts'
import { listOffsets } from './02-list-offsets.ts'
import { metadata } from './03-metadata.ts'
import { offsetCommit } from './08-offset-commit.ts'
import { offsetFetch } from './09-offset-fetch.ts'
import { findCoordinator } from './10-find-coordinator.ts'
import { join } from './11-join-group.ts'
import { heartbeats } from './12-heartbeat.ts'
import { leave } from './13-leave-group.ts'
import { sync } from './14-sync-group.ts'
import { describeGroups } from './15-describe-groups.ts'
import { listGroups } from './16-list-groups.ts'
import { deletesRecords } from './21-delete-records.ts'
import { initProducerId } from './22-init-producer-id.ts'
import { offsetForLeaderEpoch } from './23-offset-for-leader-epoch.ts'
import { describeConfigs } from './32-describe-configs.ts'
import { alterReplicaLogDirs } from './34-alter-replica-log-dirs.ts'
import { describeLogDirs } from './35-describe-log-dirs.ts'
import { deletesGroups } from './42-delete-groups.ts'
import { offsetDelete } from './47-offset-delete.ts'
import { describeCluster } from './60-describe-cluster.ts'
import { describeProducers } from './61-describe-producers.ts'
import { listConfigResources } from './74-list-config-resources.ts'
import { describeTopicPartitions } from './75-describe-topic-partitions.ts'

const ALL: readonly ((broker: Broker) => Handler)[] = [
  produce, fetch, listOffsets, metadata, offsetCommit, offsetFetch, findCoordinator, join, heartbeats, leave, sync, describeGroups, listGroups,
  deletesRecords, initProducerId, offsetForLeaderEpoch, describeConfigs, alterReplicaLogDirs, describeLogDirs, deletesGroups, offsetDelete,
  describeCluster, describeProducers, listConfigResources, describeTopicPartitions,
]

/** All that a broker serves, but for what its node does itself. What a request set in motion is settled before its answer goes. */
export const handlersOf = (broker: Broker): Handler[] => ALL.map(make => {
  const served = make(broker)
  return {
    ...served,
    handle: (request, context) => haltOnDiskError(broker, () => {
      const answer = served.handle(request, context)
      settle(broker)
      return answer
    }, hangUp),
  }
})
