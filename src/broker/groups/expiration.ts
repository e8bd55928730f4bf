import type { Broker } from '../context.ts'
import type { Group } from './group.ts'
import { sayShard, type CommittedOffset, type Shard } from './groups.ts'
import { scheduleExpiration } from './loading.ts'
import { subscribedTopics } from './protocols.ts'
import { groupTombstone, offsetTombstone, type CoordinatorRecord } from './records.ts'
import { writeRecords } from './writes.ts'

/** Forgets offsets nobody has used for `offsets.retention.minutes`, and groups that are left with none (KIP-211). */
export function expireOffsets(broker: Broker, shard: Shard): void {
  const doomed = [...shard.groups.values()].map(group => ({ group, expired: expiredOffsets(broker, shard, group) }))
  const offsets = doomed.flatMap(({ group, expired }) => expired.map(commit => ({ group: group.id, commit })))
  const groups = doomed.filter(({ group, expired }) => isLeftEmpty(shard, group, expired)).map(({ group }) => group.id)
  const count = offsets.length + groups.length
  if (count > 0) {
    sayShard(broker, shard.partition, `Generated ${count} tombstone records while cleaning up group metadata in 0 milliseconds.`)
    forget(broker, shard, offsets, groups)
  }
  scheduleExpiration(broker, shard)
}

/** A deleted topic takes the offsets committed for it along. */
export function forgetTopics(broker: Broker, shard: Shard, topics: readonly { name: string; id: string }[]): void {
  const names = new Set(topics.map(topic => topic.name))
  const all = [...shard.offsets].flatMap(([group, commits]) => [...commits.values()].map(commit => ({ group, commit })))
  const offsets = all.filter(({ commit }) => names.has(commit.topic))
  sayShard(broker, shard.partition, `Generated ${offsets.length} tombstone records in 0 milliseconds while deleting offsets for topics `
    + `[${topics.map(topic => `DeletedTopic[id=${topic.id}, name=${topic.name}]`).join(', ')}].`)
  if (offsets.length > 0) forget(broker, shard, offsets, [])
}

type Doomed = { group: string; commit: CommittedOffset }[]

function forget(broker: Broker, shard: Shard, offsets: Doomed, groups: string[]): void {
  const keys = offsets.map(({ group, commit }) => ({ group, key: `${commit.topic}-${commit.partition}` }))
  const then = { is: 'forgotten', partition: shard.partition, groups, offsets: keys } as const
  writeRecords(broker, shard.partition, tombstones(offsets, groups), then)
}

const tombstones = (offsets: Doomed, groups: string[]): CoordinatorRecord[] =>
  [...offsets.map(({ group, commit }) => offsetTombstone(group, commit.topic, commit.partition)), ...groups.map(groupTombstone)]

const isLeftEmpty = (shard: Shard, group: Group, expired: readonly CommittedOffset[]): boolean =>
  group.state === 'Empty' && group.pendingMembers.size === 0 && expired.length === (shard.offsets.get(group.id)?.size ?? 0)

/**
 * The clock starts when the group fell empty; for offsets without a group, and for topics an active group no longer reads, at the
 * last commit. Commits that brought a retention of their own keep to it.
 */
function expiredOffsets(broker: Broker, shard: Shard, group: Group): CommittedOffset[] {
  const commits = [...shard.offsets.get(group.id)?.values() ?? []], now = broker.node.env.wall()
  const retention = broker.node.configs.broker().number('offsets.retention.minutes') * 60_000
  const topics = group.state === 'Stable' ? subscribedTopics(group) : null
  if (group.protocolType !== null && group.state !== 'Empty' && topics === null) return []
  return commits.filter(commit => {
    if (topics?.has(commit.topic)) return false
    if (commit.expireTimestamp >= 0) return now >= commit.expireTimestamp
    const since = group.protocolType !== null && group.state === 'Empty' && group.stateSince >= 0 ? group.stateSince : commit.commitTimestamp
    return now - since >= retention
  })
}
