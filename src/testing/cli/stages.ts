import type { NewOffset } from '../../client/admin/alter-group-offsets.ts'
import type { Millis } from '../../env/units.ts'
import { murmur2 } from '../../protocol/records/murmur2.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import type { ClusterStory } from '../cluster.ts'
import { DESK, type Terminal } from './terminal.ts'

type Act = (story: ClusterStory, terminal: Terminal) => void
/** What the recorder had made ready before a scenario began, and what happened outside on the way. */
export interface Stage {
  /** Of all servers, where it matters what the recorder's had. */
  readonly properties?: Readonly<Record<string, string>>
  /** Of the world, where a transcript shows what was drawn by chance. */
  readonly seed?: number
  readonly prepare: Act
  /** Before the command with this number, counted from 1. */
  readonly before?: Readonly<Record<number, Act>>
  /** As a job of this name has been stopped. */
  readonly after?: Readonly<Record<string, Act>>
}

/** Group coordinators' own topic comes with the first group. */
function anyGroup(story: ClusterStory): void {
  story.topic('early-topic')
  story.consume('early-bird', ['early-topic'], 'early-bird')
  story.run(5).seconds
  story.stop('early-bird')
  story.run(1).seconds
  story.admin({ do: 'deleteGroups', groups: ['early-bird'] })
  story.admin({ do: 'deleteTopics', topics: ['early-topic'] })
}

const partitionOf = (key: string, partitions: number): number => (murmur2(utf8Encode(key)) & 0x7fff_ffff) % partitions

/** A key that the default partitioner sends to this partition. */
function keyFor(partition: number, partitions: number): string {
  for (let i = 0; ; i++) if (partitionOf(`k${i}`, partitions) === partition) return `k${i}`
}

/** Writes values into partitions, through the console producer. */
function write(terminal: Terminal, topic: string, values: readonly (readonly string[])[]): void {
  const lines = values.flatMap((each, partition) => each.map(value => `${keyFor(partition, values.length)}:${value}`))
  const { exit, err } = terminal.run(`printf '${lines.map(line => `${line}\\n`).join('')}' | kafka-console-producer.sh --bootstrap-server localhost:9092 `
    + `--topic ${topic} --reader-property parse.key=true --reader-property key.separator=: --timeout 5`)
  if (exit !== 0 || err.length > 0) throw new Error(`Nothing was written: ${err.join('\n')}`)
}

const LONG_AGO = 1_700_000_000_000

/** One record of that time, by a producer whose clock is wrong. */
function writeAt(story: ClusterStory, terminal: Terminal, topic: string, at: Millis): void {
  const skew = (ms: number): unknown => story.act({ do: 'clock.skew', machine: DESK, ms })
  skew(at - story.world.wall)
  write(terminal, topic, [['value']])
  skew(0)
}

const numbered = (counts: readonly number[]): string[][] => counts.map(count => Array.from({ length: count }, (_, i) => `value-${i}`))

function commit(story: ClusterStory, group: string, offsets: readonly NewOffset[]): void {
  const { error, message } = story.admin({ do: 'alterGroupOffsets', group, offsets })
  if (error !== null) throw new Error(message!)
}

function assigned(story: ClusterStory, name: string, assignments: readonly (readonly number[])[], configs: Readonly<Record<string, string>> = {}): void {
  const { error, message } = story.admin({ do: 'createTopics', topics: [{ name, assignments, configs }] })
  if (error !== null) throw new Error(message!)
  story.run(500).millis
}

