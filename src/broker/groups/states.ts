import type { GroupView } from '../../env/view.ts'

export type GroupState = GroupView['state']
export type GroupEvent = 'rebalance' | 'joined' | 'emptied' | 'synced' | 'deleted'

/**
 * A classic group's life (ClassicGroupState). `rebalance`: membership or subscriptions change, all must join again. `joined`: the
 * join barrier is complete, the leader assigns. `synced`: its assignment is stored. `emptied`: nobody joined.
 */
export const GROUP_STATES: Readonly<Record<GroupState, Readonly<Partial<Record<GroupEvent, GroupState>>>>> = {
  Empty: { rebalance: 'PreparingRebalance', deleted: 'Dead' },
  PreparingRebalance: { joined: 'CompletingRebalance', emptied: 'Empty', deleted: 'Dead' },
  CompletingRebalance: { synced: 'Stable', rebalance: 'PreparingRebalance', deleted: 'Dead' },
  Stable: { rebalance: 'PreparingRebalance', deleted: 'Dead' },
  Dead: {},
}

export const can = (state: GroupState, event: GroupEvent): boolean => GROUP_STATES[state][event] !== undefined

export function stateAfter(state: GroupState, event: GroupEvent): GroupState {
  const next = GROUP_STATES[state][event]
  if (!next) throw new Error(`a group in state ${state} cannot be ${event}`)
  return next
}
