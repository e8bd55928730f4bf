import { describe, expect, test } from 'vitest'
import { Produce } from '../protocol/apis/00-produce.ts'
import { ListOffsets } from '../protocol/apis/02-list-offsets.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { DeleteRecords } from '../protocol/apis/21-delete-records.ts'
import { DescribeConfigs } from '../protocol/apis/32-describe-configs.ts'
import { AlterConfigs } from '../protocol/apis/33-alter-configs.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { AlterPartitionReassignments } from '../protocol/apis/45-alter-partition-reassignments.ts'
import { ListPartitionReassignments } from '../protocol/apis/46-list-partition-reassignments.ts'
import { DescribeQuorum } from '../protocol/apis/55-describe-quorum.ts'
import { UpdateFeatures } from '../protocol/apis/57-update-features.ts'
import { UnregisterBroker } from '../protocol/apis/64-unregister-broker.ts'
import { Errors } from '../protocol/errors.ts'
import { batchOf } from '../testing/broker-kit.ts'
import { KafkaStory } from '../testing/kafka-world.ts'

/** What an admin client asks of a cluster, end to end. `orders-0` is on the brokers named, led by the first. */
function cluster(brokerIds: readonly number[], options: ConstructorParameters<typeof KafkaStory>[0] = {}): KafkaStory {
  const w = new KafkaStory(options)
  w.ask('broker-1', CreateTopics, { topics: [{
    name: 'orders', numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds }], configs: [],
  }] })
  w.run(1).seconds
  return w
}
const produce = (w: KafkaStory, broker: string, ...values: string[]) => w.ask(broker, Produce, {
  acks: -1, timeoutMs: 30_000, topicData: [{ name: 'orders', partitionData: [{ index: 0, records: batchOf(values) }] }],
}, { versions: [9, 12], withinMs: 60_000 }).responses[0]!.partitionResponses[0]!
const logs = (w: KafkaStory, ...brokers: number[]) => brokers.map(id => {
  const replica = w.server(`broker-${id}`).replicas['orders-0']
  return replica ? `${id} ${replica.role} ${replica.start}–${replica.end}` : `${id} –`
})
const orders = (w: KafkaStory, seenBy = 'broker-1') => w.server(seenBy).metadata.topics['orders']!.partitions[0]!

/* KIP-107 */
describe('DeleteRecords', () => {
  const deleteTo = (w: KafkaStory, offset: number, timeoutMs = 10_000) => w.ask('broker-1', DeleteRecords, {
    topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, offset }] }], timeoutMs,
  }, { withinMs: 30_000 }).topics[0]!.partitions[0]!

  test('moves where the log begins, on every replica', () => {
    const w = cluster([1, 2, 3])
    produce(w, 'broker-1', 'a', 'b', 'c', 'd')
    expect(deleteTo(w, 3)).toMatchObject({ errorCode: 0, lowWatermark: 3 })
    expect(logs(w, 1, 2, 3)).toEqual(['1 leader 3–4', '2 follower 3–4', '3 follower 3–4'])
    expect(deleteTo(w, -1)).toMatchObject({ errorCode: 0, lowWatermark: 4 })
  })

  test('waits for followers, and says so when its time is up', () => {
    const w = cluster([1, 2, 3])
    produce(w, 'broker-1', 'a', 'b')
    w.cut('m1', 'm3')
    expect(deleteTo(w, 1, 2000)).toMatchObject({ errorCode: Errors.REQUEST_TIMED_OUT, lowWatermark: 0 })
    expect(logs(w, 1, 2, 3)).toEqual(['1 leader 1–2', '2 follower 1–2', '3 follower 0–2'])
  })

  test('outlives a crash once the checkpoint is written', () => {
    const w = cluster([1])
    produce(w, 'broker-1', 'a', 'b', 'c')
    deleteTo(w, 2)
    w.run(70).seconds
    w.kill('broker-1')
    w.start('broker-1')
    w.run(12).seconds
    expect(logs(w, 1)).toEqual(['1 leader 2–3'])
    const earliest = { replicaId: -1, isolationLevel: 0, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, timestamp: -2 }] }] }
    expect(w.ask('broker-1 again', ListOffsets, earliest).topics[0]!.partitions[0]).toMatchObject({ offset: 2 })
  })

  test('saved while it waits, is answered all the same', () => {
    const w = cluster([1, 2, 3])
    produce(w, 'broker-1', 'a', 'b')
    w.send('broker-1', DeleteRecords, { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, offset: 1 }] }], timeoutMs: 10_000 })
    w.run(5).millis
    const again = w.reloaded()
    for (const story of [w, again]) story.run(2).seconds
    expect(again.world.traceHash()).toBe(w.world.traceHash())
    expect(w.answers().at(-1)!.response).toMatchObject({ topics: [{ partitions: [{ lowWatermark: 1 }] }] })
  })
})

