import { hashOfText, inHashOrder } from '../text/java-order.ts'
import { outcomeText } from '../exception.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { chosenGroups, printError } from './shared.ts'
import type { GroupOptions } from './options.ts'

export function* deleteGroups(shell: Shell, { options }: GroupOptions): Telling<void> {
  const groups = yield* chosenGroups(options)
  const results = inHashOrder(yield* ask({ do: 'deleteGroups', groups }), ({ group }) => hashOfText(group))
  const failed = results.filter(({ error }) => error !== null)
  const deleted = results.filter(({ error }) => error === null).map(({ group }) => `'${group}'`).join(', ')
  if (failed.length === 0) return shell.out(`Deletion of requested consumer groups (${deleted}) was successful.`)
  printError(shell, 'Deletion of some consumer groups failed:')
  for (const each of failed) shell.out(`* Group '${each.group}' could not be deleted due to: ${outcomeText(each)}`)
  if (deleted !== '') shell.out(`\nThese consumer groups were deleted successfully: ${deleted}`)
}
