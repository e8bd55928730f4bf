import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, until } from '../acts.ts'
import { handedTo, overtaken, keysOf, readersIn, sentTo, type Sent } from '../sent.ts'

const TOPIC = 'scans'
const PARTITIONS: PartitionId[] = ['scans-0', 'scans-1', 'scans-2']
/** Scans of one run of the script. Each fills two batches, after which the producer chooses anew (KIP-794): that twelve come in order by chance, one world in 5,000 sees. */
const RUN = 12

const sent = (past: Past) => sentTo(past, TOPIC)
const partitionsOf = (records: readonly Sent[]) => [...new Set(records.map(({ partition }) => partition))].sort()

/** What each group was handed of all that was sent. */
const readings = (past: Past) => readersIn(past).map(group => handedTo(past, group, sent(past)))
/** The first that got everything of the first run, or the longest. */
function reading(past: Past): Sent[] {
  const first = readings(past).map(handed => handed.filter(({ nth }) => nth <= RUN))
  return first.find(({ length }) => length >= Math.min(RUN, sent(past).length)) ?? first.sort((a, b) => b.length - a.length)[0] ?? []
}
/** A run is over when nothing more is sent. */
const isSent = (past: Past) => sent(past).length > 0 && past.now.ledger.totals.pending === 0 && sent(past).length % RUN === 0
const hasRead = (past: Past) => isSent(past) && reading(past).length === RUN

function isSpread(past: Past): Verdict {
  const all = sent(past), partitions = partitionsOf(all)
  if (all.length === 0) return not('nothing-sent')
  if (!isSent(past)) return not('under-way')
  return partitions.length > 1 ? met({ count: all.length, partitions: partitions.length }) : not('one-partition', { partition: partitions[0]! })
}
function isWoven(past: Past): Verdict {
  if (!isSpread(past).met) return not('not-spread')
  const found = readings(past).map(overtaken).find(Boolean)
  if (found) return met({ late: found.late.nth, early: found.early.nth })
  return readings(past).some(({ length }) => length > 0) ? not('in-order') : not('nothing-read')
}
/** Keyed records as one group got them: all of them read, over several partitions, and each key's in the order of sending. */
function isKeyed(past: Past): Verdict {
  if (!isWoven(past).met) return not('not-woven')
  const keyed = sent(past).filter(({ key }) => key !== null), keys = keysOf(keyed)
  if (keyed.length === 0) return not('no-keys')
  if (keys.length === 1) return not('one-key', { key: keys[0]! })
  if (!isSent(past)) return not('under-way')
  const whole = readersIn(past).map(group => handedTo(past, group, keyed)).find(handed => handed.length >= keyed.length)
  if (!whole) return not('not-read')
  const broken = keys.find(key => overtaken(whole.filter(record => record.key === key)))
  if (broken !== undefined) return not('broken', { key: broken })
  return met({ keys: keys.length, partitions: partitionsOf(keyed).length })
}

function inWhichOrder(past: Past): string {
  const handed = reading(past)
  if (!overtaken(handed)) return 'fifo'
  return PARTITIONS.some(partition => overtaken(handed.filter(each => each.partition === partition))) ? 'any' : 'woven'
}
const ordinals = (records: readonly Sent[]) => records.map(({ nth }) => nth).join(' ') || '–'

const keyBy = (key: string): Act => (edit('scan.ts', 'key = null', `key = ${key}`))
const untilSent = until(past => isSpread(past).met, 20_000_000)
const untilRead = until(hasRead, 20_000_000)
const untilKeyed = until(past => isKeyed(past).met, 20_000_000)
const wovenFirst = [run('scan.ts'), untilSent, run('read.ts'), untilRead]