export const stages: Readonly<Record<string, Stage>> = {
  'topics.txt': {
    prepare(story) {
      story.topic('orders-g', 1, 1)
      anyGroup(story)
    },
    // another scenario's consumer kept making it anew
    before: {
      63: story => story.topic('orders-g', 1, 1),
    },
  },
  'topics-degraded.txt': {
    prepare(story) {
      assigned(story, 'orders-h', [[1, 2, 3], [2, 3, 1], [3, 1, 2]], { 'min.insync.replicas': '2' })
      assigned(story, 'payments-h', [[3]])
      assigned(story, 'payments-h2', [[1, 3]], { 'min.insync.replicas': '2' })
      assigned(story, 'invoices', [[1]])
      for (const topic of ['__share_group_state', '__transaction_state']) story.topic(topic, 50, 3, { 'min.insync.replicas': '2' })
      anyGroup(story)
    },
    before: {
      2(story) {
        story.kill('broker-3')
        story.run(11).seconds
      },
      23(story) {
        story.start('broker-3')
        story.run(10).seconds
      },
    },
  },
  'get-offsets.txt': {
    prepare(story, terminal) {
      story.topic('orders-o', 3, 3)
      story.topic('payments-o', 1, 3)
      anyGroup(story)
      write(terminal, 'orders-o', numbered([4, 5, 3]))
      for (const seconds of [0, 5, 3, 4]) writeAt(story, terminal, 'payments-o', LONG_AGO + seconds * 1_000)
    },
    // older than `retention.ms`: a check of the log came between two commands
    properties: { 'log.initial.task.delay.ms': '45000' },
    before: { 16: story => { story.run(45).seconds } },
  },
  'consumer-groups.txt': {
    prepare(story, terminal) {
      story.topic('orders-g', 3, 3)
      story.topic('payments-g', 2, 3)
      anyGroup(story)
      write(terminal, 'orders-g', [['v2', 'v5', 'v11', 'v12'], ['v3', 'v4', 'v6', 'v7', 'v10'], ['v1', 'v8', 'v9']])
    },
    after: { c1: (_story, terminal) => write(terminal, 'orders-g', [['late2'], ['late3', 'late4'], ['late1']]) },
  },
  'consumer-groups-reset.txt': {
    prepare(story, terminal) {
      story.topic('orders-r', 3, 3)
      story.topic('payments-r', 1, 3)
      anyGroup(story)
      write(terminal, 'orders-r', numbered([13, 17, 10]))
      write(terminal, 'payments-r', numbered([12]))
      commit(story, 'billing-r', [
        { topic: 'orders-r', partition: 0, offset: 8 }, { topic: 'orders-r', partition: 1, offset: 17 }, { topic: 'orders-r', partition: 2, offset: 0 },
        { topic: 'payments-r', partition: 0, offset: 5 },
      ])
      commit(story, 'billing-rn', [{ topic: 'payments-r', partition: 0, offset: 5 }])
    },
  },
  'delete-records.txt': {
    prepare(story, terminal) {
      story.topic('orders-d', 2, 3)
      anyGroup(story)
      write(terminal, 'orders-d', numbered([8, 5]))
    },
  },
  'leader-election.txt': {
    prepare(story, terminal) {
      assigned(story, 'orders-e', [[2, 1, 3], [3, 2, 1], [1, 3, 2]])
      assigned(story, 'payments-e', [[2, 3]], { 'unclean.leader.election.enable': 'false' })
      anyGroup(story)
      write(terminal, 'payments-e', numbered([5]))
      story.kill('broker-2')
      story.run(12).seconds
    },
    before: {
      3(story) {
        story.start('broker-2')
        story.run(15).seconds
      },
      12(story, terminal) {
        story.kill('broker-3')
        story.run(12).seconds
        write(terminal, 'payments-e', numbered([5]))
      },
      13(story) {
        story.kill('broker-2')
        story.run(12).seconds
        story.start('broker-3')
        story.run(12).seconds
      },
      19: (_story, terminal) => write(terminal, 'payments-e', numbered([2])),
      20(story) {
        story.start('broker-2')
        story.run(15).seconds
      },
    },
  },
  'configs-topics.txt': {
    prepare(story) {
      anyGroup(story)
      story.topic('orders-k', 1, 1, { 'retention.ms': '3600000' })
    },
  },
  'reassign.txt': {
    prepare(story, terminal) {
      assigned(story, 'orders-m', [[1, 2], [2, 3]])
      // more than a follower fetches at once: a throttle holds what comes after
      terminal.run('kafka-producer-perf-test.sh --bootstrap-server localhost:9092 --topic orders-m --num-records 6000 --record-size 1000 '
        + '--throughput 100000')
    },
    before: {
      20: (_story, terminal) => {
        terminal.run('kafka-reassign-partitions.sh --bootstrap-server localhost:9092 --execute --reassignment-json-file grow.json --throttle 1000')
      },
      21: story => { story.run(3).seconds },
    },
  },
  'cluster.txt': {
    prepare(story, terminal) {
      assigned(story, '__consumer_offsets', [[2]])
      assigned(story, 'orders-l', [[1, 2, 3], [2, 3, 1]])
      write(terminal, 'orders-l', numbered([2, 2]))
    },
  },
  'perf.txt': { prepare: story => story.topic('orders-p', 3, 3) },
  'configs-others.txt': {
    properties: {
      'log.retention.check.interval.ms': '10000', 'log.initial.task.delay.ms': '5000', 'metadata.log.max.record.bytes.between.snapshots': '20000',
      'num.network.threads': '2', 'num.io.threads': '4',
    },
    prepare() {},
  },
  'console.txt': {
    // the record without a key goes where it went there
    seed: 6,
    prepare(story) {
      story.topic('payments', 1, 3)
      story.topic('orders', 3, 3)
      anyGroup(story)
    },
  },
  'usage.txt': { prepare() {} },
}
