import { ToolException } from '../exception.ts'
import { adminConfigs } from '../text/properties.ts'
import { connect, type Shell, type Telling } from '../tool.ts'
import { deleteGroups } from './delete.ts'
import { deleteOffsets } from './delete-offsets.ts'
import { describeGroups } from './describe.ts'
import { listGroups } from './list.ts'
import { groupOptions, type GroupAction, type GroupOptions } from './options.ts'
import { resetOffsets } from './reset.ts'
import { printError } from './shared.ts'
import { validateRegex } from './validate-regex.ts'

const actions: Readonly<Record<Exclude<GroupAction, 'validate-regex'>, (shell: Shell, given: GroupOptions) => Telling<void>>> = {
  list: listGroups, describe: describeGroups, delete: deleteGroups, 'reset-offsets': resetOffsets, 'delete-offsets': deleteOffsets,
}

/** kafka-consumer-groups.sh (ConsumerGroupCommand). Whatever the cluster refuses is printed, and yet the tool exits with 0. */
export function* consumerGroups(shell: Shell): Telling<number> {
  const given = parse(shell)
  if (given === null) return 1
  try {
    if (given.action === 'validate-regex') validateRegex(shell, given)
    else {
      yield* connect(adminConfigs(shell, given.options))
      yield* actions[given.action](shell, given)
    }
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    printError(shell, `Executing consumer group command failed due to ${error.message}`)
    shell.err(error.text())
  }
  return 0
}

/** What its options do not understand ends the JVM. */
function parse(shell: Shell): GroupOptions | null {
  try {
    return groupOptions(shell)
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(`Exception in thread "main" ${error.text()}`)
    return null
  }
}
