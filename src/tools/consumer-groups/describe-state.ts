import type { DescribedGroup } from '../../client/admin/describe-groups.ts'
import { atLeastAsWide, tableLines, type Column } from '../text/table.ts'
import { ask, type Telling } from '../tool.ts'

/** `--describe --state`. Epochs are those of KIP-848, which classic groups do not have. */
export function* stateTable({ group, protocol, state, members }: DescribedGroup, verbose: boolean): Telling<string[]> {
  const { host, port, id } = yield* ask({ do: 'findCoordinator', group })
  const coordinator = `${host}:${port}  (${id})`
  const columns: Column[] = [
    atLeastAsWide('GROUP', 15, [group]), { head: 'COORDINATOR (ID)', width: Math.max(25, coordinator.length) },
    { head: 'ASSIGNMENT-STRATEGY', width: 20 }, { head: 'STATE', width: 20 },
    ...verbose ? [{ head: 'GROUP-EPOCH', width: 15 }, { head: 'TARGET-ASSIGNMENT-EPOCH', width: 25 }] : [], { head: '#MEMBERS', width: 0 },
  ]
  return tableLines(columns, [[group, coordinator, protocol || '-', state, ...verbose ? ['-', '-'] : [], String(members.length)]])
}
