import { describe, expect, test } from 'vitest'
import { isControl } from '../protocol/records/batch.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { recordsIn } from '../protocol/records/records.ts'
import { goldenBytes, goldenText } from '../testing/golden.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { applyRecords } from './apply.ts'
import { leaderChangeBatch, readBatches, recordBatch } from './batches.ts'
import { EMPTY_IMAGE, type MetadataImage } from './image.ts'
import { decodeRecord, encodeRecord, type MetadataRecord } from './records.ts'

/*
 * `__cluster_metadata-0` of Apache Kafka 4.3 (golden/disk/kafka-1), and what kafka-dump-log says of it. The judge of the
 * image is independent of it: the snapshot that Kafka itself made of the same log at offset 2729.
 */

const folder = 'disk/kafka-1/__cluster_metadata-0'
const log = goldenBytes(`${folder}/00000000000000000000.log`)

interface Dumped { offset: number; type: string; version: number; data: Record<string, unknown> }
const dumped = (file: string): Dumped[] => goldenText(`${folder}/${file}`).split('\n').flatMap(line => {
  const found = /^\| offset: (\d+) .* payload: (\{.*\})$/.exec(line)
  return found ? [{ offset: Number(found[1]), ...(JSON.parse(found[2]!) as Omit<Dumped, 'offset'>) }] : []
})
const kafkaName = (name: string): string => name.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase()

describe('records of a real metadata log', () => {
  const { records } = readBatches(log, noCodecs)

  test('are those that kafka-dump-log shows, field for field', () => {
    const dump = dumped('00000000000000000000.log.dump.txt')
    expect(records.map(({ offset, record }) => [offset, kafkaName(record.is), record.version])).toEqual(dump.map(({ offset, type, version }) => [offset, type, version]))
    records.forEach(({ record }, at) => expect(JSON.parse(JSON.stringify(record.data))).toMatchObject(dump[at]!.data))
  })

  test('encode to the same bytes again', () => {
    for (const batch of batchesIn(log)) {
      if (isControl(batch)) continue
      for (const { value } of recordsIn(log, batch, noCodecs)) expect(encodeRecord(decodeRecord(value!) as MetadataRecord)).toEqual(value)
    }
  })

  test('stand in batches like ours: same records and time, same bytes', () => {
    const [, bootstrap] = batchesIn(log)
    const own = recordBatch(records.slice(0, bootstrap!.count).map(({ record }) => record as MetadataRecord), bootstrap!.maxTimestamp)
    expect(own.subarray(17)).toEqual(log.subarray(bootstrap!.at + 17, bootstrap!.at + bootstrap!.size))
  })

  test('begin with the change of leader that each epoch begins with', () => {
    const [first] = batchesIn(log)
    expect(leaderChangeBatch(3, [1, 2, 3], [3, 1], first!.maxTimestamp).subarray(17)).toEqual(log.subarray(17, first!.size))
  })
})

describe('the image of a real metadata log', () => {
  const fold = (upTo: number): MetadataImage => applyRecords(EMPTY_IMAGE, readBatches(log, noCodecs).records.filter(({ offset }) => offset < upTo)).to
  const image = fold(2729)
  const snapshot = dumped('00000000000000002729-0000000004.checkpoint.dump.txt')
  const of = (type: string): Record<string, unknown>[] => snapshot.filter(each => each.type === type).map(each => each.data)

  test('has the topics and partitions of the snapshot Kafka made of it', () => {
    const partitions = of('PARTITION_RECORD').map(({ topicId, partitionId, isr, leader, leaderEpoch, partitionEpoch, replicas, directories, eligibleLeaderReplicas, lastKnownElr }) =>
      ({ topicId, partitionId, isr, leader, leaderEpoch, partitionEpoch, replicas, directories, elr: eligibleLeaderReplicas ?? [], lastKnownElr: lastKnownElr ?? [] }))
    const own = partitions.map(({ topicId, partitionId }) => {
      const { isr, leader, leaderEpoch, partitionEpoch, replicas, directories, elr, lastKnownElr } = image.topics.get(image.topicNames.get(topicId as string)!)!.partitions[partitionId as number]!
      return { topicId, partitionId, isr, leader, leaderEpoch, partitionEpoch, replicas, directories, elr, lastKnownElr }
    })
    expect(own).toEqual(partitions)
    expect([...image.topics.keys()].sort()).toEqual(of('TOPIC_RECORD').map(topic => topic['name'] as string).sort())
    expect([...image.topics.values()].reduce((sum, topic) => sum + topic.partitions.length, 0)).toBe(partitions.length)
  })

  test('has its brokers, configs, features and next producer id', () => {
    const brokers = of('REGISTER_BROKER_RECORD').map(({ brokerId, brokerEpoch, incarnationId, rack, fenced, inControlledShutdown, logDirs }) =>
      ({ id: brokerId, epoch: brokerEpoch, incarnationId, rack, fenced, inControlledShutdown, logDirs }))
    expect([...image.brokers.values()].sort((a, b) => a.id - b.id)).toMatchObject(brokers)
    const types: Record<number, string> = { 2: 'topic', 4: 'broker', 32: 'group' }
    const configs = of('CONFIG_RECORD').map(({ resourceType, resourceName, name, value }) => [`${types[resourceType as number]}:${resourceName as string}`, name, value])
    expect([...image.configs].flatMap(([key, values]) => [...values].map(([name, value]) => [key, name, value])).sort()).toEqual(configs.sort())
    expect(Object.fromEntries(image.features)).toEqual(Object.fromEntries(of('FEATURE_LEVEL_RECORD').map(({ name, featureLevel }) => [name, featureLevel])))
    expect(image.nextProducerId).toBe(of('PRODUCER_IDS_RECORD').at(-1)!['nextProducerId'])
  })

  test('shares what a batch did not touch', () => {
    const records = readBatches(log, noCodecs).records
    const noOp = records.find(({ record, offset }) => record.is === 'NoOpRecord' && offset > 2000)!
    const before = fold(noOp.offset)
    const { to } = applyRecords(before, [noOp])
    expect({ ...to, offset: 0 }).toEqual({ ...before, offset: 0 })
    expect(to.topics).toBe(before.topics)
    expect(to.brokers).toBe(before.brokers)
  })
})
