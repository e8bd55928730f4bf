import type { Plain } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import { appendBytes, copyBytes, copyOut, emptyFile, truncateBytes, type FileBytes } from './disk-file.ts'
import { MAX_PIECE_BYTES, type StoredFile, type StoredPiece } from './disk-journal.ts'

/** A file's bytes and what the disk knows of them. */
export interface Inode extends FileBytes {
  readonly id: number
  /** The name it lives under; null when only the platter knows it any more. */
  name: string | null
  /** Bytes a power cut would leave; -1 before the first flush. */
  flushed: number
  dirtySince: Micros
  /** Flushes under way, and the smallest size the file had meanwhile (-1: it did not shrink). */
  flushing: number
  lowest: number
  /** Where each stored inode begins in this file, and how many bytes the storage was given. */
  runs: { readonly inode: number; readonly from: number }[]
  given: number
  /** Bits that somebody turned over and that are still there, each 8 × its byte's position + itself. */
  turned?: readonly number[]
}

/** A flush under way, as the event that ends it remembers it. `boot`: how often power had been cut. */
export interface Flush { readonly inode: number; readonly size: number; readonly boot: number; readonly tag: Plain }

/** What is spread comes last: V8 takes a microsecond for each new field behind it, and a cluster that starts makes a thousand files. */
export const newInode = (id: number, name: string): Inode =>
  ({ id, name, flushed: -1, dirtySince: -1, flushing: 0, lowest: -1, runs: [], given: 0, ...emptyFile() })

export const copyInode = (inode: Inode): Inode => ({ ...inode, ...copyBytes(inode), runs: inode.runs.slice() })

/** Bytes the platter does not have. */
export const dirtyOf = (inode: Inode): number => inode.size - Math.max(inode.flushed, 0)

/** The platter took `size` bytes, as far as the file still has those it was asked to take. */
export const flushedSize = ({ lowest }: Inode, size: number): number => (lowest < 0 ? size : Math.min(size, lowest))

export function truncateInode(inode: Inode, size: number): void {
  truncateBytes(inode, size)
  if (inode.turned) inode.turned = inode.turned.filter(bit => bit < 8 * size)
}

/** Turns a bit over: the file has other bytes in place of those that were handed out, which the storage is given anew. The platter has as much as before. */
export function turnBit(inode: Inode, at: number, bit: number, next: number): void {
  const bytes = copyOut(inode, 0, inode.size), which = 8 * at + bit, turned = inode.turned ?? []
  bytes[at]! ^= 1 << bit
  truncateBytes(inode, 0)
  appendBytes(inode, bytes)
  cutRuns(inode, 0, next)
  inode.turned = turned.includes(which) ? turned.filter(each => each !== which) : [...turned, which]
}

// As a storage sees it

/** What was stored beyond `size` is not the file's any more: writing on begins the stored inode `next`. */
export function cutRuns(inode: Inode, size: number, next: number): void {
  inode.runs = inode.runs.filter(run => run.from < size)
  inode.given = size
  inode.runs.push({ inode: next, from: size })
}

/** The bytes the storage was not given yet. */
export function givePieces(inode: Inode, pieces: StoredPiece[]): void {
  while (inode.given < inode.size) {
    const run = inode.runs.at(-1)!
    const bytes = copyOut(inode, inode.given, MAX_PIECE_BYTES)
    pieces.push({ inode: run.inode, offset: inode.given - run.from, bytes })
    inode.given += bytes.length
  }
}

export const storedFile = ({ runs, size, flushed }: Inode): StoredFile => ({
  size, flushed,
  runs: runs.map((run, index) => ({ inode: run.inode, bytes: (runs[index + 1]?.from ?? size) - run.from })).filter(run => run.bytes > 0),
})
