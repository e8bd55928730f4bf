import { tableLines, type Column } from '../text/table.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import type { GroupOptions } from './options.ts'

/** `--list`, with `--state` and `--type` as columns and as filters. */
export function* listGroups(shell: Shell, { options, states, types }: GroupOptions): Telling<void> {
  const groups = (yield* ask({ do: 'listGroups', states, types })).filter(({ protocolType }) => protocolType === 'consumer' || protocolType === '')
  const withType = options.has('type'), withState = options.has('state')
  if (!withType && !withState) return groups.forEach(({ group }) => shell.out(group))
  const columns: Column[] = [
    { head: 'GROUP', width: 25 }, ...withType ? [{ head: 'TYPE', width: 20 }] : [], ...withState ? [{ head: 'STATE', width: 20 }] : [],
  ]
  const rows = groups.map(({ group, type, state }) => [group, ...withType ? [typeName(type)] : [], ...withState ? [state] : []])
  for (const line of tableLines(columns, rows)) shell.out(line)
}

/** GroupType.toString. */
const typeName = (type: string): string => type.slice(0, 1).toUpperCase() + type.slice(1)
