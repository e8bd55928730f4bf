import { expect, test } from 'vitest'
import type { AdminCommand } from '../../client/admin/operations.ts'
import { commandLine, serverLine } from './command-lines.ts'
import { parseCommandLine } from './parse.ts'

const COMMANDS: readonly AdminCommand[] = [
  { do: 'createTopics', topics: [{ name: 'orders', partitions: 3, replicationFactor: 2, configs: { 'cleanup.policy': 'compact,delete' } }] },
  { do: 'createTopics', topics: [{ name: 'placed', assignments: [[1, 2], [2, 3]] }] },
  { do: 'createPartitions', topics: [{ name: 'orders', count: 4 }] },
  { do: 'describeTopics', topics: ['orders'] },
  { do: 'incrementalAlterConfigs', resources: [{ type: 'topic', name: 'orders', changes: [
    { name: 'retention.ms', op: 'set', value: '1000' }, { name: 'cleanup.policy', op: 'set', value: 'compact,delete' }, { name: 'flush.ms', op: 'delete' }] }] },
  { do: 'electLeaders', election: 'preferred', partitions: [{ topic: 'orders', partition: 0 }] },
  { do: 'electLeaders', election: 'unclean', partitions: [{ topic: 'orders', partition: 0 }, { topic: 'orders', partition: 1 }] },
  { do: 'alterPartitionReassignments', partitions: [{ topic: 'orders', partition: 0, replicas: [3, 1] }] },
  { do: 'alterPartitionReassignments', partitions: [{ topic: 'orders', partition: 0, replicas: null }] },
  { do: 'deleteRecords', before: [{ topic: 'orders', partition: 0, offset: -1 }] },
  { do: 'describeGroups', groups: ["o'brien's"] },
]

test('what a person would type', () => {
  expect(`\n${COMMANDS.map(command => commandLine(command)!.replaceAll(' --bootstrap-server broker-1:9092', '')).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    kafka-topics.sh --create --topic orders --partitions 3 --replication-factor 2 --config cleanup.policy=compact,delete
    kafka-topics.sh --create --topic placed --replica-assignment 1:2,2:3
    kafka-topics.sh --alter --topic orders --partitions 4
    kafka-topics.sh --describe --topic orders
    kafka-configs.sh --alter --topic orders --add-config 'retention.ms=1000,cleanup.policy=[compact,delete]' --delete-config flush.ms
    kafka-leader-election.sh --election-type preferred --topic orders --partition 0
    echo '{"partitions":[{"topic":"orders","partition":0},{"topic":"orders","partition":1}]}' > elect.json && kafka-leader-election.sh --election-type unclean --path-to-json-file elect.json
    echo '{"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[3,1]}]}' > move.json && kafka-reassign-partitions.sh --execute --reassignment-json-file move.json
    echo '{"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[1]}]}' > cancel.json && kafka-reassign-partitions.sh --cancel --reassignment-json-file cancel.json
    echo '{"partitions":[{"topic":"orders","partition":0,"offset":-1}],"version":1}' > before.json && kafka-delete-records.sh --offset-json-file before.json
    kafka-consumer-groups.sh --describe --group 'o'\\''brien'\\''s'
    "
  `)
  expect(serverLine({ do: 'process.stop', process: 'broker-2' })).toBe('ssh broker-2 && kafka-server-stop.sh; exit')
})

test('every line is one our shell can read, and what no tool does has none', () => {
  for (const command of COMMANDS) expect(parseCommandLine(commandLine(command)!)).toBeInstanceOf(Array)
  expect(commandLine({ do: 'describeProducers', partitions: [] })).toBeNull()
})
