import { joined } from '../../env/bytes.ts'
import { batchesIn } from '../../protocol/records/walk.ts'
import { isControl } from '../../protocol/records/batch.ts'
import { recordsIn } from '../../protocol/records/records.ts'
import { micros } from '../../env/units.ts'
import { after, log, tell, type Broker } from '../context.ts'
import { partitionId, type Partition } from '../replica/partition.ts'
import { storeOffset } from './commit.ts'
import { dismiss } from './dismiss.ts'
import { newGroup, type Group, type Member } from './group.ts'
import { logGroups, OFFSETS_TOPIC, type Shard } from './groups.ts'
import { restartSession } from './members.ts'
import { readRecord, type GroupValue, type Read } from './records.ts'
import { failWrites } from './writes.ts'

const RUNTIME = 'org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime'
const say = (broker: Broker, text: string): void => log(broker, 'INFO', RUNTIME, `[GroupCoordinator id=${broker.node.nodeId}] ${text}`)

/** What is asked of the service pool: to read a partition of `__consumer_offsets` before its groups can be served. */
export interface LoadWork { readonly is: 'loadGroups'; readonly partition: number; readonly epoch: number }

/** A partition of `__consumer_offsets` is led here now: replay it. Until that is done, its groups are told to wait. */
export function onElected(broker: Broker, replica: Partition): void {
  const { index: partition, leaderEpoch: epoch } = replica
  if (broker.groups.shards.get(partition)?.epoch === epoch) return
  unload(broker, partition)
  say(broker, `Scheduling loading of metadata from ${replica.id} with epoch ${epoch}`)
  broker.groups.shards.set(partition, { partition, epoch, state: 'loading', groups: new Map(), offsets: new Map(), expiration: null })
  broker.node.env.work('io', { bytes: replica.log.sizeBytes, requests: 1 }, { is: 'loadGroups', partition, epoch } satisfies LoadWork)
}

export function onResigned(broker: Broker, partition: number): void {
  if (!broker.groups.shards.has(partition)) return
  const epoch = broker.groups.shards.get(partition)!.epoch
  say(broker, `Started unloading metadata for ${OFFSETS_TOPIC}-${partition} with epoch OptionalInt[${epoch}].`)
  unload(broker, partition)
  say(broker, `Finished unloading metadata for ${OFFSETS_TOPIC}-${partition} with epoch OptionalInt[${epoch}].`)
}

export function loadGroups(broker: Broker, { partition, epoch }: LoadWork): void {
  const shard = broker.groups.shards.get(partition), replica = broker.partitions.get(partitionId(OFFSETS_TOPIC, partition))
  if (!shard || shard.epoch !== epoch || !replica) return
  const loaded = replay(broker, shard, replica)
  for (const group of shard.groups.values()) welcome(broker, group)
  shard.state = 'active'
  scheduleExpiration(broker, shard)
  say(broker, `Finished loading of metadata from ${replica.id} with epoch ${epoch} in 0ms where 0ms was spent in the scheduler. `
    + `Loaded ${loaded} records which total to ${replica.log.sizeBytes} bytes.`)
}

const LOAD_BUFFER_BYTES = 5 * 1024 * 1024 // offsets.load.buffer.size

function replay(broker: Broker, shard: Shard, { log: replica }: Partition): number {
  let loaded = 0
  for (let at = replica.logStartOffset; at < replica.logEndOffset;) {
    const bytes = joined(replica.read(at, LOAD_BUFFER_BYTES, { upTo: replica.logEndOffset, minOneMessage: true }))
    if (bytes.length === 0) break
    for (const batch of batchesIn(bytes)) {
      at = batch.lastOffset + 1
      if (isControl(batch)) continue
      for (const { key, value } of recordsIn(bytes, batch, broker.node.env.codecs)) {
        if (key) replayRecord(shard, readRecord(key, value), broker.node.env.wall())
        loaded++
      }
    }
  }
  return loaded
}

function replayRecord(shard: Shard, read: Read, now: number): void {
  if (read.is === 'offset') {
    if (read.commit) storeOffset(shard, read.group, read.commit)
    else shard.offsets.get(read.group)?.delete(`${read.topic}-${read.partition}`)
  } else if (read.is === 'group') {
    if (read.value) shard.groups.set(read.group, groupFrom(read.group, shard.partition, read.value))
    else shard.groups.delete(read.group)
  }
  if (read.is === 'offset' && read.commit && !shard.groups.has(read.group)) shard.groups.set(read.group, newGroup(read.group, shard.partition, now))
}

/** A group with members was stable when it was written. */
function groupFrom(id: string, partition: number, value: GroupValue): Group {
  const state = value.members.length > 0 ? 'Stable' : 'Empty'
  return {
    ...newGroup(id, partition, value.currentStateTimestamp), state, previousState: state, generation: value.generation,
    protocolType: value.protocolType || null, protocolName: value.protocol, leader: value.leader,
    members: new Map(value.members.map(member => [member.memberId, memberFrom(member, value.protocol)])),
  }
}

const memberFrom = (member: GroupValue['members'][number], protocol: string | null): Member => ({
  id: member.memberId, instanceId: member.groupInstanceId, clientId: member.clientId, host: member.clientHost,
  rebalanceTimeoutMs: member.rebalanceTimeout === -1 ? member.sessionTimeout : member.rebalanceTimeout, sessionTimeoutMs: member.sessionTimeout,
  protocols: [{ name: protocol ?? '', metadata: member.subscription }], assignment: member.assignment,
  isNew: false, join: null, sync: null, session: null,
})

/** Members get a whole session to find their new coordinator. */
function welcome(broker: Broker, group: Group): void {
  logGroups(broker, group.partition, `Loaded classic group ${group.id} with ${group.members.size} members.`)
  for (const member of group.members.values()) restartSession(broker, group, member)
  tell(broker, {
    is: 'group.state', group: group.id, state: group.state, generation: group.generation, members: group.members.size,
    why: 'loaded by its coordinator',
  })
}

/** Whoever waits is sent away, and every timer goes. */
function unload(broker: Broker, partition: number): void {
  const shard = broker.groups.shards.get(partition)
  if (!shard) return
  failWrites(broker, partition)
  for (const group of shard.groups.values()) dismiss(broker, group)
  if (shard.expiration !== null) broker.node.env.cancel(shard.expiration)
  broker.groups.shards.delete(partition)
}

export function scheduleExpiration(broker: Broker, shard: Shard): void {
  const interval = broker.node.configs.broker().number('offsets.retention.check.interval.ms') * micros.perMilli
  shard.expiration = after(broker, interval, { is: 'offsetExpiration', partition: shard.partition })
}
