import type { Compression } from '../../env/codecs.ts'
import { crc32cOf } from './crc32c.ts'
import { corrupt, failed } from './failure.ts'
import { int16At, int32At, int53At, putInt16, putInt32, putInt53, uint32At } from './ints.ts'
import { ensureLegacyValid, legacyBatchAt } from './legacy.ts'
import { isVerified, noteVerified } from './verified.ts'

/*
 * A record batch of magic 2 (DefaultRecordBatch). Everything after the checksum is under it; base offset and leader
 * epoch come before, so that a leader can stamp them without reckoning it anew.
 *
 *   0        8      12      16 17     21    23      27       35       43       51    53      57      61
 *   ├────────┼───────┼───────┼──┼──────┼─────┼───────┼────────┼────────┼────────┼─────┼───────┼───────┼────────┈
 *   │ base   │length │leader │m │ crc  │attri│ last  │ base   │ max    │producer│prod.│ base  │record │records,
 *   │ offset │       │epoch  │=2│      │butes│ offset│ time-  │ time-  │ id     │epoch│ sequ- │ count │perhaps
 *   │        │       │       │  │      │     │ delta │ stamp  │ stamp  │        │     │ ence  │       │compressed
 *   └────────┴───────┴───────┴──┴──────┴─────┴───────┴────────┴────────┴────────┴─────┴───────┴───────┴────────┈
 *            ╰─ counts what follows it      ╰─ the checksum covers from here to the end
 *
 *   attributes: bits 0–2 compression · 3 timestamp type · 4 transactional · 5 control · 6 delete horizon
 */
export const AT = {
  baseOffset: 0, length: 8, leaderEpoch: 12, magic: 16, crc: 17, attributes: 21, lastOffsetDelta: 23, baseTimestamp: 27,
  maxTimestamp: 35, producerId: 43, producerEpoch: 51, baseSequence: 53, count: 57, records: 61,
} as const
export const HEADER_BYTES = AT.records
/** Base offset and length: what stands before the bytes that `length` counts. */
export const LOG_OVERHEAD = 12

