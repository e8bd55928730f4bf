import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import { keyValues } from '../options/pairs.ts'
import { fileText, parseProperties } from '../text/properties.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-consumer-perf-test.sh (ConsumerPerformance), but for metrics. */

const specs: readonly OptionSpec[] = [
  { name: 'bootstrap-server', takes: 'String: server to connect to', help: 'REQUIRED: The server(s) to connect to.' },
  { name: 'command-config', takes: 'String: config file', help: 'Config properties file.' },
  { name: 'command-property', takes: 'String: prop1=val1',
    help: 'Kafka consumer related configuration properties like client.id. These configs take precedence over those passed via --command-config or '
      + '--consumer.config.' },
  { name: 'consumer.config', takes: 'String: config file', help: '(DEPRECATED) Consumer config properties file.' },
  { name: 'fetch-size', takes: 'Integer: size', help: 'The amount of data to fetch in a single request. (default: 1048576)' },
  { name: 'from-latest', help: 'Without a committed offset, begin at the end of the log and not at its start.' },
  { name: 'group', takes: 'String: gid', help: 'The group id to consume on.' },
  { name: 'hide-header', help: 'Do not print the line of column names.' },
  { name: 'include', takes: 'String: Java regex (String)', help: 'A regular expression of the topics to consume.' },
  { name: 'messages', takes: 'Long: count', help: '(DEPRECATED) The number of records to consume.' },
  { name: 'num-records', takes: 'Long: count', help: 'REQUIRED: The number of records to consume.' },
  { name: 'reporting-interval', takes: 'Long: interval_ms', help: 'Milliseconds between two reports. (default: 5000)' },
  { name: 'show-detailed-stats', help: 'Report at the interval given, and not once at the end.' },
  { name: 'timeout', takes: 'Long: milliseconds', help: 'The longest wait for the next record. (default: 10000)' },
  { name: 'topic', takes: 'String: topic', help: 'The topic to consume from.' },
]

export interface ConsumerPerfSettings {
  readonly from: { readonly topics: readonly string[] } | { readonly pattern: string }
  readonly records: number
  readonly isDetailed: boolean
  readonly hasHeader: boolean
  readonly reportingMs: number
  readonly timeoutMs: number
  /** Without `group.id`: one of its own. */
  readonly configs: Readonly<Record<string, string>>
}

export function consumerPerfSettings(shell: Shell): ConsumerPerfSettings {
  const line: CommandLine = new CommandLine(shell, 'This tool is used to verify the consumer performance.', specs), options = line.parseOrFail()
  line.requires(options, 'bootstrap-server')
  for (const [one, other] of [['topic', 'include'], ['messages', 'num-records']] as const) {
    if (options.has(one) === options.has(other)) line.fail(`Exactly one of the following arguments is required: [${one}], [${other}]`)
  }
  if (options.has('messages')) shell.out('Warning: --messages is deprecated. Use --num-records instead.')
  if (options.has('consumer.config')) shell.out('Warning: --consumer.config is deprecated. Use --command-config instead.')
  const topic = options.one('topic')
  return {
    from: topic === undefined ? { pattern: options.one('include')! } : { topics: [topic] }, configs: configsOf(shell, options),
    records: options.long('num-records') ?? options.long('messages')!,
    isDetailed: options.has('show-detailed-stats'), hasHeader: !options.has('hide-header'),
    reportingMs: options.long('reporting-interval') ?? 5_000, timeoutMs: options.long('timeout') ?? 10_000,
  }
}

function configsOf(shell: Shell, options: Options): Record<string, string> {
  const file = options.one('command-config') ?? options.one('consumer.config'), group = options.one('group')
  return {
    ...file !== undefined && parseProperties(fileText(shell, file)), ...keyValues(options.all('command-property')),
    'bootstrap.servers': options.one('bootstrap-server')!, ...group !== undefined && { 'group.id': group },
    'max.partition.fetch.bytes': options.one('fetch-size') ?? '1048576',
    'auto.offset.reset': options.has('from-latest') ? 'latest' : 'earliest', 'check.crcs': 'false',
  }
}
