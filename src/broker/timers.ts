import type { Broker, BrokerTimer, ClientTimer, StandingTimer } from './context.ts'
import { after } from './context.ts'
import { checkpointHighWatermarks, checkpointRecoveryPoints, checkpointStartOffsets } from './replica/checkpoints.ts'
import { applyRetention } from './replica/retention.ts'

export type Due<T extends BrokerTimer> = { readonly [K in T['is']]: (broker: Broker, timer: Extract<T, { is: K }>) => void }

/** What each of the standing timers does when it goes off. */
const DUE: Due<StandingTimer> = {
  isrExpiration(broker) {
    for (const partition of broker.partitions.values()) if (partition.role === 'leader') broker.node.forClients().maybeShrinkIsr(broker, partition)
    scheduleIsrExpiration(broker)
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
    for (const { log, future } of broker.partitions.values()) {
      log.removeExpiredProducers(broker.node.env.wall())
      future?.log.removeExpiredProducers(broker.node.env.wall())
    }
    after(broker, broker.settings.producerIdExpirationCheckInterval, { is: 'producerExpiration' })
  },
}

export function onTimer(broker: Broker, timer: BrokerTimer): void {
  if (timer.is in DUE) goOff(DUE, broker, timer as StandingTimer)
  else broker.node.forClients().onTimer(broker, timer as ClientTimer)
}

/** Does what the table says. */
export const goOff = <T extends BrokerTimer>(due: Due<T>, broker: Broker, timer: T): void =>
  (due[timer.is as T['is']] as (broker: Broker, timer: T) => void)(broker, timer)

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
