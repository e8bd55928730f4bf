import type { Load } from '../env/process.ts'

/*
 * What hardware and Kafka's own thread pools cost. A profile turns a `Load` into time; the zero profile takes the same
 * path with nothing to add up.
 */

/** One service: `slots` pieces of work at a time, each taking so long. */
export interface PoolProfile {
  readonly slots: number
  readonly requestMicros: number
  readonly recordNanos: number
  readonly byteNanos: number
}
export interface DiskProfile {
  /** One flush of a file without dirty pages. */
  readonly flushMicros: number
  /** null: no limit. */
  readonly bytesPerSecond: number | null
  readonly capBytes: number
}
export interface Profile {
  readonly name: string
  readonly pools: Readonly<Record<string, PoolProfile>>
  /** For a pool that is not named above. */
  readonly otherPool: PoolProfile
  readonly disk: DiskProfile
  /** What the network card sends at most; null: no limit. */
  readonly nicBytesPerSecond: number | null
}

const free: PoolProfile = { slots: 1_000, requestMicros: 0, recordNanos: 0, byteNanos: 0 }

/** Nothing takes time but the links. */
const zero: Profile = {
  name: 'zero', pools: {}, otherPool: free,
  disk: { flushMicros: 0, bytesPerSecond: null, capBytes: 64 * 1_073_741_824 },
  nicBytesPerSecond: null,
}

/**
 * A broker on a developer's laptop with an NVMe disk.
 *
 * - slots: Kafka's defaults, `num.network.threads` = 3, `num.io.threads` = 8, `num.replica.fetchers` = 1 (`golden/configs.json`).
 * - byteNanos of `io`: 0.6 ns = one CRC-32C pass at 1.6 GB/s (slicing-by-16, measured on the project's machine).
 * - requestMicros, recordNanos: chosen so that one broker of three, on two cores, takes the 0.12–0.28 M records/s that
 *   Kafka 4.3 itself was measured at there (100 B records, replication factor 3); an estimate, not a profile of the JVM.
 * - flushMicros 1,000 and 1 GB/s: the order of a consumer NVMe's flush and sustained write; an estimate.
 * - network card: 1 Gb/s Ethernet, 125 MB/s.
 */
const laptop: Profile = {
  name: 'laptop',
  pools: {
    network: { slots: 3, requestMicros: 20, recordNanos: 0, byteNanos: 0.3 },
    io: { slots: 8, requestMicros: 60, recordNanos: 400, byteNanos: 0.6 },
    fetcher: { slots: 1, requestMicros: 60, recordNanos: 0, byteNanos: 0.6 },
  },
  otherPool: { slots: 1, requestMicros: 20, recordNanos: 100, byteNanos: 0.6 },
  disk: { flushMicros: 1_000, bytesPerSecond: 1_000_000_000, capBytes: 16 * 1_073_741_824 },
  nicBytesPerSecond: 125_000_000,
}

export const PROFILES: Readonly<Record<string, Profile>> = { zero, laptop }

export const serviceMicros = (pool: PoolProfile, load: Load): number =>
  pool.requestMicros * (load.requests ?? 0) + (pool.recordNanos * (load.records ?? 0) + pool.byteNanos * (load.bytes ?? 0)) / 1_000
