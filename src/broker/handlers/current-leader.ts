import type { Broker } from '../context.ts'
import { endpointOf, partitionOf, type Endpoint } from '../images.ts'
import { partitionId } from '../replica/partition.ts'

/** Who leads a partition, as this broker's replica or else its metadata knows (KafkaApis.getCurrentLeader). */
export function currentLeader(broker: Broker, topic: string, index: number): { leaderId: number; leaderEpoch: number } {
  const replica = broker.partitions.get(partitionId(topic, index))
  if (replica) return { leaderId: replica.leader, leaderEpoch: replica.leaderEpoch }
  const registered = partitionOf(broker.node.image(), topic, index)
  return { leaderId: registered?.leader ?? -1, leaderEpoch: registered?.leaderEpoch ?? -1 }
}

interface NodeEndpoint extends Endpoint { nodeId: number; rack: string | null }

const NOBODY: readonly NodeEndpoint[] = []

/** Addresses of brokers on the listener that was asked on, each once. */
export function nodeEndpoints(broker: Broker, ids: readonly number[], listenerName: string): readonly NodeEndpoint[] {
  if (ids.length === 0) return NOBODY
  const { brokers } = broker.node.image()
  return [...new Set(ids)].flatMap(nodeId => {
    const at = endpointOf(brokers.get(nodeId), listenerName)
    return at ? [{ nodeId, ...at, rack: brokers.get(nodeId)!.rack }] : []
  })
}
