import { met, not, type Lesson, type Past } from '../../src/lesson/types.ts'
import { partitionFacts, partitionIds } from '../../src/world/view-helpers.ts'
import type { ClusterView, PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, typed } from '../acts.ts'

const LOG: PartitionId = 'greetings-0'

/** Every partition that people made, with what is in its log, whoever wrote it. */
const written = (view: ClusterView) => partitionIds(view).flatMap(id => {
  const facts = partitionFacts(view, id)
  return facts ? [{ id, count: facts.end - facts.start, end: facts.end }] : []
})
const total = (view: ClusterView) => written(view).reduce((sum, log) => sum + log.count, 0)

/** Distinct offsets handed to any group. */
const handed = (view: ClusterView) => new Set(Object.values(view.ledger.delivered).flatMap(partitions =>
  Object.entries(partitions).flatMap(([id, spans]) =>
    spans.flatMap(span => Array.from({ length: span.to - span.from + 1 }, (_, index) => `${id}@${span.from + index}`))))).size

const firstAck = (past: Past) => past.events('producer.acknowledged')[0]
const seconds = (micros: number) => `${(micros / 1_000_000).toFixed(1)} s`
const begunToRead = (past: Past) => past.events('group.state', { state: 'Stable' })[0]

export const lesson: Lesson = {
  id: 'first-record', track: 1, after: [], minutes: 3,
  sources: [
    { note: 'K', quote: 'Partition : topic이 복사(replicated)되어 나뉘어지는 단위', holds: 'half' },
    { note: 'I', quote: 'kafka-console-consumer.sh --zookeeper test1:2181 --topic test --from-beginning', holds: 'then', since: '2.0' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 1,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [{ do: { admin: { do: 'createTopics', topics: [{ name: 'greetings', partitions: 1, replicationFactor: 1 }] } } }, { do: { wait: past => partitionFacts(past.now, LOG)?.leader === 1, atMost: 10_000_000 } }],
  },
  files: ['send.ts', 'read.ts'], opens: 'editor',
  inputs: {},
  values: past => ({
    offset: firstAck(past)?.baseOffset ?? '–',
    age: firstAck(past) ? seconds(past.now.now - firstAck(past)!.at) : '–',
    inLog: total(past.now), handed: handed(past.now),
    next: partitionFacts(past.now, LOG)?.end ?? '–',
  }),
  sees: {
    record: () => ({ partition: LOG, offset: 0 }),
    produce: () => ({ frame: 'Produce', nth: 1 }),
    fetch: () => ({ frame: 'Fetch', by: 'reader', nth: 1 }),
    log: () => ({ partition: LOG, mark: 'log' }),
  },
  steps: [
    { kind: 'act', id: 'send', goal: 'written' },
    { kind: 'look', id: 'look', see: 'record' },
    {
      kind: 'ask', id: 'late', needs: ['written'], options: ['radio', 'queue', 'log'],
      settles: past => handed(past.now) > 0 || (begunToRead(past) !== undefined && past.now.now - begunToRead(past)!.at > 10_000_000),
      right: past => handed(past.now) === 0 ? 'radio' : (partitionFacts(past.now, LOG)?.start ?? 0) > 0 ? 'queue' : 'log',
    },
    { kind: 'act', id: 'read', goal: 'read' },
    { kind: 'card', id: 'late', ask: 'late' },
    { kind: 'act', id: 'again', goal: 'again' },
  ],
  goals: [
    {
      id: 'written', within: 10_000_000,
      check: ({ now }) => total(now) > 0 ? met(firstWritten(now)) : now.ledger.totals.sent > 0 ? not('under-way') : not('not-sent'),
    },
    {
      id: 'read', within: 20_000_000,
      check: ({ now }) => handed(now) > 0 ? met({ handed: handed(now) })
        : total(now) === 0 ? not('nothing-to-read')
        : Object.values(now.groups).some(group => group.members.length > 0) ? not('at-the-end') : not('nobody-asks'),
    },
    {
      id: 'again', within: 20_000_000,
      check: ({ now }) => total(now) >= 2 && handed(now) >= 2 ? met({ inLog: total(now) }) : total(now) < 2 ? not('one-record') : not('reader-gone'),
    },
  ],
  solution: [
    { say: 'send', do: { run: 'send.ts' } },
    { do: { wait: past => total(past.now) > 0, atMost: 5_000_000 } },
    { say: 'read', do: { run: 'read.ts' } },
    { do: { wait: past => handed(past.now) > 0, atMost: 15_000_000 } },
    { say: 'again', do: { run: 'send.ts', as: 'send-2' } },
    { do: { wait: past => handed(past.now) >= 2, atMost: 5_000_000 } },
  ],
  recall: ['an-hour-later', 'who-numbers', 'prints-nothing'],
  tests: {
    otherWays: [
      // Kafka's own tool reads
      [
        run('send.ts'), lasting(2_000_000), typed('kafka-console-consumer.sh --bootstrap-server m1:9092 --topic greetings --from-beginning'),
        lasting(10_000_000), { do: { run: 'send.ts', as: 'send-2' } }, { do: { wait: past => handed(past.now) >= 2, atMost: 15_000_000 } },
      ],
      // reader first is fine too
      [run('read.ts'), run('send.ts'), lasting(10_000_000), { do: { run: 'send.ts', as: 'send-2' } }, { do: { wait: past => handed(past.now) >= 2, atMost: 15_000_000 } }],
    ],
    mistakes: [
      { acts: [run('read.ts'), lasting(5_000_000)], goal: 'written', because: 'not-sent' },
      {
        acts: [run('send.ts'), lasting(2_000_000), edit('read.ts', 'fromBeginning: true', 'fromBeginning: false'), run('read.ts'), lasting(10_000_000)],
        goal: 'read', because: 'at-the-end',
      },
    ],
    ends: past => past.now.ledger.totals.lost === 0 && partitionFacts(past.now, LOG)?.start === 0,
  },
}

function firstWritten(view: ClusterView) {
  const log = written(view).find(each => each.count > 0)!
  return { partition: log.id, offset: log.end - 1 }
}
