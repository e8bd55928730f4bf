import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import type { AfterWrite } from './after-write.ts'
import { allMembers, type Group, type Member } from './group.ts'
import { logGroups } from './groups.ts'
import { rebalanceTimeoutOf, reasonOf, type Joining } from './join.ts'
import { answerJoin, completeJoin, completeSync, joinedAnswer, joinFailed, restartSession } from './members.ts'
import { selectProtocol } from './protocols.ts'
import { maybeCompleteJoin, prepareRebalance } from './rebalance.ts'
import { groupRecord } from './records.ts'
import { memberError, writeRecords } from './writes.ts'

/** From v9 on a member can be told that it leads and need not assign (KIP-814). */
const SKIP_ASSIGNMENT_SINCE = 9
const NO_REBALANCE = 'Static member which joins during Stable stage and doesn\'t affect the selected protocol will not trigger a rebalance.'

/**
 * A static member came back under a new id: it takes the old one's place and assignment, without a rebalance if the group is stable
 * and would agree on the same protocol (KIP-345). Whoever still speaks with the old id is fenced.
 */
export function replaceStaticMember(joining: Joining, holder: Member, id: string): void {
  const { broker, request, context, group } = joining, formerLeader = group.leader
  const member = takePlace(joining, holder, id), why = `client reason: ${reasonOf(request)}`
  if (group.state === 'CompletingRebalance') {
    return prepareRebalance(broker, group, `Updating metadata for static member ${id} with instance id ${member.instanceId}; ${why}`)
  }
  if (group.state !== 'Stable') return maybeCompleteJoin(broker, group)
  if (selectProtocol(group) !== group.protocolName) {
    return prepareRebalance(broker, group, `Group's selectedProtocol will change because static member ${id} with instance id `
      + `${member.instanceId} joined with change of protocol; ${why}`)
  }
  logGroups(broker, group.partition, NO_REBALANCE)
  const record = groupRecord(group, new Map(allMembers(group).map(each => [each.id, each.assignment])))
  const then = { is: 'replaced', partition: group.partition, group: group.id, member: id, formerLeader, to: context.replyTo } as const
  writeRecords(broker, group.partition, [record], then)
}

function takePlace({ broker, request, context, group }: Joining, holder: Member, id: string): Member {
  completeJoin(broker, holder, joinFailed(holder.id, Errors.FENCED_INSTANCE_ID))
  completeSync(broker, holder, { errorCode: Errors.FENCED_INSTANCE_ID })
  if (holder.session !== null) broker.node.env.cancel(holder.session)
  const member: Member = {
    ...holder, id, session: null, join: context.replyTo, sync: null,
    protocols: request.protocols, rebalanceTimeoutMs: rebalanceTimeoutOf(request), sessionTimeoutMs: request.sessionTimeoutMs,
  }
  renameMember(group, holder.id, member)
  restartSession(broker, group, member)
  return member
}

/** The new id goes to the end of the line, as a member that has just come. */
function renameMember(group: Group, oldId: string, member: Member): void {
  group.members.delete(oldId)
  group.members.set(member.id, member)
  if (group.leader === oldId) group.leader = member.id
  if (group.pendingSync.delete(oldId)) group.pendingSync.add(member.id)
  group.view = null
}

export function answerStaticMember(broker: Broker, then: AfterWrite & { is: 'replaced' }, error: number): void {
  const group = broker.groups.shards.get(then.partition)?.groups.get(then.group), member = group?.members.get(then.member)
  if (!group || !member) return answerJoin(broker, then.to, joinFailed('', error === Errors.NONE ? Errors.UNKNOWN_MEMBER_ID : memberError(error)))
  if (error !== Errors.NONE) {
    return completeJoin(broker, member, { ...joinFailed('', memberError(error)), generationId: group.generation, leader: then.formerLeader ?? '' })
  }
  const isLeader = group.leader === then.member
  if (then.to.version >= SKIP_ASSIGNMENT_SINCE) completeJoin(broker, member, joinedAnswer(group, then.member, isLeader))
  else completeJoin(broker, member, { ...joinedAnswer(group, then.member), leader: then.formerLeader ?? '', members: [] })
}
