import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import { keyValues } from '../options/pairs.ts'
import { fileText, parseProperties } from '../text/properties.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-console-producer.sh (ConsoleProducer.ConsoleProducerOptions). */

const specs: readonly OptionSpec[] = [
  { name: 'batch-size', takes: 'Integer: size', help: 'The buffer size in bytes allocated for a partition. When records are received which are smaller than this size '
    + 'the producer will attempt to optimistically group them together until this size is reached. This is the option to control batch.size in producer configs. '
    + 'Please note that this option will be replaced if max-partition-memory-bytes is also set. (default: 16384)' },
  { name: 'bootstrap-server', takes: 'String: server to connect to', help: 'REQUIRED: The server(s) to connect to.' },
  { name: 'command-config', takes: 'String: config file', help: 'Producer configs, in a file.' },
  { name: 'command-property', takes: 'String: producer_prop', help: 'Producer configs in the form key=value.' },
  { name: 'compression-codec', takes: 'String: compression-codec', optional: true, help: "none, gzip, snappy, lz4 or zstd; without a value, gzip." },
  { name: 'max-block-ms', takes: 'Long: max block on send', help: 'How long a send may wait. (default: 60000)' },
  { name: 'max-memory-bytes', takes: 'Long: total memory in bytes', help: 'buffer.memory. (default: 33554432)' },
  { name: 'max-partition-memory-bytes', takes: 'Integer: memory in bytes per partition', help: 'batch.size, under its old name. (default: 16384)' },
  { name: 'message-send-max-retries', takes: 'Integer', help: 'retries. (default: 3)' },
  { name: 'metadata-expiry-ms', takes: 'Long: metadata expiration interval', help: 'metadata.max.age.ms. (default: 300000)' },
  { name: 'producer-property', takes: 'String: producer_prop', help: '(DEPRECATED) Producer configs in the form key=value.' },
  { name: 'producer.config', takes: 'String: config file', help: '(DEPRECATED) Producer configs, in a file.' },
  { name: 'property', takes: 'String: prop', help: '(DEPRECATED) Properties of the reader.' },
  { name: 'reader-property', takes: 'String: prop',
    help: 'Properties of the reader, such as parse.key=true, key.separator=:, parse.headers=true, null.marker=NULL.' },
  { name: 'request-required-acks', takes: 'String: request required acks', help: 'acks. (default: -1)' },
  { name: 'request-timeout-ms', takes: 'Integer: request timeout ms', help: 'request.timeout.ms. (default: 1500)' },
  { name: 'retry-backoff-ms', takes: 'Long', help: 'retry.backoff.ms. (default: 100)' },
  { name: 'socket-buffer-size', takes: 'Integer: size', help: 'send.buffer.bytes. (default: 102400)' },
  { name: 'sync', help: 'Wait for the answer to each record before the next.' },
  { name: 'timeout', takes: 'Long: timeout_ms', help: 'linger.ms. (default: 1000)' },
  { name: 'topic', takes: 'String: topic', help: 'REQUIRED: The topic to produce messages to.' },
]

export interface ProducerSettings {
  readonly topic: string
  readonly sync: boolean
  readonly configs: Readonly<Record<string, string>>
  readonly reader: Readonly<Record<string, string>>
}

export function producerSettings(shell: Shell): ProducerSettings {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to read data from standard input and publish it to Kafka.', specs)
  const options = line.parseOrFail()
  line.requires(options, 'topic', 'bootstrap-server')
  for (const [old, now] of RENAMED) {
    if (options.has(old)) shell.out(`Warning: --${old} is deprecated and will be removed in a future version. Use --${now} instead.`)
  }
  return {
    topic: options.one('topic')!, sync: options.has('sync'), configs: configsOf(shell, options),
    reader: keyValues([...options.all('property'), ...options.all('reader-property')]),
  }
}

const RENAMED: readonly [old: string, now: string][] = [
  ['property', 'reader-property'], ['producer-property', 'command-property'], ['producer.config', 'command-config'],
]

/** Configs that have an option, and what the tool takes where neither says anything. */
const OPTION_CONFIGS: readonly [config: string, option: string, standard: string][] = [
  ['linger.ms', 'timeout', '1000'], ['acks', 'request-required-acks', '-1'], ['request.timeout.ms', 'request-timeout-ms', '1500'],
  ['retries', 'message-send-max-retries', '3'], ['retry.backoff.ms', 'retry-backoff-ms', '100'], ['max.block.ms', 'max-block-ms', '60000'],
  ['buffer.memory', 'max-memory-bytes', '33554432'], ['batch.size', 'batch-size', '16384'], ['metadata.max.age.ms', 'metadata-expiry-ms', '300000'],
]

/** An option given wins over a property, a property over the tool's own default. */
function configsOf(shell: Shell, options: Options): Record<string, string> {
  const file = options.one('command-config') ?? options.one('producer.config')
  const given: Record<string, string> = {
    ...file !== undefined && parseProperties(fileText(shell, file)),
    ...keyValues([...options.all('producer-property'), ...options.all('command-property')]),
  }
  const codec = options.has('compression-codec') ? options.one('compression-codec') ?? 'gzip' : undefined
  return {
    'client.id': 'console-producer', ...given, 'bootstrap.servers': options.one('bootstrap-server')!,
    ...codec !== undefined && { 'compression.type': codec },
    ...Object.fromEntries(OPTION_CONFIGS.map(([config, option, standard]) => [config, options.one(option) ?? given[config] ?? standard])),
  }
}
