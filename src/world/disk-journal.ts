/*
 * What a disk tells a storage that outlives the page (IndexedDB, a folder): only what is new, as plain data.
 *
 * A file is a list of runs; a run is a prefix of an inode, and an inode only ever grows: truncating a file that was
 * stored and writing on begins a new inode. So a stored piece, keyed [machine, inode, offset], is never rewritten.
 */

export interface StoredRun { readonly inode: number; readonly bytes: number }
export interface StoredFile {
  readonly runs: readonly StoredRun[]
  readonly size: number
  /** Bytes that a power cut would leave; -1: the file would vanish. */
  readonly flushed: number
}

/** `bytes` are a copy of their own: they may be transferred. */
export interface StoredPiece { readonly inode: number; readonly offset: number; readonly bytes: Uint8Array }

export interface DiskChanges {
  readonly machine: string
  readonly pieces: readonly StoredPiece[]
  /** Files that changed, by name; `null`: gone. */
  readonly files: Readonly<Record<string, StoredFile | null>>
  /** Numbers from here on are free. */
  readonly nextInode: number
}

/** All files of one disk, and where its bytes are. */
export interface DiskImage {
  readonly files: Readonly<Record<string, StoredFile>>
  readonly nextInode: number
  /** The inode's bytes, at least `length` of them. */
  readonly read: (inode: number, length: number) => Uint8Array
}

/** Larger pieces are cut: one record of a storage should not hold up a frame. */
export const MAX_PIECE_BYTES = 1_048_576

/** Two takings of one disk as one; bytes of files that were gone before anybody stored them are left out. */
export function mergeChanges(earlier: DiskChanges | undefined, later: DiskChanges): DiskChanges {
  if (!earlier) return later
  const files = { ...earlier.files, ...later.files }
  const named = new Set(Object.values(files).flatMap(file => file?.runs.map(run => run.inode) ?? []))
  return { ...later, files, pieces: [...earlier.pieces, ...later.pieces].filter(piece => named.has(piece.inode)) }
}