export const lesson: Lesson = {
  id: 'ordering', track: 1, after: ['log-not-queue'], minutes: 4,
  sources: [
    { note: 'S', quote: '여러 파티션의 경우 개별 파티션에 순서는 유지되지만 파티션간의 순서는 유지되지 않음', holds: 'yes' },
    { note: 'K', quote: '컨슈머는 가장 먼저 들어온 데이터부터 순서대로 데이터를 조회', holds: 'half' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 1,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: TOPIC, partitions: 3, replicationFactor: 1 }] } } },
      until(({ now }) => PARTITIONS.every(id => partitionFacts(now, id)?.leader === 1), 10_000_000),
    ],
  },
  files: ['scan.ts', 'read.ts'], opens: 'editor',
  inputs: { run: RUN },
  values: past => {
    const handed = reading(past)
    return {
      partitions: PARTITIONS.length, came: ordinals(handed),
      ...Object.fromEntries(PARTITIONS.map((id, index) => [`in${index}`, ordinals(sent(past).filter(({ nth, partition }) => nth <= RUN && partition === id))])),
      delivered: past.now.ledger.deliveredCount['desk'] ?? 0, reordered: past.now.ledger.totals.reordered, lost: past.now.ledger.totals.lost,
    }
  },
  sees: {
    first: () => ({ partition: 'scans-0', mark: 'log' }),
    fetch: () => ({ frame: 'Fetch', by: 'read' }),
    desk: () => ({ group: 'desk' }),
  },
  steps: [
    { kind: 'act', id: 'send', goal: 'spread' },
    { kind: 'ask', id: 'order', needs: ['spread'], options: ['fifo', 'woven', 'any'], settles: hasRead, right: inWhichOrder },
    { kind: 'act', id: 'read', goal: 'woven' },
    { kind: 'card', id: 'order', ask: 'order' },
    { kind: 'act', id: 'key', goal: 'keyed' },
  ],
  goals: [
    { id: 'spread', within: 20_000_000, check: isSpread },
    { id: 'woven', within: 20_000_000, check: isWoven },
    { id: 'keyed', within: 20_000_000, check: isKeyed },
  ],
  solution: [
    { say: 'send', ...run('scan.ts') }, untilSent,
    { say: 'read', ...run('read.ts') }, untilRead, lasting(2_000_000),
    { say: 'key', ...keyBy('parcel') }, run('scan.ts', 'scan-2'), untilKeyed,
  ],
  recall: ['where-it-holds', 'one-consumer', 'what-key'],
  tests: {
    otherWays: [
      // a reader that comes after all is said, keyed scans too
      [run('scan.ts'), untilSent, keyBy('parcel'), run('scan.ts', 'scan-2'), lasting(3_000_000), run('read.ts'), untilKeyed],
    ],
    mistakes: [
      { acts: [run('read.ts'), lasting(5_000_000)], goal: 'spread', because: 'nothing-sent' },
      { acts: [keyBy("'seoul'"), run('scan.ts'), lasting(5_000_000)], goal: 'spread', because: 'one-partition' },
      { acts: [run('scan.ts'), lasting(5_000_000)], goal: 'woven', because: 'nothing-read' },
      // a reader that is there as each scan comes sees them as they were sent, this time
      { acts: [run('read.ts'), lasting(10_000_000), run('scan.ts'), lasting(5_000_000)], goal: 'woven', because: 'in-order' },
      { acts: [...wovenFirst, run('scan.ts', 'scan-2'), lasting(3_000_000)], goal: 'keyed', because: 'no-keys' },
      { acts: [...wovenFirst, keyBy("'seoul'"), run('scan.ts', 'scan-2'), lasting(3_000_000)], goal: 'keyed', because: 'one-key' },
      { acts: [...wovenFirst, { do: { stop: 'read' } }, keyBy('parcel'), run('scan.ts', 'scan-2'), lasting(3_000_000)], goal: 'keyed', because: 'not-read' },
    ],
    ends: past => past.now.ledger.totals.lost === 0 && past.now.metadata.topics[TOPIC]!.partitions.length === PARTITIONS.length,
  },
}
