import type { BrokerTimer, Broker } from './context.ts'
import { after } from './context.ts'
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
import { checkpointHighWatermarks, checkpointRecoveryPoints, checkpointStartOffsets } from './replica/checkpoints.ts'
import { removeFolder } from './replica/logs.ts'
import { maybeShrinkIsr } from './replica/leader.ts'
import { applyRetention } from './replica/retention.ts'

type Due = { readonly [K in BrokerTimer['is']]: (broker: Broker, timer: Extract<BrokerTimer, { is: K }>) => void }

/** What each timer of a broker does when it goes off. */
const DUE: Due = {
  isrExpiration(broker) {
    for (const partition of broker.partitions.values()) if (partition.role === 'leader') maybeShrinkIsr(broker, partition)
    scheduleIsrExpiration(broker)
  },
  sendAlterPartition: sendAlterPartition,
  produceExpired: expireProduces,
  fetchExpired: expireFetches,
  deleteRecordsExpired: expireDeleteRecords,
  fetcherRetry(broker, { leader }) {
    const fetcher = broker.fetchers.get(leader)
    if (!fetcher) return
    fetcher.retry = null
    pump(broker, fetcher)
  },
  checkpointHighWatermarks(broker) {
    checkpointHighWatermarks(broker)
    after(broker, broker.settings.highWatermarkCheckpointInterval, { is: 'checkpointHighWatermarks' })
  },
  checkpointRecoveryPoints(broker) {
    checkpointRecoveryPoints(broker)
    after(broker, broker.settings.recoveryPointCheckpointInterval, { is: 'checkpointRecoveryPoints' })
  },
  checkpointStartOffsets(broker) {
    checkpointStartOffsets(broker)
    after(broker, broker.settings.startOffsetCheckpointInterval, { is: 'checkpointStartOffsets' })
  },
  retention(broker) {
    applyRetention(broker)
    after(broker, broker.settings.retentionCheckInterval, { is: 'retention' })
  },
  producerExpiration(broker) {
    for (const { log } of broker.partitions.values()) log.removeExpiredProducers(broker.node.env.wall())
    after(broker, broker.settings.producerIdExpirationCheckInterval, { is: 'producerExpiration' })
  },
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

export const onTimer = <K extends BrokerTimer['is']>(broker: Broker, timer: Extract<BrokerTimer, { is: K }>): void =>
  (DUE[timer.is as K] as (broker: Broker, timer: Extract<BrokerTimer, { is: K }>) => void)(broker, timer)

function withGroup(broker: Broker, { partition, group }: { partition: number; group: string }, act: (group: Group) => void): void {
  const found = broker.groups.shards.get(partition)?.groups.get(group)
  if (found) act(found)
}

/** Followers that lag are looked for every half `replica.lag.time.max.ms`. */
const scheduleIsrExpiration = (broker: Broker): void => {
  after(broker, broker.settings.replicaLagTimeMax / 2, { is: 'isrExpiration' })
}

/** First timers. The log manager's tasks begin after `log.initial.task.delay.ms`. */
export function startTimers(broker: Broker): void {
  const { settings } = broker
  scheduleIsrExpiration(broker)
  after(broker, settings.highWatermarkCheckpointInterval, { is: 'checkpointHighWatermarks' })
  after(broker, settings.producerIdExpirationCheckInterval, { is: 'producerExpiration' })
  after(broker, settings.initialTaskDelay, { is: 'retention' })
  after(broker, settings.initialTaskDelay, { is: 'checkpointRecoveryPoints' })
  after(broker, settings.initialTaskDelay, { is: 'checkpointStartOffsets' })
}
