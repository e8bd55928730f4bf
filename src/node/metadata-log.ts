import type { Env, Plain } from '../env/process.ts'
import type { LogConfig } from '../log/api.ts'
import { createLog } from '../log/log-manager.ts'
import { UnifiedLog, type LogState } from '../log/partition-log.ts'
import type { ConfigReader } from '../metadata/configs/api.ts'
import { METADATA_PARTITION } from '../metadata/raft/node.ts'
import { METADATA_TOPIC_ID } from '../protocol/uuid.ts'

const UNLIMITED = -1
const NEVER = Number.MAX_SAFE_INTEGER

/** The metadata log is kept whole: there are no snapshots yet that could stand in for its beginning. */
const configOf = (own: ConfigReader): LogConfig => ({
  segmentBytes: own.number('metadata.log.segment.bytes'),
  segmentMs: own.number('metadata.log.segment.ms'),
  indexIntervalBytes: 4096,
  segmentIndexBytes: 10_485_760,
  retentionMs: UNLIMITED,
  retentionBytes: UNLIMITED,
  maxMessageBytes: 8_388_608,
  timestampType: 'CreateTime',
  timestampBeforeMaxMs: NEVER,
  timestampAfterMaxMs: NEVER,
  compressionType: 'producer',
  cleanupPolicy: ['delete'],
  fileDeleteDelayMs: 60_000,
  flushMessages: Infinity,
})

/** Opens `__cluster_metadata-0`, or makes it. */
export function openMetadataLog(env: Env, metadataDir: string, own: ConfigReader): UnifiedLog {
  return createLog(env, metadataDir, METADATA_PARTITION, METADATA_TOPIC_ID, configOf(own), env.wall())
}

export const loadMetadataLog = (env: Env, state: Plain): UnifiedLog => new UnifiedLog(env, state as LogState)