/* KIP-455 */
describe('a reassignment', () => {
  const move = (w: KafkaStory, replicas: readonly number[] | null) => w.ask('broker-1', AlterPartitionReassignments, {
    topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas }] }], timeoutMs: 10_000,
  }).responses[0]!.partitions[0]!
  const underway = (w: KafkaStory) => w.ask('broker-2', ListPartitionReassignments, { topics: null, timeoutMs: 10_000 }).topics

  test('takes a partition to other brokers, with all its records, and the old logs go', () => {
    const w = cluster([1, 2], { brokers: 4 })
    produce(w, 'broker-1', 'a', 'b')
    expect(move(w, [3, 4])).toMatchObject({ errorCode: 0, errorMessage: null })
    w.run(3).seconds
    expect(orders(w)).toMatchObject({ leader: 3, replicas: [3, 4] })
    expect([...orders(w).isr].sort()).toEqual([3, 4])
    expect(logs(w, 1, 2, 3, 4)).toEqual(['1 –', '2 –', '3 leader 0–2', '4 follower 0–2'])
    expect(underway(w)).toEqual([])
    expect(produce(w, 'broker-3', 'c')).toMatchObject({ errorCode: 0, baseOffset: 2 })
  })

  // Partition.appendRecordsToFollowerOrFutureReplica
  test('also of a log that begins in the middle of a batch', () => {
    const w = cluster([1, 2])
    produce(w, 'broker-1', 'a', 'b', 'c')
    w.ask('broker-1', DeleteRecords, { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, offset: 2 }] }], timeoutMs: 5000 })
    move(w, [3, 2])
    w.run(4).seconds
    expect(underway(w)).toEqual([])
    expect(logs(w, 1, 2, 3)).toEqual(['1 –', '2 follower 2–3', '3 leader 2–3'])
    expect(w.world.view().invariants).toEqual([])
  })

  test('is listed while a new replica is away, and may be cancelled', () => {
    const w = cluster([1, 2], { brokers: 4 })
    w.cut('m1', 'm4')
    move(w, [1, 4])
    w.run(2).seconds
    expect(underway(w)).toMatchObject([{ name: 'orders', partitions: [
      { partitionIndex: 0, replicas: [1, 4, 2], addingReplicas: [4], removingReplicas: [2] },
    ] }])
    expect(move(w, null)).toMatchObject({ errorCode: 0 })
    w.run(1).seconds
    expect(orders(w)).toMatchObject({ leader: 1, replicas: [1, 2], isr: [1, 2] })
    expect(logs(w, 4)).toEqual(['4 –'])
    expect(move(w, null)).toMatchObject({ errorCode: Errors.NO_REASSIGNMENT_IN_PROGRESS })
  })

  test('that only changes the order is done at once; preferred leaders follow by an election', () => {
    const w = cluster([1, 2])
    move(w, [2, 1])
    w.run(100).millis
    expect(orders(w)).toMatchObject({ leader: 1, replicas: [2, 1] })
    expect(underway(w)).toEqual([])
  })

  // KIP-73
  test('may be throttled: it takes as long as the rate allows, and those in sync are not held back', () => {
    const w = cluster([1, 2])
    const big = 'x'.repeat(400_000)
    for (let i = 0; i < 8; i++) produce(w, 'broker-1', big)
    const alter = (resourceType: number, resourceName: string, configs: Record<string, string>) => w.ask(`broker-${resourceName === '3' ? 3 : 1}`, IncrementalAlterConfigs, {
      resources: [{ resourceType, resourceName, configs: Object.entries(configs).map(([name, value]) => ({ name, configOperation: 0, value })) }],
    }).responses[0]!.errorCode
    const errors = [
      alter(2, 'orders', { 'leader.replication.throttled.replicas': '0:1,0:2', 'follower.replication.throttled.replicas': '0:3' }),
      alter(4, '1', { 'leader.replication.throttled.rate': '200000' }), alter(4, '3', { 'follower.replication.throttled.rate': '200000' }),
    ]
    expect(errors).toEqual([0, 0, 0])
    w.run(1).seconds
    move(w, [1, 2, 3])
    w.run(3).seconds
    expect(underway(w)).toMatchObject([{ partitions: [{ addingReplicas: [3] }] }])
    expect(produce(w, 'broker-1', 'small')).toMatchObject({ errorCode: 0 })
    expect([...orders(w).isr]).toEqual([1, 2])
    expect(w.server('broker-3').replicas['orders-0']!.end).toBeLessThan(8)
    w.run(60).seconds
    expect(logs(w, 3)).toEqual(['3 follower 0–9'])
    expect(underway(w)).toEqual([])
  })

  // KIP-860
  test('may be told to leave the number of replicas as it is', () => {
    const answer = cluster([1, 2]).ask('broker-1', AlterPartitionReassignments, {
      topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas: [1, 2, 3] }] }], allowReplicationFactorChange: false, timeoutMs: 1000,
    })
    expect(answer.responses[0]!.partitions[0]).toMatchObject(
      { errorCode: Errors.INVALID_REPLICATION_FACTOR, errorMessage: 'The replication factor is changed from 2 to 3' },
    )
  })
})

