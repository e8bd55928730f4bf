import { ListGroups } from '../../protocol/apis/16-list-groups.ts'
import { isRetriable } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { compareText } from '../topic-partition.ts'
import { ask, type Ask, type Operation } from './operation.ts'

export interface ListGroupsCommand { readonly do: 'listGroups'; readonly states?: readonly string[]; readonly types?: readonly string[] }
export interface ListedGroup { readonly group: string; readonly protocolType: string; readonly state: string; readonly type: string }

interface State { readonly command: ListGroupsCommand; readonly asked: Set<number>; readonly groups: Map<string, ListedGroup> }

/** Each broker knows the groups it coordinates, so each is asked. */
export const listGroups: Operation<ListGroupsCommand, State, readonly ListedGroup[]> = {
  apis: [ListGroups as Api],
  begin: command => ({ command, asked: new Set(), groups: new Map() }),
  plan: ({ command, asked }, cluster) => [...cluster.nodes.keys()].filter(node => !asked.has(node)).map((node): Ask =>
    ask({ to: 'node', node }, ListGroups, { statesFilter: command.states ?? [], typesFilter: command.types ?? [] }, node)),
  take({ asked, groups }, { about }, response) {
    const answer = response as Response<typeof ListGroups>
    if (isRetriable(answer.errorCode)) return answer.errorCode
    asked.add(about as number)
    for (const { groupId, protocolType, groupState, groupType } of answer.groups) {
      groups.set(groupId, { group: groupId, protocolType, state: groupState, type: groupType })
    }
  },
  result: ({ groups }) => [...groups.values()].sort((a, b) => compareText(a.group, b.group)),
}
