import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, lag, partitionFacts } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../../src/world/view.ts'
import { edit, lasting, process, run, start, until } from '../acts.ts'

const LOG: PartitionId = 'orders-0'
const FIRST = 'audit'
const STORED = 12
/** Who reads along has a new record within far less. */
const ALONG: Micros = 2_000_000

const endIn = (view: ClusterView) => partitionFacts(view, LOG)?.end ?? 0
const bytesIn = (view: ClusterView) => view.replicas[LOG]?.[1]?.bytes ?? 0
/** Where each group has got to that was ever handed anything: the offset after its last. */
const placesIn = (view: ClusterView): [group: string, next: number][] => Object.entries(view.ledger.delivered)
  .flatMap(([group, partitions]) => partitions[LOG]?.length ? [[group, partitions[LOG].at(-1)!.to + 1] as [string, number]] : [])

const handed = (past: Past) => past.events('consumer.delivered', { partition: LOG })
/** The second group's first record, and the moment at which it had all there was. */
const begun = (past: Past) => handed(past).find(({ group }) => group !== FIRST)
const whole = (past: Past) => {
  const first = begun(past)
  return first?.offsets.from === 0 ? handed(past).find(({ at, group, offsets }) => group === first.group && offsets.to + 1 >= endIn(past.viewAt(at))) : undefined
}
/** Another group has joined, whatever it reads. */
const joined = (past: Past) => past.events('group.state', { state: 'Stable' }).find(({ group }) => group !== FIRST)
const writtenSince = (past: Past, at: Micros) => past.events('log.appended', { partition: LOG, as: 'leader' }).filter(append => append.at > at)

/** A moment at which something new had been there for a while, and one group had it and the other had not. */
function apart(past: Past): { ahead: string; behind: string; by: number } | undefined {
  for (const { at } of writtenSince(past, whole(past)?.at ?? Infinity)) {
    const then = past.viewAt(at + ALONG), places = placesIn(then)
    const ahead = places.find(([, next]) => next === endIn(then)), behind = places.find(([, next]) => next < endIn(then))
    if (at + ALONG <= past.now.now && ahead && behind) return { ahead: ahead[0], behind: behind[0], by: ahead[1] - behind[1] }
  }
  return undefined
}

function isMore(past: Past): Verdict {
  const end = endIn(past.now)
  if (end === endIn(past.start)) return not('nothing-new')
  return placesIn(past.now).some(([group, next]) => group === FIRST && next === end) ? met({ inLog: end }) : not('not-read')
}
function isWhole(past: Past): Verdict {
  const done = whole(past)
  if (done) return met({ group: done.group ?? '', handed: done.offsets.to + 1 })
  if (begun(past)) return not('from-middle', { from: begun(past)!.offsets.from })
  if (joined(past)) return not('at-the-end')
  return (past.now.groups[FIRST]?.members.length ?? 0) > 1 ? not('same-group') : not('nobody')
}
function isApart(past: Past): Verdict {
  if (!whole(past)) return not('not-whole')
  const found = apart(past)
  if (found) return met(found)
  if (writtenSince(past, whole(past)!.at).length === 0) return not('nothing-new')
  return placesIn(past.now).some(([, next]) => next === endIn(past.now)) ? not('together') : not('nobody-reads')
}
function isLevel(past: Past): Verdict {
  if (!apart(past)) return not('not-apart')
  const lags = placesIn(past.now).map(([group]) => ({ group, lag: lag(past.now, group, LOG) ?? endIn(past.now) }))
  const behind = lags.find(each => each.lag > 0)
  if (!behind) return met({ inLog: endIn(past.now), groups: lags.length })
  return past.now.groups[behind.group]?.members.length ? not('reading', behind) : not('gone', behind)
}

function whatCame(past: Past): string {
  const first = begun(past)
  if (!first) return 'nothing'
  if (handed(past).some(({ at, group, offsets }) => group === FIRST && at > first.at && offsets.from === 0)) return 'rewound'
  return first.offsets.from === 0 ? 'all' : 'half'
}

const client = (name: string, program: string, configs: Readonly<Record<string, string>>, args: object): Act =>
  start(name, program, { configs: { 'bootstrap.servers': 'm1:9092', ...configs }, ...args })
const untilMore = until(past => isMore(past).met, 10_000_000)
const untilWhole = until(past => whole(past) !== undefined, 20_000_000)
const untilApart = until(past => apart(past) !== undefined, 10_000_000)
const untilLevel = (atMost: Micros) => until(past => isLevel(past).met, atMost)
const wholeFirst = [run('send.ts'), untilMore, run('billing.ts'), untilWhole]

