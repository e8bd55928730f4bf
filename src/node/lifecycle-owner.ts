import type { Level } from '../env/domain-event.ts'
import type { BrokerRegistration } from '../protocol/apis/62-broker-registration.ts'
import type { RequestInput } from '../protocol/schema.ts'

/** What the lifecycle must know of its server, and tell it. */
export interface LifecycleOwner {
  /** What is registered, but for what the lifecycle itself knows. */
  registration(): RequestInput<typeof BrokerRegistration>
  /** Offset of the last metadata record applied. */
  metadataOffset(): number
  /** The controller says that this broker has all metadata up to its registration: recover logs, then `readyToUnfence`. */
  caughtUp(): void
  unfenced(): void
  /** Leaders have moved away, or could not. */
  mayShutDown(): void
  /** Registration was refused for good, or for too long. */
  failed(reason: string): void
  log(level: Level, logger: string, text: string): void
}

export interface LifecycleSettings {
  readonly nodeId: number
  readonly clusterId: string
  readonly incarnationId: string
  /** `broker.heartbeat.interval.ms`, `broker.session.timeout.ms`, `initial.broker.registration.timeout.ms`. */
  readonly heartbeatMs: number
  readonly sessionMs: number
  readonly registrationTimeoutMs: number
}
