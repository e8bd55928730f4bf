import type { Millis } from '../../env/units.ts'
import type { Headers } from '../../protocol/records/builder.ts'

/**
 * Records handed over together: to one topic, perhaps one partition. What is left out is null for every record. The arrays
 * are the producer's from then on.
 */
export interface Run {
  readonly topic: string
  readonly partition: number | null
  readonly values: readonly (Uint8Array | null)[]
  readonly keys: readonly (Uint8Array | null)[] | null
  readonly headers: readonly Headers[] | null
  /** Of all records; null: the machine's wall clock when they are handed over. */
  readonly timestamp: Millis | null
  /** Of each record, or null when nobody wants to hear of single ones. */
  readonly tags: readonly unknown[] | null
}

export const NO_HEADERS: Headers = []
