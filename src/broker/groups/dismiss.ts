import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import type { Group } from './group.ts'
import { logGroups } from './groups.ts'
import { completeJoin, completeSync, joinFailed } from './members.ts'
import { cancelJoin, cancelSync } from './rebalance.ts'

/** A group's coordinator is elsewhere now: waiting members must look for it, and no timer of its may go off here. */
export function dismiss(broker: Broker, group: Group): void {
  logGroups(broker, group.partition, `[GroupId=${group.id}] Unloading group metadata for generation ${group.generation}.`)
  for (const member of group.members.values()) {
    completeJoin(broker, member, joinFailed(member.id, Errors.NOT_COORDINATOR))
    completeSync(broker, member, { errorCode: Errors.NOT_COORDINATOR })
    if (member.session !== null) broker.node.env.cancel(member.session)
  }
  for (const timer of group.pendingMembers.values()) broker.node.env.cancel(timer)
  cancelJoin(broker, group)
  cancelSync(broker, group)
}