export const lesson: Lesson = {
  id: 'log-not-queue', track: 1, after: ['first-record'], minutes: 4,
  sources: [
    { note: 'K', quote: '확장성이 뛰어난 분산 메시지 큐(FIFO : First In First Out)', holds: 'no' },
    { note: 'I', quote: 'Consume된 메시지를 곧바로 삭제하지 않고 offset을 통한 consumer-group별 개별 consume가능', holds: 'yes', since: '4.2 (KIP-932)' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 1,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'orders', partitions: 1, replicationFactor: 1 }] } } },
      until(({ now }) => partitionFacts(now, LOG)?.leader === 1, 10_000_000),
      client('shop', 'producer', {}, { topic: 'orders', recordsPerSecond: 100, valueBytes: 20, keys: 0, count: STORED }),
      client(FIRST, 'consumer', { 'group.id': FIRST, 'auto.offset.reset': 'earliest', 'partition.assignment.strategy': 'roundrobin' }, { topics: ['orders'] }),   // as the scripts'
      until(({ now }) => now.groups[FIRST]?.committed[LOG] === STORED, 30_000_000),
    ],
  },
  files: ['send.ts', 'billing.ts'], opens: 'editor',
  inputs: {},
  values: past => {
    const first = begun(past), done = whole(past)
    return {
      inLog: endIn(past.now), asked: endIn(first ? past.viewAt(first.at) : past.now), last: (done?.offsets.to ?? endIn(past.now) - 1),
      before: bytesIn(first ? past.viewAt(first.at - 1) : past.now), after: bytesIn(done ? past.viewAt(done.at) : past.now),
      audit: past.now.ledger.deliveredCount[FIRST] ?? 0, billing: past.now.ledger.deliveredCount[first?.group ?? 'billing'] ?? 0, lost: past.now.ledger.totals.lost,
    }
  },
  sees: {
    log: () => ({ partition: LOG, mark: 'log' }),
    audit: () => ({ group: FIRST }),
    billing: () => ({ group: 'billing' }),
    fetch: () => ({ frame: 'Fetch', by: 'billing' }),
  },
  steps: [
    { kind: 'act', id: 'send', goal: 'more' },
    {
      kind: 'ask', id: 'left', needs: ['more'], options: ['nothing', 'half', 'rewound', 'all'],
      settles: past => whole(past) !== undefined || past.now.now - (joined(past)?.at ?? past.now.now) > 15_000_000, right: whatCame,
    },
    { kind: 'act', id: 'read', goal: 'whole' },
    { kind: 'card', id: 'left', ask: 'left' },
    { kind: 'act', id: 'apart', goal: 'apart' },
    { kind: 'act', id: 'level', goal: 'level' },
  ],
  goals: [
    { id: 'more', within: 10_000_000, check: isMore },
    { id: 'whole', within: 20_000_000, check: isWhole },
    { id: 'apart', within: 20_000_000, check: isApart },
    { id: 'level', within: 20_000_000, check: isLevel },
  ],
  solution: [
    { say: 'send', ...run('send.ts') }, untilMore,
    { say: 'read', ...run('billing.ts') }, untilWhole, lasting(2_000_000),
    { say: 'apart', ...process('process.stop', FIRST) }, lasting(1_000_000), run('send.ts', 'send-2'), untilApart,
    { say: 'level', ...process('process.start', FIRST) }, untilLevel(20_000_000),
  ],
  recall: ['who-remembers', 'when-deleted', 'same-name'],
  tests: {
    otherWays: [
      // the second group stands still instead of the first, and is read on by a new process
      [...wholeFirst, lasting(6_000_000), { do: { stop: 'billing' } }, run('send.ts', 'send-2'), untilApart, run('billing.ts', 'billing-2'), untilLevel(60_000_000)],
      [...wholeFirst, process('process.pause', FIRST), run('send.ts', 'send-2'), untilApart, process('process.resume', FIRST), untilLevel(20_000_000)],
    ],
    mistakes: [
      { acts: [lasting(3_000_000)], goal: 'more', because: 'nothing-new' },
      { acts: [process('process.stop', FIRST), run('send.ts'), lasting(3_000_000)], goal: 'more', because: 'not-read' },
      {
        acts: [edit('billing.ts', 'fromBeginning: true', 'fromBeginning: false'), run('billing.ts'), lasting(15_000_000)],
        goal: 'whole', because: 'at-the-end',
      },
      {
        acts: [edit('billing.ts', "groupId: 'billing'", "groupId: 'audit'"), run('billing.ts'), lasting(15_000_000)],
        goal: 'whole', because: 'same-group',
      },
      { acts: [...wholeFirst, run('send.ts', 'send-2'), lasting(5_000_000)], goal: 'apart', because: 'together' },
      { acts: [...wholeFirst, process('process.stop', FIRST), run('send.ts', 'send-2'), untilApart, lasting(10_000_000)], goal: 'level', because: 'gone' },
    ],
    ends: past => past.now.ledger.totals.lost === 0 && partitionFacts(past.now, LOG)?.start === 0,
  },
}
