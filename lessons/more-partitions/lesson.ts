import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { murmur2 } from '../../src/protocol/records/murmur2.ts'
import { utf8Encode } from '../../src/protocol/utf8.ts'
import { brokerRuns, partitionFacts, splitPartitionId } from '../../src/world/view-helpers.ts'
import type { ClusterView, PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, until } from '../acts.ts'
import { keysOf, sentTo, type Sent } from '../sent.ts'

const TOPIC = 'payments', CARD = 'card-1'
const FEW = 3, MANY = 6

const countIn = (view: ClusterView) => view.metadata.topics[TOPIC]?.partitions.length ?? FEW
const sent = (past: Past) => sentTo(past, TOPIC).filter(({ key }) => key !== null)
const partitionOf = ({ partition }: Pick<Sent, 'partition'>) => splitPartitionId(partition)[1]
const grown = (past: Past) => past.events('partitions.added', { topic: TOPIC })[0]
const before = (past: Past) => sent(past).filter(({ sentAt }) => sentAt < (grown(past)?.at ?? Infinity))
const after = (past: Past) => sent(past).filter(({ sentAt }) => sentAt > (grown(past)?.at ?? Infinity))

/** A key whose first record lies elsewhere than a later one. */
interface Parted { key: string; first: Sent; later: Sent }
function parted(past: Past): Parted | undefined {
  return keysOf(sent(past)).flatMap(key => {
    const [first, ...rest] = sent(past).filter(record => record.key === key), later = rest.find(({ partition }) => partition !== first!.partition)
    return later ? [{ key, first: first!, later }] : []
  })[0]
}
/** The first payment after the growth whose key had paid before it. */
function again(past: Past): { then: Sent; now: Sent } | undefined {
  return after(past).flatMap(now => {
    const then = before(past).find(({ key }) => key === now.key)
    return then ? [{ then, now }] : []
  })[0]
}

const GROWTH = 'would not be an increase'
/** Kafka's own words against fewer partitions, wherever they were asked for: terminal, script or admin. */
function refusal(past: Past): string | undefined {
  const line = past.events('console').find(({ text }) => text.includes(GROWTH))
  const answers = Object.values(past.now.processes).flatMap(({ view }) => view?.kind === 'admin' ? view.answers : [])
  const refused = line?.text ?? answers.map(answer => JSON.stringify(answer)).find(text => text.includes(GROWTH))
  return refused && /The topic \S+ currently has .* would not be an increase\./.exec(refused)?.[0]
}

function isHome(past: Past): Verdict {
  const [first] = before(past)
  return first ? met({ key: first.key!, partition: partitionOf(first) }) : sent(past).length > 0 ? not('too-late') : not('nothing-sent')
}
function isParted(past: Past): Verdict {
  if (!isHome(past).met) return not('not-home')
  const found = parted(past)
  if (found) return met({ key: found.key, partition: partitionOf(found.first), other: partitionOf(found.later) })
  if (!grown(past)) return not('not-grown', { partitions: countIn(past.now) })
  const same = again(past)
  return same ? not('same-place', { key: same.now.key!, partition: partitionOf(same.now) }) : not('not-sent')
}
function isRefused(past: Past): Verdict {
  if (!grown(past)) return not('not-grown')
  const words = refusal(past)
  return words ? met({ words }) : not('not-tried')
}

function whereTo(past: Past): string {
  const { then, now } = again(past)!
  if (then.partition === now.partition) return 'stays'
  return past.records(then.partition).some(({ offset }) => offset === then.offset) ? 'leaves' : 'moves'
}

const hash = murmur2(utf8Encode(CARD)) & 0x7fff_ffff
const pay = (as?: string): Act => run('pay.ts', as)
/** As it is typed in the terminal. */
const alter = (partitions: number): Act => ({
  do: {
    act: {
      do: 'process.start', process: 'terminal', program: 'tool',
      args: { argv: ['kafka-topics.sh', '--bootstrap-server', 'broker-1:9092', '--alter', '--topic', TOPIC, '--partitions', String(partitions)] },
    },
  },
})
const byAdmin = (count: number): Act => ({ do: { admin: { do: 'createPartitions', topics: [{ name: TOPIC, count }] } } })
const untilHome = until(past => before(past).length >= 3, 10_000_000)
const untilGrown = until(past => countIn(past.now) > FEW && partitionFacts(past.now, `${TOPIC}-${countIn(past.now) - 1}` as PartitionId)?.leader === 1, 20_000_000)
const untilParted = until(past => isParted(past).met, 10_000_000)
const untilRefused = until(past => isRefused(past).met, 20_000_000)

