import { misunderstood, parseArguments, type Grammar } from '../options/arguments.ts'
import { fileText, parseProperties } from '../text/properties.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-verifiable-consumer.sh (VerifiableConsumer). */

const grammar: Grammar = {
  prog: 'verifiable-consumer',
  usage: `usage: verifiable-consumer [-h] --topic TOPIC
                           [--group-protocol GROUP-PROTOCOL]
                           [--group-remote-assignor GROUP-REMOTE-ASSIGNOR]
                           --group-id GROUP-ID
                           [--group-instance-id GROUP-INSTANCE-ID]
                           [--max-messages MAX-MESSAGES]
                           [--session-timeout TIMEOUT-MS] [--verbose]
                           [--enable-autocommit]
                           [--reset-policy RESET-POLICY]
                           [--assignment-strategy ASSIGNMENT-STRATEGY]
                           [--consumer.config CONFIG-FILE]
                           [--command-config CONFIG-FILE]
                           --bootstrap-server HOST1:PORT1[,HOST2:PORT2[...]]`,
  help: `This tool consumes messages from a specific topic and prints consumer events
(e.g. group rebalances, received messages, and offsets committed) as JSON objects to STDOUT.`,
  values: [
    'topic', 'group-protocol', 'group-remote-assignor', 'group-id', 'group-instance-id', 'max-messages', 'session-timeout', 'reset-policy',
    'assignment-strategy', 'consumer.config', 'command-config', 'bootstrap-server',
  ],
  flags: ['verbose', 'enable-autocommit'],
}

export interface VerifiableConsumerSettings {
  readonly topic: string
  /** Null: no end. */
  readonly maxMessages: number | null
  readonly isVerbose: boolean
  /** It commits what it was given, poll by poll. */
  readonly commits: boolean
  readonly configs: Readonly<Record<string, string>>
}

export function verifiableConsumerSettings(shell: Shell): VerifiableConsumerSettings {
  const options = parseArguments(shell, grammar), missing = ['topic', 'group-id', 'bootstrap-server'].find(name => !options.has(name))
  if (missing !== undefined) misunderstood(shell, grammar, `argument --${missing} is required`)
  const file = options.one('command-config') ?? options.one('consumer.config'), instance = options.one('group-instance-id')
  const most = options.int('max-messages') ?? -1, protocol = options.one('group-protocol')
  return {
    topic: options.one('topic')!, maxMessages: most < 0 ? null : most, isVerbose: options.has('verbose'), commits: !options.has('enable-autocommit'),
    configs: {
      ...file !== undefined && parseProperties(fileText(shell, file)), ...protocol !== undefined && { 'group.protocol': protocol },
      ...instance !== undefined && { 'group.instance.id': instance },
      'group.id': options.one('group-id')!, 'bootstrap.servers': options.one('bootstrap-server')!,
      'enable.auto.commit': String(options.has('enable-autocommit')), 'auto.offset.reset': options.one('reset-policy') ?? 'earliest',
      'session.timeout.ms': options.one('session-timeout') ?? '30000',
      'partition.assignment.strategy': options.one('assignment-strategy') ?? 'org.apache.kafka.clients.consumer.RangeAssignor',
    },
  }
}
