import { micros } from '../../env/units.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { JoinGroup } from '../../protocol/apis/11-join-group.ts'
import { SyncGroup } from '../../protocol/apis/14-sync-group.ts'
import { Errors } from '../../protocol/errors.ts'
import type { ResponseInput } from '../../protocol/schema.ts'
import { answer } from '../answers.ts'
import { after, tell, type Broker, type GroupTimer } from '../context.ts'
import { allMembers, dropMember, staticMember, type Group, type Member } from './group.ts'
import { logGroups } from './groups.ts'
import { metadataFor } from './protocols.ts'
import { stateAfter, type GroupEvent } from './states.ts'

export type JoinAnswer = ResponseInput<typeof JoinGroup>

/** Moves a group on, and says why. */
export function transition(broker: Broker, group: Group, event: GroupEvent, why: string): void {
  group.previousState = group.state
  group.state = stateAfter(group.state, event)
  group.stateSince = broker.node.env.wall()
  group.view = null
  tell(broker, { is: 'group.state', group: group.id, state: group.state, generation: group.generation, members: group.members.size, why })
}

/** Whether a member is who it says (ClassicGroup.validateMember): an instance id belongs to one member at a time. */
export function memberFault(broker: Broker, group: Group, memberId: string, instanceId: string | null, operation: string): number {
  if (instanceId !== null) {
    const holder = staticMember(group, instanceId)
    if (!holder) return Errors.UNKNOWN_MEMBER_ID
    if (holder.id !== memberId) {
      logGroups(broker, group.partition, `Request memberId=${memberId} for static member with groupInstanceId=${instanceId} is fenced by existing `
        + `memberId=${holder.id} during operation ${operation}`, 'INFO', 'classic.ClassicGroup')
      return Errors.FENCED_INSTANCE_ID
    }
  }
  return group.members.has(memberId) ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID
}

export const joinFailed = (memberId: string, errorCode: number): JoinAnswer => ({ errorCode, memberId, protocolName: null })

/** The generation as a member gets to know it; only the leader sees the others. */
export function joinedAnswer(group: Group, memberId: string, skipAssignment = false): JoinAnswer {
  const isLeader = group.leader === memberId
  return {
    generationId: group.generation, protocolType: group.protocolType, protocolName: group.protocolName, leader: group.leader ?? '',
    skipAssignment, memberId, members: isLeader ? allMembers(group).map(each => asSeenByLeader(group, each)) : [],
  }
}

const asSeenByLeader = (group: Group, member: Member) =>
  ({ memberId: member.id, groupInstanceId: member.instanceId, metadata: metadataFor(member, group.protocolName) })

export function completeJoin(broker: Broker, member: Member, body: JoinAnswer): void {
  if (member.join) answerJoin(broker, member.join, body)
  member.join = null
}

/** No protocol is null from v7 on, and an empty string before. */
export const answerJoin = (broker: Broker, to: ReplyTo, body: JoinAnswer): void =>
  answer(broker, JoinGroup, to, { ...body, protocolName: to.version >= 7 ? body.protocolName || null : body.protocolName ?? '' })

export function completeSync(broker: Broker, member: Member, body: ResponseInput<typeof SyncGroup>): boolean {
  if (!member.sync) return false
  answer(broker, SyncGroup, member.sync, body)
  member.sync = null
  return true
}

export function replaceTimer(broker: Broker, old: number | null, delayMs: number, timer: GroupTimer): number {
  if (old !== null) broker.node.env.cancel(old)
  return after(broker, delayMs * micros.perMilli, timer)
}

/** A member was heard of: its session begins anew. */
export function restartSession(broker: Broker, group: Group, member: Member, timeoutMs = member.sessionTimeoutMs): void {
  const timer = { is: 'memberSession', partition: group.partition, group: group.id, member: member.id } as const
  member.session = replaceTimer(broker, member.session, timeoutMs, timer)
}

/** Takes a member out with its timer; a JoinGroup it waits with is answered, so that it may try again. */
export function removeMember(broker: Broker, group: Group, member: Member): void {
  completeJoin(broker, member, joinFailed('', Errors.UNKNOWN_MEMBER_ID))
  if (member.session !== null) broker.node.env.cancel(member.session)
  dropMember(group, member.id)
  group.view = null
}

/** `checkout-2f6c…`: client or instance id, then a random UUID (version 4) as Java writes it. */
export function generateMemberId(broker: Broker, prefix: string): string {
  const bytes = broker.node.env.random.bytes16()
  const marked = bytes.map((byte, i) => i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte)
  const hex = Array.from(marked, byte => byte.toString(16).padStart(2, '0')).join('')
  return `${prefix}-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
