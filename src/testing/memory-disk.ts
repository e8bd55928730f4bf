import { together, type Bytes } from '../env/bytes.ts'
import { DiskError, type Disk } from '../env/disk.ts'
import type { Plain } from '../env/process.ts'

const TOTAL_BYTES = 1_000_000_000

/** A disk for tests: files in a map. `powerCut` leaves what was flushed, `flushes` holds the tags not yet answered. */
export class MemoryDisk implements Disk {
  #files = new Map<string, Uint8Array>()
  #platter = new Map<string, Uint8Array>()
  readonly flushes: Plain[] = []

  append(file: string, bytes: Uint8Array): void {
    const old = this.#files.get(file) ?? new Uint8Array(0)
    const both = new Uint8Array(old.length + bytes.length)
    both.set(old)
    both.set(bytes, old.length)
    this.#files.set(file, both)
  }
  write(file: string, bytes: Uint8Array): void { this.#files.set(file, bytes.slice()) }
  read(file: string, at: number, length: number): Uint8Array { return this.#get(file).subarray(at, at + length) }
  /** In two pieces, cut where nobody expects it. */
  pieces(file: string, at: number, length: number): Bytes {
    const bytes = this.read(file, at, length), middle = bytes.length >> 1
    return together([bytes.subarray(0, middle), bytes.subarray(middle)])
  }
  truncate(file: string, size: number): void { this.#files.set(file, this.#get(file).slice(0, size)) }
  flush(file: string, tag: Plain): void {
    this.#platter.set(file, this.#get(file))
    this.flushes.push(tag)
  }
  rename(from: string, to: string): void {
    for (const files of [this.#files, this.#platter]) {
      const bytes = files.get(from)
      if (bytes) files.set(to, bytes)
      files.delete(from)
    }
  }
  remove(file: string): void {
    this.#get(file)
    this.#files.delete(file)
    this.#platter.delete(file)
  }
  list(prefix: string): string[] { return [...this.#files.keys()].filter(file => file.startsWith(prefix)).sort() }
  size(file: string): number { return this.#files.get(file)?.length ?? -1 }

  room(): { totalBytes: number; usableBytes: number } {
    const used = [...this.#files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
    return { totalBytes: TOTAL_BYTES, usableBytes: TOTAL_BYTES - used }
  }

  powerCut(): void { this.#files = new Map(this.#platter) }
  /** Another disk with the same files, all of them flushed. */
  copy(): MemoryDisk {
    const copy = new MemoryDisk()
    copy.#files = new Map(this.#files)
    copy.#platter = new Map(this.#files)
    return copy
  }

  #get(file: string): Uint8Array {
    const bytes = this.#files.get(file)
    if (bytes === undefined) throw new DiskError('missing', `${file} (No such file or directory)`)
    return bytes
  }
}
