import {
  AlterConfigs, AlterPartitionReassignments, AlterReplicaLogDirs, DescribeCluster, DescribeConfigs, DescribeLogDirs, DescribeQuorum, ElectLeaders,
  IncrementalAlterConfigs, ListConfigResources, ListPartitionReassignments, UnregisterBroker, UpdateFeatures,
} from '../../../protocol/apis/index.ts'
import { settled, step, until, type Step } from './step.ts'

const TOPIC = 2, BROKER = 4, LOGGER = 8, GROUP = 32
const SET = 0, DELETE = 1, APPEND = 2, SUBTRACT = 3
const describe = (resourceType: number, resourceName: string, configurationKeys: readonly string[] | null = null) =>
  ({ resources: [{ resourceType, resourceName, configurationKeys: configurationKeys === null ? null : [...configurationKeys] }],
    includeSynonyms: true, includeDocumentation: true })
const alter = (resourceType: number, resourceName: string, name: string, configOperation: number, value: string | null, more: object = {}) =>
  ({ resources: [{ resourceType, resourceName, configs: [{ name, configOperation, value }] }], validateOnly: false, ...more })

/** A broker hears of configs a moment after they are altered. */
const applied: Step = {
  name: 'settled: altered configs are known', except: new Set(),
  async ask({ wire }) {
    await until(async () => JSON.stringify(await wire.ask(1, DescribeConfigs, 4, describe(TOPIC, 'orders', ['retention.bytes']))).includes('12345'),
      'retention.bytes')
    return null
  },
}

const configSteps: readonly Step[] = [
  ...[1, 2, 4].map(version => step('of a topic', DescribeConfigs, version, describe(TOPIC, 'orders'))),
  step('of a topic with some of its own', DescribeConfigs, 4,
    describe(TOPIC, 'compacted', ['cleanup.policy', 'segment.bytes', 'retention.ms', 'no.such'])),
  step('of an unknown topic', DescribeConfigs, 4, describe(TOPIC, 'no-such')),
  step('of a broker', DescribeConfigs, 4,
    describe(BROKER, '1', ['num.io.threads', 'log.retention.hours', 'compression.type', 'message.max.bytes', 'num.partitions', 'node.id',
      'broker.rack'])),
  step('of all brokers', DescribeConfigs, 4, describe(BROKER, '')),
  step('of another broker', DescribeConfigs, 4, describe(BROKER, '2')),
  step('of a broker that is none', DescribeConfigs, 4, describe(BROKER, 'x')),
  step('of a group', DescribeConfigs, 4, describe(GROUP, 'billing')),
  step('of a kind nobody knows', DescribeConfigs, 4, describe(99, 'x')),
  step('a topic\'s, set', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'retention.ms', SET, '1000000')),
  step('a topic\'s, out of range', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'retention.ms', SET, '-7')),
  step('a topic\'s, no number', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'retention.ms', SET, 'soon')),
  step('a topic\'s, nobody knows it', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'no.such', SET, '1')),
  step('a list, appended to', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'cleanup.policy', APPEND, 'compact')),
  step('a list, subtracted from', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'cleanup.policy', SUBTRACT, 'compact')),
  step('no list, appended to', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'retention.ms', APPEND, '1')),
  step('an operation nobody knows', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'retention.ms', 9, '1')),
  step('validated only', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'retention.ms', SET, '5', { validateOnly: true })),
  step('of an unknown topic', IncrementalAlterConfigs, 1, alter(TOPIC, 'no-such', 'retention.ms', SET, '1')),
  step('a broker\'s, dynamic', IncrementalAlterConfigs, 1, alter(BROKER, '1', 'log.cleaner.threads', SET, '2')),
  step('a broker\'s, read-only', IncrementalAlterConfigs, 1, alter(BROKER, '1', 'broker.rack', SET, 'x')),
  step('all brokers\'', IncrementalAlterConfigs, 1, alter(BROKER, '', 'message.max.bytes', SET, '2000000')),
  step('a logger\'s', IncrementalAlterConfigs, 1, alter(LOGGER, '1', 'root', SET, 'NOISE')),
  step('of a kind nobody knows', IncrementalAlterConfigs, 1, alter(99, 'x', 'a', SET, '1')),
  step('a topic\'s, deleted', IncrementalAlterConfigs, 1, alter(TOPIC, 'orders', 'retention.ms', DELETE, null)),
  step('all of a topic\'s', AlterConfigs, 2,
    { resources: [{ resourceType: TOPIC, resourceName: 'orders', configs: [{ name: 'retention.bytes', value: '12345' }] }] }),
  step('all of a topic\'s, out of range', AlterConfigs, 2,
    { resources: [{ resourceType: TOPIC, resourceName: 'orders', configs: [{ name: 'segment.bytes', value: '1' }] }] }),
  applied,
  step('one of a topic', DescribeConfigs, 4, describe(TOPIC, 'orders', ['retention.bytes', 'retention.ms', 'cleanup.policy', 'max.message.bytes'])),
  step('of a broker, dynamic ones too', DescribeConfigs, 4, describe(BROKER, '1', ['log.cleaner.threads', 'message.max.bytes'])),
  step('all brokers\', deleted', IncrementalAlterConfigs, 1, alter(BROKER, '', 'message.max.bytes', DELETE, null)),
  step('all', ListConfigResources, 1, { resourceTypes: [] }),
  step('of topics', ListConfigResources, 1, { resourceTypes: [TOPIC] }),
  step('of a kind nobody knows', ListConfigResources, 1, { resourceTypes: [99] }),
]

