import type { DiskChanges, StoredFile } from '../world/disk-journal.ts'
import type { StoredDisk, StoredParts, Wanted } from './store.ts'

/** Bytes of an inode, and where in it they begin. */
export interface Piece { offset: number; bytes: Uint8Array }

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
export function joined(pieces: readonly Piece[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!.bytes
  const last = pieces.at(-1)
  const whole = new Uint8Array(last ? last.offset + last.bytes.length : 0)
  for (const { offset, bytes } of pieces) whole.set(bytes, offset)
  return whole
}

/** The part of each inode that a file's bytes from `from` on lie in. */
export function runsFrom({ runs }: StoredFile, from: number): { inode: number; from: number; to: number }[] {
  let end = 0
  return runs.flatMap(({ inode, bytes }) => {
    const begin = end
    end += bytes
    return end > from ? [{ inode, from: Math.max(0, from - begin), to: bytes }] : []
  })
}

/** A file's bytes from `from` on. The pieces of an inode lie in order; they may reach further than the file does, on both sides. */
export const piecesFrom = (file: StoredFile, from: number, piecesOf: (inode: number) => readonly Piece[]): Uint8Array[] =>
  runsFrom(file, from).flatMap(({ inode, from: first, to }) => piecesOf(inode).flatMap(({ offset, bytes }) =>
    offset < to && offset + bytes.length > first ? [bytes.subarray(Math.max(0, first - offset), to - offset)] : []))

/** Files from pieces of all of them. */
export const wholeFiles = ({ files, pieces }: StoredParts): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(pieces).map(([name, of]) => [name, put(new Uint8Array(files[name]!.size), of, 0)]))

/** Pieces one behind the other, from `at` on. */
export function put(whole: Uint8Array, pieces: readonly Uint8Array[], at: number): Uint8Array {
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Of files that came whole, no more than is wanted. Nobody says what inodes they have. */
export function partsOfWhole(whole: Readonly<Record<string, Uint8Array>>, wanted: Wanted): StoredParts {
  const files = Object.fromEntries(Object.entries(whole).map(([name, { length }]) => [name, { runs: [], size: length, flushed: length }]))
  return { files, pieces: Object.fromEntries(Object.entries(wanted(files)).map(([name, from]) => [name, [whole[name]!.subarray(from)]])) }
}

/** All of all files. */
export const allWanted: Wanted = files => Object.fromEntries(Object.keys(files).map(name => [name, 0]))

/** The files of one disk whose names begin so. */
export const filesUnder = (disks: readonly StoredDisk[], machine: string, under: string): [name: string, file: StoredFile][] =>
  Object.entries(disks.find(disk => disk.machine === machine)?.files ?? {}).filter(([name]) => name.startsWith(under))
