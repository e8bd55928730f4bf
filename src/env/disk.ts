import type { Bytes } from './bytes.ts'
import type { Plain } from './process.ts'

/**
 * One machine's disk as its processes see it: files with paths, behind a page cache.
 *
 * Reads and writes go to the page cache and are immediate; `flush` makes a file's bytes outlive a power cut. Killing a
 * process loses nothing written; cutting power loses whatever was not flushed.
 * Errors are thrown as `DiskError`: `full`, `missing`, `offline`.
 */
export interface Disk {
  /** Appends to a file, making it when it is not there. The bytes are handed over: never changed afterwards. */
  append(file: string, bytes: Uint8Array): void
  /** Replaces a whole file (write to a temporary name, then rename, in one step). */
  write(file: string, bytes: Uint8Array): void
  /** At most `length` bytes from `at`; shorter at the end of the file. Mostly a view of stored bytes: do not change it. */
  read(file: string, at: number, length: number): Uint8Array
  /** The same in the pieces the bytes lie in, never copied. */
  pieces(file: string, at: number, length: number): Bytes
  truncate(file: string, size: number): void
  /** Asks that all bytes of `file` reach the platter; answered by `{is: 'flushed', tag}`. */
  flush(file: string, tag: Plain): void
  rename(from: string, to: string): void
  remove(file: string): void
  /** Full paths of the files whose path starts with `prefix`, in byte order. */
  list(prefix: string): string[]
  /** Bytes in the file, or -1 when there is no such file. */
  size(file: string): number
  /** Of the volume, and what of it is free. */
  room(): { readonly totalBytes: number; readonly usableBytes: number }
}

export class DiskError extends Error {
  readonly reason: 'full' | 'missing' | 'offline'
  constructor(reason: 'full' | 'missing' | 'offline', message: string) {
    super(message)
    this.name = 'DiskError'
    this.reason = reason
  }
}
