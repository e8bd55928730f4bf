import type { Options } from '../options/options.ts'
import { ask, type Shell, type Telling } from '../tool.ts'

export function printError(shell: Shell, message: string): void {
  shell.out()
  shell.out(`Error: ${message}`)
}

/** The groups named, or all there are. */
export function* chosenGroups(options: Options): Telling<readonly string[]> {
  if (!options.has('all-groups')) return [...new Set(options.all('group'))]
  return (yield* ask({ do: 'listGroups' })).filter(({ protocolType }) => protocolType === 'consumer' || protocolType === '').map(({ group }) => group)
}
