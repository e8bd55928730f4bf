import { Partitioners, type Kafka } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isQuick } from '../../testing/strength.ts'
import { startCluster, type StartedCluster } from './start-cluster.ts'
import { Gathered, kafkaAt } from './testing.ts'

/*
 * As a user's own suite would have it: an application and its Kafka in one test, and the faults it must survive.
 */

let cluster: StartedCluster
let kafka: Kafka
beforeAll(async () => {
  cluster = await startCluster({ brokers: 3, properties: { 'group.initial.rebalance.delay.ms': '0', 'broker.session.timeout.ms': '2000' } })
  kafka = kafkaAt(cluster.bootstrapServers)
})
afterAll(() => cluster.stop())

const leaderOf = (topic: string): number => cluster.view().metadata.topics[topic]!.partitions[0]!.leader!

async function createTopic(topic: string): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 3 }], waitForLeaders: true })
  await admin.disconnect()
}

/** An order at a time: what an application under test might do. */
async function placeOrders(topic: string, from: number, to: number): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  for (let order = from; order < to; order++) await producer.send({ topic, acks: -1, messages: [{ key: `${order}`, value: `order ${order}` }] })
  await producer.disconnect()
}

async function readOrders(topic: string, count: number): Promise<Set<string>> {
  const consumer = kafka.consumer({ groupId: `audit-of-${topic}`, maxWaitTimeInMs: 50 }), read = new Gathered<string>()
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => read.add(message.value!.toString()) })
  await read.until(all => new Set(all).size >= count)
  await consumer.disconnect()
  return new Set(read.all)
}

describe('an application', () => {
  it.skipIf(isQuick)('keeps every order although the leader is killed in between', async () => {
    await createTopic('orders')
    await placeOrders('orders', 0, 10)
    const leader = leaderOf('orders')
    await cluster.act({ do: 'process.kill', process: `broker-${leader}` })
    await placeOrders('orders', 10, 20)
    expect(leaderOf('orders')).not.toBe(leader)
    await cluster.act({ do: 'process.start', process: `broker-${leader}` })
    const { met } = await cluster.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 3 } })
    expect(met).toBe(true)
    expect((await readOrders('orders', 20)).size).toBe(20)
  })

  it('waits while two of three replicas cannot be reached, and goes on when they can', async () => {
    await createTopic('payments')
    const leader = leaderOf('payments'), others = [1, 2, 3].filter(id => id !== leader)
    for (const id of others) await cluster.act({ do: 'link.cut', from: `m${leader}`, to: `m${id}` })
    const placed = placeOrders('payments', 0, 1)
    await cluster.run({ until: { path: ['processes', `broker-${leader}`, 'view', 'purgatory', 'produce'], atLeast: 1 } })
    for (const id of others) await cluster.act({ do: 'link.mend', from: `m${leader}`, to: `m${id}` })
    await placed
    expect(await readOrders('payments', 1)).toEqual(new Set(['order 0']))
  })
})

describe('the library call', () => {
  it('says where its brokers are', () => {
    expect(cluster.addresses.map(({ id, host }) => [id, host])).toEqual([[1, '127.0.0.1'], [2, '127.0.0.1'], [3, '127.0.0.1']])
    expect(cluster.addresses.map(({ host, port }) => `${host}:${port}`).join(',')).toBe(cluster.bootstrapServers)
  })

  it('refuses in words what cannot be done', async () => {
    await expect(cluster.act({ do: 'process.kill', process: 'broker-9' })).rejects.toThrow('There is no process broker-9')
  })

  it('gives up after some world time', async () => {
    expect(await cluster.run({ until: view => view.metadata.topics['never'] !== undefined, for: 20_000 })).toMatchObject({ met: false })
  })

  it('lets nobody wait for a cluster that has shut down', async () => {
    const short = await startCluster({ brokers: 1 })
    const waiting = short.run({ until: { path: ['metadata', 'topics', 'never'], exists: true } })
    const told = expect(waiting).rejects.toThrow('the cluster shuts down')
    await short.stop()
    await told
  })
})
