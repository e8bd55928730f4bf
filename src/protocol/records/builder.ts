import type { Codecs, Compression } from '../../env/codecs.ts'
import { AT, ATTRIBUTE, COMPRESSIONS, HEADER_BYTES, LOG_OVERHEAD, type TimestampType } from './batch.ts'
import { crc32cOf } from './crc32c.ts'
import { putInt16, putInt32, putInt53 } from './ints.ts'
import type { RecordHeader } from './records.ts'
import { MAX_VARINT_BYTES, recordBodyBytes, varintBytes } from './sizes.ts'
import { noteVerified } from './verified.ts'
import { writeRecord } from './write-record.ts'

export type Headers = readonly Readonly<RecordHeader>[]

/** What a batch says of itself besides its records. Left out: 0 for the base offset, none (-1, false) for all others. */
export interface BatchOptions {
  compression?: Compression
  baseOffset?: number
  leaderEpoch?: number
  timestampType?: TimestampType
  /** With `LogAppendTime`: the time that all records get. */
  logAppendTime?: number
  producerId?: number
  producerEpoch?: number
  baseSequence?: number
  transactional?: boolean
  control?: boolean
  /** Goes where the base timestamp goes otherwise (KIP-534). */
  deleteHorizonMs?: number
  /** Bytes after which the batch is full: `batch.size`. */
  writeLimit?: number
  /** How small compression is believed to make the records, 1 = not at all (CompressionRatioEstimator). */
  estimatedRatio?: number
  /** Bytes to begin with; the buffer grows. */
  room?: number
}

const NO_HEADERS: Headers = []

/** COMPRESSION_RATE_ESTIMATION_FACTOR of MemoryRecordsBuilder. */
const ESTIMATION_MARGIN = 1.05

/**
 * Writes records straight into the bytes of a batch (MemoryRecordsBuilder, magic 2). `close` gives the batch; the
 * builder is spent then.
 */
export class BatchBuilder {
  readonly options: Readonly<BatchOptions>
  readonly compression: Compression
  count = 0
  /** Bytes so far, header and all, before compression. */
  sizeInBytes: number = HEADER_BYTES
  maxTimestamp = -1
  readonly #limit: number
  #bytes: Uint8Array
  #baseOffset: number
  #baseTimestamp = -1
  #lastOffset: number
  #producer: { id: number; epoch: number; sequence: number }

  constructor(options: BatchOptions = {}) {
    this.options = options
    this.compression = options.compression ?? 'none'
    this.#limit = options.writeLimit ?? Number.MAX_SAFE_INTEGER
    this.#bytes = new Uint8Array(Math.max(options.room ?? 256, HEADER_BYTES) + MAX_VARINT_BYTES)
    this.#baseOffset = options.baseOffset ?? 0
    this.#lastOffset = this.#baseOffset - 1
    this.#producer = { id: options.producerId ?? -1, epoch: options.producerEpoch ?? -1, sequence: options.baseSequence ?? -1 }
  }