export const ATTRIBUTE = { compression: 0x07, logAppendTime: 0x08, transactional: 0x10, control: 0x20, deleteHorizon: 0x40 } as const
export const COMPRESSIONS: readonly Compression[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

export type TimestampType = 'CreateTime' | 'LogAppendTime'

/** The header of one batch, and where it lies. -1 stands for none in ids, epochs, sequences and timestamps. */
export interface BatchHeader {
  /** Where it begins in its bytes, and how long it is, header and all. */
  at: number
  size: number
  baseOffset: number
  lastOffset: number
  leaderEpoch: number
  magic: number
  crc: number
  attributes: number
  /** The delete horizon instead, when that attribute is set. Record timestamps count from it either way. */
  baseTimestamp: number
  maxTimestamp: number
  producerId: number
  producerEpoch: number
  baseSequence: number
  /** -1 in magic 0 and 1, which do not say. */
  count: number
}

/** The batch that begins at `at`; its bytes must be there (`nextBatchSize`). */
export function batchAt(bytes: Uint8Array, at: number): BatchHeader {
  if (bytes[at + AT.magic]! < 2) return legacyBatchAt(bytes, at)
  const baseOffset = int53At(bytes, at)
  return {
    at,
    size: int32At(bytes, at + AT.length) + LOG_OVERHEAD,
    baseOffset,
    lastOffset: baseOffset + int32At(bytes, at + AT.lastOffsetDelta),
    leaderEpoch: int32At(bytes, at + AT.leaderEpoch),
    magic: bytes[at + AT.magic]!,
    crc: uint32At(bytes, at + AT.crc),
    attributes: int16At(bytes, at + AT.attributes),
    baseTimestamp: int53At(bytes, at + AT.baseTimestamp),
    maxTimestamp: int53At(bytes, at + AT.maxTimestamp),
    producerId: int53At(bytes, at + AT.producerId),
    producerEpoch: int16At(bytes, at + AT.producerEpoch),
    baseSequence: int32At(bytes, at + AT.baseSequence),
    count: int32At(bytes, at + AT.count),
  }
}

export const baseOffsetAt = (bytes: Uint8Array, at: number): number => int53At(bytes, at)
export const lastOffsetAt = (bytes: Uint8Array, at: number): number =>
  bytes[at + AT.magic]! < 2 ? int53At(bytes, at) : int53At(bytes, at) + int32At(bytes, at + AT.lastOffsetDelta)
export const batchSizeAt = (bytes: Uint8Array, at: number): number => int32At(bytes, at + AT.length) + LOG_OVERHEAD
export const crcAt = (bytes: Uint8Array, at: number): number => uint32At(bytes, at + AT.crc)
export const maxTimestampAt = (bytes: Uint8Array, at: number): number => int53At(bytes, at + AT.maxTimestamp)

type Attributed = Pick<BatchHeader, 'attributes'>
export const isTransactional = (batch: Attributed): boolean => (batch.attributes & ATTRIBUTE.transactional) !== 0
export const isControl = (batch: Attributed): boolean => (batch.attributes & ATTRIBUTE.control) !== 0
export const hasDeleteHorizon = (batch: Attributed): boolean => (batch.attributes & ATTRIBUTE.deleteHorizon) !== 0
export const isCompressed = (batch: Attributed): boolean => (batch.attributes & ATTRIBUTE.compression) !== 0
export const timestampTypeOf = (batch: Attributed): TimestampType =>
  batch.attributes & ATTRIBUTE.logAppendTime ? 'LogAppendTime' : 'CreateTime'
export function compressionOf(batch: Attributed): Compression {
  const codec = COMPRESSIONS[batch.attributes & ATTRIBUTE.compression]
  if (codec === undefined) throw failed(`Unknown compression type id: ${batch.attributes & ATTRIBUTE.compression}`)
  return codec
}

/** Sequences run from 0 to 2^31 - 1 and begin anew (DefaultRecordBatch.incrementSequence). */
export const sequenceAfter = (sequence: number, steps: number): number => (sequence + steps) % 0x8000_0000
export const lastSequenceOf = (batch: BatchHeader): number =>
  batch.baseSequence < 0 ? -1 : sequenceAfter(batch.baseSequence, batch.lastOffset - batch.baseOffset)

/**
 * Throws CORRUPT_MESSAGE when the checksum is not that of the bytes (RecordBatch.ensureValid), or when a number in the
 * header is beyond 2^53 and so none of ours.
 */
export function ensureValid(bytes: Uint8Array, batch: BatchHeader): void {
  if (batch.magic < 2) return ensureLegacyValid(bytes, batch)
  if (batch.size < HEADER_BYTES)
    throw corrupt(`Record batch is corrupt (the size ${batch.size} is smaller than the minimum allowed overhead ${HEADER_BYTES})`)
  checkSum(bytes, batch)
  if (!isExact(batch)) throw corrupt(`Record batch at ${batch.at} has a number beyond 2^53`)
}

function checkSum(bytes: Uint8Array, { at, size, crc }: BatchHeader): void {
  if (isVerified(bytes, at, size, crc)) return
  const computed = crcOf(bytes, at, size)
  if (computed !== crc) throw corrupt(`Record is corrupt (stored crc = ${crc}, computed crc = ${computed})`)
  noteVerified(bytes, at, size, crc)
}

export const isExact = (batch: BatchHeader): boolean =>
  Number.isSafeInteger(batch.lastOffset) && Number.isSafeInteger(batch.baseTimestamp) && Number.isSafeInteger(batch.maxTimestamp)
  && Number.isSafeInteger(batch.producerId)
export const crcOf = (bytes: Uint8Array, at: number, size: number): number => crc32cOf(bytes, at + AT.attributes, at + size)

/** Writes base offset and leader epoch, which the checksum does not cover. Only into bytes that nobody else holds yet. */
export function stampBatch(owned: Uint8Array, at: number, baseOffset: number, leaderEpoch: number): void {
  putInt53(owned, at + AT.baseOffset, baseOffset)
  putInt32(owned, at + AT.leaderEpoch, leaderEpoch)
}

/** Sets timestamp type and max timestamp, and the checksum anew if that changed anything (DefaultRecordBatch.setMaxTimestamp). */
export function stampMaxTimestamp(owned: Uint8Array, at: number, type: TimestampType, maxTimestamp: number): void {
  const attributes = int16At(owned, at + AT.attributes)
  if (timestampTypeOf({ attributes }) === type && int53At(owned, at + AT.maxTimestamp) === maxTimestamp) return
  putInt16(owned, at + AT.attributes, (attributes & 0x77) | (type === 'LogAppendTime' ? ATTRIBUTE.logAppendTime : 0))
  putInt53(owned, at + AT.maxTimestamp, maxTimestamp)
  putInt32(owned, at + AT.crc, crcOf(owned, at, batchSizeAt(owned, at)))
}
