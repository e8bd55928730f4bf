import type { ReplyTo } from '../../net/handler.ts'
import { DeleteGroups } from '../../protocol/apis/42-delete-groups.ts'
import { Errors } from '../../protocol/errors.ts'
import { answer } from '../answers.ts'
import type { Broker } from '../context.ts'
import { sayShard, shardOf, type Shard } from './groups.ts'
import { transition } from './members.ts'
import { groupTombstone, offsetTombstone, type CoordinatorRecord } from './records.ts'
import { writeRecords } from './writes.ts'

/** A DeleteGroups request whose tombstones are not all committed: its groups may be spread over several partitions. */
export interface Deletion { readonly to: ReplyTo; readonly results: { groupId: string; errorCode: number }[]; left: number }

/** Groups without members go with all their offsets (KIP-229). */
export function deleteGroups(broker: Broker, names: readonly string[], to: ReplyTo): void {
  const checked = [...new Set(names)].map(groupId => ({ groupId, errorCode: deleteFault(broker, groupId) }))
  const doomed = new Map<Shard, string[]>()
  for (const { groupId, errorCode } of checked) if (errorCode === Errors.NONE) {
    const { shard } = shardOf(broker, groupId)
    doomed.set(shard!, [...doomed.get(shard!) ?? [], groupId])
  }
  const id = broker.groups.nextWrite++
  broker.groups.deletions.set(id, { to, results: checked.filter(each => each.errorCode !== Errors.NONE), left: doomed.size })
  for (const [shard, groups] of doomed) deleteFrom(broker, shard, groups, id)
  finishDeletion(broker, id)
}

/** One partition's part is done, or failed. */
export function onDeleted(broker: Broker, id: number, groups: readonly string[], errorCode: number): void {
  const deletion = broker.groups.deletions.get(id)
  if (!deletion) return
  deletion.results.push(...groups.map(groupId => ({ groupId, errorCode })))
  deletion.left--
  finishDeletion(broker, id)
}

function finishDeletion(broker: Broker, id: number): void {
  const deletion = broker.groups.deletions.get(id)
  if (!deletion || deletion.left > 0) return
  broker.groups.deletions.delete(id)
  answer(broker, DeleteGroups, deletion.to, { results: deletion.results })
}

function deleteFault(broker: Broker, groupId: string): number {
  const { error, shard } = shardOf(broker, groupId)
  if (!shard) return error
  const group = shard.groups.get(groupId)
  return !group || group.state === 'Dead' ? Errors.GROUP_ID_NOT_FOUND : group.state === 'Empty' ? Errors.NONE : Errors.NON_EMPTY_GROUP
}

function deleteFrom(broker: Broker, shard: Shard, groups: string[], deletion: number): void {
  const records = groups.flatMap(group => tombstonesOf(shard, group)), offsets = records.length - groups.length
  sayShard(broker, shard.partition, `The following groups were deleted: ${groups.join(', ')}. A total of ${offsets} offsets were removed.`)
  writeRecords(broker, shard.partition, records, { is: 'deleted', partition: shard.partition, groups, deletion })
}

export const tombstonesOf = (shard: Shard, group: string): CoordinatorRecord[] => [
  ...[...shard.offsets.get(group)?.values() ?? []].map(each => offsetTombstone(group, each.topic, each.partition)), groupTombstone(group),
]

/** The tombstones are committed. */
export function forgetGroup(broker: Broker, shard: Shard, id: string): void {
  const group = shard.groups.get(id)
  if (group && group.state === 'Empty') {
    for (const timer of group.pendingMembers.values()) broker.node.env.cancel(timer)
    transition(broker, group, 'deleted', 'deleted')
    shard.groups.delete(id)
  }
  shard.offsets.delete(id)
}

export function forgetOffset(shard: Shard, group: string, key: string): void {
  const offsets = shard.offsets.get(group)
  offsets?.delete(key)
  if (offsets?.size === 0) shard.offsets.delete(group)
  const known = shard.groups.get(group)
  if (known) known.view = null
}