describe('through any broker', () => {
  // KIP-595, KIP-836
  test('the quorum is described by its leader', () => {
    const w = new KafkaStory()
    const [topic] = w.ask('broker-2', DescribeQuorum, { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] }).topics
    const { leaderId, currentVoters, observers, highWatermark } = topic!.partitions[0]!
    expect({ leaderId, voters: currentVoters.map(each => each.replicaId), observers: observers.map(each => each.replicaId).sort() })
      .toEqual({ leaderId: 4, voters: [4], observers: [1, 2, 3] })
    for (const { logEndOffset, lastCaughtUpTimestamp } of observers) {
      expect(highWatermark - logEndOffset).toBeLessThan(5)
      expect(lastCaughtUpTimestamp).toBeGreaterThan(0)
    }
    const other = w.ask('broker-2', DescribeQuorum, { topics: [{ topicName: 'orders', partitions: [{ partitionIndex: 0 }] }] })
    expect(other.topics[0]!.partitions[0]).toMatchObject({ errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION })
  })

  test('a broker that is gone for good is unregistered, and leaves every ISR', () => {
    const w = cluster([3, 1, 2])
    w.kill('broker-3')
    expect(w.ask('broker-1', UnregisterBroker, { brokerId: 3 })).toMatchObject({ errorCode: 0 })
    w.run(100).millis
    expect(orders(w)).toMatchObject({ leader: 1, isr: [1, 2] })
    expect(Object.keys(w.server('broker-1').metadata.brokers)).toEqual(['1', '2'])
    expect(w.ask('broker-1', UnregisterBroker, { brokerId: 3 }))
      .toMatchObject({ errorCode: Errors.BROKER_ID_NOT_REGISTERED, errorMessage: 'Broker ID 3 is not currently registered' })
    w.start('broker-3')
    w.run(5).seconds
    expect(orders(w).isr).toEqual([1, 2, 3])
  })

  test('a feature is lowered, and stays so', () => {
    const w = new KafkaStory()
    const lower = { featureUpdates: [{ feature: 'transaction.version', maxVersionLevel: 1, upgradeType: 2 }], timeoutMs: 1000 }
    expect(w.ask('broker-1', UpdateFeatures, lower)).toMatchObject({ errorCode: 0, errorMessage: null })
    expect(w.ask('broker-2', UpdateFeatures, { ...lower, featureUpdates: [{ feature: 'transaction.version', maxVersionLevel: 0, upgradeType: 1 }] }))
      .toMatchObject({ errorCode: Errors.INVALID_UPDATE_VERSION })
  })
})

