import { misunderstood, parseArguments, type Grammar } from '../options/arguments.ts'
import { fileText, parseProperties } from '../text/properties.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-verifiable-producer.sh (VerifiableProducer). */

const grammar: Grammar = {
  prog: 'verifiable-producer',
  usage: `usage: verifiable-producer [-h] --topic TOPIC [--max-messages MAX-MESSAGES]
                           [--throughput THROUGHPUT] [--acks ACKS]
                           [--producer.config CONFIG-FILE]
                           [--message-create-time CREATE-TIME]
                           [--value-prefix VALUE-PREFIX]
                           [--repeating-keys REPEATING-KEYS]
                           [--command-config CONFIG-FILE]
                           --bootstrap-server HOST1:PORT1[,HOST2:PORT2[...]]`,
  help: `This tool produces increasing integers  to  the  specified topic and prints
JSON metadata to stdout on  each  "send" request, making externally visible
which messages have been acked and which have not.`,
  values: [
    'topic', 'max-messages', 'throughput', 'acks', 'producer.config', 'message-create-time', 'value-prefix', 'repeating-keys', 'command-config', 'bootstrap-server',
  ],
  flags: [],
}

export interface VerifiableSettings {
  readonly topic: string
  /** Null: no end. */
  readonly messages: number | null
  /** Messages a second, as given: -1 for as fast as can be. */
  readonly throughput: number
  readonly createTime: number | null
  readonly prefix: string | null
  /** Keys run from 0 to one less than this, again and again. */
  readonly keys: number | null
  readonly configs: Readonly<Record<string, string>>
}

export function verifiableSettings(shell: Shell): VerifiableSettings {
  const options = parseArguments(shell, grammar), missing = ['topic', 'bootstrap-server'].find(name => !options.has(name))
  if (missing !== undefined) misunderstood(shell, grammar, `argument --${missing} is required`)
  const file = options.one('command-config') ?? options.one('producer.config')
  const known = (name: string): number | null => {
    const value = options.long(name)
    return value === undefined || value < 0 ? null : value
  }
  return {
    topic: options.one('topic')!, messages: known('max-messages'), throughput: options.long('throughput') ?? -1,
    createTime: known('message-create-time'), prefix: options.one('value-prefix') ?? null, keys: known('repeating-keys'),
    configs: {
      retries: '0', ...file !== undefined && parseProperties(fileText(shell, file)),
      'bootstrap.servers': options.one('bootstrap-server')!, acks: options.one('acks') ?? '-1',
    },
  }
}
