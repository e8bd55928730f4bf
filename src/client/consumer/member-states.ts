import type { ErrorName } from '../../protocol/errors.ts'

/** Where a member is in its group's life (AbstractCoordinator.MemberState), and what it sends there. */
export type MemberState = 'UNJOINED' | 'PREPARING_REBALANCE' | 'COMPLETING_REBALANCE' | 'STABLE'
export type MemberEvent = 'join' | 'joined' | 'synced' | 'lost'

export const memberStates: Readonly<Record<MemberState, { readonly heartbeats: boolean; readonly on: Readonly<Partial<Record<MemberEvent, MemberState>>> }>> = {
  UNJOINED: { heartbeats: false, on: { join: 'PREPARING_REBALANCE', lost: 'UNJOINED' } },
  PREPARING_REBALANCE: { heartbeats: false, on: { join: 'PREPARING_REBALANCE', joined: 'COMPLETING_REBALANCE', lost: 'UNJOINED' } },
  COMPLETING_REBALANCE: { heartbeats: true, on: { join: 'PREPARING_REBALANCE', synced: 'STABLE', lost: 'UNJOINED' } },
  STABLE: { heartbeats: true, on: { join: 'PREPARING_REBALANCE', lost: 'UNJOINED' } },
}

/** What helps against an error of the group protocol. */
export type Remedy =
  /** Wait, then ask the same coordinator again. */
  | 'again'
  /** Find the coordinator first. */
  | 'find'
  /** Join anew under the member id that came with the error. */
  | 'take id'
  /** The coordinator does not know this generation; with `forget member` not this member either. Join anew, at once. */
  | 'forget generation' | 'forget member'
  /** Join anew as the member it is, at once. */
  | 'rejoin'
  | 'fatal'

/** By request and error (JoinGroupResponseHandler, SyncGroupResponseHandler, HeartbeatResponseHandler). What is not listed is fatal. */
export const remedies: Readonly<Record<'join' | 'sync' | 'heartbeat', Readonly<Partial<Record<ErrorName, Remedy>>>>> = {
  join: {
    COORDINATOR_LOAD_IN_PROGRESS: 'again', REBALANCE_IN_PROGRESS: 'again', MEMBER_ID_REQUIRED: 'take id', UNKNOWN_MEMBER_ID: 'forget member',
    COORDINATOR_NOT_AVAILABLE: 'find', NOT_COORDINATOR: 'find', NETWORK_EXCEPTION: 'find',
  },
  sync: {
    REBALANCE_IN_PROGRESS: 'rejoin', ILLEGAL_GENERATION: 'forget generation', UNKNOWN_MEMBER_ID: 'forget member', COORDINATOR_LOAD_IN_PROGRESS: 'again',
    COORDINATOR_NOT_AVAILABLE: 'find', NOT_COORDINATOR: 'find', NETWORK_EXCEPTION: 'find',
  },
  heartbeat: {
    REBALANCE_IN_PROGRESS: 'rejoin', ILLEGAL_GENERATION: 'forget generation', UNKNOWN_MEMBER_ID: 'forget member',
    COORDINATOR_LOAD_IN_PROGRESS: 'again', COORDINATOR_NOT_AVAILABLE: 'find', NOT_COORDINATOR: 'find', NETWORK_EXCEPTION: 'find',
  },
}
