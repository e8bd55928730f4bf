import { misunderstood, parseArguments, type Grammar } from '../options/arguments.ts'
import { keyValues } from '../options/pairs.ts'
import type { Options } from '../options/options.ts'
import { fileText, parseProperties } from '../text/properties.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-producer-perf-test.sh (ProducerPerformance), but for transactions, warm-up, payload files and metrics. */

const grammar: Grammar = {
  prog: 'kafka-producer-perf-test',
  usage: `usage: kafka-producer-perf-test
       [-h] [--bootstrap-server BOOTSTRAP-SERVER] --topic TOPIC
       --num-records NUM-RECORDS [--payload-delimiter PAYLOAD-DELIMITER]
       --throughput THROUGHPUT
       [--producer-props PROP-NAME=PROP-VALUE [PROP-NAME=PROP-VALUE ...]]
       [--command-property PROP-NAME=PROP-VALUE [PROP-NAME=PROP-VALUE ...]]
       [--producer.config CONFIG-FILE] [--command-config CONFIG-FILE]
       [--print-metrics] [--transactional-id TRANSACTIONAL-ID]
       [--transaction-duration-ms TRANSACTION-DURATION]
       [--warmup-records WARMUP-RECORDS] [--reporting-interval INTERVAL-MS]
       (--record-size RECORD-SIZE | --payload-file PAYLOAD-FILE |
       --payload-monotonic)`,
  help: 'This tool is used to verify the producer performance.',
  values: [
    'bootstrap-server', 'topic', 'num-records', 'throughput', 'producer-props', 'command-property', 'producer.config', 'command-config', 'reporting-interval',
    'record-size',
  ],
  flags: ['payload-monotonic'],
}
const REQUIRED = ['topic', 'num-records', 'throughput']
const RENAMED: readonly [old: string, now: string][] = [['producer-props', 'command-property'], ['producer.config', 'command-config']]

export interface PerfSettings {
  readonly topic: string
  readonly records: number
  /** Null: the running number, as text. */
  readonly recordBytes: number | null
  /** Records a second; null: as fast as the producer takes them. */
  readonly throughput: number | null
  readonly reportingMs: number
  readonly configs: Readonly<Record<string, string>>
}

export function perfSettings(shell: Shell): PerfSettings {
  const options = parseArguments(shell, grammar)
  for (const name of REQUIRED) if (!options.has(name)) misunderstood(shell, grammar, `argument --${name} is required`)
  if (options.has('record-size') === options.has('payload-monotonic')) {
    misunderstood(shell, grammar, 'one of the arguments --record-size --payload-file --payload-monotonic is required')
  }
  for (const [old, now] of RENAMED) {
    if (options.has(old)) shell.out(`Option --${old} has been deprecated and will be removed in a future version. Use --${now} instead.`)
  }
  const configs = configsOf(shell, options), throughput = Number(options.one('throughput'))
  if (configs['bootstrap.servers'] === undefined) misunderstood(shell, grammar, 'At least one of --bootstrap-server, --command-property, --producer-props, '
    + '--producer.config or --command-config must be specified.')
  return {
    topic: options.one('topic')!, records: options.long('num-records')!, recordBytes: options.int('record-size') ?? null, configs,
    throughput: throughput > 0 ? throughput : null, reportingMs: options.long('reporting-interval') ?? 5_000,
  }
}

/** Properties follow their option one after the other: all but the first come as words of their own. */
function configsOf(shell: Shell, options: Options): Record<string, string> {
  const file = options.one('command-config') ?? options.one('producer.config'), servers = options.one('bootstrap-server')
  return {
    'client.id': 'perf-producer-client', ...file !== undefined && parseProperties(fileText(shell, file)),
    ...keyValues([...options.all('producer-props'), ...options.all('command-property'), ...options.rest]),
    ...servers !== undefined && { 'bootstrap.servers': servers },
  }
}
