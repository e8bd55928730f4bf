import type { LogConfig } from '../../log/api.ts'
import type { ConfigReader } from '../../metadata/configs/api.ts'

/** What a log needs of its topic's configs. */
export const logConfigOf = (configs: ConfigReader): LogConfig => ({
  segmentBytes: configs.number('segment.bytes'),
  segmentMs: configs.number('segment.ms'),
  indexIntervalBytes: configs.number('index.interval.bytes'),
  segmentIndexBytes: configs.number('segment.index.bytes'),
  retentionMs: configs.number('retention.ms'),
  retentionBytes: configs.number('retention.bytes'),
  maxMessageBytes: configs.number('max.message.bytes'),
  timestampType: configs.string('message.timestamp.type') as LogConfig['timestampType'],
  timestampBeforeMaxMs: configs.number('message.timestamp.before.max.ms'),
  timestampAfterMaxMs: configs.number('message.timestamp.after.max.ms'),
  compressionType: configs.string('compression.type') as LogConfig['compressionType'],
  cleanupPolicy: configs.list('cleanup.policy') as LogConfig['cleanupPolicy'],
  fileDeleteDelayMs: configs.number('file.delete.delay.ms'),
  flushMessages: configs.number('flush.messages'),
})
