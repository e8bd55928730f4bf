import type { Bean, Beans } from '../../env/metrics.ts'
import type { Broker } from '../context.ts'
import type { Group } from '../groups/group.ts'
import { isUnderMinIsr, minIsrOf, type Partition } from '../replica/partition.ts'

/* What a broker holds at this moment, under the names of Kafka's gauges. */

export function gauges(broker: Broker): Beans {
  const partitions = [...broker.partitions.values()]
  return {
    ...replicaManager(broker, partitions), ...fetching(broker, partitions), ...purgatories(broker), ...coordinator(broker),
    ...Object.fromEntries(partitions.flatMap(partition => [...logGauges(partition), ...(partition.role === 'leader' ? leaderGauges(partition) : [])])),
  }
}

const gauge = (value: number): Bean => ({ Value: value })
const named = (type: string, values: Readonly<Record<string, number>>): Beans =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${type},name=${name}`, gauge(value)]))

const isUnderReplicated = (partition: Partition): boolean => partition.isr.length < partition.replicas.length
const isAtMinIsr = (partition: Partition): boolean => partition.isr.length === minIsrOf(partition)

function replicaManager(broker: Broker, partitions: readonly Partition[]): Beans {
  const led = partitions.filter(partition => partition.role === 'leader')
  const producers = partitions.reduce((sum, { log }) => sum + [...log.producers.entries].length, 0)
  return named('kafka.server:type=ReplicaManager', {
    LeaderCount: led.length, PartitionCount: partitions.length, ProducerIdCount: producers,
    UnderReplicatedPartitions: led.filter(isUnderReplicated).length,
    UnderMinIsrPartitionCount: led.filter(isUnderMinIsr).length, AtMinIsrPartitionCount: led.filter(isAtMinIsr).length,
    ReassigningPartitions: led.filter(partition => isReassigned(broker, partition)).length,
  })
}

function isReassigned(broker: Broker, { topic, index }: Partition): boolean {
  const registration = broker.node.image().topics.get(topic)?.partitions[index]
  return registration !== undefined && (registration.addingReplicas.length > 0 || registration.removingReplicas.length > 0)
}

/** How far its followers are behind, by what they last heard of their leaders' high watermarks (FetcherLagStats). */
function fetching(broker: Broker, partitions: readonly Partition[]): Beans {
  const lags = partitions.filter(partition => partition.role === 'follower').map(({ log }) => Math.max(0, log.highWatermark - log.logEndOffset))
  return {
    'kafka.server:type=ReplicaFetcherManager,name=MaxLag,clientId=Replica': gauge(Math.max(0, ...lags)),
    'kafka.server:type=FetchSessionCache,name=NumIncrementalFetchSessions': gauge(broker.fetchSessions.byId.size),
    'kafka.server:type=FetchSessionCache,name=NumIncrementalFetchPartitionsCached':
      gauge([...broker.fetchSessions.byId.values()].reduce((sum, session) => sum + session.partitions.size, 0)),
  }
}

const purgatories = ({ delayedProduce, delayedFetch, delayedDeleteRecords }: Broker): Beans =>
  Object.fromEntries(([['Produce', delayedProduce], ['Fetch', delayedFetch], ['DeleteRecords', delayedDeleteRecords]] as const)
    .map(([operation, { waiting }]) => [`kafka.server:type=DelayedOperationPurgatory,name=NumDelayedOperations,delayedOperation=${operation}`, gauge(waiting.size)]))

function coordinator(broker: Broker): Beans {
  const shards = [...broker.groups.shards.values()], groups = shards.flatMap(shard => [...shard.groups.values()])
  const inState = (state: Group['state']): number => groups.filter(group => group.state === state).length
  const offsets = shards.flatMap(shard => [...shard.offsets.values()]).reduce((sum, commits) => sum + commits.size, 0)
  return named('kafka.coordinator.group:type=GroupMetadataManager', {
    NumGroups: groups.length, NumOffsets: offsets, NumGroupsEmpty: inState('Empty'), NumGroupsStable: inState('Stable'), NumGroupsDead: inState('Dead'),
    NumGroupsPreparingRebalance: inState('PreparingRebalance'), NumGroupsCompletingRebalance: inState('CompletingRebalance'),
  })
}

const place = ({ topic, index }: Partition): string => `topic=${topic},partition=${index}`

const logGauges = (partition: Partition): [string, Bean][] => {
  const { log } = partition
  const values = { Size: log.sizeBytes, NumLogSegments: log.segments().length, LogStartOffset: log.logStartOffset, LogEndOffset: log.logEndOffset }
  return Object.entries(values).map(([name, value]) => [`kafka.log:type=Log,name=${name},${place(partition)}`, gauge(value)])
}

const leaderGauges = (partition: Partition): [string, Bean][] => {
  const values = {
    ReplicasCount: partition.replicas.length, InSyncReplicasCount: partition.isr.length,
    UnderReplicated: Number(isUnderReplicated(partition)), UnderMinIsr: Number(isUnderMinIsr(partition)), AtMinIsr: Number(isAtMinIsr(partition)),
  }
  return Object.entries(values).map(([name, value]) => [`kafka.cluster:type=Partition,name=${name},${place(partition)}`, gauge(value)])
}
