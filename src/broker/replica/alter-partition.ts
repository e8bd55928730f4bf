import type { PartitionId } from '../../env/domain-event.ts'
import { AlterPartition } from '../../protocol/apis/56-alter-partition.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Api, RequestInput, Response } from '../../protocol/schema.ts'
import { after, log, type Broker } from '../context.ts'
import { commitIsr } from './leader.ts'
import { sameProposal, type PendingIsr } from './isr.ts'
import type { Partition } from './partition.ts'

const RETRY_MICROS = 50_000

export function submitAlterPartition(broker: Broker, partition: Partition): void {
  broker.alterPartitions.unsent.add(partition.id)
  sendAlterPartition(broker)
}

/** Sends all that waits, unless a request is under way. Calling it early is harmless. */
export function sendAlterPartition(broker: Broker): void {
  const { unsent, inFlight } = broker.alterPartitions
  if (inFlight || unsent.size === 0) return
  const sending = new Map<PartitionId, PendingIsr>()
  for (const id of unsent) {
    const pending = broker.partitions.get(id)?.pending
    if (pending) sending.set(id, pending)
  }
  unsent.clear()
  if (sending.size === 0) return
  broker.alterPartitions.inFlight = sending
  broker.node.toController(AlterPartition, requestOf(broker, sending), { is: 'alterPartition' })
}

function requestOf(broker: Broker, sending: ReadonlyMap<PartitionId, PendingIsr>): RequestInput<typeof AlterPartition> {
  const topics = new Map<string, { partitionIndex: number }[]>()
  for (const [id, pending] of sending) {
    const partition = broker.partitions.get(id)!
    const partitions = topics.get(partition.topicId) ?? []
    topics.set(partition.topicId, partitions)
    partitions.push(proposal(broker, partition, pending))
  }
  return {
    brokerId: broker.node.nodeId,
    brokerEpoch: broker.node.brokerEpoch(),
    topics: [...topics].map(([topicId, partitions]) => ({ topicId, partitions })),
  }
}

/** Each member with the broker epoch it fetched with, so that the controller can refuse one that has restarted since (KIP-903). */
const proposal = (broker: Broker, partition: Partition, pending: PendingIsr) => ({
  partitionIndex: partition.index,
  leaderEpoch: pending.leaderEpoch,
  newIsrWithEpochs: pending.isr.map(brokerId => ({
    brokerId,
    brokerEpoch: brokerId === broker.node.nodeId ? broker.node.brokerEpoch() : partition.followers.get(brokerId)?.brokerEpoch ?? -1,
  })),
  leaderRecoveryState: 0,
  partitionEpoch: pending.partitionEpoch,
})

export function onAlterPartitionAnswer(broker: Broker, answer: Response<Api>): void {
  const sent = broker.alterPartitions.inFlight
  broker.alterPartitions.inFlight = null
  if (!sent) return
  const response = answer as Response<typeof AlterPartition>
  if (response.errorCode !== Errors.NONE) return retryAll(broker, sent, response.errorCode)
  const answered = new Set<PartitionId>()
  for (const topic of response.topics) for (const each of topic.partitions) {
    const partition = [...sent.keys()].map(id => broker.partitions.get(id)).find(p => p?.topicId === topic.topicId && p.index === each.partitionIndex)
    if (!partition) continue
    answered.add(partition.id)
    onProposalAnswer(broker, partition, sent.get(partition.id)!, each)
  }
  for (const [id, pending] of sent) if (!answered.has(id) && stillProposed(broker, id, pending)) broker.alterPartitions.unsent.add(id)
  sendAlterPartition(broker)
}

function retryAll(broker: Broker, sent: ReadonlyMap<PartitionId, PendingIsr>, error: number): void {
  if (error === Errors.STALE_BROKER_EPOCH) {
    log(
      broker, 'WARN', 'kafka.server.DefaultAlterPartitionManager',
      `[Broker id=${broker.node.nodeId}] Broker had a stale broker epoch (${broker.node.brokerEpoch()}), retrying.`,
    )
  }
  for (const [id, pending] of sent) if (stillProposed(broker, id, pending)) broker.alterPartitions.unsent.add(id)
  after(broker, RETRY_MICROS, { is: 'sendAlterPartition' })
}

const stillProposed = (broker: Broker, id: PartitionId, sent: PendingIsr): boolean =>
  sameProposal(broker.partitions.get(id)?.pending ?? null, sent)

type Answered = Response<typeof AlterPartition>['topics'][number]['partitions'][number]

/**
 * What an answer to one proposal means. `revert`: the controller says it did not do it, so the old set holds and a later check
 * proposes anew; `wait`: metadata under way will tell; all other errors are tried again.
 */
export const ON_ERROR: Readonly<Record<number, 'revert' | 'wait'>> = {
  [Errors.OPERATION_NOT_ATTEMPTED]: 'revert',
  [Errors.INELIGIBLE_REPLICA]: 'revert',
  [Errors.UNKNOWN_TOPIC_OR_PARTITION]: 'wait',
  [Errors.UNKNOWN_TOPIC_ID]: 'wait',
  [Errors.FENCED_LEADER_EPOCH]: 'wait',
  [Errors.INVALID_UPDATE_VERSION]: 'wait',
  [Errors.INVALID_REQUEST]: 'wait',
  [Errors.NEW_LEADER_ELECTED]: 'wait',
}

function onProposalAnswer(broker: Broker, partition: Partition, sent: PendingIsr, answer: Answered): void {
  if (!sameProposal(partition.pending, sent)) return
  if (answer.errorCode === Errors.NONE) {
    if (answer.leaderEpoch === partition.leaderEpoch && answer.partitionEpoch >= partition.partitionEpoch) {
      commitIsr(broker, partition, answer.isr, answer.partitionEpoch)
    }
    return
  }
  const reaction = ON_ERROR[answer.errorCode]
  if (reaction === 'revert') partition.pending = null
  else if (reaction === undefined) broker.alterPartitions.unsent.add(partition.id)
}
