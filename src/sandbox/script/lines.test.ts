import { beforeAll, expect, test } from 'vitest'
import { bundleRealm } from '../../dev/realm-plugin.mjs'
import { makeCodecs } from '../../host/codecs.ts'
import { programs } from '../../host/programs.ts'
import { Story } from '../../testing/world.ts'
import { topologyActions } from '../../world/topology.ts'
import { VmScripts } from '../vm-host.ts'
import { Lines, merged } from './lines.ts'

let realm: string
let codecs: Awaited<ReturnType<typeof makeCodecs>>
beforeAll(async () => { [realm, codecs] = await Promise.all([bundleRealm(), makeCodecs()]) })

const SCRIPT = `import { Kafka } from 'kafkajs'
const kafka = new Kafka({ brokers: ['broker-1:9092'] })
const admin = kafka.admin()
await admin.createTopics({ topics: [{ topic: 'greetings', numPartitions: 1, replicationFactor: 1 }] })
const producer = kafka.producer()
await producer.connect()
for (let i = 0; i < 3; i++) await producer.send({ topic: 'greetings', messages: [{ value: 'a' }, { value: 'b' }] })
await producer.send({ topic: 'greetings', messages: [{ value: 'x'.repeat(2_000_000) }] }).catch(() => {})
const consumer = kafka.consumer({ groupId: 'g' })
await consumer.connect()
await consumer.subscribe({ topic: 'greetings', fromBeginning: true })
await consumer.run({ eachMessage: async () => {} })`

test('each line of a script knows what it caused, and where that lies', () => {
  const world = new Story({ seed: 7, programs, codecs, onCrash: 'throw', scripts: new VmScripts(realm) })
  for (const action of topologyActions({ brokers: 1, controller: 'combined', properties: { 'offsets.topic.replication.factor': '1' } })) world.act(action)
  world.run(2).seconds
  world.act({ do: 'script.run', script: 'lines', file: 'lines.ts', source: SCRIPT })
  world.run(10).seconds
  const { view } = world.world.view().processes['lines']!
  expect(view?.kind === 'script' && view.lines).toEqual([
    { line: 7, sent: 6, acknowledged: 6, failed: 0, read: 0, acks: [{ partition: 'greetings-0', from: 0, to: 5, at: expect.any(Number) }] },
    { line: 8, sent: 1, acknowledged: 0, failed: 1, read: 0, acks: [] },
    { line: 12, sent: 0, acknowledged: 0, failed: 0, read: 6, acks: [] },
  ])
})

const at = { topic: 'orders', partition: 0 }

test('where others wrote between, or a log was cut, a new stretch begins', () => {
  const lines = new Lines()
  for (const [now, offset] of [[1, 0], [2, 1], [3, 5], [4, 6], [5, 2]] as const) lines.acknowledged(9, at, offset, now)
  expect(lines.view()[0]!.acks.map(({ from, to, at }) => [from, to, at])).toEqual([[0, 1, 2], [5, 6, 4], [2, 2, 5]])
})

test('saved and loaded they go on; clients of one line count as one', () => {
  const one = new Lines(), two = new Lines()
  one.sent(4, 3)
  one.acknowledged(4, at, 0, 1)
  two.load(one.save())
  two.read(2, 7)
  expect(two.view()).toContainEqual(one.view()[0])
  expect(merged([...one.view(), ...two.view()]).map(({ line, sent, read }) => [line, sent, read])).toEqual([[2, 0, 7], [4, 6, 0]])
})
