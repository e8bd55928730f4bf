import type { ReplicaView } from '../env/view.ts'
import { parentDir } from '../log/log-manager.ts'
import type { Broker } from './context.ts'
import { allMembers, type Group } from './groups/group.ts'
import type { Shard } from './groups/groups.ts'
import type { BrokerPartView } from './part.ts'
import type { Partition } from './replica/partition.ts'

/** Batches shown at a log's end. */
const TAIL = 12

/** Parts that did not change since the last call are the same objects, and so is the whole when nothing did. */
export class BrokerViews {
  #last: BrokerPartView = { replicas: {}, groups: {}, purgatory: {} }

  of(broker: Broker): BrokerPartView {
    const last = this.#last, partitions = [...broker.partitions.values()]
    const replicas = share(last.replicas, partitions.map(partition => [partition.id, partition.view ??= replicaView(partition)]))
    const groups = share(last.groups, groupsOf(broker).map(([shard, group]) => [group.id, group.view ??= broker.node.forClients().groupView(shard, group)]))
    const purgatory = share(last.purgatory, Object.entries(purgatoryOf(broker)))
    const isSame = replicas === last.replicas && groups === last.groups && purgatory === last.purgatory
    return this.#last = isSame ? last : { replicas, groups, purgatory }
  }
}

function share<T>(before: Readonly<Record<string, T>>, entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  const same = Object.keys(before).length === entries.length && entries.every(([key, value]) => before[key] === value)
  return same ? before : Object.fromEntries(entries)
}

function replicaView(partition: Partition): ReplicaView {
  const { log } = partition
  return {
    topic: partition.topic, partition: partition.index, role: partition.leader < 0 ? 'none' : partition.role, epoch: partition.leaderEpoch,
    start: log.logStartOffset, end: log.logEndOffset, hw: log.highWatermark, bytes: log.sizeBytes,
    segments: log.segments().map(({ baseOffset, bytes }) => ({ baseOffset, bytes })), logDir: parentDir(log.dir), tail: log.tail(TAIL),
  }
}

const groupsOf = (broker: Broker): [Shard, Group][] =>
  [...broker.groups.shards.values()].flatMap(shard => [...shard.groups.values()].map((group): [Shard, Group] => [shard, group]))

/** Requests that wait, by what they wait for. */
function purgatoryOf(broker: Broker): Record<string, number> {
  const members = groupsOf(broker).flatMap(([, group]) => allMembers(group))
  return {
    produce: broker.delayedProduce.waiting.size, fetch: broker.delayedFetch.waiting.size,
    deleteRecords: broker.delayedDeleteRecords.waiting.size,
    join: members.filter(member => member.join).length, sync: members.filter(member => member.sync).length, groupWrite: broker.groups.writes.size,
  }
}
