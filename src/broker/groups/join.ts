import type { RequestContext } from '../../net/handler.ts'
import type { JoinGroup } from '../../protocol/apis/11-join-group.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { allMembers, EMPTY_ASSIGNMENT, newGroup, staticMember, type Group, type Member } from './group.ts'
import { logGroups, shardOf, type Shard } from './groups.ts'
import { answerJoin, generateMemberId, joinedAnswer, joinFailed, memberFault, replaceTimer, restartSession } from './members.ts'
import { sameProtocols, supportsProtocols } from './protocols.ts'
import { rebalanceOrCompleteJoin } from './rebalance.ts'
import { groupRecord } from './records.ts'
import { replaceStaticMember } from './static-join.ts'
import { writeRecords } from './writes.ts'

export type JoinRequest = Request<typeof JoinGroup>
/** A JoinGroup under way: who asks, what, and of which group. */
export interface Joining { readonly broker: Broker; readonly request: JoinRequest; readonly context: RequestContext; readonly group: Group }

/** Members that have an id from v4 on must show it again, so that lost answers leave no ghosts behind (KIP-394). */
const MEMBER_ID_REQUIRED_SINCE = 4
/** A new member's first JoinGroup waits at most this long (KIP-394: CLASSIC_GROUP_NEW_MEMBER_JOIN_TIMEOUT_MS). */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1000

/** GroupMetadataManager.classicGroupJoinToClassicGroup: answers now, or leaves the request waiting in its member. */
export function joinGroup(broker: Broker, request: JoinRequest, context: RequestContext): void {
  const refuse = (error: number, memberId = request.memberId) => answerJoin(broker, context.replyTo, joinFailed(memberId, error))
  const fault = requestFault(broker, request)
  if (fault !== Errors.NONE) return refuse(fault)
  const { error, shard } = shardOf(broker, request.groupId)
  if (!shard) return refuse(error)
  const known = shard.groups.get(request.groupId)
  if (!known && request.memberId !== '') return refuse(Errors.UNKNOWN_MEMBER_ID)
  const group = known ?? createGroup(broker, shard, request.groupId)
  if (!hasRoom(broker, group, request.memberId)) return refuse(Errors.GROUP_MAX_SIZE_REACHED, '')
  if (!supportsProtocols(group, request.protocolType, request.protocols)) return refuse(Errors.INCONSISTENT_GROUP_PROTOCOL)
  const joining = { broker, request, context, group }
  if (request.memberId === '') joinNew(joining)
  else joinKnown(joining)
}

function requestFault(broker: Broker, { groupId, sessionTimeoutMs }: JoinRequest): number {
  if (groupId === '') return Errors.INVALID_GROUP_ID
  const configs = broker.node.configs.broker()
  const isLegal = sessionTimeoutMs >= configs.number('group.min.session.timeout.ms')
    && sessionTimeoutMs <= configs.number('group.max.session.timeout.ms')
  return isLegal ? Errors.NONE : Errors.INVALID_SESSION_TIMEOUT
}

/** A group that has only offsets leaves no record of its own. */
export function addGroup(broker: Broker, shard: Shard, id: string): Group {
  const group = newGroup(id, shard.partition, broker.node.env.wall())
  shard.groups.set(id, group)
  return group
}

/** A new group is in the log from its first moment. */
function createGroup(broker: Broker, shard: Shard, id: string): Group {
  const group = addGroup(broker, shard, id)
  writeRecords(broker, shard.partition, [groupRecord(group, new Map())], { is: 'nothing' })
  return group
}

/** `group.max.size` */
function hasRoom(broker: Broker, group: Group, memberId: string): boolean {
  const most = broker.node.configs.broker().number('group.max.size'), member = group.members.get(memberId)
  if (group.state === 'Empty') return true
  if (group.state !== 'PreparingRebalance') return member !== undefined || group.members.size < most
  return (member !== undefined && member.join !== null) || allMembers(group).filter(each => each.join !== null).length < most
}

function joinNew(joining: Joining): void {
  const { broker, request, context, group } = joining
  const id = generateMemberId(broker, request.groupInstanceId ?? context.clientId ?? '')
  if (request.groupInstanceId !== null) return joinStatic(joining, request.groupInstanceId, id)
  const opening = `Dynamic member with unknown member id joins group ${group.id} in`
  if (context.version < MEMBER_ID_REQUIRED_SINCE) {
    logGroups(broker, group.partition, `${opening} state ${group.state}. Created a new member id ${id} and added the member to the group.`)
    return addMember(joining, id)
  }
  logGroups(
    broker, group.partition, `${opening} ${group.state} state. Created a new member id ${id} and requesting the member to rejoin with this id.`,
  )
  const timer = { is: 'memberSession', partition: group.partition, group: group.id, member: id } as const
  group.pendingMembers.set(id, replaceTimer(broker, null, request.sessionTimeoutMs, timer))
  answerJoin(broker, context.replyTo, joinFailed(id, Errors.MEMBER_ID_REQUIRED))
}

