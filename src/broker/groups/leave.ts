import type { LeaveGroup } from '../../protocol/apis/13-leave-group.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { staticMember, type Group } from './group.ts'
import { logGroups, shardOf } from './groups.ts'
import { forgetPending } from './join.ts'
import { memberFault, removeMember } from './members.ts'
import { rebalanceOrCompleteJoin } from './rebalance.ts'

export interface Leaver { readonly memberId: string; readonly groupInstanceId: string | null; readonly reason: string | null }
export interface Left { errorCode: number; members: { memberId: string; groupInstanceId: string | null; errorCode: number }[] }

/** Members go at once, without waiting for their sessions. v3: several in one request, static ones by instance id alone (KIP-345). */
export function leaveGroup(broker: Broker, groupId: string, leavers: readonly Leaver[]): Left {
  const { error, shard } = groupId === '' ? { error: Errors.INVALID_GROUP_ID, shard: null } : shardOf(broker, groupId)
  if (!shard) return { errorCode: error, members: [] }
  const group = shard.groups.get(groupId)
  const members = leavers.map(leaver => {
    const { memberId, groupInstanceId } = leaver
    return { memberId, groupInstanceId, errorCode: group ? leave(broker, group, leaver) : Errors.UNKNOWN_MEMBER_ID }
  })
  const gone = members.filter(each => each.errorCode === Errors.NONE).map(each => each.memberId), reason = gone.join(', ')
  if (group && gone.length > 0 && group.state !== 'Empty') {
    rebalanceOrCompleteJoin(broker, group, `explicit \`LeaveGroup\` request for (${reason}) members.`)
  }
  return { errorCode: Errors.NONE, members }
}

function leave(broker: Broker, group: Group, { memberId, groupInstanceId, reason }: Leaver): number {
  const said = `has left group through explicit \`LeaveGroup\` request; client reason: ${reason || 'not provided'}`
  if (group.pendingMembers.has(memberId)) {
    forgetPending(broker, group, memberId)
    logGroups(broker, group.partition, `[Group ${group.id}] Pending member ${memberId} ${said}`)
    return Errors.NONE
  }
  const id = memberId === '' && groupInstanceId !== null ? staticMember(group, groupInstanceId)?.id ?? '' : memberId
  const fault = memberFault(broker, group, id, groupInstanceId, 'leave-group')
  if (fault !== Errors.NONE) return fault
  logGroups(broker, group.partition, `[Group ${group.id}] ${groupInstanceId === null ? 'Member' : 'Static member'} ${id} ${said}`)
  removeMember(broker, group, group.members.get(id)!)
  return Errors.NONE
}

/** Up to v2 a request names its one member in the open. */
export const leaversOf = (request: Request<typeof LeaveGroup>, version: number): Leaver[] =>
  version < 3 ? [{ memberId: request.memberId, groupInstanceId: null, reason: null }] : request.members
