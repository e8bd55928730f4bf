import { codecOf } from '../codec.ts'
import { MalformedError } from '../malformed.ts'
import { Reader } from '../reader.ts'
import { versionsOf, within, type Fields, type InputOf, type Message, type ValueOf } from '../schema.ts'
import { Writer } from '../writer.ts'

/*
 * Messages that say in front which version (or type) they are: an int16, then the body. So stand values in coordinator logs,
 * the consumer protocol, principals, EndTxnMarker (MessageUtil.toVersionPrefixedByteBuffer); and keys in coordinator logs,
 * whose int16 is their type (MessageUtil.toCoordinatorTypePrefixedByteBuffer).
 */

export interface Typed { readonly type: number; readonly reader: Reader }

/** The int16 in front, and a reader for what follows. */
export function typeOf(bytes: Uint8Array): Typed {
  const reader = new Reader(bytes)
  return { type: reader.int16(), reader }
}

/** A body of `version` with `type` in front; a coordinator's key has a type of its own, all others their version. */
export function encodeTyped<F extends Fields>(message: Message<F>, version: number, value: InputOf<F>, type: number = version): Uint8Array {
  const writer = new Writer()
  writer.int16(type)
  codecOf(message, version).write(writer, value)
  return writer.done()
}

/** Reads what `encodeTyped` wrote with the version in front. A newer version than known is refused. */
export function decodeTyped<F extends Fields>(message: Message<F>, bytes: Uint8Array): ValueOf<F> {
  const { type: version, reader } = typeOf(bytes)
  if (!within(versionsOf(message.valid), version)) throw new MalformedError(`${message.name} has no version ${version}`)
  return whole(message, reader, codecOf(message, version).read(reader))
}

/** Reads a coordinator's key, whose body is of version 0 whatever its type. */
export function decodeKey<F extends Fields>(message: Message<F>, type: number, bytes: Uint8Array): ValueOf<F> {
  const typed = typeOf(bytes)
  if (typed.type !== type) throw new MalformedError(`a key of type ${typed.type} is no ${message.name}`)
  return whole(message, typed.reader, codecOf(message, 0).read(typed.reader))
}

function whole<T>(message: Message, reader: Reader, value: T): T {
  if (reader.left > 0) throw new MalformedError(`${reader.left} bytes left over after ${message.name}`)
  return value
}
