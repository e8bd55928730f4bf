import type { Bytes } from '../env/bytes.ts'
import { MalformedError } from './malformed.ts'
import { Reader } from './reader.ts'
import { versionsOf, within, type Fields, type InputOf, type Message, type ValueOf } from './schema.ts'
import { structCodec, type AnyCodec } from './struct-codec.ts'
import { UnsupportedVersionError } from './unsupported-version.ts'
import { Writer } from './writer.ts'

/**
 * A message in one version as a reader and a writer. They are composed of closures, once per message and version: code is never
 * made from text, the page's content security policy forbids it.
 */
export interface Codec<Out, In> {
  read(reader: Reader): Out
  /** Throws UnsupportedVersionError when the version has no place for something in `value`. */
  write(writer: Writer, value: In): void
}

const compiled = new WeakMap<Message, AnyCodec[]>()

export function codecOf<F extends Fields>(message: Message<F>, version: number): Codec<ValueOf<F>, InputOf<F>> {
  let versions = compiled.get(message)
  if (!versions) compiled.set(message, versions = [])
  return (versions[version] ??= compile(message, version)) as unknown as Codec<ValueOf<F>, InputOf<F>>
}

function compile(message: Message, version: number): AnyCodec {
  if (!within(versionsOf(message.valid), version)) throw new UnsupportedVersionError(`${message.name} has no version ${version}`)
  return structCodec(message.fields, version, isFlexible(message, version), message.name)
}

export const isFlexible = (message: Message, version: number): boolean => within(versionsOf(message.flexible), version)

export function encode<F extends Fields>(message: Message<F>, version: number, value: InputOf<F>): Uint8Array {
  const writer = new Writer()
  codecOf(message, version).write(writer, value)
  return writer.done()
}

/** Decodes a whole body; bytes left over are an error. */
export function decode<F extends Fields>(message: Message<F>, version: number, bytes: Bytes): ValueOf<F> {
  const reader = new Reader(bytes)
  const value = codecOf(message, version).read(reader)
  if (reader.left > 0) throw new MalformedError(`${reader.left} bytes left over after ${message.name} v${version}`)
  return value
}
