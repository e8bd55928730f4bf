import type { Codecs } from '../../env/codecs.ts'
import { utf8Decode } from '../utf8.ts'
import { HEADER_BYTES, compressionOf, isCompressed, timestampTypeOf, type BatchHeader } from './batch.ts'
import { RecordCursor } from './cursor.ts'
import { RecordsError, failed, invalid } from './failure.ts'
import { legacyRecordsIn } from './legacy.ts'

/** One record as a person or a script sees it. Keys and values are views of the batch's bytes: do not change them. */
export interface KafkaRecord {
  offset: number
  timestamp: number
  key: Uint8Array | null
  value: Uint8Array | null
  headers: RecordHeader[]
}
export interface RecordHeader { key: string; value: Uint8Array | null }

/** No batch may expand to more; a small bomb would otherwise take the whole world with it. */
export const MAX_EXPANDED_BYTES = 256 * 1024 * 1024

/** The records of a batch, one at a time as they are asked for. Throws a RecordsError where a record is no record. */
export function* recordsIn(bytes: Uint8Array, batch: BatchHeader, codecs: Codecs, maxBytes = MAX_EXPANDED_BYTES): Generator<KafkaRecord, void> {
  if (batch.magic < 2) return yield* legacyRecordsIn(bytes, batch, codecs, maxBytes)
  if (batch.count === 0) return
  if (batch.count < 0) throw invalid(`Found invalid record count ${batch.count} in magic v${batch.magic} batch`)
  const cursor = cursorOver(bytes, batch, codecs, maxBytes)
  const appended = timestampTypeOf(batch) === 'LogAppendTime'
  for (let i = 0; i < batch.count; i++) {
    cursor.next()
    if (i === batch.count - 1) cursor.ensureNoneRemaining()
    yield recordAt(cursor, batch, appended)
  }
}

/** A cursor before the first record of a batch, over the payload as it was before compression. */
export function cursorOver(bytes: Uint8Array, batch: BatchHeader, codecs: Codecs, maxBytes = MAX_EXPANDED_BYTES): RecordCursor {
  const from = batch.at + HEADER_BYTES, to = batch.at + batch.size
  if (!isCompressed(batch)) return new RecordCursor(bytes, from, to, false)
  const payload = expand(bytes.subarray(from, to), batch, codecs, maxBytes)
  return new RecordCursor(payload, 0, payload.length, true)
}

/** Expands a payload; whatever the codec says against it becomes a RecordsError. */
export function expand(payload: Uint8Array, batch: Pick<BatchHeader, 'attributes'>, codecs: Codecs, maxBytes: number): Uint8Array {
  const codec = compressionOf(batch)
  try {
    return codecs.expand(codec, payload, maxBytes)
  } catch (error) {
    throw error instanceof RecordsError ? error : failed(`Failed to decompress record stream: ${codec}`)
  }
}

function recordAt(cursor: RecordCursor, batch: BatchHeader, appended: boolean): KafkaRecord {
  const { bytes, keyAt, keyLength, valueAt, valueLength } = cursor
  return {
    offset: batch.baseOffset + cursor.offsetDelta,
    timestamp: appended ? batch.maxTimestamp : batch.baseTimestamp + cursor.timestampDelta,
    key: keyLength < 0 ? null : bytes.subarray(keyAt, keyAt + keyLength),
    value: valueLength < 0 ? null : bytes.subarray(valueAt, valueAt + valueLength),
    headers: cursor.headerCount === 0 ? [] : headersAt(cursor),
  }
}

function headersAt(record: RecordCursor): RecordHeader[] {
  const cursor = new RecordCursor(record.bytes, record.headersAt, record.at, true)
  const take = (length: number): number => (cursor.at += length) - length
  return Array.from({ length: record.headerCount }, () => {
    const keyLength = cursor.varint()
    const key = utf8Decode(cursor.bytes, take(keyLength), cursor.at)
    const length = cursor.varint()
    return { key, value: length < 0 ? null : cursor.bytes.subarray(take(length), cursor.at) }
  })
}
