import { put } from '../storage/disk-table.ts'
import type { StoredParts, Wanted } from '../storage/store.ts'
import type { StoredFile } from '../world/disk-journal.ts'

/** From which byte on each file is wanted. `of`: whose they are; inodes of another are other bytes. */
export type WantedOf = (files: StoredParts['files'], of: string) => ReturnType<Wanted>
/** Asks the store of one folder. */
export type ReadParts = (wanted: WantedOf) => Promise<StoredParts>

/** A folder as it is stored. */
export interface Folder {
  readonly sizes: Readonly<Record<string, number>>
  /** Of the files that were asked for. While one only grows, its bytes are of one buffer, to which nothing is ever done but to add. */
  readonly bytes: Readonly<Record<string, Uint8Array>>
}
/** Chooses among the names that are there; `held`: those that were chosen last. */
type Which = (names: readonly string[], held: readonly string[]) => readonly string[]
interface Held { readonly file: StoredFile; readonly bytes: Uint8Array }

/**
 * A folder that is read again and again: of files that grew no more than what is new. It holds those that were asked for last. What
 * an inode once held it always will, so a file is the same as far as its runs are.
 */
export class ReplicaReading {
  readonly #parts: ReadParts
  #of = ''
  #held: ReadonlyMap<string, Held> = new Map()
  #folder: Folder = { sizes: {}, bytes: {} }
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: ReadParts) {
    this.#parts = parts
  }

  /** The very same folder while nothing of it is another. */
  read(which: Which): Promise<Folder> {
    const read = this.#last.then(() => this.#read(which))
    this.#last = read.catch(() => {})
    return read
  }

  async #read(which: Which): Promise<Folder> {
    const { files, pieces } = await this.#parts((files, of) => {
      if (of !== this.#of) this.#held = new Map()
      this.#of = of
      const names = which(Object.keys(files).sort(), [...this.#held.keys()]).filter(name => name in files)
      return Object.fromEntries(names.map(name => [name, sameBytes(this.#held.get(name)?.file, files[name]!)]))
    })
    this.#held = new Map(Object.entries(pieces).map(([name, more]) => [name, heldOf(files[name]!, this.#held.get(name)?.bytes, more)]))
    return this.#folder = settled(this.#folder, {
      sizes: Object.fromEntries(Object.entries(files).map(([name, { size }]) => [name, size])),
      bytes: Object.fromEntries([...this.#held].map(([name, { bytes }]) => [name, bytes])),
    })
  }
}

/** How many bytes at its beginning a file has in common with what it was. */
export function sameBytes(before: StoredFile | undefined, { runs }: StoredFile): number {
  let same = 0
  for (const [index, { inode, bytes }] of runs.entries()) {
    const was = before?.runs[index]
    if (was?.inode !== inode) return same
    same += Math.min(was.bytes, bytes)
    if (was.bytes !== bytes) return same
  }
  return same
}

/** Room for this many bytes more, and for half as many as there are: pages nobody wrote to cost nothing. */
const SPARE = 65_536

/** The bytes that are the same, and what follows them: in the same buffer while there is room and nothing else follows them there. */
function heldOf(file: StoredFile, before: Uint8Array | undefined, pieces: readonly Uint8Array[]): Held {
  const { size } = file, same = size - pieces.reduce((sum, { length }) => sum + length, 0)
  if (before && same === size && same === before.length) return { file, bytes: before }
  const fits = before !== undefined && same > 0 && same === before.length && before.byteOffset + size <= before.buffer.byteLength
  const bytes = fits ? new Uint8Array(before.buffer, before.byteOffset, size) : new Uint8Array(new ArrayBuffer(size + Math.floor(size / 2) + SPARE), 0, size)
  if (!fits && before) bytes.set(before.subarray(0, same))
  return { file, bytes: put(bytes, pieces, same) }
}

const settled = (before: Folder, now: Folder): Folder => hasSame(before.sizes, now.sizes) && hasSame(before.bytes, now.bytes) ? before : now
const hasSame = (one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([name, value]) => other[name] === value)
