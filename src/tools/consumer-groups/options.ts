import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-consumer-groups.sh (ConsumerGroupCommandOptions). */

const specs: readonly OptionSpec[] = [
  { name: 'all-groups', help: 'Apply to all consumer groups.' },
  { name: 'all-topics', help: 'Consider all topics assigned to a group in the `reset-offsets` process.' },
  { name: 'bootstrap-server', takes: 'String: server to connect to',
    help: 'The server(s) to connect to. REQUIRED for all options except for --validate-regex.' },
  { name: 'by-duration', takes: 'String: duration', help: "Reset offsets to offset by duration from current timestamp. Format: 'PnDTnHnMnS'" },
  { name: 'command-config', takes: 'String: command config property file', help: 'Property file containing configs to be passed to Admin Client.' },
  { name: 'delete', help: 'Delete groups, with all they committed.' },
  { name: 'delete-offsets', help: 'Delete what one group committed for topics, or partitions of them.' },
  { name: 'describe', help: 'Describe groups, their offsets and their lag.' },
  { name: 'dry-run', help: 'Only show results without executing changes on Consumer Groups. Supported operations: reset-offsets.' },
  { name: 'execute', help: 'Execute operation. Supported operations: reset-offsets.' },
  { name: 'export', help: 'Export operation execution to a CSV file. Supported operations: reset-offsets.' },
  { name: 'from-file', takes: 'String: path to CSV file', help: 'Reset offsets to values defined in CSV file.' },
  { name: 'group', takes: 'String: consumer group', help: 'The consumer group we wish to act on.' },
  { name: 'list', help: 'List all consumer groups.' },
  { name: 'members', help: 'With --describe: who is in the group.' },
  { name: 'offsets', help: 'With --describe: what the group committed, which is also the default.' },
  { name: 'reset-offsets', help: 'Move what an inactive group committed. One scenario and one scope are needed; --execute carries it out.' },
  { name: 'shift-by', takes: 'Long: number-of-offsets',
    help: "Reset offsets shifting current offset by 'n', where 'n' can be positive or negative." },
  { name: 'state', takes: 'String', optional: true,
    help: 'With --describe: the state of the group. With --list: the state of all groups, or those in the states given.' },
  { name: 'timeout', takes: 'Long: timeout (ms)', help: 'How long a description may take. (default: 5000)' },
  { name: 'to-current', help: 'Reset offsets to current offset.' },
  { name: 'to-datetime', takes: 'String: datetime', help: "Reset offsets to offset from datetime. Format: 'YYYY-MM-DDThh:mm:ss.sss'" },
  { name: 'to-earliest', help: 'Reset offsets to earliest offset.' },
  { name: 'to-latest', help: 'Reset offsets to latest offset.' },
  { name: 'to-offset', takes: 'Long: offset', help: 'Reset offsets to a specific offset.' },
  { name: 'topic', takes: 'String: topic', help: 'The topics whose offsets are reset or deleted, some partitions of one as topic1:0,1,2.' },
  { name: 'type', takes: 'String', optional: true, help: 'With --list: the type of all groups, or those of the types given.' },
  { name: 'validate-regex', takes: 'String: regex', help: 'Whether a regular expression is one that brokers take.' },
  { name: 'verbose', help: 'With --describe: more columns.' },
]

const ACTIONS = ['list', 'describe', 'delete', 'reset-offsets', 'delete-offsets', 'validate-regex'] as const
export type GroupAction = typeof ACTIONS[number]
export const SCENARIOS = ['to-offset', 'shift-by', 'to-datetime', 'by-duration', 'to-earliest', 'to-latest', 'from-file', 'to-current'] as const
/** In the order Kafka's HashSet prints them. */
const PRINTED_SCENARIOS = ['from-file', 'shift-by', 'to-offset', 'to-earliest', 'to-current', 'to-latest', 'by-duration', 'to-datetime']
const NO_ACTION = 'WARN: No action will be performed as the --execute option is missing. In version 5.0, this command will require either --dry-run or --execute '
  + 'to be specified. You should add the --dry-run option explicitly if you are scripting this command and want to keep the current default behavior without prompting.'

