import type { Micros } from '../env/units.ts'
import { copyInode, type Inode } from './disk-inode.ts'

/** All a disk remembers, as plain data. */
export interface DiskState {
  /** In the page cache, and on the platter. */
  names: Map<string, number>
  platter: Map<string, number>
  inodes: Map<number, Inode>
  /** Inodes with bytes or names the platter lacks, the longest dirty first. */
  dirty: Set<number>
  /** Names whose files changed since a storage asked. */
  changed: Set<string>
  capBytes: number
  usedBytes: number
  dirtyBytes: number
  /** Taken by something else on the machine (`disk.fill`). */
  filledBytes: number
  slow: number
  offline: boolean
  /** When the platter has done what it was asked so far. */
  freeAt: Micros
  /** How often power was cut. */
  boot: number
  /** When Linux' flusher looks next; -1 when nothing is dirty. */
  writebackAt: Micros
  nextInode: number
  nextRun: number
}

export const newDiskState = (capBytes: number): DiskState => ({
  names: new Map(), platter: new Map(), inodes: new Map(), dirty: new Set(), changed: new Set(),
  capBytes, usedBytes: 0, dirtyBytes: 0, filledBytes: 0, slow: 1, offline: false, freeAt: 0, boot: 0, writebackAt: -1, nextInode: 1, nextRun: 1,
})

/** Shares bytes and nothing else. */
export const copyDiskState = (state: DiskState): DiskState => ({
  ...state,
  names: new Map(state.names), platter: new Map(state.platter), dirty: new Set(state.dirty), changed: new Set(state.changed),
  inodes: new Map([...state.inodes].map(([id, inode]) => [id, copyInode(inode)])),
})
