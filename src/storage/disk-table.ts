import type { DiskChanges, StoredFile } from '../world/disk-journal.ts'
import type { StoredDisk } from './store.ts'

/** An inode that no file speaks of any more. */
export interface Freed { machine: string; inode: number }

/** The names of all disks of a world as last committed, so that a commit knows which inodes it frees. */
export class DiskTable {
  readonly #disks = new Map<string, { nextInode: number; files: Map<string, StoredFile> }>()

  constructor(disks: readonly StoredDisk[] = []) {
    for (const { machine, nextInode, files } of disks) this.#disks.set(machine, { nextInode, files: new Map(Object.entries(files)) })
  }

  apply(changes: readonly DiskChanges[]): Freed[] {
    return changes.flatMap(change => this.#applyOne(change))
  }

  #applyOne({ machine, files, nextInode }: DiskChanges): Freed[] {
    const disk = this.#disks.get(machine) ?? { nextInode, files: new Map<string, StoredFile>() }
    this.#disks.set(machine, disk)
    disk.nextInode = nextInode
    const before = new Set<number>(), after = new Set<number>()
    for (const [name, file] of Object.entries(files)) {
      addInodes(before, disk.files.get(name))
      addInodes(after, file)
      if (file) disk.files.set(name, file)
      else disk.files.delete(name)
    }
    return [...before].filter(inode => !after.has(inode)).map(inode => ({ machine, inode }))
  }

  disks(): StoredDisk[] {
    return [...this.#disks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([machine, { nextInode, files }]) => ({
      machine, nextInode, files: Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
    }))
  }
}

function addInodes(to: Set<number>, file: StoredFile | null | undefined): void {
  for (const run of file?.runs ?? []) to.add(run.inode)
}

/** Pieces that lie one after the other, as one block of `size` bytes or more. */
export function joined(pieces: readonly { offset: number; bytes: Uint8Array }[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!.bytes
  const last = pieces.at(-1)
  const whole = new Uint8Array(last ? last.offset + last.bytes.length : 0)
  for (const { offset, bytes } of pieces) whole.set(bytes, offset)
  return whole
}

/** A file from the bytes of its runs' inodes. */
export function wholeFile({ runs, size }: StoredFile, bytesOf: (inode: number) => Uint8Array): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const { inode, bytes } of runs) {
    whole.set(bytesOf(inode).subarray(0, bytes), at)
    at += bytes
  }
  return whole
}

/** The files of one disk whose names begin so. */
export const filesUnder = (disks: readonly StoredDisk[], machine: string, under: string): [name: string, file: StoredFile][] =>
  Object.entries(disks.find(disk => disk.machine === machine)?.files ?? {}).filter(([name]) => name.startsWith(under))