  /** Appends at the next offset. */
  append(timestamp: number, key: Uint8Array | null, value: Uint8Array | null, headers: Headers = NO_HEADERS): void {
    this.appendAt(this.#lastOffset + 1, timestamp, key, value, headers)
  }

  /** Appends at an offset beyond the last: compacted logs have gaps. */
  appendAt(offset: number, timestamp: number, key: Uint8Array | null, value: Uint8Array | null, headers: Headers = NO_HEADERS): void {
    if (this.count === 0) this.#baseTimestamp = this.options.deleteHorizonMs ?? timestamp
    const body = recordBodyBytes(timestamp - this.#baseTimestamp, offset - this.#baseOffset, key, value, headers)
    this.#write(offset, timestamp, body, key, value, headers)
  }

  /**
   * Appends at the next offset if that keeps within `writeLimit`, its own compression not counted on; the first always fits.
   * False: nothing was done.
   */
  appendIfRoom(timestamp: number, key: Uint8Array | null, value: Uint8Array | null, headers: Headers = NO_HEADERS): boolean {
    const offset = this.#lastOffset + 1
    if (this.count === 0) this.#baseTimestamp = this.options.deleteHorizonMs ?? timestamp
    const body = recordBodyBytes(timestamp - this.#baseTimestamp, offset - this.#baseOffset, key, value, headers)
    if (this.count > 0 && this.estimatedBytes() + varintBytes(body) + body > this.#limit) return false
    this.#write(offset, timestamp, body, key, value, headers)
    return true
  }

  #write(offset: number, timestamp: number, body: number, key: Uint8Array | null, value: Uint8Array | null, headers: Headers): void {
    const at = this.sizeInBytes
    if (at + body + MAX_VARINT_BYTES > this.#bytes.length) this.#grow(at + body + MAX_VARINT_BYTES)
    this.sizeInBytes = writeRecord(this.#bytes, at, body, timestamp - this.#baseTimestamp, offset - this.#baseOffset, key, value, headers)
    this.count++
    this.#lastOffset = offset
    if (timestamp > this.maxTimestamp) this.maxTimestamp = timestamp
  }

  /** To twice the room, but to no more than what a full batch needs, unless it is beyond that already: then it will be compressed. */
  #grow(least: number): void {
    const twice = this.#bytes.length * 2, full = this.#limit + MAX_VARINT_BYTES
    const bigger = new Uint8Array(Math.max(least, least <= full ? Math.min(twice, full) : twice))
    bigger.set(this.#bytes.subarray(0, this.sizeInBytes))
    this.#bytes = bigger
  }

  /** Bytes the closed batch is expected to have (MemoryRecordsBuilder.estimatedBytesWritten). */
  estimatedBytes(): number {
    if (this.compression === 'none') return this.sizeInBytes
    return HEADER_BYTES + Math.floor((this.sizeInBytes - HEADER_BYTES) * (this.options.estimatedRatio ?? 1) * ESTIMATION_MARGIN)
  }

  isFull(): boolean { return this.count > 0 && this.estimatedBytes() >= this.#limit }

  /** Producers learn their id late, and number their batches when they leave the accumulator. */
  setProducer(id: number, epoch: number, baseSequence: number): void {
    this.#producer = { id, epoch, sequence: baseSequence }
  }

  /**
   * The batch as bytes. `lastOffset` may lie beyond the last record, and `maxTimestamp` above the records' own: what
   * compaction took from a batch leaves those as they were.
   */
  close(codecs?: Codecs, kept: { lastOffset?: number; maxTimestamp?: number } = {}): Uint8Array {
    const bytes = this.compression === 'none' ? this.#bytes.subarray(0, this.sizeInBytes) : this.#compressed(codecs)
    const { id, epoch, sequence } = this.#producer
    const appended = this.options.timestampType === 'LogAppendTime'
    putInt53(bytes, AT.baseOffset, this.#baseOffset)
    putInt32(bytes, AT.length, bytes.length - LOG_OVERHEAD)
    putInt32(bytes, AT.leaderEpoch, this.options.leaderEpoch ?? -1)
    bytes[AT.magic] = 2
    putInt16(bytes, AT.attributes, this.#attributes())
    putInt32(bytes, AT.lastOffsetDelta, (kept.lastOffset ?? this.#lastOffset) - this.#baseOffset)
    putInt53(bytes, AT.baseTimestamp, this.#baseTimestamp)
    putInt53(bytes, AT.maxTimestamp, appended ? this.options.logAppendTime ?? -1 : kept.maxTimestamp ?? this.maxTimestamp)
    putInt53(bytes, AT.producerId, id)
    putInt16(bytes, AT.producerEpoch, epoch)
    putInt32(bytes, AT.baseSequence, sequence)
    putInt32(bytes, AT.count, this.count)
    const crc = crc32cOf(bytes, AT.attributes)
    putInt32(bytes, AT.crc, crc)
    noteVerified(bytes, 0, bytes.length, crc)
    return bytes
  }

  #compressed(codecs: Codecs | undefined): Uint8Array {
    if (codecs === undefined) throw new TypeError(`No codecs to compress with ${this.compression}`)
    const payload = codecs.compress(this.compression, this.#bytes.subarray(HEADER_BYTES, this.sizeInBytes))
    const bytes = new Uint8Array(HEADER_BYTES + payload.length)
    bytes.set(payload, HEADER_BYTES)
    return bytes
  }

  #attributes(): number {
    const { timestampType, transactional, control, deleteHorizonMs } = this.options
    return COMPRESSIONS.indexOf(this.compression)
      | (timestampType === 'LogAppendTime' ? ATTRIBUTE.logAppendTime : 0)
      | (transactional ? ATTRIBUTE.transactional : 0)
      | (control ? ATTRIBUTE.control : 0)
      | (deleteHorizonMs !== undefined ? ATTRIBUTE.deleteHorizon : 0)
  }

  /** Plain data; `BatchBuilder.load` goes on from it. */
  save(): SavedBuilder {
    return {
      options: this.options, bytes: this.#bytes.slice(0, this.sizeInBytes), count: this.count, maxTimestamp: this.maxTimestamp,
      baseTimestamp: this.#baseTimestamp, lastOffset: this.#lastOffset, producer: { ...this.#producer },
    }
  }

  static load(saved: SavedBuilder): BatchBuilder {
    const builder = new BatchBuilder(saved.options)
    if (saved.bytes.length > builder.#bytes.length) builder.#grow(saved.bytes.length)
    builder.#bytes.set(saved.bytes)
    builder.sizeInBytes = saved.bytes.length
    builder.count = saved.count
    builder.maxTimestamp = saved.maxTimestamp
    builder.#baseTimestamp = saved.baseTimestamp
    builder.#lastOffset = saved.lastOffset
    builder.#producer = { ...saved.producer }
    return builder
  }
}

export interface SavedBuilder {
  options: Readonly<BatchOptions>
  bytes: Uint8Array
  count: number
  maxTimestamp: number
  baseTimestamp: number
  lastOffset: number
  producer: { id: number; epoch: number; sequence: number }
}
