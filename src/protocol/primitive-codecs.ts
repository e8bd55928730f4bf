import type { Bytes } from '../env/bytes.ts'
import type { AnyCodec } from './struct-codec.ts'
import { MalformedError } from './malformed.ts'
import type { Reader } from './reader.ts'
import type { Primitive } from './schema.ts'
import { utf8Length } from './utf8.ts'
import type { Writer } from './writer.ts'

/*
 * A field of a primitive type. Lengths are int16 (strings) or int32, or in flexible versions a varint of one more, so that 0
 * can say null.
 */

export const readLength = (reader: Reader, compact: boolean): number => compact ? reader.uvarint() - 1 : reader.int32()
export function writeLength(writer: Writer, length: number, compact: boolean): void {
  if (compact) writer.uvarint(length + 1)
  else writer.int32(length)
}

const MAX_STRING_BYTES = 0x7fff

const blob = (take: (reader: Reader, length: number) => Bytes) => (nullable: boolean, compact: boolean): AnyCodec => ({
  read(reader) {
    const length = readLength(reader, compact)
    return length < 0 && nullable ? null : take(reader, length)
  },
  write(writer, value) {
    const bytes = value as Bytes | null
    if (bytes === null && !nullable) throw new RangeError('bytes may not be null')
    writeLength(writer, bytes === null ? -1 : bytes.length, compact)
    if (bytes) writer.raw(bytes)
  },
})

const text = (nullable: boolean, compact: boolean): AnyCodec => ({
  read(reader) {
    const length = compact ? reader.uvarint() - 1 : reader.int16()
    if (length < 0 && nullable) return null
    if (length > MAX_STRING_BYTES) throw new MalformedError(`string of ${length} bytes`)
    return reader.text(length)
  },
  write(writer, value) {
    if (value === null && !nullable) throw new RangeError('string may not be null')
    const length = value === null ? -1 : utf8Length(value as string)
    if (length > MAX_STRING_BYTES) throw new RangeError(`string of ${length} bytes is too long for the wire`)
    if (compact) writer.uvarint(length + 1)
    else writer.int16(length)
    if (value !== null) writer.text(value as string, length)
  },
})

const always = (codec: AnyCodec) => (): AnyCodec => codec

/** How a primitive is read and written, by whether it may be null and whether its length is compact. */
export const PRIMITIVE_CODECS: Readonly<Record<Primitive, (nullable: boolean, compact: boolean) => AnyCodec>> = {
  bool: always({ read: reader => reader.bool(), write: (writer, value) => writer.bool(value as boolean) }),
  int8: always({ read: reader => reader.int8(), write: (writer, value) => writer.int8(value as number) }),
  int16: always({ read: reader => reader.int16(), write: (writer, value) => writer.int16(value as number) }),
  uint16: always({ read: reader => reader.uint16(), write: (writer, value) => writer.uint16(value as number) }),
  int32: always({ read: reader => reader.int32(), write: (writer, value) => writer.int32(value as number) }),
  uint32: always({ read: reader => reader.uint32(), write: (writer, value) => writer.uint32(value as number) }),
  int53: always({ read: reader => reader.int53(), write: (writer, value) => writer.int53(value as number) }),
  int64: always({ read: reader => reader.int64(), write: (writer, value) => writer.int64(value as bigint) }),
  float64: always({ read: reader => reader.float64(), write: (writer, value) => writer.float64(value as number) }),
  uuid: always({ read: reader => reader.uuid(), write: (writer, value) => writer.uuid(value as string) }),
  string: text, bytes: blob((reader, length) => reader.slice(length)), records: blob((reader, length) => reader.pieces(length)),
}
