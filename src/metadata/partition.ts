import { ZERO_UUID } from '../protocol/uuid.ts'
import type { PartitionRegistration } from './image.ts'
import { record, type MetadataRecord, type RecordData } from './records.ts'

/** In a PartitionChangeRecord: the leader stays, and so does its epoch. NO_LEADER (-1) means that there is none. */
export const NO_LEADER_CHANGE = -2
/** LeaderRecoveryState on the wire; -1: no change. */
export const RECOVERED = 0
export const RECOVERING = 1
const NO_RECOVERY_CHANGE = -1

export const recoveryCode = (state: PartitionRegistration['leaderRecoveryState']): number => state === 'recovering' ? RECOVERING : RECOVERED
const recoveryState = (code: number): PartitionRegistration['leaderRecoveryState'] => code === RECOVERING ? 'recovering' : 'recovered'

export const partitionOf = (data: RecordData<'PartitionRecord'>): PartitionRegistration => ({
  replicas: data.replicas,
  isr: data.isr,
  elr: data.eligibleLeaderReplicas ?? [],
  lastKnownElr: data.lastKnownElr ?? [],
  removingReplicas: data.removingReplicas,
  addingReplicas: data.addingReplicas,
  directories: data.directories.length > 0 ? data.directories : data.replicas.map(() => ZERO_UUID),
  leader: data.leader,
  leaderRecoveryState: recoveryState(data.leaderRecoveryState),
  leaderEpoch: data.leaderEpoch,
  partitionEpoch: data.partitionEpoch,
})

/** Every change raises the partition epoch, a leader named in it (the same one too) the leader epoch (PartitionRegistration.merge). */
export function mergeChange(before: PartitionRegistration, data: RecordData<'PartitionChangeRecord'>): PartitionRegistration {
  const keepsLeader = data.leader === NO_LEADER_CHANGE
  return {
    replicas: data.replicas ?? before.replicas,
    isr: data.isr ?? before.isr,
    elr: data.eligibleLeaderReplicas ?? before.elr,
    lastKnownElr: data.lastKnownElr ?? before.lastKnownElr,
    removingReplicas: data.removingReplicas ?? before.removingReplicas,
    addingReplicas: data.addingReplicas ?? before.addingReplicas,
    directories: data.directories ?? before.directories,
    leader: keepsLeader ? before.leader : data.leader,
    leaderRecoveryState: data.leaderRecoveryState === NO_RECOVERY_CHANGE ? before.leaderRecoveryState : recoveryState(data.leaderRecoveryState),
    leaderEpoch: keepsLeader ? before.leaderEpoch : before.leaderEpoch + 1,
    partitionEpoch: before.partitionEpoch + 1,
  }
}

/** The record that makes a new partition. Empty ELR fields stay off the wire. */
export const partitionRecord = (topicId: string, partitionId: number, partition: PartitionRegistration): MetadataRecord => record('PartitionRecord', {
  topicId, partitionId,
  replicas: partition.replicas, isr: partition.isr,
  removingReplicas: partition.removingReplicas, addingReplicas: partition.addingReplicas,
  leader: partition.leader, leaderRecoveryState: recoveryCode(partition.leaderRecoveryState),
  leaderEpoch: partition.leaderEpoch, partitionEpoch: partition.partitionEpoch,
  directories: partition.directories,
  ...(partition.elr.length > 0 && { eligibleLeaderReplicas: partition.elr }),
  ...(partition.lastKnownElr.length > 0 && { lastKnownElr: partition.lastKnownElr }),
})
