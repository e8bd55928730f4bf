import type { PartitionId } from '../../env/domain-event.ts'
import { leaderOf, type Cluster } from '../network/cluster.ts'
import { idOf, type TopicPartition } from '../topic-partition.ts'
import type { Whom } from './operation.ts'

/** Partitions under those who lead them; one that nobody is known to lead stands alone, and waits (KafkaAdminClient's PartitionLeaderStrategy). */
export function byLeader<T extends TopicPartition>(partitions: readonly T[], cluster: Cluster): [Whom, T[]][] {
  const groups = new Map<number | PartitionId, [Whom, T[]]>()
  for (const tp of partitions) {
    const leader = leaderOf(cluster, tp.topic, tp.partition) ?? idOf(tp)
    const group = groups.get(leader)
    if (group) group[1].push(tp)
    else groups.set(leader, [{ to: 'leader', topic: tp.topic, partition: tp.partition }, [tp]])
  }
  return [...groups.values()]
}
