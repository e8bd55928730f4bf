import type { Bean, Beans } from '../env/metrics.ts'
import { NO_LEADER, type MetadataImage } from '../metadata/image.ts'

/** What the controller knows of the cluster, under the names of Kafka's gauges (QuorumControllerMetrics, ControllerMetadataMetrics). */
export function controllerGauges({ brokers, topics }: MetadataImage, isActive: boolean): Beans {
  const partitions = [...topics.values()].flatMap(topic => topic.partitions), registered = [...brokers.values()]
  const values = {
    ActiveControllerCount: Number(isActive),
    ActiveBrokerCount: registered.filter(broker => !broker.fenced).length,
    FencedBrokerCount: registered.filter(broker => broker.fenced).length,
    GlobalTopicCount: topics.size,
    GlobalPartitionCount: partitions.length,
    OfflinePartitionsCount: partitions.filter(({ leader }) => leader === NO_LEADER).length,
    PreferredReplicaImbalanceCount: partitions.filter(({ leader, replicas }) => leader !== replicas[0]).length,
  }
  return Object.fromEntries(Object.entries(values).map(([name, Value]): [string, Bean] => [`kafka.controller:type=KafkaController,name=${name}`, { Value }]))
}
