import { met, not, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { murmur2, partitionForKey } from '../../src/protocol/records/murmur2.ts'
import { utf8Decode, utf8Encode } from '../../src/protocol/utf8.ts'
import { brokerRuns, partitionFacts, splitPartitionId } from '../../src/world/view-helpers.ts'
import type { PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, until } from '../acts.ts'
import { keysOf, sentTo, type Sent } from '../sent.ts'

const TOPIC = 'taps'
const PARTITIONS: PartitionId[] = ['taps-0', 'taps-1', 'taps-2']
/** Taps without a key in one go, and keys to be predicted. */
const TAPS = 30, KEYS = 3
const CARD = utf8Encode('card-7')

const keyless = (past: Past) => sentTo(past, TOPIC).filter(({ key }) => key === null)
const keyed = (past: Past) => sentTo(past, TOPIC).filter(({ key }) => key !== null)
const counts = (records: readonly Sent[]) => PARTITIONS.map(id => records.filter(({ partition }) => partition === id).length)

const partitionOf = ({ partition }: Sent) => splitPartitionId(partition)[1]
/** What a record itself says of where it will lie. */
function said({ value }: Sent): number | undefined {
  const text = value ? utf8Decode(value) : ''
  const found = /"predicted":(\d+)/.exec(text)
  return found ? Number(found[1]) : undefined
}
const isRight = (record: Sent) => said(record) === partitionOf(record)

function isSticky(past: Past): Verdict {
  const records = keyless(past), [first, second, third] = counts(records) as [number, number, number]
  if (records.length >= TAPS) return met({ first, second, third })
  if (records.length > 0) return not('few', { count: records.length })
  return keyed(past).length > 0 ? not('keyed') : not('nothing-sent')
}
function isForeseen(past: Past): Verdict {
  const records = keyed(past), right = keysOf(records.filter(isRight))
  if (right.length >= KEYS) return met({ keys: right.slice(0, KEYS).join(', ') })
  const last = records.findLast(record => !isRight(record) && !right.includes(record.key!))
  if (records.length === 0) return not('no-keys')
  if (!last) return not('too-few', { right: right.length })
  const predicted = said(last)
  return predicted === undefined ? not('not-said') : not('wrong', { key: last.key!, predicted, partition: partitionOf(last) })
}

function howSpread(past: Past): string {
  const shares = counts(keyless(past).slice(0, TAPS))
  return Math.max(...shares) >= TAPS * 0.8 ? 'one' : Math.max(...shares) - Math.min(...shares) <= 2 ? 'even' : 'chance'
}

const GUESS = "'card-7': 0, 'card-8': 0, 'card-9': 0"
const untilTaps = until(past => isSticky(past).met, 10_000_000)
const untilCards = until(past => keyed(past).length >= KEYS, 10_000_000)
const untilForeseen = until(past => isForeseen(past).met, 10_000_000)

export const lesson: Lesson = {
  id: 'partitioner', track: 1, after: ['ordering'], minutes: 4,
  sources: [
    { note: 'K', quote: '특정한 파티션을 설정하지 않으면 default: UniformStickyPartitioner 로 설정', holds: 'then', since: '3.3 (KIP-794), 4.0' },
    { note: 'K', quote: '메세지 Key가 없을 경우 RR(Round-Robin) 방식으 분배 저장', holds: 'then', since: '2.4 (KIP-480)' },
    { note: 'K', quote: '동일한 메세지 Key를 통해 해쉬값을 구하면, 항상 동일한 파티션에 순서대로 저장', holds: 'half' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 1,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: TOPIC, partitions: PARTITIONS.length, replicationFactor: 1 }] } } },
      until(({ now }) => PARTITIONS.every(id => partitionFacts(now, id)?.leader === 1), 10_000_000),
    ],
  },
  files: ['taps.ts', 'cards.ts'], opens: 'editor',
  inputs: { taps: TAPS, keys: KEYS },
  values: past => {
    const [first, second, third] = counts(keyless(past)) as [number, number, number]
    return {
      partitions: PARTITIONS.length, first, second, third, each: TAPS / PARTITIONS.length,
      hash: murmur2(CARD) & 0x7fff_ffff, partition: partitionForKey(CARD, PARTITIONS.length),
      acknowledged: past.now.ledger.totals.acknowledged, lost: past.now.ledger.totals.lost,
    }
  },
  sees: {
    log: () => ({ partition: 'taps-0', mark: 'log' }),
    card: past => ({ partition: PARTITIONS[partitionForKey(CARD, PARTITIONS.length)]!, broker: 1, offset: Math.max(0, (partitionFacts(past.now, PARTITIONS[partitionForKey(CARD, PARTITIONS.length)]!)?.end ?? 1) - 1) }),
    produce: () => ({ frame: 'Produce', by: 'taps' }),
  },
  steps: [
    {
      kind: 'ask', id: 'thirty', options: ['even', 'one', 'chance'],
      settles: past => keyless(past).length >= TAPS, right: howSpread,
    },
    { kind: 'act', id: 'taps', goal: 'sticky' },
    { kind: 'card', id: 'thirty', ask: 'thirty' },
    { kind: 'act', id: 'cards', goal: 'foreseen' },
  ],
  goals: [
    { id: 'sticky', within: 10_000_000, check: isSticky },
    { id: 'foreseen', within: 20_000_000, check: isForeseen },
  ],
  solution: [
    { say: 'taps', ...run('taps.ts') }, untilTaps, lasting(1_000_000),
    { say: 'look', ...run('cards.ts') }, untilCards, lasting(1_000_000),
    { say: 'foresee', ...edit('cards.ts', GUESS, "'card-7': 2, 'card-8': 0, 'card-9': 1") }, run('cards.ts', 'cards-2'), untilForeseen,
  ],
  recall: ['no-key', 'same-key', 'other-client'],
  tests: {
    otherWays: [
      // other keys, known beforehand
      [run('taps.ts'), untilTaps, edit('cards.ts', GUESS, "'서울': 0, 'B-2': 1, 'tea': 2"), run('cards.ts'), untilForeseen],
      // cards first
      [edit('cards.ts', GUESS, "'card-7': 2, 'card-8': 0, 'card-9': 1"), run('cards.ts'), untilForeseen, run('taps.ts'), untilTaps],
    ],
    mistakes: [
      { acts: [lasting(2_000_000)], goal: 'sticky', because: 'nothing-sent' },
      { acts: [edit('taps.ts', 'key: null', "key: 'card-7'"), run('taps.ts'), lasting(3_000_000)], goal: 'sticky', because: 'keyed' },
      { acts: [edit('taps.ts', 'length: 30', 'length: 3'), run('taps.ts'), lasting(3_000_000)], goal: 'sticky', because: 'few' },
      { acts: [run('taps.ts'), untilTaps], goal: 'foreseen', because: 'no-keys' },
      { acts: [run('cards.ts'), lasting(3_000_000)], goal: 'foreseen', because: 'wrong' },
      { acts: [edit('cards.ts', GUESS, "'card-8': 0"), run('cards.ts'), lasting(3_000_000)], goal: 'foreseen', because: 'too-few' },
      { acts: [edit('cards.ts', 'predicted: partition }', 'at: 1 }'), run('cards.ts'), lasting(3_000_000)], goal: 'foreseen', because: 'not-said' },
    ],
    ends: past => past.now.ledger.totals.lost === 0,
  },
}