const reassign = (name: string, partitionIndex: number, replicas: number[] | null) =>
  ({ topics: [{ name, partitions: [{ partitionIndex, replicas }] }] })
const replicaSteps: readonly Step[] = [
  step('preferred, nothing to do', ElectLeaders, 2, { electionType: 0, topicPartitions: [{ topic: 'orders', partitions: [0] }] }),
  step('preferred, all', ElectLeaders, 2, { electionType: 0, topicPartitions: null }),
  step('unclean, nothing to do', ElectLeaders, 2, { electionType: 1, topicPartitions: [{ topic: 'orders', partitions: [0] }] }),
  step('unknown', ElectLeaders, 2, { electionType: 0, topicPartitions: [{ topic: 'no-such', partitions: [0] }] }),
  step('a kind nobody knows', ElectLeaders, 2, { electionType: 9, topicPartitions: [{ topic: 'orders', partitions: [0] }] }),
  step('none under way', ListPartitionReassignments, 0, { topics: null }),
  step('of a partition that has none', ListPartitionReassignments, 0, { topics: [{ name: 'orders', partitionIndexes: [0] }] }),
  step('onto a broker that is not there', AlterPartitionReassignments, 1, reassign('orders', 0, [1, 9])),
  step('a replica twice', AlterPartitionReassignments, 1, reassign('orders', 0, [1, 1])),
  step('no replica', AlterPartitionReassignments, 1, reassign('orders', 0, [])),
  step('an unknown topic', AlterPartitionReassignments, 1, reassign('no-such', 0, [1])),
  step('an unknown partition', AlterPartitionReassignments, 1, reassign('orders', 99, [1])),
  step('nothing to cancel', AlterPartitionReassignments, 1, reassign('orders', 0, null)),
  step('another width, not allowed', AlterPartitionReassignments, 1, { ...reassign('orders', 0, [1, 2]), allowReplicationFactorChange: false }),
  step('another order', AlterPartitionReassignments, 1, reassign('plain', 0, [1, 3, 2])),
  settled({ plain: 1 }),
  step('all', DescribeLogDirs, 4, { topics: null }, { except: ['topics'] }),
  step('of a partition', DescribeLogDirs, 4, { topics: [{ topic: 'orders', partitions: [0] }] }),
  step('to a folder that is none', AlterReplicaLogDirs, 2, { dirs: [{ path: '/no/such', topics: [{ name: 'orders', partitions: [0] }] }] }),
]

const clusterSteps: readonly Step[] = [
  ...[0, 1, 2].map(version => step('brokers', DescribeCluster, version, {})),
  step('with what one may do', DescribeCluster, 1, { includeClusterAuthorizedOperations: true }),
  step('controllers', DescribeCluster, 1, { endpointType: 2 }),
  step('a kind nobody knows', DescribeCluster, 1, { endpointType: 9 }),
  step('of the metadata log', DescribeQuorum, 2,
    { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] }, { except: ['logEndOffset', 'nodes', 'observers'] }),
  step('of another log', DescribeQuorum, 2, { topics: [{ topicName: 'orders', partitions: [{ partitionIndex: 0 }] }] }),
  step('of a broker that is not there', UnregisterBroker, 0, { brokerId: 99 }),
  step('a feature nobody knows', UpdateFeatures, 2,
    { featureUpdates: [{ feature: 'no.such', maxVersionLevel: 1, upgradeType: 1 }], validateOnly: true }),
  step('beyond what there is', UpdateFeatures, 2,
    { featureUpdates: [{ feature: 'metadata.version', maxVersionLevel: 999, upgradeType: 1 }], validateOnly: true }),
  step('down, without saying so', UpdateFeatures, 2,
    { featureUpdates: [{ feature: 'metadata.version', maxVersionLevel: 7, upgradeType: 1 }], validateOnly: true }),
  step('nothing', UpdateFeatures, 2, { featureUpdates: [], validateOnly: true }),
]

export const adminSteps: readonly Step[] = [...configSteps, ...replicaSteps, ...clusterSteps]
