import type { PartitionLog } from '../../log/api.ts'
import { Errors } from '../../protocol/errors.ts'
import type { IsrState } from './isr.ts'
import { maximalIsr } from './isr.ts'

/**
 * The decisions replication's safety hangs on, in one place. A broker takes the rules as an argument so that a test can pass
 * a historic mistake instead and see the invariants catch it.
 */
export interface ReplicationRules {
  /**
   * Where a log is cut as its replica begins to follow; null: nowhere, the leader's epochs will say (KIP-101, KIP-279).
   */
  truncationOnFollow(log: PartitionLog): number | null
  /** The replicas the high watermark waits for. While a change of the ISR is pending that is the larger set. */
  isrForHighWatermark(isr: IsrState): readonly number[]
  /** Whether who asks and who is asked agree on the leader epoch (KIP-320); an epoch of -1 does not say. */
  checkLeaderEpoch(requested: number, current: number): number
  /** Whether an acks=all write that ends before `required` may be acknowledged. */
  isAcknowledged(log: PartitionLog, required: number): boolean
}

export const KAFKA_RULES: ReplicationRules = {
  truncationOnFollow: () => null,
  isrForHighWatermark: maximalIsr,
  checkLeaderEpoch: (requested, current) =>
    requested === -1 || requested === current ? Errors.NONE
      : requested < current ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH,
  isAcknowledged: (log, required) => log.highWatermark >= required,
}
