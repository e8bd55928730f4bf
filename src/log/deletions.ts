import type { Disk } from '../env/disk.ts'
import type { Millis } from '../env/units.ts'
import { DELETED, exists, removeIfThere } from './files.ts'

/** Files that were renamed away and may be removed at `due` (`file.delete.delay.ms`): readers of them may still be at it. */
export interface Deletion { readonly due: Millis; readonly files: readonly string[] }

/** Renames those of the files that are there, so that nobody opens them again. */
export function markDeleted(disk: Disk, files: readonly string[], due: Millis): Deletion {
  const there = files.filter(file => exists(disk, file))
  for (const file of there) disk.rename(file, file + DELETED)
  return { due, files: there.map(file => file + DELETED) }
}

/** Removes what is due; gives what is left to wait for. */
export function removeDue(disk: Disk, deletions: readonly Deletion[], now: Millis): Deletion[] {
  return deletions.filter(({ due, files }) => {
    if (due > now) return true
    for (const file of files) removeIfThere(disk, file)
    return false
  })
}
