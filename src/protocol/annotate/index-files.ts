import { Reader } from '../reader.ts'
import { int16, int32, int53, message, type Message } from '../schema.ts'
import { noteMessage } from './message.ts'
import { annotated } from './trail.ts'
import { type Annotated, type Note } from './tree.ts'

/*
 * Files of entries of one size, as schemas. OffsetIndex, TimeIndex, TransactionIndex; the first two count offsets from the
 * segment's base offset.
 */

const entry = (name: string, fields: Message['fields']): Message => message({ name, valid: '0', flexible: 'none', fields })

const ENTRIES = {
  index: entry('OffsetIndex', { relativeOffset: int32('0'), position: int32('0') }),
  timeindex: entry('TimeIndex', { timestamp: int53('0'), relativeOffset: int32('0') }),
  txnindex: entry('AbortedTxn', {
    version: int16('0'), producerId: int53('0'), firstOffset: int53('0'), lastOffset: int53('0'), lastStableOffset: int53('0'),
  }),
} as const
export type IndexKind = keyof typeof ENTRIES
export const isIndexKind = (kind: string): kind is IndexKind => kind in ENTRIES

/** Its entries, each with its number as value. */
export const annotateIndex = (kind: IndexKind, bytes: Uint8Array, baseOffset: number): readonly Annotated[] =>
  annotated(new Reader(bytes), trail => {
    while (trail.reader.left > 0) trail.group('entry', inner => {
      noteMessage(inner, ENTRIES[kind], 0)
      inner.parts.splice(0, inner.parts.length, ...inner.parts.map(part => ({ ...part, ...noted(part, baseOffset) })))
    }, trail.parts.length)
  })

function noted({ name, value }: Annotated, baseOffset: number): { note?: Note } {
  if (name === 'relativeOffset') return { note: { is: 'offset', offset: baseOffset + (value as number) } }
  return name === 'timestamp' ? { note: { is: 'time', ms: value as number } } : {}
}
