import type { Codecs, Compression } from '../env/codecs.ts'
import type { Millis } from '../env/units.ts'
import { Errors } from '../protocol/errors.ts'
import { batchAt, compressionOf, crcAt, ensureValid, isCompressed, isControl, isTransactional, stampBatch, stampMaxTimestamp, timestampTypeOf,
  type BatchHeader } from '../protocol/records/batch.ts'
import { BatchBuilder } from '../protocol/records/builder.ts'
import { invalid, RecordsError } from '../protocol/records/failure.ts'
import { cursorOver, recordsIn } from '../protocol/records/records.ts'
import { noteVerified } from '../protocol/records/verified.ts'
import { nextBatchSize } from '../protocol/records/walk.ts'
import type { LogConfig } from './api.ts'
import { RecordErrors, checkRecord, type RecordRules } from './record-rules.ts'

/** What the leader knows when records arrive. */
export interface Arrival {
  readonly partition: string
  readonly config: LogConfig
  readonly codecs: Codecs
  readonly origin: 'client' | 'coordinator' | 'raft'
  readonly epoch: number
  readonly now: Millis
  /** The log's end: where the first record goes. */
  readonly nextOffset: number
}

/** A batch as it goes into the log: bytes of its own, offset and epoch stamped. */
export interface ValidBatch { readonly bytes: Uint8Array; readonly header: BatchHeader }

/**
 * Checks what was sent to a leader and makes it ready for the log (LogValidator, UnifiedLog.analyzeAndValidateRecords):
 * one batch of magic 2 with a right checksum, whose records are what its header says. Null when there is none. Throws a
 * RecordsError with Kafka's code; nothing is changed but a copy.
 */
export function validateForLeader(records: Uint8Array, arrival: Arrival): ValidBatch | null {
  const batch = onlyBatch(records, arrival)
  if (batch === null) return null
  if (arrival.origin === 'client') checkClientBatch(batch, arrival.partition)
  const { inOrder, maxTimestamp } = checkRecords(records, batch, arrival)
  const target = targetCompression(batch, arrival.config)
  const keep = isCompressed(batch) || target !== 'none' ? inOrder && (target === compressionOf(batch) || isPlainControl(batch)) : true
  const bytes = keep ? stamped(records, batch, maxTimestamp, arrival) : rebuilt(records, batch, target, arrival)
  checkSize(bytes.length, batch, arrival)
  return { bytes, header: batchAt(bytes, 0) }
}

function onlyBatch(records: Uint8Array, arrival: Arrival): BatchHeader | null {
  let only: BatchHeader | null = null
  let count = 0
  for (let at = 0, size; (size = nextBatchSize(records, at, records.length)) > 0; at += size) {
    const batch = batchAt(records, at)
    checkArrived(records, batch, arrival)
    only ??= batch
    count++
  }
  if (only && only.magic < 2) throw invalid(`Produce requests must contain batches of magic 2, this one has ${only.magic}`)
  if (count > 1) throw invalid('Compressed outer record has more than one batch')
  return only
}

function checkArrived(records: Uint8Array, batch: BatchHeader, { origin, partition, config }: Arrival): void {
  if (origin === 'client' && batch.magic === 2 && batch.baseOffset !== 0)
    throw invalid(`The baseOffset of the record batch in the append to ${partition} should be 0, but it is ${batch.baseOffset}`)
  if (origin !== 'raft' && batch.size > config.maxMessageBytes)
    throw new RecordsError(Errors.MESSAGE_TOO_LARGE,
      `The record batch size in the append to ${partition} is ${batch.size} bytes which exceeds the maximum configured value of `
      + `${config.maxMessageBytes}.`)
  ensureValid(records, batch)
}

function checkClientBatch(batch: BatchHeader, partition: string): void {
  const span = batch.lastOffset - batch.baseOffset + 1, range = `[${batch.baseOffset}, ${batch.lastOffset}]`
  if (span <= 0) throw invalid(`Batch has an invalid offset range: ${range} in topic partition ${partition}`)
  if (batch.count <= 0) throw invalid(`Invalid reported count for record batch: ${batch.count} in topic partition ${partition}`)
  if (span !== batch.count)
    throw invalid(`Inconsistent batch offset range ${range} and count of records ${batch.count} in topic partition ${partition}`)
  if (isControl(batch)) throw invalid(`Clients are not allowed to write control records in topic partition ${partition}`)
  if (batch.producerId >= 0 && batch.baseSequence < 0)
    throw invalid(`Invalid sequence number ${batch.baseSequence} in record batch with producerId ${batch.producerId} in topic partition ${partition}`)
}

