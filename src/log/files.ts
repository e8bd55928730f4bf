import type { Disk } from '../env/disk.ts'

/*
 * Names in a partition's folder (LogFileUtils): a segment's files are called after its base offset, in twenty digits.
 */

export type FileKind = 'log' | 'index' | 'timeindex' | 'txnindex' | 'snapshot'

/** The files of one segment; a producer snapshot at the same offset is told of apart. */
export const SEGMENT_KINDS = ['log', 'index', 'timeindex', 'txnindex'] as const satisfies readonly FileKind[]

export const DELETED = '.deleted'
/** Left behind by a cleaner that was interrupted; never read. */
export const CLEANED = '.cleaned'

export const fileOf = (dir: string, offset: number, kind: FileKind): string => `${dir}/${String(offset).padStart(20, '0')}.${kind}`

/** The offsets for which the folder has a file of this kind, ascending. */
export function offsetsOf(disk: Disk, dir: string, kind: FileKind): number[] {
  const suffix = `.${kind}`, from = dir.length + 1
  return disk.list(`${dir}/`)
    .filter(file => file.endsWith(suffix) && file.length === from + 20 + suffix.length)
    .map(file => Number(file.slice(from, from + 20)))
    .filter(Number.isSafeInteger)
}

export const exists = (disk: Disk, file: string): boolean => disk.size(file) >= 0
export function removeIfThere(disk: Disk, file: string): void {
  if (exists(disk, file)) disk.remove(file)
}
/** All of a small file; null when there is none. */
export const readWhole = (disk: Disk, file: string): Uint8Array | null => exists(disk, file) ? disk.read(file, 0, disk.size(file)) : null
