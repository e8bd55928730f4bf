import type { Codecs } from '../../env/codecs.ts'
import { ProducerSnapshot } from '../messages/producer-snapshot.ts'
import { Reader } from '../reader.ts'
import { crc32cOf } from '../records/crc32c.ts'
import { LogParts } from './batch.ts'
import { annotateIndex, isIndexKind } from './index-files.ts'
import { noteMessage } from './message.ts'
import { annotateCheckpoint, annotateProperties } from './text-files.ts'
import { annotated } from './trail.ts'
import type { Annotated, Parts } from './tree.ts'

/** The offset a segment's file is named after; null for files that have none. */
export const baseOffsetIn = (name: string): number | null => /^\d{20}\./.test(name) ? Number(name.slice(0, 20)) : null
export const kindOf = (name: string): string => name.replace(/^\d{20}\./, '')

/** A file of a partition's folder, by its name, from its first byte to its last; a log goes on from what it was `before`, if it only grew. */
export function annotateFile(name: string, bytes: Uint8Array, codecs: Codecs, before?: Parts): Parts {
  const kind = kindOf(name)
  if (kind === 'log') return new LogParts(bytes, codecs, before instanceof LogParts ? before : undefined)
  if (isIndexKind(kind)) return annotateIndex(kind, bytes, baseOffsetIn(name) ?? 0)
  if (kind === 'snapshot') return annotateSnapshot(bytes)
  if (kind === 'leader-epoch-checkpoint') return annotateCheckpoint(bytes, ['epoch', 'startOffset'])
  if (kind === 'partition.metadata') return annotateProperties(bytes)
  return bytes.length === 0 ? [] : [{ name, from: 0, to: bytes.length, type: 'bytes', value: bytes }]
}

/** Version, then the snapshot; the checksum covers what follows it (drawn in the log's `producer-snapshot.ts`). */
const annotateSnapshot = (bytes: Uint8Array): readonly Annotated[] =>
  annotated(new Reader(bytes), trail => {
    const version = trail.field('version', 'int16', reader => reader.int16())
    noteMessage(trail, ProducerSnapshot, version)
    const at = trail.parts.findIndex(part => part.name === 'crc'), crc = trail.parts[at]
    if (crc) trail.parts[at] = { ...crc, note: { is: 'crc', computed: crc32cOf(bytes, crc.to) } }
  })
