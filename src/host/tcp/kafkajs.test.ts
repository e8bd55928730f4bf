import { Partitioners, type Consumer } from 'kafkajs'
import { expect } from 'vitest'
import { isQuick } from '../../testing/strength.ts'
import { foreignStory, Gathered, kafkaAt } from './testing.ts'

/*
 * A client nobody here wrote, against the engine behind TCP: what it is told must be Kafka's to the byte, or it says so.
 */

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

/** A member of the group, and its records. */
async function join(kafka: Kafka, by: string, reads: Gathered<Read>, stages: Gathered<Stage>): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId: 'billing', maxWaitTimeInMs: 100, heartbeatInterval: 200, sessionTimeout: 6_000 })
  let partitions = 0
  const tell = (fetches: boolean) => stages.add({ by, partitions, fetches })
  consumer.on('consumer.group_join', ({ payload: { memberAssignment } }) => {
    partitions = memberAssignment['orders']?.length ?? 0
    tell(false)
  })
  consumer.on('consumer.crash', () => {
    partitions = 0
    tell(false)
  })
  consumer.on('consumer.fetch', () => tell(true))
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders', fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => reads.add({ by, value: message.value!.toString() }) })
  return consumer
}

const values = (reads: readonly Read[]) => new Set(reads.map(read => read.value))
/** Both consumers run, with half of the partitions each. */
const shared = (stages: readonly Stage[]): boolean => {
  const latest = new Map(stages.map(stage => [stage.by, stage]))
  return ['a', 'b'].every(by => latest.get(by)?.fetches && latest.get(by)!.partitions === 3)
}

foreignStory('kafkajs produces, consumes in a group of two through a rebalance and the death of a broker, describes, resets',
  'a consumer that is stopped while it starts, or starts again after a crash, does not leave, and comes to life once more', async ({ cluster }) => {
    const kafka = kafkaAt(cluster.bootstrapServers), admin = kafka.admin()
    await admin.connect()
    await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 6, replicationFactor: 3 }], waitForLeaders: true })
    const { brokers } = await admin.describeCluster()
    expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1, 2, 3])
    expect(brokers.map(({ host, port }) => `${host}:${port}`).join()).toBe(cluster.bootstrapServers)

    const reads = new Gathered<Read>(), stages = new Gathered<Stage>()
    await send(kafka, 0, 60)
    const a = await join(kafka, 'a', reads, stages)
    await reads.until(all => values(all).size === 60)
    const b = await join(kafka, 'b', reads, stages)
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
    // a consumer crashes when a broker is gone, and starts again by itself: one that does not fetch yet cannot be stopped
    await stages.until(shared)
    await a.disconnect()
    await b.disconnect()
    await cluster.until(({ groups: { billing } }) => billing?.state === 'Empty', null)

    await admin.resetOffsets({ groupId: 'billing', topic: 'orders', earliest: true })
    const again = new Gathered<Read>()
    const c = await join(kafka, 'c', again, stages)
    await again.until(all => values(all).size === 180)
    expect(values(again.all)).toEqual(values(reads.all))
    await c.disconnect()

    const second = kafkaAt(cluster.bootstrapServers.split(',')[1]!).admin()
    await second.connect()
    expect((await second.fetchTopicOffsets('orders')).reduce((sum, { high }) => sum + Number(high), 0)).toBeGreaterThanOrEqual(180)
    await second.disconnect()
    await admin.disconnect()
  }, { skip: isQuick })
