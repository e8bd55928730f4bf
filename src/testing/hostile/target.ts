import { DiskError } from '../../env/disk.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { UnsupportedVersionError } from '../../protocol/unsupported-version.ts'

/** Bytes that Kafka made, of which inputs are mutated. */
export interface Origin { readonly label: string; readonly bytes: Uint8Array }

/** A part of the engine that takes bytes from strangers. */
export interface Target {
  readonly name: string
  readonly origins: readonly Origin[]
  /** Of a hundred inputs so many are for this target. */
  readonly share: number
  /** Takes one input. Whatever it throws is a bug: that the engine refuses the bytes is an answer. */
  feed(bytes: Uint8Array, origin: Origin): void
  /** Bytes of memory that an input of `size` bytes may cost while it is taken. */
  room(size: number): number
}

export const KIB = 1_024, MIB = 1_048_576

const REFUSALS = [MalformedError, UnsupportedVersionError, DiskError]

/** Runs what may refuse: malformed bytes, a version that nobody knows, a disk that has no such file. Any other error goes on. */
export function refusing(take: () => void): void {
  try {
    take()
  } catch (error) {
    if (!REFUSALS.some(kind => error instanceof kind)) throw error
  }
}