function joinStatic(joining: Joining, instanceId: string, id: string): void {
  const { broker, group } = joining, holder = staticMember(group, instanceId)
  const opening = `Static member with groupInstanceId=${instanceId} and unknown member id joins group ${group.id} in ${group.state} state.`
  if (holder) {
    logGroups(broker, group.partition, `${opening} Replacing previously mapped member ${holder.id} with this groupInstanceId.`)
    return replaceStaticMember(joining, holder, id)
  }
  logGroups(broker, group.partition, `${opening} Created a new member id ${id} for this member and added to the group.`)
  addMember(joining, id)
}

function addMember(joining: Joining, id: string): void {
  const { broker, request, context, group } = joining
  const member: Member = {
    id, instanceId: request.groupInstanceId, clientId: context.clientId ?? '', host: `/${context.host}`, rebalanceTimeoutMs: rebalanceTimeoutOf(request),
    sessionTimeoutMs: request.sessionTimeoutMs, protocols: request.protocols, assignment: EMPTY_ASSIGNMENT, isNew: true,
    join: context.replyTo, sync: null, session: null,
  }
  if (group.state === 'PreparingRebalance' && group.previousState === 'Empty') group.newMemberAdded = true
  if (group.members.size === 0) group.protocolType = request.protocolType
  group.members.set(id, member)
  group.leader ??= id
  group.view = null
  forgetPending(broker, group, id)
  restartSession(broker, group, member, NEW_MEMBER_JOIN_TIMEOUT_MS)
  rebalanceOrCompleteJoin(
    broker, group, `Adding new member ${id} with group instance id ${request.groupInstanceId}; client reason: ${reasonOf(request)}`,
  )
}

/** v0 has no rebalance timeout of its own. */
export const rebalanceTimeoutOf = ({ rebalanceTimeoutMs, sessionTimeoutMs }: JoinRequest): number =>
  rebalanceTimeoutMs < 0 ? sessionTimeoutMs : rebalanceTimeoutMs

export const reasonOf = (request: JoinRequest): string => request.reason || 'not provided'

export function forgetPending(broker: Broker, group: Group, id: string): void {
  const timer = group.pendingMembers.get(id)
  if (timer !== undefined) broker.node.env.cancel(timer)
  group.pendingMembers.delete(id)
}

function joinKnown(joining: Joining): void {
  const { broker, request, context, group } = joining, { memberId } = request
  if (group.pendingMembers.has(memberId)) {
    logGroups(
      broker, group.partition, `Pending dynamic member with id ${memberId} joins group ${group.id} in ${group.state} state. Adding to the group now.`,
    )
    return addMember(joining, memberId)
  }
  const fault = memberFault(broker, group, memberId, request.groupInstanceId, 'join-group')
  if (fault !== Errors.NONE) return answerJoin(broker, context.replyTo, joinFailed(memberId, fault))
  const member = group.members.get(memberId)!, reason = rejoinReason(group, member, request)
  if (reason === null) return answerJoin(broker, context.replyTo, joinedAnswer(group, memberId))
  rejoin(joining, member, `${reason}; client reason: ${reasonOf(request)}`)
}

/**
 * Why a member that joins again makes the group rebalance; null: it only missed an answer, and gets this generation's again. A
 * leader may always ask for a rebalance: that is how changes only it can see (new partitions) get assigned.
 */
function rejoinReason(group: Group, member: Member, request: JoinRequest): string | null {
  if (group.state === 'PreparingRebalance') return `Member ${member.id} is joining group during ${group.state}`
  if (group.state === 'Stable' && group.leader === member.id) return `Leader ${member.id} re-joining group during ${group.state}`
  return sameProtocols(member.protocols, request.protocols) ? null : `Updating metadata for member ${member.id} during ${group.state}`
}

function rejoin({ broker, request, context, group }: Joining, member: Member, reason: string): void {
  member.protocols = request.protocols
  member.rebalanceTimeoutMs = rebalanceTimeoutOf(request)
  member.sessionTimeoutMs = request.sessionTimeoutMs
  member.join = context.replyTo
  rebalanceOrCompleteJoin(broker, group, reason)
}
