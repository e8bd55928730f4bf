import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-reassign-partitions.sh (ReassignPartitionsCommandOptions), but for --generate. */

const specs: readonly OptionSpec[] = [
  { name: 'additional',
    help: 'Execute this reassignment in addition to any other ongoing ones. This option can also be used to change the throttle of an '
      + 'ongoing reassignment.' },
  { name: 'bootstrap-server', takes: 'String: Server(s) to use for bootstrapping', help: 'REQUIRED: the server(s) to use for bootstrapping.' },
  { name: 'cancel', help: 'Cancel the reassignments of the plan that are under way.' },
  { name: 'command-config', takes: 'String: Admin client property file', help: 'Configs for the admin client, in a file.' },
  { name: 'execute', help: 'Start the reassignments of the plan.' },
  { name: 'list', help: 'List all reassignments that are under way.' },
  { name: 'preserve-throttles', help: 'Do not take throttles away.' },
  { name: 'reassignment-json-file', takes: 'String: manual assignment json file path',
    help: 'The plan: { "version": 1, "partitions": [{ "topic": "foo", "partition": 1, "replicas": [1,2,3] }] }.' },
  { name: 'throttle', takes: 'Long: throttle', help: 'Bytes a second that the moves may use between brokers.' },
  { name: 'verify', help: 'Show how far the plan is, and take throttles away once it is done.' },
]

const ACTIONS = ['execute', 'verify', 'cancel', 'list'] as const
export type ReassignAction = typeof ACTIONS[number]

export function reassignOptions(shell: Shell): { readonly action: ReassignAction; readonly options: Options } {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to move topic partitions between replicas.', specs)
  const options = line.parse()
  const actions = ACTIONS.filter(each => options.has(each))
  if (actions.length !== 1) line.fail('Command must include exactly one action: --generate, --execute, --verify, --cancel, --list')
  const action = actions[0]!
  line.requires(options, 'bootstrap-server', ...action === 'list' ? [] : ['reassignment-json-file'])
  for (const other of ['throttle', 'additional']) if (action !== 'execute' && options.has(other)) line.fail(`Option "[${other}]" can't be used with action "[${action}]"`)
  return { action, options }
}