/* KIP-133, KIP-412 */
describe('configs', () => {
  const topic = { resourceType: 2, resourceName: 'orders' }
  const configOf = (w: KafkaStory, resourceType: number, resourceName: string, name: string) => w.ask('broker-1', DescribeConfigs, {
    resources: [{ resourceType, resourceName, configurationKeys: [name] }],
  }).results[0]!.configs[0]?.value

  test('changed in the old way lose what is not named', () => {
    const w = cluster([1])
    const alter = (configs: { name: string; value: string }[], validateOnly = false) =>
      w.ask('broker-1', AlterConfigs, { resources: [{ ...topic, configs }], validateOnly }).responses[0]!
    expect(alter([{ name: 'retention.ms', value: '1000' }, { name: 'segment.bytes', value: '2000000' }])).toMatchObject({ errorCode: 0 })
    expect(alter([{ name: 'retention.ms', value: '5' }], true)).toMatchObject({ errorCode: 0 })
    expect(alter([{ name: 'segment.bytes', value: '3000000' }])).toMatchObject({ errorCode: 0 })
    w.run(100).millis
    expect([configOf(w, 2, 'orders', 'retention.ms'), configOf(w, 2, 'orders', 'segment.bytes')]).toEqual(['604800000', '3000000'])
  })

  // golden/cli/configs-others.txt
  test('of groups stand before the broker\'s, and within its bounds', () => {
    const w = cluster([1])
    const set = (value: string | null) => w.ask('broker-1', IncrementalAlterConfigs, { resources: [{
      resourceType: 32, resourceName: 'billing', configs: [{ name: 'consumer.session.timeout.ms', configOperation: value === null ? 1 : 0, value }],
    }] }).responses[0]!
    const synonyms = () => w.ask('broker-2', DescribeConfigs, {
      resources: [{ resourceType: 32, resourceName: 'billing', configurationKeys: ['consumer.session.timeout.ms'] }], includeSynonyms: true,
    }).results[0]!.configs[0]!.synonyms.map(({ name, value, source }) => `${source}:${name}=${value}`)
    expect(set('50000')).toMatchObject({ errorCode: 0 })
    w.run(100).millis
    expect(synonyms()).toEqual(['8:consumer.session.timeout.ms=50000', '5:group.consumer.session.timeout.ms=45000'])
    expect(set('1').errorMessage).toBe('consumer.session.timeout.ms must be greater than or equal to group.consumer.min.session.timeout.ms')
    expect(set(null)).toMatchObject({ errorCode: 0 })
    w.run(100).millis
    expect(synonyms()).toEqual(['5:group.consumer.session.timeout.ms=45000'])
  })

  test('of loggers are the broker\'s own, and decide what it logs', () => {
    const w = cluster([1])
    const set = (name: string, value: string | null, resourceName = '1') => w.ask('broker-1', IncrementalAlterConfigs, { resources: [
      { resourceType: 8, resourceName, configs: [{ name, configOperation: value === null ? 1 : 0, value }] },
      { ...topic, configs: [{ name: 'retention.ms', configOperation: 0, value: '7000' }] },
    ] }).responses
    expect(configOf(w, 8, '1', 'kafka.cluster.Partition')).toBe('INFO')
    expect(set('kafka', 'ERROR').map(({ resourceType, errorCode }) => [resourceType, errorCode])).toEqual([[8, 0], [2, 0]])
    expect(configOf(w, 8, '1', 'kafka.cluster.Partition')).toBe('ERROR')
    expect(set('kafka', 'LOUD')[0]!.errorMessage).toBe('Cannot set the log level of kafka to LOUD as it is not a supported log level. '
      + 'Valid log levels are DEBUG, ERROR, FATAL, INFO, TRACE, WARN')
    expect(set('kafka', 'INFO', '2')[0]).toMatchObject({ errorCode: Errors.INVALID_REQUEST })
    expect(set('root', null)[0]).toMatchObject({ errorMessage: 'Removing the log level of the root logger is not allowed' })
    const old = w.ask('broker-1', AlterConfigs, { resources: [{ resourceType: 8, resourceName: '1', configs: [] }, { ...topic, configs: [] }, { ...topic, configs: [] }] })
    expect(old.responses.map(({ errorMessage }) => errorMessage)).toEqual(
      ['Unknown resource type 8', 'Each resource must appear at most once.', 'Each resource must appear at most once.'],
    )
    expect(set('no.such', 'INFO')[0]).toMatchObject({ errorMessage: 'Logger no.such does not exist!' })
  })
})
