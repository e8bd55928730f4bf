import type { TimerId } from '../../env/process.ts'
import type { Millis } from '../../env/units.ts'
import type { GroupView } from '../../env/view.ts'
import type { ReplyTo } from '../../net/handler.ts'
import type { GroupState } from './states.ts'

/** A classic consumer group (ClassicGroup). All of it is plain data; requests that wait for a barrier stand in their member. */
export interface Group {
  readonly id: string
  readonly partition: number
  state: GroupState
  previousState: GroupState
  /** When it got into its state; -1 when an old record did not say. */
  stateSince: Millis
  generation: number
  /** Null: offsets only, committed without membership. */
  protocolType: string | null
  protocolName: string | null
  leader: string | null
  /** In order of arrival. */
  readonly members: Map<string, Member>
  /** Ids given out with MEMBER_ID_REQUIRED and not yet joined with; each with the timer that takes it back. */
  readonly pendingMembers: Map<string, TimerId>
  /** Members of this generation that have not sent SyncGroup yet. */
  readonly pendingSync: Set<string>
  /** Someone joined while the initial rebalance was held back. */
  newMemberAdded: boolean
  joinTimer: TimerId | null
  syncTimer: TimerId | null
  /** As last shown; null when something changed since. */
  view: GroupView | null
}

export interface Member {
  readonly id: string
  readonly instanceId: string | null
  readonly clientId: string
  readonly host: string
  rebalanceTimeoutMs: Millis
  sessionTimeoutMs: Millis
  /** In the member's order of preference. */
  protocols: readonly Protocol[]
  assignment: Uint8Array
  /** Has not been answered its first JoinGroup. */
  isNew: boolean
  /** A JoinGroup that waits for the join barrier. */
  join: ReplyTo | null
  /** A SyncGroup that waits for the leader's assignment. */
  sync: ReplyTo | null
  session: TimerId | null
}

export interface Protocol { readonly name: string; readonly metadata: Uint8Array }

export const EMPTY_ASSIGNMENT = new Uint8Array(0)

export const newGroup = (id: string, partition: number, now: Millis): Group => ({
  id, partition, state: 'Empty', previousState: 'Empty', stateSince: now, generation: 0, protocolType: null, protocolName: null, leader: null,
  members: new Map(), pendingMembers: new Map(), pendingSync: new Set(), newMemberAdded: false, joinTimer: null, syncTimer: null, view: null,
})

export const allMembers = (group: Group): Member[] => [...group.members.values()]

/** The member that holds a `group.instance.id` (KIP-345). */
export const staticMember = (group: Group, instanceId: string): Member | undefined =>
  allMembers(group).find(member => member.instanceId === instanceId)

export const hasAllJoined = (group: Group): boolean => group.pendingMembers.size === 0 && allMembers(group).every(member => member.join !== null)

export const rebalanceTimeoutMs = (group: Group): Millis => allMembers(group).reduce((most, member) => Math.max(most, member.rebalanceTimeoutMs), 0)

/** Waiting for a barrier counts as a heartbeat, except for who is new and may have gone for good. */
export const hasSatisfiedHeartbeat = (member: Member): boolean => !member.isNew && (member.join !== null || member.sync !== null)

/** Takes a member out; leadership passes to the one that has been there longest. */
export function dropMember(group: Group, id: string): void {
  group.members.delete(id)
  group.pendingSync.delete(id)
  if (group.leader === id) group.leader = group.members.keys().next().value ?? null
}
