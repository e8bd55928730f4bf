import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundleRealm } from '../../dev/realm-plugin.mjs'
import { makeCodecs } from '../../host/codecs.ts'
import { programs } from '../../host/programs.ts'
import { isQuick } from '../../testing/strength.ts'
import { Story } from '../../testing/world.ts'
import { topologyActions } from '../../world/topology.ts'
import type { Told } from '../../world/view.ts'
import { VmScripts } from '../vm-host.ts'

let realm: string
let codecs: Awaited<ReturnType<typeof makeCodecs>>
beforeAll(async () => { [realm, codecs] = await Promise.all([bundleRealm(), makeCodecs()]) })

const lesson = (file: string) => readFileSync(new URL(`../../../lessons/first-record/scripts/${file}`, import.meta.url), 'utf8')

const example = (file: string) => readFileSync(new URL(`../../session/worlds/scripts/${file}`, import.meta.url), 'utf8')
const datasets = { 'flights-2k.json': readFileSync(new URL('../../../node_modules/vega-datasets/data/flights-2k.json', import.meta.url), 'utf8') }

const onOneBroker = (source: string) => source.replace('broker-1:9092,broker-2:9092,broker-3:9092', 'broker-1:9092').replace('replicationFactor: 3', 'replicationFactor: 1')

