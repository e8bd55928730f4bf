import type { ListedGroup } from '../client/admin/list-groups.ts'
import { ToolException } from './exception.ts'
import { CommandLine } from './options/command-line.ts'
import type { OptionSpec, Options } from './options/options.ts'
import { adminConfigs } from './text/properties.ts'
import { atLeastAsWide, tableLines } from './text/table.ts'
import { ask, connect, type Shell, type Telling } from './tool.ts'

const specs: readonly OptionSpec[] = [
  { name: 'bootstrap-server', takes: 'String: server to connect to', required: true, help: 'REQUIRED: The Kafka server to connect to.' },
  { name: 'command-config', takes: 'String: command config property file', help: 'Property file containing configs to be passed to Admin Client.' },
  { name: 'consumer',
    help: "Filter the groups to show all kinds of consumer groups, including classic and simple consumer groups. This matches group type 'consumer', "
      + "and group type 'classic' where the protocol type is 'consumer' or empty." },
  { name: 'group-type', takes: 'String: type', help: 'Filter the groups based on group type.' },
  { name: 'list', help: 'List the groups.' },
  { name: 'protocol', takes: 'String: protocol', help: 'Filter the groups based on protocol type.' },
  { name: 'share', help: 'Filter the groups to show share groups.' },
  { name: 'streams', help: 'Filter the groups to show streams groups.' },
]

/** kafka-groups.sh (GroupsCommand): groups of all kinds (KIP-1043). */
export function* groups(shell: Shell): Telling<number> {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to list groups of all types.', specs), options = line.parseOrFail()
  if (!options.has('list')) line.fail('Command must include exactly one action: --list.')
  if (['group-type', 'protocol'].some(name => options.has(name)) && ['consumer', 'share', 'streams'].some(name => options.has(name))) {
    line.fail('--group-type and --protocol are not used together with --consumer, --share or --streams.')
  }
  try {
    yield* connect(adminConfigs(shell, options))
    const listed = (yield* ask({ do: 'listGroups' })).filter(wanted(options))
    const columns = [atLeastAsWide('GROUP', 20, listed.map(({ group }) => group)), { head: 'TYPE', width: 20 }, { head: 'PROTOCOL', width: 20 }]
    // Kafka ends every row but the header with a blank
    const rows = listed.map(({ group, type, protocolType }) => [group, capital(type), `${protocolType.padEnd(20)} `])
    for (const each of tableLines(columns, rows)) shell.out(each)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(`Error: ${error.message}`)
    return 1
  }
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()

function wanted(options: Options): (group: ListedGroup) => boolean {
  const type = options.one('group-type')?.toLowerCase(), protocol = options.one('protocol')
  return group => {
    const its = group.type.toLowerCase()
    if (options.has('consumer')) return its === 'consumer' || its === 'classic' && ['', 'consumer'].includes(group.protocolType)
    if (options.has('share') || options.has('streams')) return its === (options.has('share') ? 'share' : 'streams')
    return (type === undefined || its === type) && (protocol === undefined || group.protocolType === protocol)
  }
}
