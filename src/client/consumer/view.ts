import type { ConsumerView } from '../../env/view.ts'
import type { MemberState } from './member-states.ts'
import type { Membership } from './membership.ts'
import type { AssignedPartition } from './subscriptions.ts'

const STATES: Readonly<Record<MemberState, ConsumerView['state']>> = {
  UNJOINED: 'unjoined', PREPARING_REBALANCE: 'joining', COMPLETING_REBALANCE: 'syncing', STABLE: 'stable',
}

export const consumerView = (
  clientId: string, group: string | null, membership: Membership, assignment: readonly AssignedPartition[],
  { closed, delivered, lastError }: { closed: boolean; delivered: number; lastError: string | null },
): ConsumerView => ({
  kind: 'consumer', clientId, group, memberId: membership.generation.memberId || null, generation: membership.generation.id,
  state: closed ? 'closed' : STATES[membership.state],
  positions: Object.fromEntries(assignment.flatMap(({ id, position }) => position ? [[id, position.offset]] : [])),
  paused: assignment.filter(({ paused }) => paused).map(({ id }) => id),
  delivered, lastError,
})
