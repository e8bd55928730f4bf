import { annotateFile } from '../protocol/annotate/file.ts'
import type { Annotated } from '../protocol/annotate/tree.ts'
import { makeCodecs } from './codecs.ts'

export { baseOffsetIn, kindOf } from '../protocol/annotate/file.ts'
export { lookup, type Lookup } from '../protocol/annotate/lookup.ts'
export { pathAt, type Annotated, type Bits, type Datum, type Expanded, type Note } from '../protocol/annotate/tree.ts'

/** Reads a file of a partition's folder by its name; compressed batches open. */
export type Annotate = (name: string, bytes: Uint8Array) => readonly Annotated[]

export async function annotator(): Promise<Annotate> {
  const codecs = await makeCodecs()
  return (name, bytes) => annotateFile(name, bytes, codecs)
}
