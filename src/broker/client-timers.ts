import type { Broker, ClientTimer } from './context.ts'
import { pump } from './fetcher/pump.ts'
import { expireOffsets } from './groups/expiration.ts'
import type { Group } from './groups/group.ts'
import { onSessionTimeout } from './groups/heartbeat.ts'
import { completeJoinPhase, onInitialDelay, onSyncTimeout } from './groups/rebalance.ts'
import { expireWrite } from './groups/writes.ts'
import { expireDeleteRecords } from './purgatory/delayed-delete-records.ts'
import { expireFetches } from './purgatory/delayed-fetch.ts'
import { expireProduces } from './purgatory/delayed-produce.ts'
import { sendAlterPartition } from './replica/alter-partition.ts'
import { sendAssignments } from './replica/assignments.ts'
import { removeFolder } from './replica/logs.ts'
import { onMoveTimer } from './replica/move.ts'
import { goOff, type Due } from './timers.ts'

/** What the timers of requests that wait, of replicas and of groups do when they go off. */
const DUE: Due<ClientTimer> = {
  produceExpired: expireProduces,
  fetchExpired: expireFetches,
  deleteRecordsExpired: expireDeleteRecords,
  sendAlterPartition,
  sendAssignments,
  fetcherRetry(broker, { leader }) {
    const fetcher = broker.fetchers.get(leader)
    if (!fetcher) return
    fetcher.retry = null
    pump(broker, fetcher)
  },
  copyReplica: onMoveTimer,
  removeFolder: (broker, { dir }) => removeFolder(broker, dir),
  groupInitialJoin: (broker, timer) => withGroup(broker, timer, group => onInitialDelay(broker, group, timer.delayMs, timer.remainingMs)),
  groupJoin: (broker, timer) => withGroup(broker, timer, group => {
    group.joinTimer = null
    completeJoinPhase(broker, group)
  }),
  groupSync: (broker, timer) => withGroup(broker, timer, group => onSyncTimeout(broker, group, timer.generation)),
  memberSession: (broker, timer) => withGroup(broker, timer, group => onSessionTimeout(broker, group, timer.member)),
  groupWrite: (broker, { id }) => expireWrite(broker, id),
  offsetExpiration(broker, { partition }) {
    const shard = broker.groups.shards.get(partition)
    if (shard) expireOffsets(broker, shard)
  },
}

export const onClientTimer = (broker: Broker, timer: ClientTimer): void => goOff(DUE, broker, timer)

function withGroup(broker: Broker, { partition, group }: { partition: number; group: string }, act: (group: Group) => void): void {
  const found = broker.groups.shards.get(partition)?.groups.get(group)
  if (found) act(found)
}
