import { micros, type Micros, type Millis } from '../env/units.ts'
import type { ConfigReader } from '../metadata/configs/api.ts'

/** Broker configs that hot paths ask for, read once and again when configs change. Times in the unit they are compared in. */
export interface Settings {
  replicaLagTimeMax: Micros
  replicaFetchWaitMaxMs: Millis
  replicaFetchMinBytes: number
  replicaFetchMaxBytes: number
  replicaFetchResponseMaxBytes: number
  replicaFetchBackoff: Micros
  replicaSocketTimeout: Micros
  fetchMaxBytes: number
  fetchSessionSlots: number
  fetchSessionEviction: Micros
  highWatermarkCheckpointInterval: Micros
  startOffsetCheckpointInterval: Micros
  recoveryPointCheckpointInterval: Micros
  retentionCheckInterval: Micros
  initialTaskDelay: Micros
  producerIdExpirationCheckInterval: Micros
  /** Bytes a second for throttled replicas, and the windows it is measured over (KIP-73). */
  leaderThrottledRate: number
  followerThrottledRate: number
  /** Bytes a second for moves between directories. */
  moveRate: number
  replicationQuotaWindows: number
  replicationQuotaWindow: Micros
}

const ofMillis = (millis: Millis): Micros => millis * micros.perMilli

export const readSettings = (configs: ConfigReader): Settings => ({
  replicaLagTimeMax: ofMillis(configs.number('replica.lag.time.max.ms')),
  replicaFetchWaitMaxMs: configs.number('replica.fetch.wait.max.ms'),
  replicaFetchMinBytes: configs.number('replica.fetch.min.bytes'),
  replicaFetchMaxBytes: configs.number('replica.fetch.max.bytes'),
  replicaFetchResponseMaxBytes: configs.number('replica.fetch.response.max.bytes'),
  replicaFetchBackoff: ofMillis(configs.number('replica.fetch.backoff.ms')),
  replicaSocketTimeout: ofMillis(configs.number('replica.socket.timeout.ms')),
  fetchMaxBytes: configs.number('fetch.max.bytes'),
  fetchSessionSlots: configs.number('max.incremental.fetch.session.cache.slots'),
  fetchSessionEviction: ofMillis(120_000), // MIN_INCREMENTAL_FETCH_SESSION_EVICTION_MS, not a config
  highWatermarkCheckpointInterval: ofMillis(configs.number('replica.high.watermark.checkpoint.interval.ms')),
  startOffsetCheckpointInterval: ofMillis(configs.number('log.flush.start.offset.checkpoint.interval.ms')),
  recoveryPointCheckpointInterval: ofMillis(configs.number('log.flush.offset.checkpoint.interval.ms')),
  retentionCheckInterval: ofMillis(configs.number('log.retention.check.interval.ms')),
  initialTaskDelay: ofMillis(configs.number('log.initial.task.delay.ms')),
  producerIdExpirationCheckInterval: ofMillis(configs.number('producer.id.expiration.check.interval.ms')),
  leaderThrottledRate: configs.number('leader.replication.throttled.rate'),
  followerThrottledRate: configs.number('follower.replication.throttled.rate'),
  moveRate: configs.number('replica.alter.log.dirs.io.max.bytes.per.second'),
  replicationQuotaWindows: configs.number('replication.quota.window.num'),
  replicationQuotaWindow: configs.number('replication.quota.window.size.seconds') * micros.perSecond,
})
