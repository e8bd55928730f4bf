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
import { initProducerId } from './22-init-producer-id.ts'
import { offsetForLeaderEpoch } from './23-offset-for-leader-epoch.ts'
import { describeConfigs } from './32-describe-configs.ts'
import { deletesGroups } from './42-delete-groups.ts'
import { describeCluster } from './60-describe-cluster.ts'

const ALL: readonly ((broker: Broker) => Handler)[] = [
  produce, fetch, listOffsets, metadata, offsetCommit, offsetFetch, findCoordinator, join, heartbeats, leave, sync, describeGroups, listGroups,
  initProducerId, offsetForLeaderEpoch, describeConfigs, deletesGroups, describeCluster,
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
