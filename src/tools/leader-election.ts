import type { Election } from '../client/admin/elect-leaders.ts'
import { idOf, type TopicPartition } from '../client/topic-partition.ts'
import { ToolException, commandFailed, outcomeText } from './exception.ts'
import { CommandLine } from './options/command-line.ts'
import { badArgument, type OptionSpec, type Options } from './options/options.ts'
import { hashOfPartition, inHashOrder } from './text/java-order.ts'
import { jsonFile, partitionsIn } from './text/json-file.ts'
import { adminConfigs } from './text/properties.ts'
import { ask, connect, refusable, type Shell, type Telling, type Tool } from './tool.ts'

const specs: readonly OptionSpec[] = [
  { name: 'admin.config', takes: 'String: config file',
    help: '(DEPRECATED) Configuration properties files to pass to the admin client. This option will be removed in a future version. Use '
      + '--command-config instead.' },
  { name: 'all-topic-partitions',
    help: 'Perform election on all of the eligible topic partitions based on the type of election (see the --election-type flag). Not allowed '
      + 'if --topic or --path-to-json-file is specified.' },
  { name: 'bootstrap-server', takes: 'String: host:port', help: 'REQUIRED: The server(s) to connect to.' },
  { name: 'command-config', takes: 'String: config file', help: 'Configs for the admin client, in a file.' },
  { name: 'election-type', takes: '[PREFERRED,UNCLEAN]: election type',
    help: 'REQUIRED: the preferred replica, or any replica where none in sync is left.' },
  { name: 'partition', takes: 'Integer: partition id', help: 'With --topic: which of its partitions.' },
  { name: 'path-to-json-file', takes: 'String: Path to JSON file', help: 'The partitions, as {"partitions": [{"topic": "foo", "partition": 1}]}.' },
  { name: 'topic', takes: 'String: topic name', help: 'The topic, together with --partition.' },
]
const SCOPES = ['topic', 'all-topic-partitions', 'path-to-json-file']

/** kafka-leader-election.sh (LeaderElectionCommand). */
export const leaderElection: Tool = shell => refusable(shell, run(shell), 'message and exception')

function* run(shell: Shell): Telling<void> {
  const line: CommandLine = new CommandLine(shell, 'This tool attempts to elect a new leader for a set of topic partitions. '
    + 'The type of elections supported are preferred replicas and unclean replicas.', specs)
  const options = line.parse()
  validate(options)
  const election = electionType(options), partitions = partitionsOf(shell, options)
  yield* connect(adminConfigs(shell, options))
  const results = yield* ask({ do: 'electLeaders', election, ...partitions && { partitions } })
  report(shell, election.toUpperCase(), inHashOrder(results, hashOfPartition))
}

function validate(options: Options): void {
  const missing = ['bootstrap-server', 'election-type', ...options.has('topic') ? ['partition'] : []].filter(name => !options.has(name))
  if (missing.includes('bootstrap-server') || missing.includes('election-type')) throw missingOptions(missing)
  if (SCOPES.filter(scope => options.has(scope)).length !== 1) {
    throw commandFailed(`One and only one of the following options is required: ${SCOPES.join(', ')}`)
  }
  if (missing.length > 0) throw missingOptions(missing)
  if (options.has('partition') && !options.has('topic')) throw commandFailed('Option partition is only allowed if topic is used')
}
const missingOptions = (names: readonly string[]): ToolException => commandFailed(`Missing required option(s): ${names.join(', ')}`)

function electionType(options: Options): 'preferred' | 'unclean' {
  const text = options.one('election-type')!, type = text.toLowerCase()
  if (type !== 'preferred' && type !== 'unclean') throw badArgument(text, 'election-type')
  return type
}

function partitionsOf(shell: Shell, options: Options): TopicPartition[] | null {
  const topic = options.one('topic'), file = options.one('path-to-json-file')
  if (topic !== undefined) return [{ topic, partition: options.int('partition')! }]
  return file === undefined ? null : partitionsIn(jsonFile(shell, file)).map(({ topic: name, partition }) => ({ topic: name, partition }))
}

function report(shell: Shell, type: string, results: readonly Election[]): void {
  const having = (matches: (each: Election) => boolean): string => results.filter(matches).map(idOf).join(', ')
  const elected = having(({ error }) => error === null), noop = having(({ error }) => error === 'ELECTION_NOT_NEEDED')
  const failed = results.filter(({ error }) => error !== null && error !== 'ELECTION_NOT_NEEDED')
  if (elected !== '') shell.out(`Successfully completed leader election (${type}) for partitions ${elected}`)
  if (noop !== '') shell.out(`Valid replica already elected for partitions ${noop}`)
  for (const each of failed) shell.out(`Error completing leader election (${type}) for partition: ${idOf(each)}: ${outcomeText(each)}`)
  if (failed.length > 0) throw commandFailed(`${failed.length} replica(s) could not be elected`)
}
