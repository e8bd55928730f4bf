import type { Bytes } from '../env/bytes.ts'
import type { Millis } from '../env/units.ts'
import type { ProducerEntry } from './producer-entry.ts'

/*
 * One replica's log as its broker sees it (Kafka's UnifiedLog). Offsets are absolute. Everything is immediate: bytes go to
 * the machine's page cache; `flush` is asked of the disk apart.
 */

export interface LogConfig {
  segmentBytes: number
  segmentMs: Millis
  indexIntervalBytes: number
  segmentIndexBytes: number
  retentionMs: number
  retentionBytes: number
  maxMessageBytes: number
  timestampType: 'CreateTime' | 'LogAppendTime'
  /** `message.timestamp.before.max.ms`, `message.timestamp.after.max.ms`. */
  timestampBeforeMaxMs: number
  timestampAfterMaxMs: number
  compressionType: 'producer' | 'uncompressed' | 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  cleanupPolicy: readonly ('delete' | 'compact')[]
  fileDeleteDelayMs: Millis
  /** `flush.messages`: after so many records the log is flushed, and whoever appended the last waits for it. */
  flushMessages: number
}

export interface PartitionLog {
  readonly dir: string
  readonly logStartOffset: number
  readonly logEndOffset: number
  readonly highWatermark: number
  readonly sizeBytes: number
  /** Before this all is on the platter: where recovery begins after an unclean stop. */
  readonly recoveryPoint: number
  /** The newest leader epoch in the log, or -1. */
  readonly latestEpoch: number
  /** Idempotent and transactional producers it remembers. */
  readonly producers: { readonly entries: Iterable<ProducerEntry> }

  /**
   * Validates and appends what a producer sent: one magic-2 batch a partition, as the wire had it. Offsets and leader epoch
   * are stamped outside the CRC; a duplicate of one of the producer's last five batches is answered with its old place.
   */
  appendAsLeader(records: Uint8Array, at: { epoch: number; now: Millis; origin: 'client' | 'coordinator' | 'raft' }): AppendResult
  /** Appends batches fetched from the leader, as they are. They must begin at the log's end or beyond. */
  appendAsFollower(records: Bytes, now: Millis): AppendInfo
  /** Whole batches from the one that holds `from`, ending below `upTo`; at least one when `minOneMessage`. */
  read(from: number, maxBytes: number, options: { upTo: number; minOneMessage: boolean }): Bytes
  /** First record whose timestamp is at or after `timestamp`, below `upTo`. */
  offsetForTimestamp(timestamp: Millis, upTo: number): { offset: number; timestamp: Millis; epoch: number } | null
  offsetOfMaxTimestamp(): { offset: number; timestamp: Millis; epoch: number } | null
  /** The largest epoch at or below the asked one and where it ends (KIP-101, KIP-279); -1, -1 when unknown. */
  endOffsetForEpoch(epoch: number): { epoch: number; endOffset: number }
  /** Tells the epoch cache that a leader began at its log end. */
  startEpoch(epoch: number): void
  /** Never falls below the log start, never beyond the log end. */
  updateHighWatermark(offset: number): boolean
  truncateTo(offset: number): void
  truncateFullyAndStartAt(offset: number): void
  /** DeleteRecords and the leader's log start offset. */
  moveStartTo(offset: number): void
  /** Rolls and deletes by time and size; gives the base offsets of segments that went. */
  applyRetention(now: Millis): number[]
  segments(): readonly { baseOffset: number; bytes: number }[]
  tail(batches: number): readonly { baseOffset: number; lastOffset: number; bytes: number; epoch: number; count: number }[]
  /** Makes the active segment durable up to the log end; answered by the disk. */
  flush(tag: unknown): void
  /** Whether an append that ended at `offset` has yet to wait for a flush that `flush.messages` asked for. */
  awaitsFlush(offset: number): boolean
  /** A flush of its own (when a segment was rolled, after `flush.messages`, at close) came back: the recovery point moves on. */
  flushed(flush: LogFlush): void
  /** When files that retention put aside may be removed, by wall clock; null when there are none. */
  readonly deletionDue: Millis | null
  removeDeleted(now: Millis): void
  /** Forgets idempotent producers that wrote nothing for `producer.id.expiration.ms`. */
  removeExpiredProducers(now: Millis): void
  /** Clean shutdown: indexes trimmed, snapshots written. */
  close(): void
  configure(config: LogConfig): void
  /** Plain data; `new UnifiedLog(deps, saved)` goes on from it, over the same files. */
  save(): unknown
}

/** The tag of a log's own flushes: `dir` says whose it is. */
export interface LogFlush { readonly is: 'log.flushed'; readonly dir: string; readonly upTo: number }

/** Of several batches: checksum and epoch are the last one's. */
export interface AppendInfo {
  firstOffset: number
  lastOffset: number
  maxTimestamp: Millis
  bytes: number
  crc: number
  epoch: number
  batches: number
}
export type AppendResult =
  | ({ ok: true; duplicate: boolean; logAppendTime: Millis | -1; rolled: boolean } & AppendInfo)
  | { ok: false; error: number /* Kafka's code */; message: string | null; recordErrors: { index: number; message: string | null }[] }
