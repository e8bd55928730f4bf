import { Errors } from '../../protocol/errors.ts'
import { moved, tell, type Broker } from '../context.ts'
import { isAlive, isInternalTopic } from '../images.ts'
import { sayLog } from '../lines.ts'
import { findReplica } from './lookup.ts'
import type { Partition } from './partition.ts'

/** In place of an offset: everything that is committed. */
const HIGH_WATERMARK = -1

/** What became of one partition of a DeleteRecords request. */
export interface DeleteStatus {
  readonly topic: string
  readonly index: number
  /** Where the log of every living replica must begin. */
  readonly requiredOffset: number
  waiting: boolean
  error: number
  lowWatermark: number
}

/** Where the log begins that begins first, among the leader's and those of living followers (Partition.lowWatermarkIfLeader). */
export function lowWatermark(broker: Broker, { log, followers }: Partition): number {
  const image = broker.node.image()
  let lowest = log.logStartOffset
  for (const [id, { startOffset }] of followers) if (isAlive(image, id)) lowest = Math.min(lowest, startOffset)
  return lowest
}

/**
 * Moves the beginning of a log led here. Nothing is deleted yet: retention takes segments that end before it
 * (ReplicaManager.deleteRecordsOnLocalLog, Partition.deleteRecordsOnLeader).
 */
export function deleteRecords(broker: Broker, topic: string, index: number, offset: number): DeleteStatus {
  const { error, partition } = findReplica(broker, topic, index)
  if (error === Errors.UNKNOWN_TOPIC_OR_PARTITION) return refused(topic, index, error)
  if (isInternalTopic(topic)) return refused(topic, index, Errors.INVALID_TOPIC_EXCEPTION)
  if (!partition) return refused(topic, index, error)
  const to = offset === HIGH_WATERMARK ? partition.log.highWatermark : offset
  const refusal = fault(broker, partition, to)
  if (refusal !== Errors.NONE) return refused(topic, index, refusal)
  moveStart(broker, partition, to)
  const low = lowWatermark(broker, partition)
  return { topic, index, requiredOffset: to, waiting: low < to, error: Errors.NONE, lowWatermark: low }
}

const refused = (topic: string, index: number, error: number): DeleteStatus =>
  ({ topic, index, requiredOffset: -1, waiting: false, error, lowWatermark: -1 })

function fault(broker: Broker, { role, topic, log }: Partition, to: number): number {
  if (role !== 'leader') return Errors.NOT_LEADER_OR_FOLLOWER
  if (!broker.node.configs.topic(topic).list('cleanup.policy').includes('delete')) return Errors.POLICY_VIOLATION
  return to < 0 || to > log.highWatermark ? Errors.OFFSET_OUT_OF_RANGE : Errors.NONE
}

function moveStart(broker: Broker, partition: Partition, to: number): void {
  if (to <= partition.log.logStartOffset) return
  partition.log.moveStartTo(to)
  moved(broker, partition, 'end')
  sayLog(broker, partition, `Incremented log start offset to ${to} due to client delete records request`)
  tell(broker, { is: 'log.startMoved', broker: broker.node.nodeId, partition: partition.id, start: to, why: 'deleteRecords' })
}