/** Looks at each record without making an object of it; most of a produce request's time is spent here. */
function checkRecords(records: Uint8Array, batch: BatchHeader, arrival: Arrival): { inOrder: boolean; maxTimestamp: Millis } {
  const { config, now } = arrival
  const appendTime = timestampTypeOf(batch) === 'LogAppendTime' ? batch.maxTimestamp : null
  const rules: RecordRules = { batch, now, config, partition: arrival.partition, compacted: config.cleanupPolicy.includes('compact') }
  const errors = new RecordErrors()
  let maxTimestamp = -1, inOrder = true
  if (batch.count < 0) throw invalid(`Found invalid record count ${batch.count} in magic v${batch.magic} batch`)
  if (batch.count === 0) return { inOrder, maxTimestamp }
  const cursor = cursorOver(records, batch, arrival.codecs)
  const compressed = isCompressed(batch)
  for (let i = 0; i < batch.count; i++) {
    if (compressed) cursor.skim()
    else cursor.next()
    const timestamp = appendTime ?? batch.baseTimestamp + cursor.timestampDelta
    if (cursor.offsetDelta !== i) inOrder = false
    if (timestamp > maxTimestamp) maxTimestamp = timestamp
    checkRecord(rules, i, cursor, timestamp, errors)
  }
  cursor.ensureNoneRemaining()
  errors.refuse()
  return { inOrder: inOrder || !compressed, maxTimestamp }
}

/** `compression.type` of the topic; a producer's own unless the topic says otherwise (BrokerCompressionType). */
function targetCompression(batch: BatchHeader, { compressionType }: LogConfig): Compression {
  if (compressionType === 'producer') return compressionOf(batch)
  return compressionType === 'uncompressed' ? 'none' : compressionType
}

/** Control records are compressed only if they came so. */
const isPlainControl = (batch: BatchHeader): boolean => isControl(batch) && !isCompressed(batch)

function stamped(records: Uint8Array, batch: BatchHeader, maxTimestamp: Millis, { config, now, nextOffset, epoch }: Arrival): Uint8Array {
  const bytes = new Uint8Array(records.subarray(batch.at, batch.at + batch.size)) // where `slice` would fill it with zeros first
  stampBatch(bytes, 0, nextOffset + batch.count - 1 - (batch.lastOffset - batch.baseOffset), epoch)
  stampMaxTimestamp(bytes, 0, config.timestampType, config.timestampType === 'LogAppendTime' ? now : maxTimestamp)
  noteVerified(bytes, 0, bytes.length, crcAt(bytes, 0)) // what is under it was found right, or summed anew just now
  return bytes
}

/** The same records in a batch of another compression, with offsets in a row. */
function rebuilt(records: Uint8Array, batch: BatchHeader, compression: Compression, { codecs, config, epoch, now, nextOffset }: Arrival): Uint8Array {
  const builder = new BatchBuilder({
    compression, baseOffset: nextOffset, leaderEpoch: epoch, timestampType: config.timestampType, logAppendTime: now, producerId: batch.producerId,
    producerEpoch: batch.producerEpoch, baseSequence: batch.baseSequence, transactional: isTransactional(batch), control: isControl(batch),
    room: batch.size * 2,
  })
  for (const { timestamp, key, value, headers } of recordsIn(records, batch, codecs)) builder.append(timestamp, key, value, headers)
  return builder.close(codecs).slice()
}

function checkSize(size: number, batch: BatchHeader, { origin, partition, config }: Arrival): void {
  if (origin !== 'raft' && size !== batch.size && size > config.maxMessageBytes)
    throw new RecordsError(Errors.MESSAGE_TOO_LARGE,
      `Message batch size is ${size} bytes in append to partition ${partition} which exceeds the maximum configured size of `
      + `${config.maxMessageBytes}.`)
  if (size > config.segmentBytes)
    throw new RecordsError(Errors.RECORD_LIST_TOO_LARGE,
      `Message batch size is ${size} bytes in append to partition ${partition}, which exceeds the maximum configured segment size of `
      + `${config.segmentBytes}.`)
}
