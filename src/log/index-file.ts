import type { Disk } from '../env/disk.ts'
import { exists } from './files.ts'

const NOTHING = new Uint8Array(0)

/**
 * A file of entries of one size (AbstractIndex). Its bytes are kept in memory as they are on the disk and read only when
 * first asked for. Kafka maps such a file at its largest size and trims it when the segment closes; here it is never
 * longer than its entries, so it reads the same after a clean stop.
 */
export class IndexFile {
  readonly file: string
  readonly entryBytes: number
  readonly #disk: Disk
  #bytes: Uint8Array | null = null
  #used = 0

  constructor(disk: Disk, file: string, entryBytes: number) {
    this.#disk = disk
    this.file = file
    this.entryBytes = entryBytes
  }

  create(): void {
    if (!exists(this.#disk, this.file)) this.#disk.append(this.file, NOTHING)
  }

  get bytes(): Uint8Array { return this.#bytes ?? this.#read() }
  get entries(): number { return this.#bytes === null ? this.#read() && this.#used / this.entryBytes : this.#used / this.entryBytes }

  #read(): Uint8Array {
    const size = Math.max(0, this.#disk.size(this.file))
    this.#used = size - size % this.entryBytes
    return this.#bytes = size === 0 ? NOTHING : this.#disk.read(this.file, 0, this.#used).slice()
  }

  append(entry: Uint8Array): void {
    this.#disk.append(this.file, entry)
    if (this.#bytes === null) return
    const end = this.#used + this.entryBytes
    if (end > this.#bytes.length) this.#grow(end)
    this.#bytes.set(entry, this.#used)
    this.#used = end
  }

  #grow(least: number): void {
    const bigger = new Uint8Array(Math.max(least, this.#used * 2))
    bigger.set(this.#bytes!.subarray(0, this.#used))
    this.#bytes = bigger
  }

  truncateTo(entries: number): void {
    if (entries >= this.entries) return
    this.#used = entries * this.entryBytes
    this.#disk.truncate(this.file, this.#used)
  }

  /** The last entry whose key is at or below the target, -1 when there is none; keys ascend. */
  floor(target: number, keyOf: (entry: number) => number): number {
    let low = 0, high = this.entries - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      if (keyOf(middle) <= target) low = middle + 1
      else high = middle - 1
    }
    return high
  }
}
