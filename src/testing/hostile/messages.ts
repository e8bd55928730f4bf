import { annotateMessage } from '../../protocol/annotate/message.ts'
import { codecOf } from '../../protocol/codec.ts'
import { Reader } from '../../protocol/reader.ts'
import type { Message } from '../../protocol/schema.ts'
import { Writer } from '../../protocol/writer.ts'
import { fromHex } from '../golden.ts'
import { goldenVectors, isCovered, OUR_MESSAGES } from '../golden-messages.ts'
import { KIB, MIB, refusing, type Origin, type Target } from './target.ts'

interface Body extends Origin { readonly message: Message; readonly version: number }

/** Every body of `wire.jsonl`: whatever is decoded can be encoded again, and the hex view has a word on all of it. */
export function messagesTarget(): Target {
  const origins: Body[] = goldenVectors().filter(vector => isCovered(vector) && vector.hex !== undefined).map(({ name, version, sample, hex }) =>
    ({ label: `${name} v${version} ${sample}`, bytes: fromHex(hex), message: OUR_MESSAGES.get(name)!, version }))
  return { name: 'messages', share: 40, origins, feed: (bytes, origin) => feed(bytes, origin as Body), room: size => MIB + size * 4 * KIB }
}

function feed(bytes: Uint8Array, { message, version }: Body): void {
  const codec = codecOf(message, version)
  refusing(() => codec.write(new Writer(), codec.read(new Reader(bytes))))
  refusing(() => {
    const reader = new Reader(bytes)
    reader.isLenient = true
    codec.read(reader)
  })
  annotateMessage(message, version, bytes)
}
