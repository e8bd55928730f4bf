import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import { keyValues } from '../options/pairs.ts'
import { fileText, parseProperties } from '../text/properties.ts'
import type { Shell } from '../tool.ts'
import { formatterNamed, type FormatterName } from './formatter.ts'

/* The options of kafka-console-consumer.sh (ConsoleConsumerOptions). */

const specs: readonly OptionSpec[] = [
  { name: 'bootstrap-server', takes: 'String: server to connect to', help: 'REQUIRED: The server(s) to connect to.' },
  { name: 'command-config', takes: 'String: config file',
    help: 'Consumer config properties file. Note that [command-property] takes precedence over this config.' },
  { name: 'command-property', takes: 'String: consumer_prop', help: 'Consumer config properties in the form key=value.' },
  { name: 'consumer-property', takes: 'String: consumer_prop', help: '(DEPRECATED) Consumer config properties in the form key=value.' },
  { name: 'consumer.config', takes: 'String: config file', help: '(DEPRECATED) Consumer config properties file.' },
  { name: 'formatter', takes: 'String: class', help: 'The class that writes records down.' },
  { name: 'formatter-property', takes: 'String: prop',
    help: 'Properties of the formatter, such as print.key=true, print.offset=true, key.separator=:.' },
  { name: 'from-beginning', help: 'Start with the earliest record where the group has no offset yet.' },
  { name: 'group', takes: 'String: consumer group id', help: 'The consumer group id of the consumer.' },
  { name: 'include', takes: 'String: Java regex (String)', help: 'A regular expression of the topics to consume.' },
  { name: 'isolation-level', takes: 'String', help: 'read_committed leaves out what transactions did not commit. (default: read_uncommitted)' },
  { name: 'max-messages', takes: 'Integer: num_messages', help: 'Exit after so many records.' },
  { name: 'offset', takes: 'String: consume offset', help: "With --partition: a number, 'earliest' or 'latest'. (default: latest)" },
  { name: 'partition', takes: 'Integer: partition', help: 'The one partition to consume.' },
  { name: 'property', takes: 'String: prop', help: '(DEPRECATED) Properties of the formatter.' },
  { name: 'skip-message-on-error', help: 'Skip a record that cannot be written down, instead of halting.' },
  { name: 'timeout-ms', takes: 'Integer: timeout_ms', help: 'Exit when no record has come for so long.' },
  { name: 'topic', takes: 'String: topic', help: 'The topic to consume on.' },
]

export interface ConsumerSettings {
  readonly from:
    | { readonly topics: readonly string[] }
    | { readonly pattern: string }
    | { readonly topic: string; readonly partition: number; readonly offset: number | 'earliest' | 'latest' }
  readonly configs: Readonly<Record<string, string>>
  /** Without `--group`, the group's number is drawn as the tool starts. */
  readonly ownGroup: boolean
  readonly formatter: FormatterName
  readonly properties: Readonly<Record<string, string>>
  readonly maxMessages: number | null
  readonly timeoutMs: number | null
}

export function consumerSettings(shell: Shell): ConsumerSettings {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to read data from Kafka topics and outputs it to standard output.', specs)
  const options = line.parseOrFail()
  line.requires(options, 'bootstrap-server')
  const scopes = [options.has('topic'), options.has('include')].filter(Boolean).length
  if (scopes !== 1) line.fail('Exactly one of --include/--topic is required.')
  if (options.has('partition') && !options.has('topic')) line.fail('The topic is required when partition is specified.')
  if (options.has('offset') && !options.has('partition')) line.fail('The partition is required when offset is specified.')
  if (options.has('offset') && options.has('from-beginning')) line.fail('Options from-beginning and offset cannot be specified together.')
  const formatter = formatterNamed(options.one('formatter') ?? 'DefaultMessageFormatter')
  if (formatter === null) line.fail(options.one('formatter')!)
  const given = deprecated(shell, options)
  return {
    from: scopeOf(line, options), formatter, ownGroup: !options.has('group') && given['group.id'] === undefined,
    configs: configsOf(options, given), properties: keyValues([...options.all('property'), ...options.all('formatter-property')]),
    maxMessages: options.int('max-messages') ?? null, timeoutMs: options.int('timeout-ms') ?? null,
  }
}

const RENAMED: readonly [old: string, now: string][] = [
  ['property', 'formatter-property'], ['consumer-property', 'command-property'], ['consumer.config', 'command-config'],
]

/** What the command line says of the client, with a word for each option under an old name. */
function deprecated(shell: Shell, options: Options): Record<string, string> {
  for (const [old, now] of RENAMED) {
    if (options.has(old)) shell.out(`Option --${old} is deprecated and will be removed in a future version. Use --${now} instead.`)
  }
  const file = options.one('command-config') ?? options.one('consumer.config')
  return {
    ...file !== undefined && parseProperties(fileText(shell, file)),
    ...keyValues([...options.all('consumer-property'), ...options.all('command-property')]),
  }
}

function configsOf(options: Options, given: Readonly<Record<string, string>>): Record<string, string> {
  const group = options.one('group')
  return {
    'auto.offset.reset': options.has('from-beginning') ? 'earliest' : 'latest', 'client.id': 'console-consumer', ...given,
    'bootstrap.servers': options.one('bootstrap-server')!, 'isolation.level': options.one('isolation-level') ?? 'read_uncommitted',
    ...group !== undefined && { 'group.id': group },
  }
}

function scopeOf(line: CommandLine, options: Options): ConsumerSettings['from'] {
  const topic = options.one('topic'), partition = options.int('partition')
  if (topic === undefined) return { pattern: options.one('include')! }
  if (partition === undefined) return { topics: [topic] }
  const text = options.one('offset') ?? (options.has('from-beginning') ? 'earliest' : 'latest'), word = text.toLowerCase()
  if (word === 'earliest' || word === 'latest') return { topic, partition, offset: word }
  if (!/^\d+$/.test(text)) line.fail(`The provided offset value '${text}' is incorrect. Valid values are 'earliest', 'latest', or a non-negative long.`)
  return { topic, partition, offset: Number(text) }
}
