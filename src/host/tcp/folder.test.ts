import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { goldenBytes, goldenFiles, goldenText } from '../../testing/golden.ts'
import { Gathered, kafkaAt, QUICK, serveForTest } from './testing.ts'

/*
 * Folders that Kafka itself wrote, served; and what makes a folder none that can be served.
 */

let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'folder-')) })
afterEach(() => rmSync(dir, { recursive: true }))

const ROOT = 'disk/kafka-1'
const goldenNames = goldenFiles(ROOT).filter(file => !file.endsWith('.dump.txt'))

/** A copy of broker 1's log directory, the mark of its clean stop included, which the recording left out. */
function copyGolden(): void {
  for (const file of goldenNames) {
    const path = join(dir, 'kafka-1', file)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, goldenBytes(`${ROOT}/${file}`))
  }
  writeFileSync(join(dir, 'kafka-1', '.kafka_cleanshutdown'), '{"version":0,"brokerEpoch":-1}')
}

/** Its two fellows are not here: without an unclean election nobody may lead what all three had. */
const serveGolden = () => serveForTest({ dataDir: dir, brokers: null, firstId: null, properties: { ...QUICK, 'unclean.leader.election.enable': 'true' } })

const changed = (): string[] => goldenNames.filter(file => !readFileSync(join(dir, 'kafka-1', file)).equals(goldenBytes(`${ROOT}/${file}`)))

/** Keys and values of a topic, as `kafka-dump-log.sh` printed them. */
const dumped = (topic: string): string[] => goldenFiles(`${ROOT}/${topic}-0`).filter(file => file.endsWith('.log.dump.txt'))
  .flatMap(file => [...goldenText(`${ROOT}/${topic}-0/${file}`).matchAll(/^\| offset: (\d+) .*?headerKeys: \[.*?\](?: key: (.*?))?(?: payload: (.*))?$/gm)])
  .map(([, offset, key, value]) => `${offset} ${key ?? null} ${value ?? null}`)

async function readTopics(bootstrapServers: string, counts: Readonly<Record<string, number>>): Promise<Record<string, string[]>> {
  const consumer = kafkaAt(bootstrapServers).consumer({ groupId: 'reader', maxWaitTimeInMs: 50 }), read = new Gathered<{ topic: string; line: string }>()
  await consumer.connect()
  await consumer.subscribe({ topics: Object.keys(counts), fromBeginning: true })
  await consumer.run({ eachMessage: async ({ topic, message: { offset, key, value } }) => read.add({ topic, line: `${offset} ${key} ${value}` }) })
  const linesOf = (topic: string) => read.all.filter(each => each.topic === topic).map(({ line }) => line)
  await read.until(() => Object.entries(counts).every(([topic, count]) => linesOf(topic).length >= count))
  await consumer.disconnect()
  return Object.fromEntries(Object.keys(counts).map(topic => [topic, linesOf(topic)]))
}

describe('a folder that Kafka wrote', () => {
  it('is served to the last record, and has every segment as it was when the cluster has shut down', async () => {
    copyGolden()
    const { cluster, failures } = await serveGolden()
    const topics = ['d-plain', 'd-appendtime', 'd-rolled', 'd-compacted', 'd-deleted']
    const wanted = Object.fromEntries(topics.map(topic => [topic, dumped(topic)]))
    // its first seven were deleted: log-start-offset-checkpoint
    wanted['d-deleted']!.splice(0, 7)
    expect(wanted['d-plain']!.slice(0, 4)).toEqual(['0 k1 v1', '1 k2 v2', '2 k1 null', '3 key-0 value-0'])
    expect(await readTopics(cluster.bootstrapServers, Object.fromEntries(topics.map(topic => [topic, wanted[topic]!.length])))).toEqual(wanted)
    await cluster.close()
    expect(failures).toEqual([])
    // every partition has a new leader epoch; what was recorded stands as it stood
    expect(changed().filter(file => file.startsWith('d-'))).toMatchInlineSnapshot(`
      [
        "d-appendtime-0/leader-epoch-checkpoint",
        "d-codecs-0/leader-epoch-checkpoint",
        "d-compacted-0/leader-epoch-checkpoint",
        "d-deleted-0/leader-epoch-checkpoint",
        "d-plain-0/leader-epoch-checkpoint",
        "d-rolled-0/leader-epoch-checkpoint",
        "d-txn-0/leader-epoch-checkpoint",
      ]
    `)
    expect(changed().filter(file => !file.startsWith('d-'))).toMatchInlineSnapshot(`
      [
        "__cluster_metadata-0/00000000000000000000.index",
        "__cluster_metadata-0/00000000000000000000.log",
        "__cluster_metadata-0/00000000000000000000.timeindex",
        "__cluster_metadata-0/leader-epoch-checkpoint",
        "__cluster_metadata-0/quorum-state",
        "__consumer_offsets-24/leader-epoch-checkpoint",
        "__transaction_state-31/leader-epoch-checkpoint",
        "log-start-offset-checkpoint",
        "recovery-point-offset-checkpoint",
        "replication-offset-checkpoint",
      ]
    `)
  })
})

