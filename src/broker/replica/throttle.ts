import type { Bytes } from '../../env/bytes.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import { micros, type Micros } from '../../env/units.ts'
import type { PartitionLog } from '../../log/api.ts'
import { now, type Broker } from '../context.ts'
import type { Partition } from './partition.ts'

/*
 * Replicas that catch up can be held back, so that moving them does not take the network from everybody else (KIP-73,
 * ReplicationQuotaManager). Topics name the replicas (`leader.` and `follower.replication.throttled.replicas`), brokers the rates. Who
 * is in sync is never held back.
 */
export interface Throttle {
  readonly leader: Rate
  readonly follower: Rate
  /** What moves between this broker's directories copy (KIP-113). */
  readonly moves: Rate
  /** How far throttled replicas here are behind their leader's high watermark. */
  readonly lag: Map<PartitionId, number>
}

/** Bytes by window, oldest first. */
export interface Rate { samples: readonly Sample[] }
interface Sample { readonly start: Micros; readonly bytes: number }

export const newThrottle = (): Throttle => ({ leader: { samples: [] }, follower: { samples: [] }, moves: { samples: [] }, lag: new Map() })

/** `0:1,0:3,2:1` names partitions with their brokers, `*` all. */
export const isListed = (replicas: readonly string[], index: number, broker: number): boolean =>
  replicas.includes('*') || replicas.includes(`${index}:${broker}`)

/** A follower asks for nothing while it is behind and too much has come lately (ReplicaFetcherThread.shouldFollowerThrottle). */
export const holdsBackFollower = (broker: Broker, { id, followerThrottled }: Partition): boolean =>
  followerThrottled && (broker.throttle.lag.get(id) ?? Infinity) > 0
  && isExceeded(broker, broker.throttle.follower, broker.settings.followerThrottledRate)

/** A leader gives no records to who is out of sync while too much has gone lately (ReplicaManager.shouldLeaderThrottle). */
export const holdsBackLeader = (broker: Broker, { leaderThrottled, isr }: Partition, replica: number): boolean =>
  leaderThrottled && !isr.includes(replica) && isExceeded(broker, broker.throttle.leader, broker.settings.leaderThrottledRate)

/** The leader's answer is in the log. */
interface Answer { readonly records: Bytes | null; readonly highWatermark: number }
export function noteFollowed(broker: Broker, { id, log }: Partition, { records, highWatermark }: Answer): void {
  count(broker, broker.throttle.follower, records?.length ?? 0)
  broker.throttle.lag.set(id, Math.max(0, highWatermark - log.logEndOffset))
}

/** A move waits while it is behind what is committed, and too much was copied lately (ReplicaAlterLogDirsThread.shouldFollowerThrottle). */
export const holdsBackMove = (broker: Broker, { log }: Partition, future: PartitionLog): boolean =>
  future.logEndOffset < log.highWatermark && isExceeded(broker, broker.throttle.moves, broker.settings.moveRate)

export const noteMoved = (broker: Broker, bytes: number): void => count(broker, broker.throttle.moves, bytes)

export const noteLed = (broker: Broker, bytes: number): void => count(broker, broker.throttle.leader, bytes)

function count(broker: Broker, rate: Rate, bytes: number): void {
  if (bytes === 0) return
  const at = now(broker), kept = recent(broker, rate), last = kept.at(-1)
  const isOpen = last !== undefined && at - last.start < broker.settings.replicationQuotaWindow
  rate.samples = isOpen ? [...kept.slice(0, -1), { start: last.start, bytes: last.bytes + bytes }] : [...kept, { start: at, bytes }]
}

const recent = (broker: Broker, { samples }: Rate): Sample[] => {
  const { replicationQuotaWindows: windows, replicationQuotaWindow: window } = broker.settings
  return samples.filter(({ start }) => now(broker) - start < windows * window)
}

/** Bytes since the oldest window began, but over no less than one window (SimpleRate). */
function isExceeded(broker: Broker, rate: Rate, bytesPerSecond: number): boolean {
  const samples = recent(broker, rate)
  if (samples.length === 0) return false
  const elapsed = Math.max(now(broker) - samples[0]!.start, broker.settings.replicationQuotaWindow)
  return samples.reduce((sum, { bytes }) => sum + bytes, 0) * micros.perSecond > bytesPerSecond * elapsed
}
