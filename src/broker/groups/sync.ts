import type { RequestContext } from '../../net/handler.ts'
import { SyncGroup } from '../../protocol/apis/14-sync-group.ts'
import { errorName, Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import { answer } from '../answers.ts'
import { tell, type Broker } from '../context.ts'
import type { AfterWrite } from './after-write.ts'
import { allMembers, EMPTY_ASSIGNMENT, type Group, type Member } from './group.ts'
import { logGroups, shardOf } from './groups.ts'
import { memberFault, transition } from './members.ts'
import { assignedTo } from './protocols.ts'
import { cancelSync, propagateAssignment, rebalanceOrCompleteJoin } from './rebalance.ts'
import { groupRecord } from './records.ts'
import { memberError, writeRecords } from './writes.ts'

export type SyncRequest = Request<typeof SyncGroup>

/** GroupMetadataManager.classicGroupSync: all wait for the leader's assignment to be stored; who comes later just gets its part. */
export function syncGroup(broker: Broker, request: SyncRequest, context: RequestContext): void {
  const { error, shard } = request.groupId === '' ? { error: Errors.INVALID_GROUP_ID, shard: null } : shardOf(broker, request.groupId)
  const group = shard?.groups.get(request.groupId)
  const fault = error !== Errors.NONE ? error : group ? syncFault(broker, group, request) : Errors.UNKNOWN_MEMBER_ID
  if (fault !== Errors.NONE) return answer(broker, SyncGroup, context.replyTo, { errorCode: fault })
  const member = group!.members.get(request.memberId)!
  received(broker, group!, member)
  if (group!.state === 'CompletingRebalance') return awaitAssignment(broker, group!, member, request, context)
  const { protocolType, protocolName } = group!
  answer(broker, SyncGroup, context.replyTo, { protocolType, protocolName, assignment: member.assignment })
}

function syncFault(broker: Broker, group: Group, request: SyncRequest): number {
  if (group.state === 'Empty') return Errors.UNKNOWN_MEMBER_ID
  const fault = memberFault(broker, group, request.memberId, request.groupInstanceId, 'sync-group')
  if (fault !== Errors.NONE) return fault
  if (request.generationId !== group.generation) return Errors.ILLEGAL_GENERATION
  if (differs(request.protocolType, group.protocolType)
    || differs(request.protocolName, group.protocolName)) return Errors.INCONSISTENT_GROUP_PROTOCOL
  return group.state === 'PreparingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE
}

/** Only v5 and later say which protocol they were told. */
const differs = (asked: string | null, agreed: string | null): boolean => asked !== null && agreed !== null && asked !== agreed

function received(broker: Broker, group: Group, member: Member): void {
  group.pendingSync.delete(member.id)
  if (group.pendingSync.size === 0) cancelSync(broker, group)
}

function awaitAssignment(broker: Broker, group: Group, member: Member, request: SyncRequest, context: RequestContext): void {
  member.sync = context.replyTo
  if (group.leader !== member.id) return
  const statics = allMembers(group).filter(each => each.instanceId !== null).length
  logGroups(broker, group.partition, `Assignment received from leader ${member.id} for group ${group.id} for generation ${group.generation}. `
    + `The group has ${group.members.size} members, ${statics} of which are static.`)
  const given = new Map(request.assignments.map(each => [each.memberId, each.assignment]))
  const assignments = new Map(allMembers(group).map(each => [each.id, given.get(each.id) ?? EMPTY_ASSIGNMENT]))
  writeRecords(broker, group.partition, [groupRecord(group, assignments)], {
    is: 'assigned', partition: group.partition, group: group.id, generation: group.generation, member: member.id, assignments,
  })
}

/** The leader's assignment is committed, or could not be stored; if the group has moved on meanwhile, it no longer matters. */
export function afterAssignmentStored(broker: Broker, then: AfterWrite & { is: 'assigned' }, error: number): void {
  const group = broker.groups.shards.get(then.partition)?.groups.get(then.group)
  if (!group || group.state !== 'CompletingRebalance' || group.generation !== then.generation) return
  if (error !== Errors.NONE) {
    const told = memberError(error)
    propagateAssignment(broker, group, new Map(), told)
    return rebalanceOrCompleteJoin(broker, group, `Error ${errorName(told)} when storing group assignment during SyncGroup (member: ${then.member}).`)
  }
  warnUnassigned(broker, group, then.assignments)
  propagateAssignment(broker, group, then.assignments, Errors.NONE)
  transition(broker, group, 'synced', `assignment of generation ${group.generation} stored`)
  tellAssigned(broker, group)
}

function warnUnassigned(broker: Broker, group: Group, assignments: ReadonlyMap<string, Uint8Array>): void {
  for (const member of allMembers(group)) if (!assignments.get(member.id)?.length) {
    logGroups(
      broker, group.partition, `Sending empty assignment to member ${member.id} of ${group.id} for generation ${group.generation} with no errors`,
      'WARN',
    )
  }
}

function tellAssigned(broker: Broker, group: Group): void {
  tell(broker, {
    is: 'group.assigned', group: group.id, generation: group.generation,
    assignment: allMembers(group).map(member => ({
      member: member.id, clientId: member.clientId,
      partitions: assignedTo(member).flatMap(({ topic, partitions }) => partitions.map(partition => `${topic}-${partition}` as const)),
    })),
  })
}
