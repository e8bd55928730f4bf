import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-reassign-partitions.sh (ReassignPartitionsCommandOptions). */

const specs: readonly OptionSpec[] = [
  { name: 'additional',
    help: 'Execute this reassignment in addition to any other ongoing ones. This option can also be used to change the throttle of an '
      + 'ongoing reassignment.' },
  { name: 'bootstrap-controller', takes: 'String: bootstrap controller to connect to', optional: true,
    help: 'The controller to use for reassignment. By default, the tool will get the quorum controller. This option supports the actions --cancel and '
      + '--list.' },
  { name: 'bootstrap-server', takes: 'String: Server(s) to use for bootstrapping', help: 'REQUIRED: the server(s) to use for bootstrapping.' },
  { name: 'broker-list', takes: 'String: brokerlist', help: 'The brokers to which partitions are to be moved, as 0,1,2. Required with --generate.' },
  { name: 'cancel', help: 'Cancel the reassignments of the plan that are under way.' },
  { name: 'command-config', takes: 'String: Admin client property file', help: 'Configs for the admin client, in a file.' },
  { name: 'execute', help: 'Start the reassignments of the plan.' },
  { name: 'disable-rack-aware', help: 'Do not take racks into account.' },
  { name: 'generate', help: 'Make a plan, and execute nothing. Brokers and topics are taken from --broker-list and --topics-to-move-json-file.' },
  { name: 'list', help: 'List all reassignments that are under way.' },
  { name: 'preserve-throttles', help: 'Do not take throttles away.' },
  { name: 'reassignment-json-file', takes: 'String: manual assignment json file path',
    help: 'The plan: { "version": 1, "partitions": [{ "topic": "foo", "partition": 1, "replicas": [1,2,3] }] }.' },
  { name: 'throttle', takes: 'Long: throttle', help: 'Bytes a second that the moves may use between brokers.' },
  { name: 'replica-alter-log-dirs-throttle', takes: 'Long: replicaAlterLogDirsThrottle', help: 'Bytes a second that the moves may use between directories of a broker.' },
  { name: 'timeout', takes: 'Long: timeout', help: 'How long to wait, in ms, for moves between directories to begin. (default: 10000)' },
  { name: 'topics-to-move-json-file', takes: 'String: topics to reassign json file path',
    help: 'The topics to plan for: {"topics": [{"topic": "foo"}, {"topic": "foo1"}], "version": 1}.' },
  { name: 'verify', help: 'Show how far the plan is, and take throttles away once it is done.' },
]

/** Each action, and what it cannot do without. */
const NEEDS = {
  generate: ['broker-list', 'topics-to-move-json-file'], execute: ['reassignment-json-file'], verify: ['reassignment-json-file'],
  cancel: ['reassignment-json-file'], list: [],
} as const
export type ReassignAction = keyof typeof NEEDS
const ACTIONS = Object.keys(NEEDS) as ReassignAction[]

export function reassignOptions(shell: Shell): { readonly action: ReassignAction; readonly options: Options } {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to move topic partitions between replicas.', specs)
  const options = line.parse()
  const actions = ACTIONS.filter(each => options.has(each))
  if (actions.length !== 1) line.fail('Command must include exactly one action: --generate, --execute, --verify, --cancel, --list')
  const action = actions[0]!
  line.requires(options, 'bootstrap-server', ...NEEDS[action])
  for (const other of ['throttle', 'replica-alter-log-dirs-throttle', 'additional']) if (action !== 'execute' && options.has(other)) line.fail(`Option "[${other}]" can't be used with action "[${action}]"`)
  return { action, options }
}
