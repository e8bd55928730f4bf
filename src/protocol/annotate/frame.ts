import type { Codecs } from '../../env/codecs.ts'
import { requestHeaderVersion, responseHeaderVersion } from '../frame.ts'
import { RequestHeader, ResponseHeader } from '../messages/headers.ts'
import { Reader } from '../reader.ts'
import type { Api } from '../schema.ts'
import { annotateBatches } from './batch.ts'
import { noteMessage } from './message.ts'
import { annotated } from './trail.ts'
import { once, type Annotated } from './tree.ts'

/** A frame from its size on: size, header, body. A field of records unfolds into its batches, in a space of their own. */
export const annotateFrame = (api: Api, version: number, dir: 'request' | 'response', bytes: Uint8Array, codecs: Codecs): readonly Annotated[] =>
  annotated(new Reader(bytes), trail => {
    trail.field('size', 'int32', reader => reader.int32())
    trail.group('header', inner => dir === 'request'
      ? noteMessage(inner, RequestHeader, requestHeaderVersion(api, version))
      : noteMessage(inner, ResponseHeader, responseHeaderVersion(api, version)))
    trail.group('body', inner => noteMessage(inner, api[dir], version))
  }).map(part => withBatches(part, codecs))

function withBatches(part: Annotated, codecs: Codecs): Annotated {
  const { parts, type, value } = part
  if (parts) return { ...part, parts: once(() => parts().map(inner => withBatches(inner, codecs))) }
  if (type !== 'records' || !(value instanceof Uint8Array) || value.length === 0) return part
  return { ...part, expanded: once(() => ({ bytes: value, parts: annotateBatches(value, codecs) })) }
}