describe('a folder that cannot be served', () => {
  const copyAs = (name: string, change: (text: string) => string): void => {
    cpSync(join(dir, 'kafka-1'), join(dir, name), { recursive: true })
    const file = join(dir, name, 'meta.properties')
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }
  const refusal = async (): Promise<string> => (await serveGolden().then(() => 'served', (error: Error) => error.message)).replaceAll(dir, 'DIR')
  beforeEach(copyGolden)

  it('holds directories of two clusters', async () => {
    copyAs('kafka-2', text => text.replace('node.id=1', 'node.id=2').replace(/cluster.id=.*/, 'cluster.id=other'))
    expect(await refusal()).toBe('Invalid cluster.id in: DIR/kafka-2/meta.properties. Expected 5L6g3nShT-eMCtK--X86sw, but read other')
  })

  it('holds two directories of one node', async () => {
    copyAs('kafka-1-copy', text => text)
    expect(await refusal()).toBe('DIR/kafka-1 and DIR/kafka-1-copy are both of node 1')
  })

  it('lacks a broker, unless somebody says how many there are', async () => {
    copyAs('kafka-3', text => text.replace('node.id=1', 'node.id=3'))
    expect(await refusal()).toBe('DIR has no log directory of broker 2: start it with --brokers 3 to give it an empty one')
  })

  it('has no controller', async () => {
    rmSync(join(dir, 'kafka-1', '__cluster_metadata-0', 'quorum-state'))
    expect(await refusal()).toBe('DIR has log directories of brokers, and none of their controller: what they hold cannot be told')
  })

  it('is a log directory itself', async () => {
    const { message } = await serveForTest({ dataDir: join(dir, 'kafka-1') }).then(() => new Error('served'), (error: Error) => error)
    expect(message.replaceAll(dir, 'DIR')).toBe('DIR/kafka-1 is a log directory itself: name the folder it lies in')
  })

  it('is served from already', async () => {
    const { cluster } = await serveGolden()
    expect(await refusal()).toMatch(/^Failed to acquire lock on file \.lock in DIR\. A Kafka instance in another process or thread is using this directory/)
    await cluster.close()
    expect(readdirSync(dir)).toEqual(['kafka-1'])
  })
})

/* KIP-113: the folder of a broker with several log directories has one folder for each. */
describe('a folder with several log directories a broker', () => {
  const LOG_DIRS = '/data/1,/data/2'
  const inside = () => readdirSync(join(dir, 'broker-1')).map(name => [name, readdirSync(join(dir, 'broker-1', name)).filter(each => each.startsWith('orders-'))])
  const serve = (properties: Readonly<Record<string, string>>) => serveForTest({ dataDir: dir, brokers: 1, properties: { ...QUICK, ...properties } })

  it('has them all when it is served again, whether somebody names them or not', async () => {
    const { cluster } = await serve({ 'log.dirs': LOG_DIRS }), admin = kafkaAt(cluster.bootstrapServers).admin()
    await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 2, replicationFactor: 1 }], waitForLeaders: true })
    await admin.disconnect()
    const producer = kafkaAt(cluster.bootstrapServers).producer()
    await producer.connect()
    for (const partition of [0, 1]) await producer.send({ topic: 'orders', messages: [{ partition, key: 'k', value: `v${partition}` }] })
    await producer.disconnect()
    await cluster.close()
    expect(inside()).toEqual([['1', ['orders-0']], ['2', ['orders-1']]])
    const again = await serve({})
    const { orders } = await readTopics(again.cluster.bootstrapServers, { orders: 2 })
    expect(orders!.sort()).toEqual(['0 k v0', '0 k v1'])
    await again.cluster.close()
    expect(inside()).toEqual([['1', ['orders-0']], ['2', ['orders-1']]])
    expect([...again.failures]).toEqual([])
  })
})
