import type { Heartbeat } from '../../protocol/apis/12-heartbeat.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { hasAllJoined, hasSatisfiedHeartbeat, type Group, type Member } from './group.ts'
import { logGroups, shardOf } from './groups.ts'
import { memberFault, removeMember, restartSession } from './members.ts'
import { completeJoinPhase, rebalanceOrCompleteJoin } from './rebalance.ts'

/** The error to answer a heartbeat with: REBALANCE_IN_PROGRESS calls the member to join again. */
export function heartbeat(broker: Broker, request: Request<typeof Heartbeat>): number {
  if (request.groupId === '') return Errors.INVALID_GROUP_ID
  const { error, shard } = shardOf(broker, request.groupId)
  if (!shard) return error === Errors.COORDINATOR_LOAD_IN_PROGRESS ? Errors.NONE : error // an old client would think it is out
  const group = shard.groups.get(request.groupId)
  if (!group) return Errors.UNKNOWN_MEMBER_ID
  const fault = memberFault(broker, group, request.memberId, request.groupInstanceId, 'heartbeat')
  if (fault !== Errors.NONE) return fault
  if (request.generationId !== group.generation) return Errors.ILLEGAL_GENERATION
  restartSession(broker, group, group.members.get(request.memberId)!)
  return group.state === 'PreparingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE
}

/** A member, or one that was given an id and never came back with it, was not heard of for its session timeout. */
export function onSessionTimeout(broker: Broker, group: Group, id: string): void {
  if (group.pendingMembers.delete(id)) {
    logGroups(broker, group.partition, `Pending member ${id} in group ${group.id} has been removed after session timeout expiration.`)
    return completeIfAllJoined(broker, group)
  }
  const member = group.members.get(id)
  if (!member) return
  member.session = null
  if (hasSatisfiedHeartbeat(member)) return
  logGroups(broker, group.partition, `Member ${id} in group ${group.id} has failed, removing it from the group.`)
  expelMember(broker, group, member, `removing member ${id} on heartbeat expiration.`)
}

function expelMember(broker: Broker, group: Group, member: Member, reason: string): void {
  removeMember(broker, group, member)
  if (group.state === 'Stable' || group.state === 'CompletingRebalance') rebalanceOrCompleteJoin(broker, group, reason)
  else completeIfAllJoined(broker, group)
}

function completeIfAllJoined(broker: Broker, group: Group): void {
  if (group.state === 'PreparingRebalance' && hasAllJoined(group)) completeJoinPhase(broker, group)
}
