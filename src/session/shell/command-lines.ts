import type { AdminCommand } from '../../client/admin/operations.ts'
import type { Action } from '../../world/action.ts'
import { quoted } from './quoted.ts'

/*
 * The command line that does what a request does. One table; a request no tool of Kafka's makes has no line. Plans go by a file, which
 * the line writes first.
 */

export const BOOTSTRAP = 'broker-1:9092'
const tool = (name: string, ...words: readonly string[]): string =>
  [`kafka-${name}.sh`, '--bootstrap-server', BOOTSTRAP, ...words.map(quoted)].join(' ')
/** Writes a file, then hands it to the tool. */
const withFile = (file: string, json: unknown, line: string): string => `echo ${quoted(JSON.stringify(json))} > ${file} && ${line}`
const eachOf = <T>(items: readonly T[], line: (item: T) => string): string => items.map(line).join(' && ')

type Lines = { readonly [K in AdminCommand['do']]?: (command: Extract<AdminCommand, { readonly do: K }>) => string | null }

const lines: Lines = {
  createTopics: ({ topics }) => eachOf(topics, ({ name, partitions, replicationFactor, assignments, configs = {} }) => tool('topics',
    '--create', '--topic', name,
    ...assignments ? ['--replica-assignment', assignments.map(replicas => replicas.join(':')).join(',')] : [],
    ...!assignments && partitions !== undefined ? ['--partitions', String(partitions)] : [],
    ...!assignments && replicationFactor !== undefined ? ['--replication-factor', String(replicationFactor)] : [],
    ...Object.entries(configs).flatMap(([key, value]) => ['--config', `${key}=${value}`]))),
  deleteTopics: ({ topics }) => eachOf(topics, topic => tool('topics', '--delete', '--topic', topic)),
  createPartitions: ({ topics }) => eachOf(topics, ({ name, count }) => tool('topics', '--alter', '--topic', name, '--partitions', String(count))),
  describeTopics: ({ topics }) => topics ? eachOf(topics, topic => tool('topics', '--describe', '--topic', topic)) : tool('topics', '--describe'),
  describeConfigs: ({ resources }) => eachOf(resources, resource =>
    tool('configs', '--describe', ...entity(resource), ...resource.type === 'broker' ? ['--all'] : [])),
  incrementalAlterConfigs: ({ resources }) => eachOf(resources, ({ changes, ...resource }) => tool('configs', '--alter', ...entity(resource),
    ...option('--add-config', changes.filter(({ op }) => op === 'set').map(({ name, value }) => `${name}=${bracketed(value ?? '')}`)),
    ...option('--delete-config', changes.filter(({ op }) => op === 'delete').map(({ name }) => name)))),
  electLeaders({ election, partitions }) {
    const elect = (...scope: readonly string[]): string => tool('leader-election', '--election-type', election, ...scope)
    if (!partitions) return elect('--all-topic-partitions')
    const [first] = partitions
    if (partitions.length === 1) return elect('--topic', first!.topic, '--partition', String(first!.partition))
    return withFile('elect.json', { partitions: partitions.map(({ topic, partition }) => ({ topic, partition })) }, elect('--path-to-json-file', 'elect.json'))
  },
  alterPartitionReassignments({ partitions }) {
    const moves = partitions.filter(({ replicas }) => replicas !== null), cancels = partitions.filter(({ replicas }) => replicas === null)
    return [...planned('move.json', '--execute', moves), ...planned('cancel.json', '--cancel', cancels)].join(' && ')
  },
  listPartitionReassignments: () => tool('reassign-partitions', '--list'),
  deleteRecords: ({ before }) => withFile('before.json',
    { partitions: before.map(({ topic, partition, offset }) => ({ topic, partition, offset })), version: 1 },
    tool('delete-records', '--offset-json-file', 'before.json')),
  listGroups: () => tool('consumer-groups', '--list', '--state'),
  describeGroups: ({ groups }) => eachOf(groups, group => tool('consumer-groups', '--describe', '--group', group)),
  deleteGroups: ({ groups }) => eachOf(groups, group => tool('consumer-groups', '--delete', '--group', group)),
  listOffsets: ({ partitions }) =>
    tool('get-offsets', '--topic-partitions', partitions.map(({ topic, partition }) => `${topic}:${partition}`).join(',')),
  describeLogDirs: ({ brokers }) => tool('log-dirs', '--describe', '--broker-list', brokers.join(',')),
  describeCluster: () => `kafka-cluster.sh list-endpoints --bootstrap-server ${BOOTSTRAP}`,
  describeMetadataQuorum: () => `kafka-metadata-quorum.sh --bootstrap-server ${BOOTSTRAP} describe --status`,
  describeFeatures: () => `kafka-features.sh --bootstrap-server ${BOOTSTRAP} describe`,
}

/** A file of partitions, and what is done with it. Whoever cancels names partitions; the file's form wants replicas all the same. */
function planned(file: string, action: string, partitions: Extract<AdminCommand, { do: 'alterPartitionReassignments' }>['partitions']): string[] {
  if (partitions.length === 0) return []
  const plan = { version: 1, partitions: partitions.map(({ topic, partition, replicas }) => ({ topic, partition, replicas: replicas ?? ANY })) }
  return [withFile(file, plan, tool('reassign-partitions', action, '--reassignment-json-file', file))]
}
const ANY = [1]

/** Null: no tool of Kafka's does that. */
export function commandLine<C extends AdminCommand>(command: C): string | null {
  const line = lines[command.do] as ((command: C) => string | null) | undefined
  return line?.(command) ?? null
}

const ENTITIES: Readonly<Partial<Record<string, string>>> = { topic: '--topic', broker: '--broker', group: '--group' }
const entity = ({ type, name }: { readonly type: string; readonly name: string }): string[] =>
  type === 'broker' && name === '' ? ['--broker-defaults'] : [ENTITIES[type] ?? '--entity-name', name]
const option = (name: string, values: readonly string[]): string[] => values.length === 0 ? [] : [name, values.join(',')]
/** A value with commas in it goes in brackets. */
const bracketed = (value: string): string => value.includes(',') ? `[${value}]` : value

/** The first batches of a segment, read where it lies. */
export function dumpLine(broker: number, logDir: string, partition: string, baseOffset: number): string {
  const file = `${logDir}/${partition}/${String(baseOffset).padStart(20, '0')}.log`
  return `ssh broker-${broker} && kafka-dump-log.sh --print-data-log --files ${file} | head -20; exit`
}

/** What Kafka's own scripts do to the server of a machine. */
export function serverLine({ do: does, process }: Extract<Action, { do: 'process.start' | 'process.stop' }>): string {
  const script = does === 'process.start' ? 'kafka-server-start.sh -daemon config/server.properties' : 'kafka-server-stop.sh'
  return `ssh ${quoted(process)} && ${script}; exit`
}
