import type { Level, PartitionId } from '../env/domain-event.ts'
import { parentDir } from '../log/log-manager.ts'
import { log, type Broker } from './context.ts'
import type { Partition } from './replica/partition.ts'

/*
 * Lines of the server log: who says it in Kafka, and the prefix it says it with. What is said stands where it happens.
 */

export const sayFetcher = (broker: Broker, leader: number, text: string, level: Level = 'INFO'): void =>
  log(broker, level, 'kafka.server.ReplicaFetcherThread', `[ReplicaFetcher replicaId=${broker.node.nodeId}, leaderId=${leader}, fetcherId=0] ${text}`)

export const sayFetcherManager = (broker: Broker, text: string): void =>
  log(broker, 'INFO', 'kafka.server.ReplicaFetcherManager', `[ReplicaFetcherManager on broker ${broker.node.nodeId}] ${text}`)

export const sayPartition = (broker: Broker, id: PartitionId, text: string): void =>
  log(broker, 'INFO', 'kafka.cluster.Partition', `[Partition ${id} broker=${broker.node.nodeId}] ${text}`)

export const sayLog = (broker: Broker, { id, log: { dir } }: Partition, text: string): void =>
  log(broker, 'INFO', 'org.apache.kafka.storage.internals.log.UnifiedLog', `[UnifiedLog partition=${id}, dir=${parentDir(dir)}] ${text}`)

export const sayStateChange = (broker: Broker, text: string): void =>
  log(broker, 'INFO', 'state.change.logger', `[Broker id=${broker.node.nodeId}] ${text}`)
