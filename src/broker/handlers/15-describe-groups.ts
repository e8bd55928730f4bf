import { handler } from '../../net/handler.ts'
import { DescribeGroups } from '../../protocol/apis/15-describe-groups.ts'
import { Errors } from '../../protocol/errors.ts'
import { MAY_DO } from '../authorized.ts'
import type { Broker } from '../context.ts'
import { allMembers, type Group } from '../groups/group.ts'
import { shardOf } from '../groups/groups.ts'
import { metadataFor } from '../groups/protocols.ts'

/** A group, its state and members. An unknown group is Dead; from v6 on that is also an error (KIP-1043). */
export const describeGroups = (broker: Broker) => handler({
  api: DescribeGroups,
  handle: (request, { version }) => ({
    groups: request.groups.map(groupId => {
      const { error, shard } = shardOf(broker, groupId)
      if (!shard) return failed(groupId, error)
      const group = shard.groups.get(groupId)
      if (group) return { ...describe(group), ...(request.includeAuthorizedOperations && { authorizedOperations: MAY_DO.group }) }
      return version >= 6 ? { ...failed(groupId, Errors.GROUP_ID_NOT_FOUND), errorMessage: `Group ${groupId} not found.`, groupState: 'Dead' } : {
        ...failed(groupId, Errors.NONE), groupState: 'Dead',
      }
    }),
  }),
  refuse: (request, error) => ({ groups: request.groups.map(groupId => failed(groupId, error)) }),
})

const failed = (groupId: string, errorCode: number) => ({ errorCode, groupId, groupState: '', protocolType: '', protocolData: '', members: [] })

/** What members subscribe to is told only while it is settled which protocol they do it in. */
function describe(group: Group) {
  const isSettled = group.state === 'Stable'
  return {
    errorCode: Errors.NONE, groupId: group.id, groupState: group.state, protocolType: group.protocolType ?? '',
    protocolData: isSettled ? group.protocolName ?? '' : '',
    members: allMembers(group).map(member => ({
      memberId: member.id, groupInstanceId: member.instanceId, clientId: member.clientId, clientHost: member.host,
      memberMetadata: isSettled ? metadataFor(member, group.protocolName) : new Uint8Array(0), memberAssignment: member.assignment,
    })),
  }
}
