import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundleRealm } from '../../dev/realm-plugin.mjs'
import { makeCodecs } from '../../host/codecs.ts'
import { programs } from '../../host/programs.ts'
import { Story } from '../../testing/world.ts'
import { topologyActions } from '../../world/topology.ts'
import type { Told } from '../../world/view.ts'
import { VmScripts } from '../vm-host.ts'

let realm: string
let codecs: Awaited<ReturnType<typeof makeCodecs>>
beforeAll(async () => { [realm, codecs] = await Promise.all([bundleRealm(), makeCodecs()]) })

const lesson = (file: string) => readFileSync(new URL(`../../../lessons/first-record/scripts/${file}`, import.meta.url), 'utf8')

function cluster(): Story {
  const world = new Story({ seed: 7, programs, codecs, onCrash: 'throw', scripts: new VmScripts(realm) })
  const properties = { 'offsets.topic.replication.factor': '1' }
  for (const action of topologyActions({ brokers: 1, controller: 'combined', properties })) world.act(action)
  world.run(2).seconds
  return world
}
const run = (world: Story, name: string, source: string) => world.act({ do: 'script.run', script: name, file: `${name}.ts`, source })
const said = (told: readonly Told[], name?: string) => told.flatMap(each => each.is === 'console' && (!name || each.process === name) ? [`${each.process}: ${each.text}`] : [])

const topic = `import { Kafka } from 'kafkajs'
const admin = new Kafka({ brokers: ['broker-1:9092'] }).admin()
await admin.connect()
await admin.createTopics({ topics: [{ topic: 'greetings', numPartitions: 1, replicationFactor: 1 }] })
console.log((await admin.listTopics()).join())
await admin.disconnect()`

describe('a learner and their cluster', () => {
  test('a record is sent by one script and read by another', () => {
    const world = cluster()
    run(world, 'topic', topic)
    world.run(2).seconds
    run(world, 'send', lesson('send.ts'))
    world.run(2).seconds
    run(world, 'read', lesson('read.ts'))
    world.run(10).seconds
    run(world, 'send', lesson('send.ts'))
    world.run(2).seconds
    expect(said(world.told())).toMatchInlineSnapshot(`
      [
        "topic: greetings",
        "send: partition 0, offset 0",
        "read: partition 0, offset 0: hello",
        "send: partition 0, offset 1",
        "read: partition 0, offset 1: hello",
      ]
    `)
    expect(world.world.view().ledger.totals).toMatchObject({ sent: 2, acknowledged: 2, visible: 2, lost: 0, duplicated: 0 })
  })

  test('a batch tells the partition’s own high watermark, not the end of the batch', () => {
    const world = cluster()
    run(world, 'topic', topic)
    world.run(2).seconds
    run(world, 'send', lesson('send.ts').replace("[{ value: 'hello' }]", "[1, 2, 3].map(n => ({ value: String(n).repeat(20_000) }))"))
    world.run(2).seconds
    run(world, 'read', `import { Kafka } from 'kafkajs'
const consumer = new Kafka({ brokers: ['broker-1:9092'] }).consumer({ groupId: 'g', maxBytesPerPartition: 1_000_000 })
await consumer.connect()
await consumer.subscribe({ topic: 'greetings', fromBeginning: true })
await consumer.run({ eachBatch: async ({ batch }) => console.log(batch.lastOffset() + ' of ' + batch.highWatermark) })`)
    world.run(10).seconds
    expect(said(world.told(), 'read')).toEqual(['read: 0 of 3', 'read: 1 of 3', 'read: 2 of 3'])
  })

  test('what was recorded is lived again without a realm', () => {
    const world = cluster()
    run(world, 'topic', topic)
    world.run(2).seconds
    run(world, 'send', lesson('send.ts'))
    world.run(2).seconds
    const again = world.replayed({ scripts: { deliver: () => { throw new Error('no realm') }, ended: () => {} } })
    expect(again.world.traceHash()).toBe(world.world.traceHash())
  })

  test('a broker refuses in Kafka’s words, and the script can catch it', () => {
    const world = cluster()
    run(world, 'bad', `import { Kafka } from 'kafkajs'
const admin = new Kafka({ brokers: ['broker-1:9092'] }).admin()
try { await admin.createTopics({ topics: [{ topic: 'wide', numPartitions: 1, replicationFactor: 3 }] }) } catch (error) { console.log(error.type) }`)
    world.run(3).seconds
    expect(said(world.told(), 'bad')).toEqual(['bad: INVALID_REPLICATION_FACTOR'])
  })

  test('a syntax error is told at its line, and nothing runs', () => {
    const world = cluster()
    run(world, 'typo', 'const a = 1\nconst b = ;')
    world.run(1).millis
    expect(world.world.view().processes['typo']).toMatchObject({ state: 'down', view: { state: 'failed', error: { line: 2 } } })
  })
})
