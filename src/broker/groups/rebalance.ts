import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { allMembers, EMPTY_ASSIGNMENT, hasAllJoined, rebalanceTimeoutMs, type Group, type Member } from './group.ts'
import { logGroups } from './groups.ts'
import { completeJoin, completeSync, joinedAnswer, removeMember, replaceTimer, restartSession, transition } from './members.ts'
import { selectProtocol } from './protocols.ts'
import { groupRecord } from './records.ts'
import { can } from './states.ts'
import { writeRecords } from './writes.ts'

/*
 * The two barriers of a rebalance (GroupMetadataManager): all members join, or the rebalance timeout is up; then all wait for the
 * leader's assignment. The first rebalance of an empty group is held back for a while, so that members started together join together.
 */

/** Something changed: begin to rebalance if the group is not at it already; if it is, perhaps this was the last one waited for. */
export function rebalanceOrCompleteJoin(broker: Broker, group: Group, reason: string): void {
  if (can(group.state, 'rebalance')) prepareRebalance(broker, group, reason)
  else maybeCompleteJoin(broker, group)
}

export function prepareRebalance(broker: Broker, group: Group, reason: string): void {
  if (group.state === 'CompletingRebalance') propagateAssignment(broker, group, new Map(), Errors.REBALANCE_IN_PROGRESS)
  cancelSync(broker, group)
  const isInitial = group.state === 'Empty'
  if (isInitial) holdBack(broker, group)
  transition(broker, group, 'rebalance', reason)
  logGroups(
    broker, group.partition,
    `Preparing to rebalance group ${group.id} in state ${group.state} with old generation ${group.generation} (reason: ${reason}).`,
  )
  if (isInitial) return
  if (hasAllJoined(group)) completeJoinPhase(broker, group)
  else scheduleJoin(broker, group)
}

function holdBack(broker: Broker, group: Group): void {
  const delayMs = initialDelayMs(broker)
  initialJoin(broker, group, delayMs, Math.max(rebalanceTimeoutMs(group) - delayMs, 0))
}

const initialDelayMs = (broker: Broker): number => broker.node.configs.broker().number('group.initial.rebalance.delay.ms')

function initialJoin(broker: Broker, group: Group, delayMs: number, remainingMs: number): void {
  const timer = { is: 'groupInitialJoin', partition: group.partition, group: group.id, delayMs, remainingMs } as const
  group.joinTimer = replaceTimer(broker, group.joinTimer, delayMs, timer)
}

/** Someone new came while it was held back: hold back once more, but never longer than the rebalance timeout altogether. */
export function onInitialDelay(broker: Broker, group: Group, delayMs: number, remainingMs: number): void {
  group.joinTimer = null
  if (!group.newMemberAdded || remainingMs === 0) return completeJoinPhase(broker, group)
  group.newMemberAdded = false
  initialJoin(broker, group, Math.min(initialDelayMs(broker), remainingMs), Math.max(remainingMs - delayMs, 0))
}

const scheduleJoin = (broker: Broker, group: Group): void => {
  group.joinTimer = replaceTimer(broker, group.joinTimer, rebalanceTimeoutMs(group), { is: 'groupJoin', partition: group.partition, group: group.id })
}

export function maybeCompleteJoin(broker: Broker, group: Group): void {
  if (group.state === 'PreparingRebalance' && group.previousState !== 'Empty' && hasAllJoined(group)) completeJoinPhase(broker, group)
}

/** The join barrier falls: who has not come is out, unless it is a static member; the rest is the next generation. */
export function completeJoinPhase(broker: Broker, group: Group): void {
  cancelJoin(broker, group)
  dropAbsent(broker, group)
  const joined = allMembers(group).find(member => member.join !== null)
  if (!joined && group.members.size > 0) {
    logGroups(broker, group.partition, `Group ${group.id} could not complete rebalance because no members rejoined.`, 'ERROR')
    return scheduleJoin(broker, group)
  }
  group.generation++
  group.pendingSync.clear()
  if (joined) beginGeneration(broker, group, joined)
  else becomeEmpty(broker, group)
}

function dropAbsent(broker: Broker, group: Group): void {
  const absent = allMembers(group).filter(member => member.join === null && member.instanceId === null)
  if (absent.length === 0) return
  for (const member of absent) removeMember(broker, group, member)
  logGroups(broker, group.partition, `Group ${group.id} removed dynamic members who haven't joined: [${absent.map(member => member.id).join(', ')}]`)
}

function becomeEmpty(broker: Broker, group: Group): void {
  group.protocolName = null
  group.leader = null
  transition(broker, group, 'emptied', 'no members')
  logGroups(broker, group.partition, `Group ${group.id} with generation ${group.generation} is now empty.`)
  writeRecords(broker, group.partition, [groupRecord(group, new Map())], { is: 'nothing' })
}

function beginGeneration(broker: Broker, group: Group, joined: Member): void {
  if (group.members.get(group.leader!)?.join === null) electLeader(broker, group, joined)
  group.protocolName = selectProtocol(group)
  transition(broker, group, 'joined', `generation ${group.generation} with ${group.members.size} members`)
  logGroups(broker, group.partition, `Stabilized group ${group.id} generation ${group.generation} with ${group.members.size} members.`)
  for (const member of allMembers(group)) {
    completeJoin(broker, member, joinedAnswer(group, member.id))
    restartSession(broker, group, member)
    member.isNew = false
    group.pendingSync.add(member.id)
  }
  const timer = { is: 'groupSync', partition: group.partition, group: group.id, generation: group.generation } as const
  group.syncTimer = replaceTimer(broker, group.syncTimer, rebalanceTimeoutMs(group), timer)
}

function electLeader(broker: Broker, group: Group, joined: Member): void {
  const absent = group.members.get(group.leader!)
  group.leader = joined.id
  logGroups(broker, group.partition, `Group leader [memberId: ${absent?.id}, groupInstanceId: ${absent?.instanceId ?? 'None'}] failed to join `
    + 'before the rebalance timeout. '
    + `Member ${joined.id} was elected as the new leader.`)
}

/** Gives each member its part, and answers those that wait for it. */
export function propagateAssignment(broker: Broker, group: Group, assignments: ReadonlyMap<string, Uint8Array>, errorCode: number): void {
  const { protocolType, protocolName } = errorCode === Errors.NONE ? group : { protocolType: null, protocolName: null }
  for (const member of allMembers(group)) {
    member.assignment = assignments.get(member.id) ?? EMPTY_ASSIGNMENT
    if (completeSync(broker, member, { errorCode, protocolType, protocolName, assignment: member.assignment })) restartSession(broker, group, member)
  }
  group.view = null
}

/** Members that joined and never asked for their assignment go, after a rebalance timeout more. */
export function onSyncTimeout(broker: Broker, group: Group, generation: number): void {
  group.syncTimer = null
  if (generation !== group.generation || group.pendingSync.size === 0 || (group.state !== 'CompletingRebalance' && group.state !== 'Stable')) return
  const missing = [...group.pendingSync]
  for (const id of missing) removeMember(broker, group, group.members.get(id)!)
  prepareRebalance(broker, group, `Removing [${missing.join(', ')}] on pending sync request expiration`)
}

export function cancelJoin(broker: Broker, group: Group): void {
  if (group.joinTimer !== null) broker.node.env.cancel(group.joinTimer)
  group.joinTimer = null
}

export function cancelSync(broker: Broker, group: Group): void {
  group.pendingSync.clear()
  if (group.syncTimer !== null) broker.node.env.cancel(group.syncTimer)
  group.syncTimer = null
}
