import type { MetadataImage, PartitionRegistration } from '../metadata/image.ts'
import { ZERO_UUID } from '../protocol/uuid.ts'
import { isActive } from './deciding.ts'

/** A partition as it begins, led by the first of its replicas that is active; null when none is. */
export function newPartition(image: MetadataImage, replicas: readonly number[]): PartitionRegistration | null {
  const isr = replicas.filter(replica => isActive(image, replica))
  if (isr.length === 0) return null
  return {
    replicas, isr, elr: [], lastKnownElr: [], removingReplicas: [], addingReplicas: [],
    directories: replicas.map(replica => directoryOf(image, replica)),
    leader: isr[0]!, leaderRecoveryState: 'recovered', leaderEpoch: 0, partitionEpoch: 0,
  }
}

/** A broker with one log directory puts the replica there; with more, it says later where (ClusterControlManager.defaultDir). */
export const directoryOf = (image: MetadataImage, broker: number): string => {
  const logDirs = image.brokers.get(broker)?.logDirs ?? []
  return logDirs.length === 1 ? logDirs[0]! : ZERO_UUID
}

/** What is wrong with an assignment a person wrote (ReplicationControlManager.validateManualPartitionAssignment), or null. */
export function validManualAssignment(image: MetadataImage, replicas: readonly number[], replicationFactor: number | null): string | null {
  if (replicas.length === 0) return 'The manual partition assignment includes an empty replica list.'
  const sorted = [...replicas].sort((a, b) => a - b)
  for (const [at, broker] of sorted.entries()) {
    if (!image.brokers.has(broker)) return `The manual partition assignment includes broker ${broker}, but no such broker is registered.`
    if (broker === sorted[at - 1]) return `The manual partition assignment includes the broker ${broker} more than once.`
  }
  if (replicationFactor === null || replicas.length === replicationFactor) return null
  return `The manual partition assignment includes a partition with ${replicas.length} replica(s), but this is not consistent ` +
    `with previous partitions, which have ${replicationFactor} replica(s).`
}
