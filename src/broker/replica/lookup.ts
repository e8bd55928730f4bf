import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { partitionOf } from '../images.ts'
import { partitionId, type Partition } from './partition.ts'

export type Found = { readonly error: 0; readonly partition: Partition } | { readonly error: number; readonly partition: null }

const failed = (error: number): Found => ({ error, partition: null })

/** A replica that is here; one that metadata knows elsewhere is not led here, one it does not know does not exist. */
export function findReplica(broker: Broker, topic: string, index: number, id = partitionId(topic, index)): Found {
  const partition = broker.partitions.get(id)
  if (partition) return { error: Errors.NONE, partition }
  return failed(partitionOf(broker.node.image(), topic, index) ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION)
}

/**
 * A replica whose leader epoch is the one the client thinks of (-1: it does not say), and that leads if it must
 * (Partition.localLogOrException, checkCurrentLeaderEpoch).
 */
export function findCurrent(
  broker: Broker, topic: string, index: number, leaderEpoch: number, mustLead: boolean, id = partitionId(topic, index),
): Found {
  const found = findReplica(broker, topic, index, id)
  if (!found.partition) return found
  const error = broker.rules.checkLeaderEpoch(leaderEpoch, found.partition.leaderEpoch)
  if (error !== Errors.NONE) return failed(error)
  return mustLead && found.partition.role !== 'leader' ? failed(Errors.NOT_LEADER_OR_FOLLOWER) : found
}
