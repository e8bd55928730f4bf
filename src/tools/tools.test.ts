import { expect, test } from 'vitest'
import { Terminal } from '../testing/cli/terminal.ts'
import { world, type ClusterStory } from '../testing/cluster.ts'
import { World } from '../world/world.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { atStrength } from '../testing/strength.ts'
import { programs } from '../world/programs.ts'
import type { Told } from '../world/view.ts'
import { toolProgram } from './index.ts'

const at = (story: ClusterStory): Terminal => new Terminal(story)
const linesOf = (told: readonly Told[], process: string): string[] => told.flatMap(each => each.process === process && each.is === 'console' ? [each.text] : [])

test('a command line nobody knows', () => {
  expect(at(world()).run('kafka-topic.sh --list')).toEqual({ out: [], err: ['kafka-topic.sh: command not found'], exit: 127 })
})

test('a record typed is a record printed', () => {
  const terminal = at(world())
  expect(terminal.run('kafka-topics.sh --bootstrap-server localhost:9092 --create --topic orders --partitions 3 --replication-factor 3').out).toEqual(['Created topic orders.'])
  expect(terminal.run("printf 'a\\nb\\n' | kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders").exit).toBe(0)
  const { out, err, exit } = terminal.run('kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning --max-messages 2')
  expect([out.sort(), err.at(-1), exit]).toEqual([['a', 'b'], 'Processed a total of 2 messages', 0])
})

test('Ctrl-C ends a consumer as a signal does in Java, and it leaves its group', () => {
  const story = world(), terminal = at(story)
  story.topic('orders', 1)
  const consumer = terminal.start('kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --group billing')
  story.run(6).seconds
  expect(terminal.interrupt(consumer)).toMatchObject({ out: [], exit: 130 })
  expect(terminal.run('kafka-consumer-groups.sh --bootstrap-server localhost:9092 --list --state').out).toEqual([
    'GROUP                     STATE               ', 'billing                   Empty               ',
  ])
})

test('Ctrl-C ends a tool that waits for its answer', () => {
  const story = world(), terminal = at(story)
  const tool = terminal.start('kafka-topics.sh --bootstrap-server nobody:9092 --list')
  story.run(1).seconds
  const { out, err, exit } = terminal.interrupt(tool)
  expect({ out, exit }).toEqual({ out: [], exit: 130 })
  expect(err[0]).toMatchInlineSnapshot(`"[2026-01-01 00:00:01,000] WARN [AdminClient clientId=adminclient-1] Connection to node -1 (nobody:9092) could not be established. Node may not be available. (org.apache.kafka.clients.NetworkClient)"`)
})

/** Runs a line for `before` millis, saves and loads the world, and goes on; beside it, the same without. */
function interrupted(line: string, before: number): [string[], string[]] {
  const story = world(), terminal = at(story)
  story.topic('orders', 3)
  terminal.run("printf 'a\\nb\\nc\\n' | kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders")
  const tool = terminal.start(line)
  story.run(before).millis
  const options = { seed: 1, programs: { ...programs, tool: toolProgram }, codecs: noCodecs, onCrash: 'throw' as const }
  const loaded = World.load(options, story.world.save()), heard: Told[] = []
  const already = linesOf(story.told(), tool)
  loaded.told.listen(told => heard.push(told))
  loaded.advance({ until: loaded.now + 20_000_000 })
  story.run(20).seconds
  expect(loaded.traceHash()).toEqual(story.world.traceHash())
  return [[...already, ...linesOf(heard, tool)], linesOf(story.told(), tool)]
}

const ADMINS: [string, number][] = [
  ['kafka-topics.sh --bootstrap-server m1:9092 --describe', 1],
  ['kafka-topics.sh --bootstrap-server m1:9092 --describe', 2],
  ['kafka-consumer-groups.sh --bootstrap-server m1:9092 --reset-offsets --group billing --topic orders --to-earliest --execute', 3],
  ['kafka-features.sh --bootstrap-server m1:9092 describe', 2],
]
/** They live longer, and take the better part of a second each. */
const CLIENTS: [string, number][] = [
  ['kafka-console-consumer.sh --bootstrap-server m1:9092 --topic orders --from-beginning --max-messages 3', 3_000],
  ['kafka-verifiable-consumer.sh --bootstrap-server m1:9092 --topic orders --group-id billing --max-messages 3', 3_005],
  ['kafka-consumer-perf-test.sh --bootstrap-server m1:9092 --topic orders --num-records 3', 3_000],
  ['kafka-producer-perf-test.sh --bootstrap-server m1:9092 --topic orders --num-records 300 --record-size 100 --throughput 100', 1_500],
]

test.each([...ADMINS, ...CLIENTS.slice(0, atStrength(1, CLIENTS.length))])('saved and loaded in between, %s prints what it would have', (line, before) => {
  const [torn, whole] = interrupted(line, before)
  expect(torn).toEqual(whole)
  expect(whole.length).toBeGreaterThan(0)
})

test('a partition on its machine\'s disk, batch by batch, and its metadata', () => {
  const story = world(), terminal = at(story)
  story.topic('orders', 1)
  terminal.run("printf 'a\\nb\\n' | kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders")
  const onBroker = new Terminal(story, 'm1')
  const dumped = (options: string): string[] => onBroker.run(`kafka-dump-log.sh ${options}`).out
  const [, start, batch, first, second] = dumped('--print-data-log --files /data/orders-0/00000000000000000000.log')
  expect([start, batch!.split(' producerId')[0]]).toEqual(['Log starting offset: 0', 'baseOffset: 0 lastOffset: 1 count: 2 baseSequence: 0 lastSequence: 1'])
  expect([first, second].map(line => line!.split(' headerKeys: ')[1])).toEqual(['[] payload: a', '[] payload: b'])
  const metadata = dumped('--cluster-metadata-decoder --skip-record-metadata --files /data/__cluster_metadata-0/00000000000000000000.log')
  expect(metadata.filter(line => line.includes('"type":"TOPIC_RECORD"') && line.includes('"name":"orders"'))).toHaveLength(1)
})

test('a long dump comes a piece at a time, and Ctrl-C ends it', () => {
  const story = world(), terminal = at(story)
  story.topic('orders', 1)
  terminal.run('kafka-producer-perf-test.sh --bootstrap-server m1:9092 --topic orders --num-records 2000 --record-size 10 --throughput -1')
  const onBroker = new Terminal(story, 'm1'), dump = onBroker.start('kafka-dump-log.sh --deep-iteration --files /data/orders-0/00000000000000000000.log')
  story.run(12).millis
  const { out, exit } = onBroker.interrupt(dump)
  expect([out.length > 200, out.length < 2_000, exit]).toEqual([true, true, 130])
})