function cluster(): Story {
  const world = new Story({ seed: 7, programs, codecs, onCrash: 'throw', scripts: new VmScripts(realm, datasets) })
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

  test.skipIf(isQuick)('the example with public data sends every flight, each airport to one partition and in order; twice does no harm', () => {
    const world = cluster()
    run(world, 'flights', onOneBroker(example('flights.ts')))
    world.run(2).seconds
    run(world, 'delays', onOneBroker(example('delays.ts')))
    run(world, 'check', `import { Kafka } from 'kafkajs'
const consumer = new Kafka({ brokers: ['broker-1:9092'] }).consumer({ groupId: 'check' })
await consumer.connect()
await consumer.subscribe({ topic: 'flights', fromBeginning: true })
const last = {}
let read = 0, bad = 0
await consumer.run({ eachMessage: async ({ partition, message: { key, value } }) => {
  const { date } = JSON.parse(String(value)), before = last[key] ?? { partition, date }
  if (before.partition !== partition || before.date > date) bad++
  last[key] = { partition, date }
  if (++read === 2000) console.log(Object.keys(last).length + ' airports, ' + bad + ' out of place')
} })`)
    world.run(40).seconds
    expect(said(world.told(), 'flights')).toHaveLength(90)
    expect([said(world.told(), 'check'), said(world.told(), 'delays').at(-1)]).toMatchInlineSnapshot(`
      [
        [
          "check: 155 airports, 0 out of place",
        ],
        "delays: 2000 departures; latest of all: DAY 38 min, OMA 31 min, MSY 31 min",
      ]
    `)
    expect(world.world.view().processes['flights']).toMatchObject({ state: 'down', view: { state: 'done', error: null } })
    run(world, 'flights', onOneBroker(example('flights.ts')))
    world.run(2).seconds
    expect(said(world.told(), 'flights').at(-1)).toMatch('departures')
    expect(world.world.view().ledger.totals).toMatchObject({ failed: 0, lost: 0, duplicated: 0, reordered: 0 })
  })

  test('a data set that is not bundled is refused with those there are', () => {
    const world = cluster()
    run(world, 'cars', "import data from 'vega-datasets'\nawait data['cars.json']()")
    world.run(1).millis
    expect(said(world.told(), 'cars')).toEqual(["cars: Error: 'cars.json' is not among the data sets here: 'flights-2k.json'"])
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

  describe('an error in eachMessage', () => {
    const sendThree = lesson('send.ts').replace("[{ value: 'hello' }]", "[{ value: 'a' }, { value: 'b' }, { value: 'c' }]")
    const reader = (body: string, library = "import { Kafka } from 'kafkajs'\nconst kafka = new Kafka({ brokers: ['broker-1:9092'] })\nconst options = { groupId: 'g' }") => `${library}
const consumer = kafka.consumer(options)
await consumer.connect()
await consumer.subscribe({ topic: 'greetings', fromBeginning: true })
let failures = 0
await consumer.run({ eachMessage: async ({ message: { offset, value } }) => { ${body}; console.log(offset + ' ' + value) } })`
    const readThree = (source: string, seconds = 30) => {
      const world = cluster()
      run(world, 'topic', topic)
      world.run(2).seconds
      run(world, 'send', sendThree)
      world.run(2).seconds
      run(world, 'read', source)
      world.run(seconds).seconds
      return world
    }
    const group = (world: Story) => world.world.view().groups['g']!

    test('kafkajs commits what came before, waits, and hands the same message over again', () => {
      const world = readThree(reader("if (offset === '1' && failures++ < 2) throw new Error('not now')"))
      expect(said(world.told(), 'read')).toMatchInlineSnapshot(`
        [
          "read: 0 a",
          "read: [Runner] Error when calling eachMessage: Error: not now",
          "read: [Runner] Error when calling eachMessage: Error: not now",
          "read: 1 b",
          "read: 2 c",
        ]
      `)
      const commits = world.told().flatMap(told => (told.is === 'group.committed' ? [{ offset: told.offset, at: told.at }] : []))
      expect(commits.map(({ offset }) => offset)).toEqual([1, 3])
      expect(commits[1]!.at - commits[0]!.at).toBeGreaterThan(700_000)
    })

    test('after five such pauses kafkajs leaves the group, and begins again where it committed', () => {
      const world = readThree(reader("if (offset === '1' && failures++ < 6) throw new Error('not now')"), 90)
      const lines = said(world.told(), 'read').filter(line => !line.includes('[Runner]')).map(line => line.replace(/\d+ms/, '…ms'))
      expect(lines).toMatchInlineSnapshot(`
        [
          "read: 0 a",
          "read: [Consumer] Crash: KafkaJSNumberOfRetriesExceeded: not now",
          "read: [Consumer] Restarting the consumer in …ms",
          "read: 1 b",
          "read: 2 c",
        ]
      `)
      expect(group(world)).toMatchObject({ state: 'Stable', committed: { 'greetings-0': 3 } })
    })

    test('one that looks like a mistake in the code ends kafkajs’ consumer, and the script with it', () => {
      const world = readThree(reader("if (offset === '1') JSON.parse('{')"))
      expect(said(world.told(), 'read').slice(0, 3).map(line => line.replace(/ in JSON.*| at position.*/, ''))).toMatchInlineSnapshot(`
        [
          "read: 0 a",
          "read: [Runner] Error when calling eachMessage: SyntaxError: Expected property name or '}'",
          "read: [Consumer] Crash: KafkaJSNonRetriableError: Expected property name or '}'",
        ]
      `)
      expect(group(world)).toMatchObject({ state: 'Empty', committed: { 'greetings-0': 1 } })
      expect(world.world.view().processes['read']!.state).toBe('down')
    })

    test('confluent’s consumer seeks back and goes on at once', () => {
      const confluent = "import { KafkaJS } from '@confluentinc/kafka-javascript'\nconst kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })\nconst options = { kafkaJS: { groupId: 'g', fromBeginning: true } }"
      const source = reader("if (offset === '1' && failures++ < 2) throw new Error('not now')", confluent).replace(", fromBeginning: true })\nlet", ' })\nlet')
      expect(said(readThree(source).told(), 'read')).toMatchInlineSnapshot(`
        [
          "read: 0 a",
          "read: Consumer encountered error while processing message. Error details: Error: not now. The same message may be reprocessed.",
          "read: Consumer encountered error while processing message. Error details: Error: not now. The same message may be reprocessed.",
          "read: 1 b",
          "read: 2 c",
        ]
      `)
    })

    test('the pauses are lived again without a realm', () => {
      const world = readThree(reader("if (offset === '1' && failures++ < 2) throw new Error('not now')"), 4)
      expect(said(world.told(), 'read').at(-1)).toMatch('not now')
      const again = world.replayed({ scripts: { deliver: () => { throw new Error('no realm') }, ended: () => {} } })
      expect(again.world.traceHash()).toBe(world.world.traceHash())
    })
  })

  test('two consumers of one script are told apart', () => {
    const world = cluster()
    run(world, 'topic', topic)
    world.run(2).seconds
    run(world, 'read', `import { Kafka } from 'kafkajs'
const kafka = new Kafka({ brokers: ['broker-1:9092'] })
for (const groupId of ['one', 'two']) {
  const consumer = kafka.consumer({ groupId })
  await consumer.connect()
  await consumer.subscribe({ topic: 'greetings', fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => {
    if (groupId === 'one') await new Promise(resolve => setTimeout(resolve, 1000))
    console.log(groupId + ' ' + message.offset)
  } })
}`)
    world.run(10).seconds
    for (let i = 0; i < 2; i++) { run(world, 'send', lesson('send.ts')); world.run(100).millis }
    world.run(10).seconds
    expect(said(world.told(), 'read')).toEqual(['read: two 0', 'read: two 1', 'read: one 0', 'read: one 1'])
  })

  test('a syntax error is told at its line, and nothing runs', () => {
    const world = cluster()
    run(world, 'typo', 'const a = 1\nconst b = ;')
    world.run(1).millis
    expect(world.world.view().processes['typo']).toMatchObject({ state: 'down', view: { state: 'failed', error: { line: 2 } } })
  })
})
