import type { Api } from '../protocol/schema.ts'

/** How a client talks. Names and defaults are those of Java's client configs; times in ms. */
export interface ClientSettings {
  /** Marks this object's timers and work: one of its kind in a process. */
  readonly name: string
  readonly clientId: string | null
  /** What it may send: decides which versions can be agreed on. */
  readonly apis: readonly Api[]
  /** `client.software.name`, `client.software.version`: told to brokers with ApiVersions. */
  readonly softwareName: string
  readonly softwareVersion: string
  /** `max.in.flight.requests.per.connection`. */
  readonly maxInFlight: number
  readonly requestTimeoutMs: number
  readonly reconnectBackoffMs: number
  readonly reconnectBackoffMaxMs: number
  readonly socketConnectionSetupTimeoutMs: number
  readonly socketConnectionSetupTimeoutMaxMs: number
  readonly connectionsMaxIdleMs: number
  /** False: uses its own newest versions without asking, as brokers do among themselves (ReplicaFetcher). */
  readonly discoverVersions: boolean
  /** The service pool answers are decoded in; null: at once. */
  readonly pool: string | null
}

/** What must be said, and whatever differs from `CLIENT_DEFAULTS`. */
export type ClientOptions = Pick<ClientSettings, 'name' | 'clientId' | 'apis'> & Partial<ClientSettings>

export const CLIENT_DEFAULTS = {
  softwareName: 'kafka-terrarium',
  softwareVersion: '0.1.0',
  maxInFlight: 5,
  requestTimeoutMs: 30_000,
  reconnectBackoffMs: 50,
  reconnectBackoffMaxMs: 1_000,
  socketConnectionSetupTimeoutMs: 10_000,
  socketConnectionSetupTimeoutMaxMs: 30_000,
  connectionsMaxIdleMs: 540_000,
  discoverVersions: true,
  pool: null,
} as const satisfies Partial<ClientSettings>

export const clientSettings = (options: ClientOptions): ClientSettings => ({ ...CLIENT_DEFAULTS, ...options })
