import { CommandLine } from '../options/command-line.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-dump-log.sh (DumpLogSegments), but for the decoders of remote-log metadata and of share groups' state. */

const specs: readonly OptionSpec[] = [
  { name: 'cluster-metadata-decoder', help: 'If set, log data will be parsed as cluster metadata records.' },
  { name: 'deep-iteration', help: 'If set, uses deep instead of shallow iteration. Automatically set if print-data-log is enabled.' },
  { name: 'files', takes: 'String: file1, file2, ...', help: 'REQUIRED: The comma separated list of data and index log files to be dumped.' },
  { name: 'index-sanity-check', help: 'If set, just checks the index sanity without printing its content.' },
  { name: 'key-decoder-class', takes: 'String', help: 'The class that makes text of keys. (default: org.apache.kafka.tools.api.StringDecoder)' },
  { name: 'max-bytes', takes: 'Integer: size', help: 'So many bytes of each log at most are read.' },
  { name: 'max-message-size', takes: 'Integer: size', help: 'Size of the largest message. (default: 5242880)' },
  { name: 'offsets-decoder', help: 'If set, log data will be parsed as offset data from the __consumer_offsets topic.' },
  { name: 'print-data-log', help: 'If set, the content of the records is printed when dumping data logs.' },
  { name: 'skip-record-metadata', help: 'Whether to skip the metadata of records, and print keys and values alone.' },
  { name: 'transaction-log-decoder', help: 'If set, log data will be parsed as transaction metadata from the __transaction_state topic.' },
  { name: 'value-decoder-class', takes: 'String', help: 'The class that makes text of values. (default: org.apache.kafka.tools.api.StringDecoder)' },
  { name: 'verify-index-only', help: 'If set, just verify the index log without printing its content.' },
]

export const DECODERS = ['offsets-decoder', 'transaction-log-decoder', 'cluster-metadata-decoder'] as const
export type Decoder = typeof DECODERS[number]

export interface DumpSettings {
  readonly files: readonly string[]
  readonly decoder: Decoder | null
  readonly keyClass: string
  readonly valueClass: string
  readonly printsData: boolean
  readonly isDeep: boolean
  readonly skipsMetadata: boolean
  readonly maxBytes: number | null
  readonly verifiesOnly: boolean
  readonly checksSanity: boolean
}

const STRINGS = 'org.apache.kafka.tools.api.StringDecoder'

export function dumpSettings(shell: Shell): DumpSettings {
  const line: CommandLine = new CommandLine(shell,
    'This tool helps to parse a log file and dump its contents to the console, useful for debugging a seemingly corrupt log segment.', specs)
  const options: Options = line.parse()
  line.requires(options, 'files')
  const decoder = DECODERS.find(each => options.has(each)) ?? null
  const printsData = options.has('print-data-log') || decoder !== null || options.has('key-decoder-class') || options.has('value-decoder-class')
  return {
    files: options.one('files')!.split(',').map(file => file.trim()), decoder, printsData, isDeep: printsData || options.has('deep-iteration'),
    keyClass: options.one('key-decoder-class') ?? STRINGS, valueClass: options.one('value-decoder-class') ?? STRINGS,
    skipsMetadata: options.has('skip-record-metadata'), maxBytes: options.int('max-bytes') ?? null,
    verifiesOnly: options.has('verify-index-only'), checksSanity: options.has('index-sanity-check'),
  }
}
