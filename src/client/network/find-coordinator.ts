import { FindCoordinator } from '../../protocol/apis/10-find-coordinator.ts'
import { Errors } from '../../protocol/errors.ts'
import { answerTo, type Outcome } from '../../net/outcome.ts'
import type { RequestInput, Versions } from '../../protocol/schema.ts'

/** Several keys in one request (KIP-699). */
export const FIND_COORDINATOR_VERSIONS: Versions = [4, 6]
export const findGroupCoordinator = (group: string): RequestInput<typeof FindCoordinator> => ({ keyType: 0, coordinatorKeys: [group] })

export interface FoundCoordinator { readonly error: number; readonly nodeId: number; readonly host: string; readonly port: number }
const UNKNOWN = { nodeId: -1, host: '', port: -1 }

/** What became of the question: a node, or an error. */
export function coordinatorIn(outcome: Outcome): FoundCoordinator {
  const answer = answerTo(FindCoordinator, outcome)?.coordinators[0]
  if (!answer) return { error: outcome.is === 'failed' && outcome.why === 'unsupported' ? Errors.UNSUPPORTED_VERSION : Errors.NETWORK_EXCEPTION, ...UNKNOWN }
  const { errorCode: error, nodeId, host, port } = answer
  return { error, nodeId, host, port }
}
