import type { TopicConfigRow } from './definition.ts'

/**
 * Topic configs of Apache Kafka 4.3 (LogConfig): name, type, default, valid values, and the broker configs that stand in
 * when the topic says nothing, first that is set wins; `*n` turns its unit into the topic's.
 */
export const topicConfigRows: readonly TopicConfigRow[] = [
  ['cleanup.policy', 'LIST', 'delete', '[compact, delete]', 'log.cleanup.policy'],
  ['compression.gzip.level', 'INT', '-1', '[1,...,9] or -1', 'compression.gzip.level'],
  ['compression.lz4.level', 'INT', '9', '[1,...,17]', 'compression.lz4.level'],
  ['compression.type', 'STRING', 'producer', '[uncompressed, zstd, lz4, snappy, gzip, producer]', 'compression.type'],
  ['compression.zstd.level', 'INT', '3', '[-131072,...,22]', 'compression.zstd.level'],
  ['delete.retention.ms', 'LONG', '86400000', '[0,...]', 'log.cleaner.delete.retention.ms'],
  ['file.delete.delay.ms', 'LONG', '60000', '[0,...]', 'log.segment.delete.delay.ms'],
  ['flush.messages', 'LONG', '9223372036854775807', '[1,...]', 'log.flush.interval.messages'],
  ['flush.ms', 'LONG', '9223372036854775807', '[0,...]', 'log.flush.interval.ms,log.flush.scheduler.interval.ms'],
  ['follower.replication.throttled.replicas', 'LIST', '', '[partitionId]:[brokerId],[partitionId]:[brokerId],...'],
  ['index.interval.bytes', 'INT', '4096', '[0,...]', 'log.index.interval.bytes'],
  ['internal.segment.bytes', 'INT', null, null, null, 'internal'],
  ['leader.replication.throttled.replicas', 'LIST', '', '[partitionId]:[brokerId],[partitionId]:[brokerId],...'],
  ['local.retention.bytes', 'LONG', '-2', '[-2,...]', 'log.local.retention.bytes'],
  ['local.retention.ms', 'LONG', '-2', '[-2,...]', 'log.local.retention.ms'],
  ['max.compaction.lag.ms', 'LONG', '9223372036854775807', '[1,...]', 'log.cleaner.max.compaction.lag.ms'],
  ['max.message.bytes', 'INT', '1048588', '[0,...]', 'message.max.bytes'],
  ['message.timestamp.after.max.ms', 'LONG', '3600000', '[0,...]', 'log.message.timestamp.after.max.ms'],
  ['message.timestamp.before.max.ms', 'LONG', '9223372036854775807', '[0,...]', 'log.message.timestamp.before.max.ms'],
  ['message.timestamp.type', 'STRING', 'CreateTime', '[CreateTime, LogAppendTime]', 'log.message.timestamp.type'],
  ['min.cleanable.dirty.ratio', 'DOUBLE', '0.5', '[0,...,1]', 'log.cleaner.min.cleanable.ratio'],
  ['min.compaction.lag.ms', 'LONG', '0', '[0,...]', 'log.cleaner.min.compaction.lag.ms'],
  ['min.insync.replicas', 'INT', '1', '[1,...]', 'min.insync.replicas'],
  ['preallocate', 'BOOLEAN', 'false', null, 'log.preallocate'],
  ['remote.log.copy.disable', 'BOOLEAN', 'false'],
  ['remote.log.delete.on.disable', 'BOOLEAN', 'false'],
  ['remote.storage.enable', 'BOOLEAN', 'false'],
  ['retention.bytes', 'LONG', '-1', null, 'log.retention.bytes'],
  ['retention.ms', 'LONG', '604800000', '[-1,...]', 'log.retention.ms,log.retention.minutes*60000,log.retention.hours*3600000'],
  ['segment.bytes', 'INT', '1073741824', '[1048576,...]', 'log.segment.bytes'],
  ['segment.index.bytes', 'INT', '10485760', '[4,...]', 'log.index.size.max.bytes'],
  ['segment.jitter.ms', 'LONG', '0', '[0,...]', 'log.roll.jitter.ms,log.roll.jitter.hours*3600000'],
  ['segment.ms', 'LONG', '604800000', '[1,...]', 'log.roll.ms,log.roll.hours*3600000'],
  ['unclean.leader.election.enable', 'BOOLEAN', 'false', null, 'unclean.leader.election.enable'],
]
