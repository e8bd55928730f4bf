import { ApiVersions, CreatePartitions, CreateTopics, DeleteTopics, DescribeTopicPartitions, Metadata } from '../../../protocol/apis/index.ts'
import { ZERO_UUID } from '../../../protocol/uuid.ts'
import { settled, step, type Side, type Step } from './step.ts'

const topic = (name: string, more: object = {}) => ({ name, numPartitions: 1, replicationFactor: 3, assignments: [], configs: [], ...more })
const assigned = (...replicas: readonly (readonly number[])[]) =>
  ({ numPartitions: -1, replicationFactor: -1, assignments: replicas.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })) })
const known = (answer: { topics: readonly { name: string | null; topicId: string }[] }, { memo }: Side): void => {
  for (const { name, topicId } of answer.topics) if (name !== null) memo.set(name, topicId)
}

/** Topics the other steps use: `orders` led by 1, 2, 3; `plain` and `compacted` led by 1. */
export const topicSteps: readonly Step[] = [
  step('a version nobody knows', ApiVersions, 0, {}, { except: ['apiKeys'] }),
  step('three topics with replicas of their own', CreateTopics, 7, { topics: [
    topic('orders', assigned([1, 2, 3], [2, 3, 1], [3, 1, 2])), topic('plain', assigned([1, 2, 3])),
    topic('compacted', { ...assigned([1, 2, 3]), configs: [{ name: 'cleanup.policy', value: 'compact' }, { name: 'segment.bytes',
      value: '1048576' }] }),
  ] }),
  settled({ orders: 3, plain: 1, compacted: 1 }),
  step('once more', CreateTopics, 7, { topics: [topic('orders')] }),
  step('by version 2', CreateTopics, 2, { topics: [topic('old')], validateOnly: true }),
  step('validated only, with defaults', CreateTopics, 7,
    { topics: [topic('defaults', { numPartitions: -1, replicationFactor: -1 })], validateOnly: true }),
  step('names that are none', CreateTopics, 7, { topics: [topic(''), topic('.'), topic('a b'), topic('x'.repeat(250))], validateOnly: true }),
  step('too many replicas', CreateTopics, 7, { topics: [topic('wide', { replicationFactor: 9 })] }),
  step('no partition', CreateTopics, 7, { topics: [topic('none', { numPartitions: 0 })] }),
  step('no replica', CreateTopics, 7, { topics: [topic('none', { replicationFactor: 0 })] }),
  step('both counts and replicas', CreateTopics, 7, { topics: [topic('both', { assignments: [{ partitionIndex: 0, brokerIds: [1] }] })] }),
  step('replicas on a broker that is not there', CreateTopics, 7, { topics: [topic('absent', assigned([1, 9]))] }),
  step('a replica twice', CreateTopics, 7, { topics: [topic('twice', assigned([1, 1]))] }),
  step('partitions with a gap', CreateTopics, 7, { topics: [topic('gap', { ...assigned(), assignments: [{ partitionIndex: 1, brokerIds: [1] }] })] }),
  step('partitions of different width', CreateTopics, 7, { topics: [topic('ragged', assigned([1, 2], [3]))] }),
  step('a config nobody knows', CreateTopics, 7, { topics: [topic('unknown-config', { configs: [{ name: 'no.such', value: '1' }] })] }),
  step('a config out of range', CreateTopics, 7, { topics: [topic('bad-config', { configs: [{ name: 'segment.bytes', value: '1' }] })] }),
  step('a config without a value', CreateTopics, 7, { topics: [topic('null-config', { configs: [{ name: 'segment.bytes', value: null }] })] }),
  step('the same name twice', CreateTopics, 7, { topics: [topic('same'), topic('same')] }),
  step('a name that collides', CreateTopics, 7, { topics: [topic('a.b'), topic('a_b')], validateOnly: true }),
  step('more partitions than one request may make', CreateTopics, 7, { topics: [topic('many', { numPartitions: 20_000 })] }),
  ...[0, 1, 4, 9, 10, 12, 13].map(version => step('all', Metadata, version,
    { topics: version === 0 ? [] : null, allowAutoTopicCreation: version < 4 }, { keep: version === 12 ? known as never : () => undefined })),
  step('one', Metadata, 12, { topics: [{ name: 'orders' }], allowAutoTopicCreation: false }),
  step('none', Metadata, 12, { topics: [], allowAutoTopicCreation: false }),
  step('unknown', Metadata, 12, { topics: [{ name: 'no-such' }], allowAutoTopicCreation: false }),
  step('a name that is none', Metadata, 12, { topics: [{ name: 'a b' }], allowAutoTopicCreation: true }),
  step('by id', Metadata, 12, ({ memo }) => ({ topics: [{ topicId: memo.get('orders')!, name: null }], allowAutoTopicCreation: false })),
  step('by an id nobody has', Metadata, 12, { topics: [{ topicId: 'ABCDEFGHIJKLMNOPQRSTUg', name: null }], allowAutoTopicCreation: false }),
  step('with what one may do', Metadata, 12, { topics: [{ name: 'orders' }], allowAutoTopicCreation: false, includeTopicAuthorizedOperations: true }),
  step('one', DescribeTopicPartitions, 0, { topics: [{ name: 'orders' }] }),
  step('two of three partitions', DescribeTopicPartitions, 0, { topics: [{ name: 'orders' }, { name: 'plain' }], responsePartitionLimit: 2 }),
  step('from a cursor on', DescribeTopicPartitions, 0,
    { topics: [{ name: 'orders' }, { name: 'plain' }], cursor: { topicName: 'orders', partitionIndex: 2 } }),
  step('unknown', DescribeTopicPartitions, 0, { topics: [{ name: 'no-such' }] }),
  step('a cursor before the first', DescribeTopicPartitions, 0,
    { topics: [{ name: 'orders' }], cursor: { topicName: 'orders', partitionIndex: -1 } }),
]

