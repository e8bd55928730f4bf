import { FindCoordinator } from '../../protocol/apis/10-find-coordinator.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import { FIND_COORDINATOR_VERSIONS, findGroupCoordinator } from '../network/find-coordinator.ts'
import { outcomeOf } from '../error-text.ts'
import { Refusal, single } from './operation.ts'

export interface FindCoordinatorCommand { readonly do: 'findCoordinator'; readonly group: string }
export interface CoordinatorNode { readonly id: number; readonly host: string; readonly port: number }

type Find = typeof FindCoordinator
/** Which broker coordinates a group; Java's admin shows it with the group's description. */
export const findCoordinator = single<FindCoordinatorCommand, CoordinatorNode, Find['request']['fields'], Find['response']['fields']>({
  api: FindCoordinator,
  versions: FIND_COORDINATOR_VERSIONS,
  whom: () => ({ to: 'any' }),
  request: ({ group }) => findGroupCoordinator(group),
  read({ coordinators }) {
    const { errorCode, errorMessage, nodeId, host, port } = coordinators[0]!
    if (isRetriable(errorCode)) return errorCode
    if (errorCode !== Errors.NONE) throw new Refusal(outcomeOf(errorCode, errorMessage).message!)
    return { id: nodeId, host, port }
  },
})
