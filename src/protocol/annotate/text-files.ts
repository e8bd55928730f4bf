import { Reader } from '../reader.ts'
import { annotated, type Trail } from './trail.ts'
import type { Annotated } from './tree.ts'

const NEWLINE = 10, SPACE = 32, COLON = 58

/** A checkpoint: version, count, then one entry a line (CheckpointFile), its words named by `fields`. What separates belongs to what it ends. */
export const annotateCheckpoint = (bytes: Uint8Array, fields: readonly string[]): readonly Annotated[] =>
  annotated(new Reader(bytes), trail => {
    word(trail, 'version')
    word(trail, 'entries')
    for (let i = 0; trail.reader.left > 0; i++) trail.group('entry', inner => { for (const name of fields) word(inner, name) }, i)
  })

/** Lines of `name: value`, each a leaf. */
export const annotateProperties = (bytes: Uint8Array): readonly Annotated[] =>
  annotated(new Reader(bytes), trail => {
    while (trail.reader.left > 0) {
      const { at } = trail.reader, colon = bytes.indexOf(COLON, at)
      const name = new Reader(bytes, at, Math.max(at, colon)).text(Math.max(0, colon - at))
      trail.field(name || 'line', 'text', reader => readTo(reader, [NEWLINE]).slice(name.length + 1).trim())
    }
  })

function word(trail: Trail, name: string): void {
  if (trail.reader.left > 0) trail.field(name || 'line', 'text', reader => readTo(reader, [SPACE, NEWLINE]).trim())
}

/** Up to the first of these bytes, and over it. */
function readTo(reader: Reader, ends: readonly number[]): string {
  let end = reader.at
  while (end < reader.end && !ends.includes(reader.bytes[end]!)) end++
  return reader.text(Math.min(end + 1, reader.end) - reader.at)
}