const STATES = ['Reconciling', 'Empty', 'Assigning', 'Stable', 'Dead', 'CompletingRebalance', 'PreparingRebalance']
const TYPES = ['Consumer', 'Classic']

export interface GroupOptions {
  readonly action: GroupAction
  readonly options: Options
  /** The states or types asked for, by their proper names; empty: all. */
  readonly states: readonly string[]
  readonly types: readonly string[]
}

export function groupOptions(shell: Shell): GroupOptions {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to list all consumer groups, '
    + 'describe a consumer group, delete consumer group info, or reset consumer group offsets.', specs)
  const options = line.parse()
  const actions = ACTIONS.filter(each => options.has(each))
  if (actions.length !== 1) {
    line.fail('Command must include exactly one action: --list, --describe, --delete, --reset-offsets, --delete-offsets, --validate-regex')
  }
  const action = actions[0]!
  if (action !== 'validate-regex') line.requires(options, 'bootstrap-server')
  checks[action]?.(line, options, shell)
  const listed = action === 'list'
  return {
    action, options,
    states: listed ? listOf(line, options.one('state'), 'state', STATES) : [], types: listed ? listOf(line, options.one('type'), 'types', TYPES) : [],
  }
}

const checks: Readonly<Partial<Record<GroupAction, (line: CommandLine, options: Options, shell: Shell) => void>>> = {
  describe(line, options) {
    if (!options.has('group') && !options.has('all-groups')) line.fail('Option [describe] takes one of these options: [group], [all-groups]')
    const kinds = ['members', 'offsets', 'state'].filter(kind => options.has(kind))
    if (kinds.length > 1) line.fail('Option [describe] takes at most one of these options: [members], [offsets], [state]')
  },
  delete(line, options) {
    if (!options.has('group') && !options.has('all-groups')) line.fail('Option [delete] takes one of these options: [group], [all-groups]')
    if (options.has('topic')) line.fail('The consumer does not support topic-specific offset deletion from a consumer group.')
  },
  'delete-offsets'(line, options) {
    if (!options.has('group') || !options.has('topic')) line.fail('Option [delete-offsets] takes the following options: [topic], [group]')
  },
  'reset-offsets'(line, options, shell) {
    if (options.has('dry-run') && options.has('execute')) line.fail('Option [reset-offsets] only accepts one of [dry-run], [execute]')
    if (!options.has('dry-run') && !options.has('execute')) shell.err(NO_ACTION)
    if (!options.has('group') && !options.has('all-groups')) line.fail('Option [reset-offsets] takes one of these options: [group], [all-groups]')
    if (options.has('from-file')) return
    if (!options.has('all-topics') && !options.has('topic')) line.fail('One of the reset scopes should be defined: --all-topics, --topic.')
    const given = SCENARIOS.filter(each => options.has(each))
    if (given.length === 0) {
      line.fail(`Option '[reset-offsets]' requires one of the following scenarios: [${PRINTED_SCENARIOS.map(each => `[${each}]`).join(', ')}]`)
    }
    for (const scenario of PRINTED_ORDER) line.excludes(options, scenario, ...SCENARIOS.filter(each => each !== scenario))
  },
}

/** In which order Kafka looks for scenarios that contradict each other. */
const PRINTED_ORDER = ['to-offset', 'to-datetime', 'by-duration', 'to-earliest', 'to-latest', 'to-current', 'shift-by', 'from-file'] as const

function listOf(line: CommandLine, text: string | undefined, what: string, valid: readonly string[]): string[] {
  if (text === undefined || text === '') return []
  const found = text.split(',').map(each => valid.find(name => name.toLowerCase() === each.trim().toLowerCase()))
  if (found.includes(undefined)) line.fail(`Invalid ${what} list '${text}'. Valid ${what === 'types' ? 'types' : 'states'} are: ${valid.join(', ')}`)
  return found as string[]
}
