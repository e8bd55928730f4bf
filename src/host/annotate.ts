import { annotateFile } from '../protocol/annotate/file.ts'
import { annotateFrame } from '../protocol/annotate/frame.ts'
import type { Annotated, Parts } from '../protocol/annotate/tree.ts'
import * as apis from '../protocol/apis/index.ts'
import type { Api } from '../protocol/schema.ts'
import { makeCodecs } from './codecs.ts'

export { baseOffsetIn, kindOf } from '../protocol/annotate/file.ts'
export { lookup, type Lookup } from '../protocol/annotate/lookup.ts'
export { listOf, pathAt, placeOf, type Annotated, type Bits, type Datum, type Expanded, type Note, type Parts } from '../protocol/annotate/tree.ts'

/** Reads a frame, its size included, of an API by its key. Null: of none that is known here. */
export type AnnotateFrame = (key: number, version: number, dir: 'request' | 'response', bytes: Uint8Array) => readonly Annotated[] | null

/** Reads a file of a partition's folder by its name; compressed batches open. `before`: the same file when it was shorter, with which a log need not begin anew. */
export type Annotate = (name: string, bytes: Uint8Array, before?: Parts) => Parts

export async function annotator(): Promise<Annotate> {
  const codecs = await makeCodecs()
  return (name, bytes, before) => annotateFile(name, bytes, codecs, before)
}

const APIS: ReadonlyMap<number, Api> = new Map(Object.values(apis).map(api => [api.key, api as unknown as Api]))

export async function frameAnnotator(): Promise<AnnotateFrame> {
  const codecs = await makeCodecs()
  return (key, version, dir, bytes) => {
    const api = APIS.get(key)
    return api ? annotateFrame(api, version, dir, bytes, codecs) : null
  }
}
