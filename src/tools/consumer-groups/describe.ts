import type { DescribedGroup } from '../../client/admin/describe-groups.ts'
import { apiException, executionException } from '../exception.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { chosenGroups } from './shared.ts'
import { membersTable } from './describe-members.ts'
import { offsetsTable } from './describe-offsets.ts'
import { stateTable } from './describe-state.ts'
import type { GroupOptions } from './options.ts'

/** `--describe`: offsets unless `--members` or `--state` is asked for; a table a group. */
export function* describeGroups(shell: Shell, { options }: GroupOptions): Telling<void> {
  const groups = yield* chosenGroups(options), verbose = options.has('verbose')
  const described = yield* ask({ do: 'describeGroups', groups })
  const failed = described.find(({ error }) => error !== null)
  if (failed) throw executionException(apiException(failed.error!, failed.message!))
  for (const group of described) {
    const lines = options.has('members') ? membersTable(group, verbose) : yield* (options.has('state') ? stateTable : offsetsTable)(group, verbose)
    if (announced(shell, group) || options.has('state')) for (const line of ['', ...lines]) shell.out(line)
  }
}

/** Says of a group that nobody is in it; false: there is nothing to show of it at all. */
function announced(shell: Shell, { group, state }: DescribedGroup): boolean {
  const say = SAYINGS[state]
  if (say) shell.err(`\n${say(group)}`)
  return state !== 'Dead'
}

const SAYINGS: Readonly<Record<string, (group: string) => string>> = {
  Dead: group => `Consumer group '${group}' does not exist.`,
  Empty: group => `Consumer group '${group}' has no active members.`,
  PreparingRebalance: group => `Warning: Consumer group '${group}' is rebalancing.`,
  CompletingRebalance: group => `Warning: Consumer group '${group}' is rebalancing.`,
}
