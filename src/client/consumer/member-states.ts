/** Where a member is in its group's life (AbstractCoordinator.MemberState), and what it sends there. */
export type MemberState = 'UNJOINED' | 'PREPARING_REBALANCE' | 'COMPLETING_REBALANCE' | 'STABLE'
export type MemberEvent = 'join' | 'joined' | 'synced' | 'lost'

export const memberStates: Readonly<Record<MemberState, { readonly heartbeats: boolean; readonly on: Readonly<Partial<Record<MemberEvent, MemberState>>> }>> = {
  UNJOINED: { heartbeats: false, on: { join: 'PREPARING_REBALANCE', lost: 'UNJOINED' } },
  PREPARING_REBALANCE: { heartbeats: false, on: { join: 'PREPARING_REBALANCE', joined: 'COMPLETING_REBALANCE', lost: 'UNJOINED' } },
  COMPLETING_REBALANCE: { heartbeats: true, on: { join: 'PREPARING_REBALANCE', synced: 'STABLE', lost: 'UNJOINED' } },
  STABLE: { heartbeats: true, on: { join: 'PREPARING_REBALANCE', lost: 'UNJOINED' } },
}
