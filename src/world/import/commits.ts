import type { Codecs } from '../../env/codecs.ts'
import { readRecord, type Read } from '../../broker/groups/records.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { isControl, isTransactional, type BatchHeader } from '../../protocol/records/batch.ts'
import { int16At } from '../../protocol/records/ints.ts'
import { recordsIn } from '../../protocol/records/records.ts'
import { ImportError } from './problem.ts'
import type { ForeignSegment } from './segments.ts'

export interface ForeignCommit { readonly topic: string; readonly partition: number; readonly offset: number; readonly metadata: string }
export interface ForeignGroup { readonly group: string; readonly commits: readonly ForeignCommit[] }

/** ControlRecordType of the marker that makes a transaction's commits count. */
const COMMIT = 1
/** A partition of `__consumer_offsets` is small; one that expands to more than this is none. */
const MAX_EXPANDED_BYTES = 64 * 1024 * 1024

/** What each group has committed once all of the log is replayed, as a new coordinator would; those of transactions when they end well. */
export function commitsIn(segments: readonly ForeignSegment[], codecs: Codecs): ForeignGroup[] {
  const groups = new Map<string, Map<string, ForeignCommit>>(), open = new Map<number, Read[]>()
  for (const { file, bytes, batches } of segments) for (const batch of batches) {
    try {
      if (isControl(batch)) endTransaction(groups, open, batch, bytes, codecs)
      else if (isTransactional(batch)) open.set(batch.producerId, [...open.get(batch.producerId) ?? [], ...readsOf(bytes, batch, codecs)])
      else for (const read of readsOf(bytes, batch, codecs)) apply(groups, read)
    } catch (error) {
      if (error instanceof MalformedError) throw new ImportError({ is: 'no-commit', file, why: error.message })
      throw error
    }
  }
  return [...groups].map(([group, commits]) => ({ group, commits: [...commits.values()] })).filter(({ commits }) => commits.length > 0)
}

const readsOf = (bytes: Uint8Array, batch: BatchHeader, codecs: Codecs): Read[] =>
  [...recordsIn(bytes, batch, codecs, MAX_EXPANDED_BYTES)].flatMap(({ key, value }) => key && key.length >= 2 ? [readRecord(key, value)] : [])

type Groups = Map<string, Map<string, ForeignCommit>>

function apply(groups: Groups, read: Read): void {
  if (read.is !== 'offset') return
  const commits = groups.get(read.group) ?? new Map<string, ForeignCommit>()
  groups.set(read.group, commits)
  const { topic, partition, commit } = read
  if (commit) commits.set(`${topic}-${partition}`, { topic, partition, offset: commit.offset, metadata: commit.metadata })
  else commits.delete(`${topic}-${partition}`)
}

function endTransaction(groups: Groups, open: Map<number, Read[]>, batch: BatchHeader, bytes: Uint8Array, codecs: Codecs): void {
  const [marker] = recordsIn(bytes, batch, codecs)
  const isCommit = marker?.key && marker.key.length >= 4 && int16At(marker.key, 2) === COMMIT
  if (isCommit) for (const read of open.get(batch.producerId) ?? []) apply(groups, read)
  open.delete(batch.producerId)
}
