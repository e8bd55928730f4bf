import type { ClusterView } from '../../world/view.ts'
import { brokersOf } from './hosts.ts'

/*
 * Command lines of older days: they run, and one line says what took their place, and since when. Sources: KIP-377, KIP-499, KIP-500,
 * KIP-455, KIP-460, KIP-543, and the notes on upgrading of Kafka 2.0, 3.0 and 4.0.
 */

/** `old` went with this release; `now` does it. */
export interface Bygone { readonly old: string; readonly now: string; readonly since: string; readonly kip: string }

interface Replaced extends Bygone { readonly tools: readonly string[] }

const TOPIC_TOOLS = ['kafka-topics.sh'], PRODUCERS = ['kafka-console-producer.sh', 'kafka-verifiable-producer.sh', 'kafka-get-offsets.sh']
const CONSUMERS = ['kafka-console-consumer.sh', 'kafka-consumer-groups.sh']
const BOOTSTRAP = '--bootstrap-server'

const OPTIONS: readonly Replaced[] = [
  { old: '--zookeeper', now: BOOTSTRAP, since: '3.0', kip: 'KIP-377', tools: TOPIC_TOOLS },
  { old: '--zookeeper', now: BOOTSTRAP, since: '2.0', kip: 'KIP-500', tools: CONSUMERS },
  { old: '--zookeeper', now: BOOTSTRAP, since: '3.0', kip: 'KIP-455', tools: ['kafka-reassign-partitions.sh'] },
  { old: '--zookeeper', now: BOOTSTRAP, since: '4.0', kip: 'KIP-543', tools: ['kafka-configs.sh'] },
  { old: '--zookeeper', now: BOOTSTRAP, since: '3.0', kip: 'KIP-460', tools: ['kafka-leader-election.sh'] },
  { old: '--broker-list', now: BOOTSTRAP, since: '4.0', kip: 'KIP-499', tools: PRODUCERS },
]
/** A command under another name, with what it has to say besides. */
const COMMANDS: Readonly<Record<string, Bygone & { readonly argv: readonly string[] }>> = {
  'kafka-preferred-replica-election.sh': {
    old: 'kafka-preferred-replica-election.sh', now: 'kafka-leader-election.sh', since: '3.0', kip: 'KIP-460',
    argv: ['kafka-leader-election.sh', '--election-type', 'preferred', '--all-topic-partitions'],
  },
}
/** Commands that nothing took the place of: brokers and controllers keep the metadata themselves. */
const GONE = ['zookeeper-server-start.sh', 'zookeeper-server-stop.sh', 'zookeeper-shell.sh', 'zkServer.sh', 'zkCli.sh']
export const bygoneCommands: readonly string[] = [...GONE, ...Object.keys(COMMANDS)]
export const isZooKeeper = (command: string): boolean => GONE.includes(command)
export const isRenamed = (command: string): boolean => Object.hasOwn(COMMANDS, command)

/** A command line as it has to be said today, and what of it is of older days. */
export function renewed(argv: readonly string[], view: ClusterView | null): { readonly argv: readonly string[]; readonly notes: readonly Bygone[] } {
  const [command = ''] = argv, other = isRenamed(command) ? COMMANDS[command] : undefined, notes: Bygone[] = other ? [other] : []
  const words = other ? [...other.argv, ...argv.slice(1)] : [...argv], said: string[] = []
  for (let i = 0; i < words.length; i++) {
    const [option, value] = split(words[i]!), replaced = OPTIONS.find(each => each.old === option && each.tools.includes(words[0]!))
    if (!replaced) {
      said.push(words[i]!)
      continue
    }
    if (!other) notes.push(replaced)
    const given = value ?? words[++i] ?? ''
    said.push(replaced.now, replaced.old === '--zookeeper' ? brokersOf(view)[0] ?? given : given)
  }
  return { argv: said, notes: notes.map(({ old, now, since, kip }) => ({ old, now, since, kip })) }
}

const split = (word: string): [option: string, value: string | undefined] => {
  const [, option = word, value] = /^(--[^=]+)=(.*)$/.exec(word) ?? []
  return [option, value]
}

/** `kafka-topics.sh--zookeeper …`, as it stands in many a note: the blank was lost. */
export const parted = (argv: readonly string[]): readonly string[] => {
  const [, command, option] = /^(kafka-[a-z-]+\.sh)(--.+)$/.exec(argv[0] ?? '') ?? []
  return command === undefined ? argv : [command, option!, ...argv.slice(1)]
}