export const lesson: Lesson = {
  id: 'more-partitions', track: 1, after: ['partitioner'], minutes: 5,
  sources: [
    { note: 'K', quote: '파티션은 자유롭게 늘릴 수 있지만, 삭제는 불가능', holds: 'yes' },
    { note: 'P', quote: 'key ordering이 무너지면서 키 순서 보장이 되지 않는다', holds: 'yes' },
    { note: 'I', quote: 'partitions은 증가할수 있지만 감소하면 안됨', holds: 'half' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 1,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: TOPIC, partitions: FEW, replicationFactor: 1 }] } } },
      until(({ now }) => partitionFacts(now, 'payments-2')?.leader === 1, 10_000_000),
    ],
  },
  files: ['pay.ts'], opens: 'editor',
  inputs: { few: FEW, many: MANY },
  values: past => {
    const [first] = before(past), found = again(past)
    return {
      key: first?.key ?? CARD, home: first ? partitionOf(first) : hash % FEW, next: found ? partitionOf(found.now) : '–',
      kept: found ? before(past).filter(({ partition }) => partition === found.then.partition).length : '–',
      hash, few3: hash % FEW, many6: hash % MANY, partitions: countIn(past.now), words: refusal(past) ?? '–',
      acknowledged: past.now.ledger.totals.acknowledged, lost: past.now.ledger.totals.lost,
    }
  },
  sees: {
    home: past => ({ partition: `payments-${past.events('producer.acknowledged')[0] ? splitPartitionId(past.events('producer.acknowledged')[0]!.partition)[1] : hash % FEW}`, mark: 'log' }),
    next: () => ({ partition: `payments-${hash % MANY}`, mark: 'log' }),
    grown: past => ({ event: grown(past) }),
  },
  steps: [
    { kind: 'act', id: 'pay', goal: 'home' },
    { kind: 'ask', id: 'next', needs: ['home'], options: ['stays', 'moves', 'leaves'], settles: past => again(past) !== undefined, right: whereTo },
    { kind: 'act', id: 'grow', goal: 'parted' },
    { kind: 'card', id: 'next', ask: 'next' },
    { kind: 'act', id: 'shrink', goal: 'refused' },
  ],
  goals: [
    { id: 'home', within: 10_000_000, check: isHome },
    { id: 'parted', within: 40_000_000, check: isParted },
    { id: 'refused', within: 20_000_000, check: isRefused },
  ],
  solution: [
    { say: 'pay', ...pay() }, untilHome, lasting(1_000_000),
    { say: 'grow', ...alter(MANY) }, untilGrown, lasting(1_000_000),
    { say: 'again', ...pay('pay-2') }, untilParted, lasting(1_000_000),
    { say: 'shrink', ...alter(FEW) }, untilRefused,
  ],
  recall: ['history', 'way-back', 'how-many'],
  tests: {
    otherWays: [
      [pay(), untilHome, byAdmin(5), untilGrown, pay('pay-2'), untilParted, byAdmin(1), untilRefused],
    ],
    mistakes: [
      { acts: [lasting(2_000_000)], goal: 'home', because: 'nothing-sent' },
      { acts: [alter(MANY), untilGrown, pay(), lasting(3_000_000)], goal: 'home', because: 'too-late' },
      { acts: [pay(), untilHome, pay('pay-2'), lasting(2_000_000)], goal: 'parted', because: 'not-grown' },
      { acts: [pay(), untilHome, alter(MANY), untilGrown], goal: 'parted', because: 'not-sent' },
      // the hash of this card has the same remainder by three and by six
      {
        acts: [edit('pay.ts', "'card-1'", "'card-7'"), pay(), untilHome, alter(MANY), untilGrown, pay('pay-2'), lasting(3_000_000)],
        goal: 'parted', because: 'same-place',
      },
      { acts: [pay(), untilHome, alter(MANY), untilGrown, alter(8), lasting(5_000_000)], goal: 'refused', because: 'not-tried' },
    ],
    ends: past => past.now.ledger.totals.lost === 0 && countIn(past.now) > FEW,
  },
}
