import type { Codecs } from '../../env/codecs.ts'
import { COMPRESSIONS, LOG_OVERHEAD, ATTRIBUTE, isCompressed, isExact, timestampTypeOf, type BatchHeader } from './batch.ts'
import { crc32Of } from './crc32c.ts'
import { corrupt, invalid } from './failure.ts'
import { int32At, int53At, uint32At } from './ints.ts'
import { expand, type KafkaRecord } from './records.ts'
import { nextBatchSize } from './walk.ts'

/*
 * Messages of magic 0 and 1 (LegacyRecord, AbstractLegacyRecordBatch): read, never written. Producers that send them are
 * refused since Kafka 4.0. Each uncompressed message is a batch of its own; a compressed one wraps others in its value.
 *
 *   ┌────────┬────────┬───────┬───────┬────────────┬─────────────┬─────────────┬───────────────┐
 *   │ offset │ length │ crc32 │ magic │ attributes │ timestamp   │ key length, │ value length, │
 *   │ 8      │ 4      │ 4     │ 1     │ 1          │ 8 (magic 1) │ key         │ value         │
 *   └────────┴────────┴───────┴───────┴────────────┴─────────────┴─────────────┴───────────────┘
 *   A wrapper's offset is that of its last inner message; inner offsets are absolute in magic 0, relative in magic 1.
 */
const CRC = 12, MAGIC = 16, ATTRIBUTES = 17, TIMESTAMP = 18
const keyAt = (magic: number): number => (magic === 0 ? TIMESTAMP : TIMESTAMP + 8)

/** `baseOffset` is the last one's of a wrapper: the first is known only after expanding it. */
export function legacyBatchAt(bytes: Uint8Array, at: number): BatchHeader {
  const magic = bytes[at + MAGIC]!
  const offset = int53At(bytes, at)
  const timestamp = magic === 0 ? -1 : int53At(bytes, at + TIMESTAMP)
  return {
    at, size: int32At(bytes, at + 8) + LOG_OVERHEAD, baseOffset: offset, lastOffset: offset, leaderEpoch: -1, magic,
    crc: uint32At(bytes, at + CRC), attributes: bytes[at + ATTRIBUTES]! & (ATTRIBUTE.compression | ATTRIBUTE.logAppendTime),
    baseTimestamp: timestamp, maxTimestamp: timestamp, producerId: -1, producerEpoch: -1, baseSequence: -1, count: -1,
  }
}

export function ensureLegacyValid(bytes: Uint8Array, batch: BatchHeader): void {
  const least = keyAt(batch.magic) + 8
  if (batch.size < least) throw corrupt(`Record is corrupt (crc could not be retrieved as the record is too small, size = ${batch.size})`)
  const computed = crc32Of(bytes, batch.at + MAGIC, batch.at + batch.size)
  if (computed !== batch.crc) throw corrupt(`Record is corrupt (stored crc = ${batch.crc}, computed crc = ${computed})`)
  if (!isExact(batch)) throw corrupt(`Message at ${batch.at} has a number beyond 2^53`)
}

export function* legacyRecordsIn(bytes: Uint8Array, batch: BatchHeader, codecs: Codecs, maxBytes: number): Generator<KafkaRecord, void> {
  const outer = messageAt(bytes, batch)
  if (!isCompressed(batch)) return yield outer
  if (COMPRESSIONS[batch.attributes & ATTRIBUTE.compression] === 'zstd') throw invalid(`Magic v${batch.magic} does not support zstd`)
  if (outer.value === null) throw invalid('Found invalid compressed record set with null value')
  yield* innerMessages(expand(outer.value, batch, codecs, maxBytes), batch)
}

function* innerMessages(payload: Uint8Array, wrapper: BatchHeader): Generator<KafkaRecord, void> {
  const inner: BatchHeader[] = []
  for (let at = 0; at < payload.length;) {
    const size = nextBatchSize(payload, at, payload.length)
    if (size === 0) break
    inner.push(legacyBatchAt(payload, at))
    at += size
  }
  if (inner.length === 0) throw invalid('Found invalid compressed record set with no inner records')
  const shift = wrapper.magic === 0 ? 0 : wrapper.lastOffset - inner.at(-1)!.lastOffset
  const appended = timestampTypeOf(wrapper) === 'LogAppendTime'
  for (const batch of inner) {
    if (batch.magic !== wrapper.magic) throw invalid(`Inner record magic ${batch.magic} is not the wrapper's ${wrapper.magic}`)
    const record = messageAt(payload, batch)
    yield { ...record, offset: record.offset + shift, timestamp: appended ? wrapper.maxTimestamp : record.timestamp }
  }
}

function messageAt(bytes: Uint8Array, batch: BatchHeader): KafkaRecord {
  const end = batch.at + batch.size
  let at = batch.at + keyAt(batch.magic)
  const field = (): Uint8Array | null => {
    if (at + 4 > end) throw corrupt('Message ends inside a length')
    const length = int32At(bytes, at)
    at += 4
    if (length < -1 || length > end - at) throw corrupt(`Message has a field of ${length} bytes, ${end - at} left`)
    if (length < 0) return null
    at += length
    return bytes.subarray(at - length, at)
  }
  return { offset: batch.lastOffset, timestamp: batch.maxTimestamp, key: field(), value: field(), headers: [] }
}
