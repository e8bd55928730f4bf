/** Small chunks of an inode, oldest first, that are to become one under the key of the first. */
export interface Merge { machine: string; inode: number; from: number; to: number }

/** A chunk this large is left alone: below it rows cost more than bytes, above it merging would cost each byte a second write. */
const ENOUGH_BYTES = 16_384
/** So many chunks of one level are merged into one of the next. */
const FAN_IN = 32

interface Small { offset: number; length: number }

/**
 * Decides when small chunks are merged, so that a topic with a record a second does not leave a row a frame for ever. Works in
 * levels: a byte is rewritten once or twice in its life, whatever the rate, and never when it came in a large chunk. Contents and order
 * stay; only rows get fewer.
 */
export class Tidy {
  readonly #levels = new Map<string, Small[][]>()

  /** Takes in a chunk that is being committed; says what to merge along with it. */
  add(machine: string, inode: number, offset: number, length: number): Merge | null {
    if (length >= ENOUGH_BYTES) return this.forget(machine, inode)
    const levels = this.#of(machine, inode)
    let merge: Merge | null = null
    let small: Small = { offset, length }
    for (let level = 0; ; level++) {
      const row = levels[level] ??= []
      row.push(small)
      if (row.length < FAN_IN) return merge
      small = { offset: row[0]!.offset, length: row.reduce((sum, each) => sum + each.length, 0) }
      merge = { machine, inode, from: small.offset, to: offset }
      levels[level] = []
      if (small.length >= ENOUGH_BYTES) return merge
    }
  }

  /** The inode is gone, or a large chunk ends the run of small ones. */
  forget(machine: string, inode: number): null {
    this.#levels.delete(`${machine}:${inode}`)
    return null
  }

  #of(machine: string, inode: number): Small[][] {
    const key = `${machine}:${inode}`
    const levels = this.#levels.get(key) ?? []
    this.#levels.set(key, levels)
    return levels
  }
}
