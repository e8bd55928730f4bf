import type { DescribedTopic } from '../client/admin/describe-topics.ts'
import type { ListedOffset, OffsetSpec } from '../client/admin/list-offsets.ts'
import { byTopicThenPartition, type TopicPartition } from '../client/topic-partition.ts'
import { Errors, isRetriable, type ErrorName } from '../protocol/errors.ts'
import { ToolException, illegalArgument, outcomeText } from './exception.ts'
import { CommandLine } from './options/command-line.ts'
import type { OptionSpec, Options } from './options/options.ts'
import { logLine } from './text/log-line.ts'
import { adminConfigs } from './text/properties.ts'
import { ask, connect, type Shell, type Telling } from './tool.ts'
import { topicFilter } from './topics/names.ts'

const specs: readonly OptionSpec[] = [
  { name: 'bootstrap-server', takes: 'String: HOST1:PORT1,...,HOST3:PORT3',
    help: 'REQUIRED. The server(s) to connect to in the form HOST1:PORT1,HOST2:PORT2.' },
  { name: 'command-config', takes: 'String: config file', help: 'Property file containing configs to be passed to Admin Client.' },
  { name: 'exclude-internal-topics', help: 'By default, internal topics are included. If specified, internal topics are excluded.' },
  { name: 'partitions', takes: 'String: partition ids', help: 'Comma separated list of partition ids to take; without it, all.' },
  { name: 'time', takes: 'String: <timestamp> / -1 or latest / -2 or earliest / -3 or max-timestamp / -4 or earliest-local / -5 or latest-tiered '
    + '/ -6 or earliest-pending-upload',
    help: 'Which offsets: of the first record at or after a timestamp, or one of those named (default: latest)' },
  { name: 'topic', takes: 'String: topic', help: 'A regular expression of topics.' },
  { name: 'topic-partitions', takes: 'String: topic1:1,topic2:0-3,topic3,topic4:5-,topic5:-3',
    help: 'Topic patterns, each with a partition or a range of them.' },
]

/** OffsetSpec by what `--time` says. */
const TIMES: Readonly<Record<string, OffsetSpec>> = {
  '-1': 'latest', latest: 'latest', '-2': 'earliest', earliest: 'earliest', '-3': 'maxTimestamp', 'max-timestamp': 'maxTimestamp',
  '-4': -4, 'earliest-local': -4, '-5': -5, 'latest-tiered': -5, '-6': -6, 'earliest-pending-upload': -6,
}

/** kafka-get-offsets.sh (GetOffsetShell): offsets of partitions at a time, as `topic:partition:offset`. */
export function* getOffsets(shell: Shell): Telling<number> {
  try {
    yield* run(shell)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(`Error occurred: ${error.message}`)
    return 1
  }
}

function* run(shell: Shell): Telling<void> {
  const line: CommandLine = new CommandLine(shell, 'An interactive shell for getting topic-partition offsets.', specs)
  const options = line.parse()
  line.requires(options, 'bootstrap-server')
  const at = timeOf(options.one('time') ?? 'latest'), matches = partitionFilter(options)
  yield* connect(adminConfigs(shell, options, 'GetOffsetShell'))
  const all = yield* ask({ do: 'describeTopics' })
  const topics = all.filter(topic => !(topic.internal && options.has('exclude-internal-topics')))
  const partitions = topics.flatMap(partitionsOf).filter(matches).sort(byTopicThenPartition)
  if (partitions.length === 0) throw illegalArgument('Could not match any topic-partitions with the specified filters')
  const offsets = [...yield* ask({ do: 'listOffsets', partitions: partitions.map(tp => ({ ...tp, at })) })].sort(byTopicThenPartition)
  for (const listed of offsets) {
    const { topic, partition, offset, error } = listed
    if (error !== null) skipped(shell, listed, error)
    else if (offset >= 0) shell.out(`${topic}:${partition}:${offset}`)
  }
}

const HANDLER = 'org.apache.kafka.clients.admin.internals.ListOffsetsHandler'

/** What no second try would mend the admin client writes to its log, too. */
function skipped(shell: Shell, listed: ListedOffset, error: ErrorName): void {
  const which = `${listed.topic}-${listed.partition}`
  const text = `[AdminClient clientId=GetOffsetShell] ListOffsets request for topic partition ${which} failed due to an unexpected error ${error}`
  if (!isRetriable(Errors[error])) shell.err(logLine(shell.wall(), 'ERROR', text, HANDLER))
  shell.err(`Skip getting offsets for topic-partition ${which} due to error: ${outcomeText(listed)}`)
}

const partitionsOf = ({ name, partitions }: DescribedTopic): TopicPartition[] => partitions.map(({ partition }) => ({ topic: name, partition }))

function timeOf(text: string): OffsetSpec {
  if (Object.hasOwn(TIMES, text)) return TIMES[text]!
  if (/^[-+]?\d+$/.test(text)) return Number(text)
  throw illegalArgument(`Malformed time argument ${text}. Please use -1 or latest / -2 or earliest / -3 or max-timestamp / -4 or earliest-local / `
    + '-5 or latest-tiered / -6 or earliest-pending-upload, or a specified long format timestamp')
}

type PartitionFilter = (tp: TopicPartition) => boolean

function partitionFilter(options: Options): PartitionFilter {
  const patterns = options.one('topic-partitions')
  if (patterns !== undefined) {
    if (options.has('topic') || options.has('partitions')) throw illegalArgument('--topic-partitions cannot be used with --topic or --partitions')
    const filters = patterns.split(',').map(patternFilter)
    return tp => filters.some(matches => matches(tp))
  }
  const topicMatches = topicFilter(options.one('topic') ?? '.*'), numbers = partitionNumbers(options.one('partitions'))
  return ({ topic, partition }) => topicMatches(topic) && (numbers?.has(partition) ?? true)
}

function partitionNumbers(text: string | undefined): ReadonlySet<number> | null {
  if (text === undefined || text === '') return null
  return new Set(text.split(',').map(each => {
    if (!/^\d+$/.test(each)) throw illegalArgument('--partitions expects a comma separated list of numeric partition ids, but received: ' + text)
    return Number(each)
  }))
}

/** `topic`, `topic:3`, `topic:1-` (from 1), `topic:-3` (below 3), `topic:1-3` (1 and 2). */
const PATTERN = /^([^:,]*)(?::(?:(\d+)|(\d+)?-(\d+)?))?$/

function patternFilter(text: string): PartitionFilter {
  const parts = PATTERN.exec(text)
  if (!parts) throw illegalArgument(`Invalid rule: ${text}`)
  const [, name, only, from, below] = parts, matches = topicFilter(name === '' ? '.*' : name!)
  return ({ topic, partition }) => matches(topic) && (only === undefined || partition === Number(only))
    && (from === undefined || partition >= Number(from)) && (below === undefined || partition < Number(below))
}
