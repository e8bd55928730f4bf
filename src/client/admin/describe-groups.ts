import type { PartitionId } from '../../env/domain-event.ts'
import { DescribeGroups } from '../../protocol/apis/15-describe-groups.ts'
import { isRetriable } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { decodeAssignment } from '../consumer/consumer-protocol.ts'
import { outcomeOf } from '../error-text.ts'
import { idOf } from '../topic-partition.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

export interface DescribeGroupsCommand { readonly do: 'describeGroups'; readonly groups: readonly string[] }
export interface DescribedGroup extends Outcome {
  readonly group: string
  readonly state: string
  readonly protocolType: string
  readonly protocol: string
  readonly members: readonly { readonly id: string; readonly instanceId: string | null; readonly clientId: string; readonly host: string; readonly partitions: readonly PartitionId[] }[]
}

interface State { readonly command: DescribeGroupsCommand; readonly found: Map<string, DescribedGroup> }
type GroupAnswer = Response<typeof DescribeGroups>['groups'][number]

export const describeGroups: Operation<DescribeGroupsCommand, State, readonly DescribedGroup[]> = {
  apis: [DescribeGroups as Api],
  begin: command => ({ command, found: new Map() }),
  plan: ({ command, found }) => command.groups.filter(group => !found.has(group)).map(askGroup),
  take({ found }, _asked, response) {
    const [answer] = (response as Response<typeof DescribeGroups>).groups
    if (!answer || isRetriable(answer.errorCode)) return answer?.errorCode ?? -1
    found.set(answer.groupId, describedGroup(answer))
  },
  result: ({ found }) => [...found.values()],
}

export const askGroup = (group: string) => ask({ to: 'coordinator', group }, DescribeGroups, { groups: [group] })

export const describedGroup = (answer: GroupAnswer): DescribedGroup => ({
  group: answer.groupId, state: answer.groupState, protocolType: answer.protocolType, protocol: answer.protocolData,
  ...outcomeOf(answer.errorCode, answer.errorMessage),
  members: answer.members.map(member => ({
    id: member.memberId, instanceId: member.groupInstanceId, clientId: member.clientId, host: member.clientHost,
    partitions: answer.protocolType === 'consumer' ? decodeAssignment(member.memberAssignment).map(idOf) : [],
  })),
})
