import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Partitioners } from 'kafkajs'
import { expect, it, onTestFinished } from 'vitest'
import { isQuick } from '../../testing/strength.ts'
import { Gathered, kafkaAt, serveForTest } from './testing.ts'

/*
 * A client nobody here wrote, against the engine behind TCP: what it is told must be Kafka's to the byte, or it says so.
 */

const READER = fileURLToPath(new URL('kafkajs-reader.testing.mjs', import.meta.url))

type Kafka = ReturnType<typeof kafkaAt>
interface Read { by: string; value: string }

/**
 * One record a request: kafkajs forgets a partition whose leadership moved to a broker that has answered the same send() already
 * (`responsePerBroker` in its sendMessages.js).
 */
async function send(kafka: Kafka, from: number, to: number): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  const messages = Array.from({ length: to - from }, (_, i) => ({ key: `key-${from + i}`, value: `value-${from + i}` }))
  await Promise.all(messages.map(message => producer.send({ topic: 'orders', acks: -1, messages: [message] })))
  await producer.disconnect()
}

/** Where a consumer has got to: how many partitions its generation gave it, and whether it fetches. */
interface Stage { by: string; partitions: number; fetches: boolean }
type Said = { is: 'joined'; partitions: number } | { is: 'crashed' } | { is: 'fetched' } | { is: 'read'; value: string }

/** A member of the group in a process of its own, and its records. */
function join(bootstrapServers: string, by: string, reads: Gathered<Read>, stages: Gathered<Stage>): ChildProcess {
  const member = spawn(process.execPath, [READER, bootstrapServers, 'billing', 'orders'], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => { member.kill('SIGKILL') })
  let partitions = 0
  createInterface(member.stdout).on('line', line => {
    const said = JSON.parse(line) as Said
    if (said.is === 'read') return reads.add({ by, value: said.value })
    if (said.is !== 'fetched') partitions = said.is === 'joined' ? said.partitions : 0
    stages.add({ by, partitions, fetches: said.is === 'fetched' })
  })
  return member
}

const values = (reads: readonly Read[]) => new Set(reads.map(read => read.value))
/** Both consumers run, with half of the partitions each. */
const shared = (stages: readonly Stage[]): boolean => {
  const latest = new Map(stages.map(stage => [stage.by, stage]))
  return ['a', 'b'].every(by => latest.get(by)?.fetches && latest.get(by)!.partitions === 3)
}

it.skipIf(isQuick)('kafkajs produces, consumes in a group of two through a rebalance and the death of a broker, describes, resets', async () => {
  const { cluster } = await serveForTest()
  onTestFinished(() => cluster.close())
  const kafka = kafkaAt(cluster.bootstrapServers), admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 6, replicationFactor: 3 }], waitForLeaders: true })
  const { brokers } = await admin.describeCluster()
  expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1, 2, 3])
  expect(brokers.map(({ host, port }) => `${host}:${port}`).join()).toBe(cluster.bootstrapServers)

  const reads = new Gathered<Read>(), stages = new Gathered<Stage>()
  await send(kafka, 0, 60)
  const a = join(cluster.bootstrapServers, 'a', reads, stages)
  await reads.until(all => values(all).size === 60)
  const b = join(cluster.bootstrapServers, 'b', reads, stages)
  await stages.until(shared)
  await send(kafka, 60, 120)
  await reads.until(all => values(all).size === 120)
  expect(new Set(reads.all.filter(read => Number(read.value.slice(6)) >= 60).map(read => read.by))).toEqual(new Set(['a', 'b']))

  const { groups: [group] } = await admin.describeGroups(['billing'])
  expect(group).toMatchObject({ state: 'Stable', protocolType: 'consumer', protocol: 'RoundRobinAssigner' })
  expect(group!.members.map(member => member.clientHost)).toEqual(['/127.0.0.1', '/127.0.0.1'])

  cluster.act({ do: 'process.kill', process: 'broker-2' })
  await send(kafka, 120, 180)
  await reads.until(all => values(all).size === 180)
  cluster.act({ do: 'process.start', process: 'broker-2' })
  await cluster.until(({ metadata: { topics } }) => topics['orders']!.partitions.every(({ isr }) => isr.length === 3), null)
  for (const member of [a, b]) member.kill('SIGKILL')
  await cluster.until(({ groups: { billing } }) => billing?.state === 'Empty', null)

  await admin.resetOffsets({ groupId: 'billing', topic: 'orders', earliest: true })
  const again = new Gathered<Read>()
  join(cluster.bootstrapServers, 'c', again, stages)
  await again.until(all => values(all).size === 180)
  expect(values(again.all)).toEqual(values(reads.all))

  const second = kafkaAt(cluster.bootstrapServers.split(',')[1]!).admin()
  await second.connect()
  expect((await second.fetchTopicOffsets('orders')).reduce((sum, { high }) => sum + Number(high), 0)).toBeGreaterThanOrEqual(180)
  await second.disconnect()
  await admin.disconnect()
})
