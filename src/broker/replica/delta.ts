import type { PartitionId } from '../../env/domain-event.ts'
import { resourceKey, type MetadataDelta, type MetadataImage, type TopicImage } from '../../metadata/image.ts'
import { moved, type Broker } from '../context.ts'
import { sayStateChange } from '../lines.ts'
import { shutdownIdleFetchers, startFetching, stopFetching } from '../fetcher/manager.ts'
import { wakeAll } from '../sessions/resting.ts'
import { correctAssignment, directoryOf, sendAssignments } from './assignments.ts'
import { applyRegistration } from './become.ts'
import { claimFuture, claimLog } from './claim.ts'
import { deleteLogs } from './logs.ts'
import { logConfigOf } from './log-config.ts'
import { startMove } from './move.ts'
import { newPartition, partitionId, type Partition } from './partition.ts'
import { isListed } from './throttle.ts'

/** What a change of metadata did to replicas here, for who must act on it. */
export interface ReplicaChanges { readonly elected: Partition[]; readonly followed: Partition[]; readonly gone: Partition[] }

/**
 * Brings the replicas here in line with metadata (ReplicaManager.applyDelta): what is gone goes first, then leaders begin, then
 * followers turn to theirs.
 */
export function applyMetadata(broker: Broker, image: MetadataImage, delta: MetadataDelta): ReplicaChanges {
  const changes: ReplicaChanges = { elected: [], followed: [], gone: [] }
  wakeAll(broker)
  for (const topic of delta.deletedTopics) removeTopic(broker, topic.name, topic.id, changes)
  for (const name of delta.topics) applyTopic(broker, image.topics.get(name)!, changes)
  configureTopics(broker, delta)
  redirectFetchers(broker, delta, changes)
  sendAssignments(broker)
  for (const partition of [...changes.elected, ...changes.followed]) moved(broker, partition, 'highWatermark')
  return changes
}

function removeTopic(broker: Broker, name: string, topicId: string, changes: ReplicaChanges): void {
  for (const partition of [...broker.partitions.values()]) {
    if (partition.topic === name && partition.topicId === topicId) removeReplica(broker, partition, changes)
  }
}

function removeReplica(broker: Broker, partition: Partition, changes: ReplicaChanges): void {
  stopFetching(broker, new Set([partition.id]))
  broker.partitions.delete(partition.id)
  broker.throttle.lag.delete(partition.id)
  moved(broker, partition, 'highWatermark')
  deleteLogs(broker, partition)
  changes.gone.push(partition)
}

function applyTopic(broker: Broker, topic: TopicImage, changes: ReplicaChanges): void {
  topic.partitions.forEach((registration, index) => {
    const known = broker.partitions.get(partitionId(topic.name, index))
    if (known && known.topicId !== topic.id) removeReplica(broker, known, changes)
    const isHere = registration.replicas.includes(broker.node.nodeId), current = broker.partitions.get(partitionId(topic.name, index))
    if (!isHere) {
      if (current) removeReplica(broker, current, changes)
      return
    }
    if (current && current.partitionEpoch === registration.partitionEpoch && current.leaderEpoch === registration.leaderEpoch) return
    const partition = current ?? createReplica(broker, topic, index, directoryOf(broker, registration))
    correctAssignment(broker, partition, registration)
    if (!applyRegistration(broker, partition, registration)) return
    ;(partition.role === 'leader' ? changes.elected : changes.followed).push(partition)
  })
}

function createReplica(broker: Broker, topic: TopicImage, index: number, directory: string): Partition {
  sayStateChange(broker, `Creating new partition ${topic.name}-${index} with topic id ${topic.id}.`)
  const partition = newPartition(topic.name, topic.id, index, claimLog(broker, topic.name, topic.id, index, directory))
  configure(broker, partition)
  broker.partitions.set(partition.id, partition)
  const future = claimFuture(broker, partition)
  if (future) startMove(broker, partition, future)
  return partition
}

function configureTopics(broker: Broker, delta: MetadataDelta): void {
  if (delta.configs.size === 0) return
  const all = [...delta.configs].some(key => key.startsWith('broker:'))
  for (const partition of broker.partitions.values()) {
    if (all || delta.configs.has(resourceKey('topic', partition.topic))) configure(broker, partition)
  }
}

function configure(broker: Broker, partition: Partition): void {
  const configs = broker.node.configs.topic(partition.topic)
  partition.minInsyncReplicas = configs.number('min.insync.replicas')
  partition.leaderThrottled = isListed(configs.list('leader.replication.throttled.replicas'), partition.index, broker.node.nodeId)
  partition.followerThrottled = isListed(configs.list('follower.replication.throttled.replicas'), partition.index, broker.node.nodeId)
  partition.log.configure(logConfigOf(configs))
  partition.future?.log.configure(logConfigOf(configs))
}

/** Leaders stop fetching, followers turn to their leader; so do those whose leader's address has become known. */
function redirectFetchers(broker: Broker, delta: MetadataDelta, changes: ReplicaChanges): void {
  const follows = changes.followed.filter(partition => partition.leader >= 0)
  stopFetching(broker, new Set<PartitionId>(changes.elected.filter(isFetched(broker)).map(each => each.id)))
  stopFetching(broker, new Set<PartitionId>(changes.followed.filter(each => isFetchedElsewhere(broker, each)).map(each => each.id)))
  const waiting = [...broker.partitions.values()].filter(each => each.role === 'follower' && delta.brokers.has(each.leader))
  startFetching(broker, [...new Set([...follows, ...waiting])])
  shutdownIdleFetchers(broker)
}

const isFetched = (broker: Broker) => (partition: Partition): boolean =>
  [...broker.fetchers.values()].some(fetcher => fetcher.partitions.has(partition.id))

const isFetchedElsewhere = (broker: Broker, partition: Partition): boolean =>
  [...broker.fetchers.values()].some(fetcher => fetcher.leader !== partition.leader && fetcher.partitions.has(partition.id))
