import { MalformedError } from '../malformed.ts'
import type { Reader } from '../reader.ts'
import type { Annotated, Datum } from './tree.ts'

type Extras = Pick<Annotated, 'note' | 'bits' | 'parts' | 'expanded'>

/** Notes what a reader reads as it moves on. */
export class Trail {
  readonly reader: Reader
  readonly parts: Annotated[] = []

  constructor(reader: Reader) { this.reader = reader }

  /** A field that `read` reads; nothing is noted of one without bytes. */
  field<T extends Datum>(name: string, type: string, read: (reader: Reader) => T, extras?: (value: T) => Extras): T {
    const from = this.reader.at
    const value = read(this.reader)
    if (this.reader.at > from) this.parts.push({ name, from, to: this.reader.at, type, value, ...extras?.(value) })
    return value
  }

  /** What `walk` notes becomes parts of one stretch; what it read before it failed is kept. */
  group(name: string, walk: (trail: Trail) => void, value?: Datum): void {
    const inner = new Trail(this.reader), from = this.reader.at
    try {
      walk(inner)
    } finally {
      const parts = inner.parts
      if (parts.length > 0) this.parts.push({ name, from, to: parts.at(-1)!.to, parts: () => parts, ...value !== undefined && { value } })
    }
  }
}

/** Walks from the reader's place to its end; what cannot be read, or was left over, is the last leaf. */
export function annotated(reader: Reader, walk: (trail: Trail) => void): readonly Annotated[] {
  const trail = new Trail(reader), begin = reader.at
  let because = 'left over'
  try {
    walk(trail)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    because = error.message
  }
  const from = trail.parts.at(-1)?.to ?? begin
  return from < reader.end ? [...trail.parts, unreadable(reader.bytes, from, reader.end, because)] : trail.parts
}

export const unreadable = (bytes: Uint8Array, from: number, to: number, because: string): Annotated =>
  ({ name: 'unreadable', from, to, type: 'bytes', value: bytes.subarray(from, to), note: { is: 'unreadable', because } })
