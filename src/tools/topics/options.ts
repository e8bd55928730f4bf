import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-topics.sh (TopicCommand.TopicCommandOptions). */

const specs: readonly OptionSpec[] = [
  { name: 'alter',
    help: 'Alter the number of partitions and replica assignment. (To alter topic configurations, the kafka-configs tool can be used.)' },
  { name: 'at-min-isr-partitions', help: 'If set when describing topics, only show partitions whose isr count is equal to the configured minimum.' },
  { name: 'bootstrap-server', takes: 'String: server to connect to', help: 'REQUIRED: The Kafka server to connect to.' },
  { name: 'command-config', takes: 'String: command config property file', help: 'Configs for the admin client, in a file.' },
  { name: 'config', takes: 'String: name=value', help: 'With --create: a topic config that overrides the broker\'s.' },
  { name: 'create', help: 'Create a new topic.' },
  { name: 'delete', help: 'Delete a topic.' },
  { name: 'describe', help: 'List details for the given topics.' },
  { name: 'exclude-internal', help: 'With --list or --describe: leave internal topics out.' },
  { name: 'if-exists', help: 'With --alter, --delete or --describe: do nothing where the topic is missing.' },
  { name: 'if-not-exists', help: 'With --create: do nothing where the topic is there.' },
  { name: 'list', help: 'List all available topics.' },
  { name: 'partition-size-limit-per-response', takes: 'Integer: maximum number of partitions per response',
    help: 'Partitions a page of --describe asks for.' },
  { name: 'partitions', takes: 'Integer: # of partitions', help: 'How many partitions to create, or to alter to.' },
  { name: 'replica-assignment', takes: 'String: broker_id_for_part1_replica1:broker_id_for_part1_replica2,...',
    help: 'Which brokers hold each partition.' },
  { name: 'replication-factor', takes: 'Integer: replication factor', help: 'How many replicas each partition of a new topic has.' },
  { name: 'topic', takes: 'String: topic', help: 'The topic; but for --create, a regular expression.' },
  { name: 'topic-id', takes: 'String: topic-id', help: 'With --describe: the topic by its id.' },
  { name: 'topics-with-overrides', help: 'With --describe: only topics with configs of their own.' },
  { name: 'unavailable-partitions', help: 'With --describe: only partitions without a leader.' },
  { name: 'under-min-isr-partitions', help: 'With --describe: only partitions with fewer in-sync replicas than the minimum.' },
  { name: 'under-replicated-partitions', help: 'With --describe: only partitions with replicas out of sync.' },
]

const ACTIONS = ['create', 'list', 'alter', 'describe', 'delete'] as const
export type TopicAction = typeof ACTIONS[number]
export const HEALTH = ['under-replicated-partitions', 'under-min-isr-partitions', 'at-min-isr-partitions', 'unavailable-partitions'] as const

export interface TopicOptions { readonly action: TopicAction; readonly options: Options }

export function topicOptions(shell: Shell): TopicOptions {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to create, delete, describe, or change a topic.', specs)
  const options = line.parse('Create, delete, describe, or change a topic.')
  const actions = ACTIONS.filter(each => options.has(each))
  if (actions.length !== 1) line.fail('Command must include exactly one action: --list, --describe, --create, --alter or --delete')
  if (!options.has('bootstrap-server')) line.fail('--bootstrap-server must be specified')
  const action = actions[0]!
  if (action === 'describe' && options.has('if-exists') && !options.has('topic') && !options.has('topic-id')) {
    line.fail('--topic or --topic-id is required to describe a topic')
  }
  if (action !== 'describe' && action !== 'list') line.requires(options, 'topic')
  if (action === 'alter') {
    line.excludes(options, 'alter', 'config')
    line.requires(options, 'partitions')
  }
  checkCombinations(line, options, action)
  return { action, options }
}

function checkCombinations(line: CommandLine, options: Options, action: TopicAction): void {
  if (action !== 'create') line.excludes(options, 'replication-factor', ...ACTIONS.filter(each => each !== 'create'))
  if (action === 'create') line.excludes(options, 'replica-assignment', 'partitions', 'replication-factor')
  if (action !== 'describe') for (const filter of HEALTH) line.excludes(options, filter, ...ACTIONS.filter(each => each !== 'describe'))
  line.excludes(options, 'topics-with-overrides', ...ACTIONS.filter(each => each !== 'describe'), ...HEALTH)
  line.excludes(options, 'if-exists', 'create', 'list')
  line.excludes(options, 'if-not-exists', ...ACTIONS.filter(each => each !== 'create'))
  line.excludes(options, 'exclude-internal', ...ACTIONS.filter(each => each !== 'describe' && each !== 'list'))
}