export const partitionSteps: readonly Step[] = [
  step('fewer', CreatePartitions, 3, { timeoutMs: 30_000, topics: [{ name: 'orders', count: 2, assignments: null }] }),
  step('as many as there are', CreatePartitions, 3, { timeoutMs: 30_000, topics: [{ name: 'orders', count: 3, assignments: null }] }),
  step('none', CreatePartitions, 3, { timeoutMs: 30_000, topics: [{ name: 'orders', count: 0, assignments: null }] }),
  step('unknown', CreatePartitions, 3, { timeoutMs: 30_000, topics: [{ name: 'no-such', count: 2, assignments: null }] }),
  step('replicas for too few', CreatePartitions, 3,
    { timeoutMs: 30_000, topics: [{ name: 'orders', count: 5, assignments: [{ brokerIds: [1, 2, 3] }] }] }),
  step('replicas of another width', CreatePartitions, 3,
    { timeoutMs: 30_000, topics: [{ name: 'orders', count: 4, assignments: [{ brokerIds: [1] }] }] }),
  step('validated only', CreatePartitions, 3, { timeoutMs: 30_000, topics: [{ name: 'orders', count: 4, assignments: null }], validateOnly: true }),
  step('one more', CreatePartitions, 3, { timeoutMs: 30_000, topics: [{ name: 'orders', count: 4, assignments: [{ brokerIds: [1, 3, 2] }] }] }),
  settled({ orders: 4 }),
]

export const deletionSteps: readonly Step[] = [
  step('unknown', DeleteTopics, 6, { timeoutMs: 30_000, topics: [{ name: 'no-such', topicId: ZERO_UUID }] }),
  step('by an id nobody has', DeleteTopics, 6, { timeoutMs: 30_000, topics: [{ name: null, topicId: 'ABCDEFGHIJKLMNOPQRSTUg' }] }),
  step('neither name nor id', DeleteTopics, 6, { timeoutMs: 30_000, topics: [{ name: null, topicId: ZERO_UUID }] }),
  step('both name and id', DeleteTopics, 6, ({ memo }) => ({ timeoutMs: 30_000, topics: [{ name: 'plain', topicId: memo.get('plain')! }] })),
  step('the same twice', DeleteTopics, 6,
    { timeoutMs: 30_000, topics: [{ name: 'plain', topicId: ZERO_UUID }, { name: 'plain', topicId: ZERO_UUID }] }),
  step('by id', DeleteTopics, 6, ({ memo }) => ({ timeoutMs: 30_000, topics: [{ name: null, topicId: memo.get('compacted')! }] })),
  step('by name, version 1', DeleteTopics, 1, { topicNames: ['plain'], timeoutMs: 10_000 }),
]
