import { utf8Length } from '../utf8.ts'
import { HEADER_BYTES } from './batch.ts'
import type { Headers } from './builder.ts'

export const MAX_VARINT_BYTES = 5

/** Bytes of a zig-zag varint of an int32 (ByteUtils.sizeOfVarint): seven bits a byte, as a multiplication in place of a division. */
export const varintBytes = (value: number): number => (352 - Math.clz32((value << 1) ^ (value >> 31) | 1) * 9) >>> 6

/** Bytes of a zig-zag varlong of a safe integer (ByteUtils.sizeOfVarlong). */
export function varlongBytes(value: number): number {
  if (value === (value | 0)) return varintBytes(value)
  let rest = value < 0 ? -value - 1 : value
  let bytes = 1
  for (rest = Math.floor(rest / 0x40); rest > 0; rest = Math.floor(rest / 0x80)) bytes++
  return bytes
}

const fieldBytes = (bytes: Uint8Array | null): number => bytes === null ? 1 : varintBytes(bytes.length) + bytes.length

function headersBytes(headers: Headers): number {
  let size = varintBytes(headers.length)
  for (const { key, value } of headers) {
    const length = utf8Length(key)
    size += varintBytes(length) + length + fieldBytes(value)
  }
  return size
}

/** What a record's own length counts: all of it but that length (DefaultRecord.sizeOfBodyInBytes). */
export const recordBodyBytes = (
  timestampDelta: number, offsetDelta: number, key: Uint8Array | null, value: Uint8Array | null, headers: Headers,
): number => 1 + varlongBytes(timestampDelta) + varintBytes(offsetDelta) + fieldBytes(key) + fieldBytes(value)
  + (headers.length === 0 ? 1 : headersBytes(headers))

/** MAX_RECORD_OVERHEAD: length, attributes, both deltas, at their longest. */
const RECORD_OVERHEAD = 21

/** No batch of this one record alone is larger, before compression (AbstractRecords.estimateSizeInBytesUpperBound). */
export const singleRecordUpperBound = (key: Uint8Array | null, value: Uint8Array | null, headers: Headers): number =>
  HEADER_BYTES + RECORD_OVERHEAD + fieldBytes(key) + fieldBytes(value) + headersBytes(headers)
