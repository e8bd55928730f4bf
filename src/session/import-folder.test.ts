import { expect, test } from 'vitest'
import { goldenBytes, goldenFiles, goldenText } from '../testing/golden.ts'
import { cluster, type Live } from '../testing/live-world.ts'
import { batchOf, codecs } from '../testing/log-fixture.ts'
import { isWanted, readFolder, type ForeignFiles } from '../world/import/folder.ts'
import { importFolder, ImportStopped, type ImportStep } from './import-folder.ts'

/*
 * What a broker of Apache Kafka 4.3 left on its disk, brought into a cluster of ours: every record is served as kafka-dump-log shows it,
 * and groups go on where they were.
 */

const golden: ForeignFiles = Object.fromEntries(goldenFiles('disk').filter(isWanted).map(file => [file, goldenBytes(`disk/${file}`)]))

/** What a script reads of a topic from its beginning: `offset key value`. */
async function readBack({ act, run, world }: Live, topic: string): Promise<string[]> {
  const said: string[] = []
  const stop = world.told.listen(told => { if (told.is === 'console' && told.process === `read-${topic}`) said.push(told.text) })
  await act({
    do: 'script.run', script: `read-${topic}`, file: 'read.ts', source: `import { Kafka } from 'kafkajs'
const consumer = new Kafka({ brokers: ['broker-1:9092'] }).consumer({ groupId: 'read-${topic}', readUncommitted: true })
await consumer.connect()
await consumer.subscribe({ topic: '${topic}', fromBeginning: true })
await consumer.run({ eachMessage: async ({ message: { offset, key, value } }) => console.log(offset + ' ' + key + ' ' + value) })`,
  })
  await run({ for: 20_000_000 })
  await act({ do: 'script.stop', script: `read-${topic}` })
  stop()
  return said
}

/** The same of kafka-dump-log's own lines, from the log start on. */
const dumped = (topic: string, start: number): string[] => goldenFiles(`disk/kafka-1/${topic}-0`).filter(file => file.endsWith('.log.dump.txt'))
  .flatMap(file => goldenText(`disk/kafka-1/${topic}-0/${file}`).split('\n'))
  .filter(line => line.startsWith('| offset:') && !line.includes('endTxnMarker'))
  .map(line => {
    const [, offset, key, value] = /offset: (\d+).*? headerKeys: \[[^\]]*\](?: key: (.*?))?(?: payload: (.*))?$/.exec(line)!
    return `${offset} ${key ?? null} ${value ?? null}`
  })
  .filter(line => parseInt(line, 10) >= start)

test('every record of seven topics is served with its offset, key and value; commits are read back by OffsetFetch', async () => {
  const kafka = await cluster(3), steps: ImportStep[] = []
  const folder = readFolder(golden, codecs)
  const imported = await importFolder(folder, kafka, step => steps.push(step))
  expect(steps).toEqual(['topics', 'stopping', 'copying', 'starting', 'commits'])
  expect(imported).toEqual({
    partitions: 7, records: 321, groups: [{ group: 'd-group', refusal: null }, { group: 'd-group-next-43', refusal: null }],
  })
  await kafka.run({ for: 30_000_000 })
  const { metadata, replicas, invariants, groups } = kafka.view()!
  for (const { topic, start, end } of folder.partitions) {
    expect(metadata.topics[topic]!.partitions[0]!.isr, topic).toHaveLength(3)
    expect(Object.values(replicas[`${topic}-0`]!).map(replica => [replica.start, replica.end, replica.hw]), topic).toEqual(Array(3).fill([start, end, end]))
  }
  expect(invariants).toEqual([])
  expect(groups['d-group']!.committed).toEqual({ 'd-plain-0': 24, 'd-txn-0': 4 })
  for (const { topic, start } of folder.partitions) expect(await readBack(kafka, topic), topic).toEqual(dumped(topic, start))
})

const one = (topic: string): ForeignFiles => ({ [`${topic}-0/${'0'.repeat(20)}.log`]: batchOf(['a=1', 'b=2']) })
const refusalOf = (importing: Promise<unknown>) => importing.then(() => null, error => (error as ImportStopped).refusal)

test('a topic that is there already is refused in Kafka’s words, and nothing is done', async () => {
  const kafka = await cluster(1)
  await importFolder(readFolder(one('orders'), codecs), kafka, () => {})
  const before = kafka.view()!.processes['broker-1']!.startedAt
  const both = readFolder({ ...one('orders'), ...one('payments') }, codecs)
  expect(await refusalOf(importFolder(both, kafka, () => {}))).toEqual({ is: 'refused', said: "Topic 'orders' already exists." })
  expect(Object.keys(kafka.view()!.metadata.topics)).not.toContain('payments')
  expect(kafka.view()!.processes['broker-1']!.startedAt).toBe(before)
})

test('a disk without room is told before a broker is stopped', async () => {
  const kafka = await cluster(1)
  await kafka.act({ do: 'disk.fill', machine: 'm1', leaveBytes: 50_000 })
  expect(await refusalOf(importFolder(readFolder(golden, codecs), kafka, () => {}))).toEqual({ is: 'no-room', machine: 'm1' })
  expect(kafka.view()!.processes['broker-1']!.state).toBe('up')
})

test('in a cluster that is coming up, every broker that will be there gets a replica', async () => {
  const kafka = await cluster(3, 1)
  await importFolder(readFolder(one('orders'), codecs), kafka, () => {})
  expect(kafka.view()!.metadata.topics['orders']!.partitions[0]!.replicas).toHaveLength(3)
})

test('a cluster without a broker has nobody to take it', async () => {
  const kafka = await cluster(1)
  await kafka.act({ do: 'process.kill', process: 'broker-1' })
  await kafka.run({ for: 30_000_000 })
  expect(await refusalOf(importFolder(readFolder(one('orders'), codecs), kafka, () => {}))).toEqual({ is: 'no-answer' })
})
