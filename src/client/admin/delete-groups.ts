import { DeleteGroups } from '../../protocol/apis/42-delete-groups.ts'
import { isRetriable } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

export interface DeleteGroupsCommand { readonly do: 'deleteGroups'; readonly groups: readonly string[] }
export interface DeletedGroup extends Outcome { readonly group: string }

interface State { readonly command: DeleteGroupsCommand; readonly done: Map<string, DeletedGroup> }

export const deleteGroups: Operation<DeleteGroupsCommand, State, readonly DeletedGroup[]> = {
  apis: [DeleteGroups as Api],
  begin: command => ({ command, done: new Map() }),
  plan: ({ command, done }) => command.groups.filter(group => !done.has(group))
    .map(group => ask({ to: 'coordinator', group }, DeleteGroups, { groupsNames: [group] })),
  take({ done }, _asked, response) {
    const [answer] = (response as Response<typeof DeleteGroups>).results
    if (!answer || isRetriable(answer.errorCode)) return answer?.errorCode ?? -1
    done.set(answer.groupId, { group: answer.groupId, ...outcomeOf(answer.errorCode) })
  },
  result: ({ done }) => [...done.values()],
}
