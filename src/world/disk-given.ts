import { givePieces, storedFile } from './disk-inode.ts'
import type { DiskChanges, StoredFile, StoredPiece } from './disk-journal.ts'
import type { DiskState } from './disk-state.ts'

/*
 * What the storage behind the page was given of a disk: each file as far as it was written, and what changed since.
 */

/** Everything that changed since the last call. */
export function takeChanges(state: DiskState, machine: string): DiskChanges {
  const pieces: StoredPiece[] = []
  const files: Record<string, StoredFile | null> = {}
  for (const name of [...state.changed].sort()) {
    const inode = state.inodes.get(state.names.get(name) ?? -1)
    if (inode) givePieces(inode, pieces)
    files[name] = inode ? storedFile(inode) : null
  }
  state.changed.clear()
  return { machine, pieces, files, nextInode: state.nextRun }
}

/** How much `takeChanges` would give. */
export function gainedBytes({ changed, names, inodes }: DiskState): number {
  let bytes = 0
  for (const name of changed) {
    const inode = inodes.get(names.get(name) ?? -1)
    if (inode) bytes += inode.size - inode.given
  }
  return bytes
}

/** The whole disk anew, for a storage that has nothing of it yet. */
export function forgetGiven(state: DiskState): void {
  for (const inode of state.inodes.values()) {
    inode.runs = inode.size > 0 ? [{ inode: state.nextRun++, from: 0 }] : []
    inode.given = 0
  }
  for (const name of state.names.keys()) state.changed.add(name)
}
