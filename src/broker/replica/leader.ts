import { moved, now, tell, type Broker } from '../context.ts'
import { isBrokerEligible } from '../images.ts'
import { sayPartition } from '../lines.ts'
import { wakeEverywhere } from '../sessions/resting.ts'
import { submitAlterPartition } from './alter-partition.ts'
import { highWatermarkOf } from './high-watermark.ts'
import { hasReachedLeader, LONG_AGO, outOfSync, proposeExpand, proposeShrink, type FollowerState } from './isr.ts'
import { isUnderMinIsr, type Partition } from './partition.ts'

/*
 * What a leader does with what it learns of its followers: move the high watermark, propose a larger or smaller ISR.
 */

/**
 * Moves the high watermark as far as the ISR allows. Never below `min.insync.replicas`: what fewer replicas hold is not
 * committed (KIP-966), so that a replica of the ELR has all that was.
 */
export function maybeIncrementHighWatermark(broker: Broker, partition: Partition): boolean {
  if (isUnderMinIsr(partition)) return false
  const next = highWatermarkOf({
    leaderEnd: partition.log.logEndOffset,
    isr: broker.rules.isrForHighWatermark(partition),
    followers: partition.followers,
    isEligible: id => isEligible(broker, partition, id),
    now: now(broker),
    maxLag: broker.settings.replicaLagTimeMax,
  })
  if (next <= partition.log.highWatermark || !partition.log.updateHighWatermark(next)) return false
  moved(broker, partition, 'highWatermark')
  tell(broker, { is: 'hw.advanced', broker: broker.node.nodeId, partition: partition.id, epoch: partition.leaderEpoch, hw: next, as: 'leader' })
  return true
}

/** May join the ISR: neither fenced nor shutting down, and the same registration that fetches (KIP-841, KIP-903). */
export function isEligible(broker: Broker, partition: Partition, id: number): boolean {
  const follower = partition.followers.get(id)
  return follower !== undefined && follower.brokerEpoch !== null && isBrokerEligible(broker.node.image(), id, follower.brokerEpoch)
}

export function maybeExpandIsr(broker: Broker, partition: Partition, id: number, follower: FollowerState): void {
  if (partition.pending || partition.isr.includes(id) || !isEligible(broker, partition, id)) return
  if (!hasReachedLeader(follower, partition.log.highWatermark, partition.epochStart)) return
  partition.pending = proposeExpand(partition, id, partition.leaderEpoch, partition.partitionEpoch)
  submitAlterPartition(broker, partition)
}

export function maybeShrinkIsr(broker: Broker, partition: Partition): void {
  const end = partition.log.logEndOffset
  const out = outOfSync(partition, broker.node.nodeId, partition.followers, end, now(broker), broker.settings.replicaLagTimeMax)
  if (out.length === 0) return
  const isr = partition.isr.filter(id => !out.includes(id))
  sayPartition(broker, partition.id, `Shrinking ISR from ${partition.isr.join(',')} to ${isr.join(',')}. `
    + `Leader: (highWatermark: ${partition.log.highWatermark}, endOffset: ${end}). `
    + `Out of sync replicas: ${out.map(id => laggard(broker, partition, id)).join(' ')}.`)
  partition.pending = proposeShrink(partition, out, partition.leaderEpoch, partition.partitionEpoch)
  submitAlterPartition(broker, partition)
}

/** The controller confirmed an ISR: `Partition.handleAlterPartitionUpdate`. */
export function commitIsr(broker: Broker, partition: Partition, isr: readonly number[], partitionEpoch: number): void {
  const before = partition.isr
  wakeEverywhere(broker, partition.id)
  partition.isr = [...isr]
  partition.partitionEpoch = partitionEpoch
  partition.pending = null
  partition.view = null
  const under = isUnderMinIsr(partition) ? '(under-min-isr)' : ''
  sayPartition(broker, partition.id, `ISR updated to ${isr.join(',')} ${under} and version updated to ${partitionEpoch}`)
  tellIsr(broker, partition, before)
  maybeIncrementHighWatermark(broker, partition)
}

const REPLICA_MANAGER = 'kafka.server:type=ReplicaManager,name='

export function tellIsr(broker: Broker, partition: Partition, before: readonly number[]): void {
  const out = before.filter(id => !partition.isr.includes(id)), into = partition.isr.filter(id => !before.includes(id))
  if (out.length > 0) broker.node.metrics.meter(`${REPLICA_MANAGER}IsrShrinksPerSec`).mark(now(broker))
  if (into.length > 0) broker.node.metrics.meter(`${REPLICA_MANAGER}IsrExpandsPerSec`).mark(now(broker))
  if (out.length > 0) tell(broker, { is: 'isr.shrank', partition: partition.id, isr: [...partition.isr], out, by: 'leader' })
  if (into.length > 0) tell(broker, { is: 'isr.grew', partition: partition.id, isr: [...partition.isr], in: into })
}

function laggard(broker: Broker, partition: Partition, id: number): string {
  const follower = partition.followers.get(id)!
  const ago = Math.floor((now(broker) - follower.lastCaughtUpAt) / 1000)
  const caughtUp = follower.lastCaughtUpAt === LONG_AGO ? 0 : broker.node.env.wall() - ago
  return `(brokerId: ${id}, endOffset: ${follower.endOffset}, lastCaughtUpTimeMs: ${caughtUp})`
}
