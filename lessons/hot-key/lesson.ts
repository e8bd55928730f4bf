import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { utf8Decode } from '../../src/protocol/utf8.ts'
import type { StoredRecord } from '../../src/world/stored-records.ts'
import { brokerRuns, lag, partitionFacts } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, until } from '../acts.ts'

const GROUP = 'kitchen', TOPIC = 'orders'
const PARTITIONS: PartitionId[] = ['orders-0', 'orders-1', 'orders-2', 'orders-3']
/** Records a cook finishes in a second. */
const PACE = 20
/** What a partition may take of all bytes, in percent, over this long. */
const MOST = 40
const WINDOW: Micros = 15_000_000
/** So much must have been written in it, or its shares say nothing. */
const ENOUGH_BYTES = 10_000
/** Who keeps up swings between zero and what comes between two commits; twice that is behind. */
const LEVEL = 200
/** How long eight cooks are watched. */
const WATCH: Micros = 12_000_000

const lagIn = (view: ClusterView, id: PartitionId) => lag(view, GROUP, id) ?? 0
const worstIn = (view: ClusterView) => PARTITIONS.reduce((most, id) => lagIn(view, id) > lagIn(view, most) ? id : most)
/** Records of a partition that nobody of the group has been handed. */
const waitingIn = (view: ClusterView, id: PartitionId) => (partitionFacts(view, id)?.hw ?? 0) - (view.ledger.delivered[GROUP]?.[id]?.at(-1)?.to ?? -1) - 1
const membersIn = (view: ClusterView) => view.groups[GROUP]?.members ?? []
const idleIn = (view: ClusterView) => membersIn(view).filter(({ partitions }) => partitions.length === 0).length
const hot = (past: Past) => worstIn(past.start)

/** Twice as many members as at the start, all of them with an assignment or none. */
const crowded = (past: Past) => past.events('group.state', { group: GROUP, state: 'Stable' }).find(({ members }) => members >= 2 * PARTITIONS.length)

/** Bytes of the last while, by partition. */
function bytesLately(past: Past): number[] {
  const lately = past.events('log.appended', { as: 'leader' }).filter(({ at }) => at > past.now.now - WINDOW)
  return PARTITIONS.map(id => lately.reduce((sum, { partition, bytes }) => partition === id ? sum + bytes : sum, 0))
}
const percent = (part: number, whole: number) => Math.round(part * 100 / Math.max(1, whole))
function largest(past: Past): { partition: PartitionId; share: number; bytes: number } {
  const bytes = bytesLately(past), most = Math.max(...bytes), whole = bytes.reduce((sum, each) => sum + each, 0)
  return { partition: PARTITIONS[bytes.indexOf(most)]!, share: percent(most, whole), bytes: whole }
}

const orderOf = ({ value }: StoredRecord) => /"order":"([^"]+)"/.exec(value ? utf8Decode(value) : '')?.[1]
/** An order whose steps of the last while lie in more than one partition: nobody keeps those in order. */
function split(past: Past): string | undefined {
  const since = past.now.wall - WINDOW / 1_000, places = new Map<string, PartitionId>()
  for (const partition of PARTITIONS) for (const record of past.records(partition)) {
    const order = record.timestamp >= since ? orderOf(record) : undefined
    if (order === undefined) continue
    if ((places.get(order) ?? partition) !== partition) return order
    places.set(order, partition)
  }
  return undefined
}
/** The key that most of the last records of the hot partition have. */
function hotKey(past: Past): { key: string; share: number } {
  const keys = past.records(hot(past)).slice(-100).map(({ key }) => key ?? '–')
  const key = [...new Set(keys)].sort((a, b) => keys.filter(each => each === b).length - keys.filter(each => each === a).length)[0] ?? '–'
  return { key, share: percent(keys.filter(each => each === key).length, keys.length) }
}

function isCrowded(past: Past): Verdict {
  if (crowded(past)) return met({ members: membersIn(past.now).length, idle: idleIn(past.now) })
  const { state } = past.now.groups[GROUP]!
  return state === 'Stable' ? not('few', { members: membersIn(past.now).length }) : not('joining')
}
function isEven(past: Past): Verdict {
  const { partition, share, bytes } = largest(past)
  if (bytes < ENOUGH_BYTES) return not('quiet')
  return share <= MOST ? met({ share }) : not('hot', { partition, share })
}
function isDrained(past: Past): Verdict {
  const order = split(past)
  if (order !== undefined) return not('split', { order })
  if (!isEven(past).met) return not('not-even')
  const partition = worstIn(past.now), behind = lagIn(past.now, partition)
  return behind < LEVEL / 2 ? met({ lag: behind }) : not('behind', { partition, lag: behind })
}

/** What the line of the hot partition did while eight cooks stood there. */
function helped(past: Past): string {
  const at = crowded(past)!.at, [before, after] = [at, at + WATCH].map(when => waitingIn(past.viewAt(when), hot(past))) as [number, number]
  const readers = membersIn(past.viewAt(at + WATCH)).filter(({ partitions }) => partitions.includes(hot(past))).length
  return readers > 1 ? 'two' : after < before * 0.75 ? 'halves' : 'same'
}

const cook = (member: number): Act => ({
  do: {
    act: {
      do: 'process.start', process: `kitchen-${member}`, program: 'consumer',
      args: {
        configs: { 'bootstrap.servers': 'm1:9092', 'group.id': GROUP, 'max.poll.records': '10', 'partition.assignment.strategy': 'roundrobin' },   // as the script's
        topics: [TOPIC], workMsPerRecord: 1_000 / PACE,
      },
    },
  },
})
const untilCrowded = until(past => crowded(past) !== undefined, 30_000_000)
const watched = (past: Past) => crowded(past) !== undefined && past.now.now >= crowded(past)!.at + WATCH
const untilEven = until(past => isEven(past).met, 60_000_000)
const untilDrained = until(past => isDrained(past).met, 180_000_000)
const byOrder = [edit('shop.ts', 'key: shop', 'key: order'), run('shop.ts')]

export const lesson: Lesson = {
  id: 'hot-key', track: 1, after: ['partitioner'], minutes: 5,
  sources: [
    { note: 'S', quote: 'Producer에서 key를 설정하여 하나의 partition으로만 들어가게 해서 생긴 문제', holds: 'yes' },
    { note: 'S', quote: '기본적으로 라운드로빈을 이용 중이니 특수한 상황이 아닌 경우 key 사용을 하지 말 것', holds: 'half', since: '2.4 (KIP-480)' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 2,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: TOPIC, partitions: PARTITIONS.length, replicationFactor: 1 }] } } },
      until(({ now }) => PARTITIONS.every(id => partitionFacts(now, id)?.leader === 1), 10_000_000),
      ...PARTITIONS.map((_, index) => cook(index + 1)),
      until(({ now }) => now.groups[GROUP]?.state === 'Stable' && membersIn(now).length === PARTITIONS.length, 30_000_000),
      run('shop.ts'),
      until(({ now }) => lagIn(now, worstIn(now)) > LEVEL, 60_000_000),
    ],
  },
  files: ['cooks.ts', 'shop.ts'], opens: 'editor',
  inputs: { pace: PACE, most: MOST },
  values: past => {
    const { key, share } = hotKey(past), { totals, deliveredCount } = past.now.ledger, then = past.viewAt((crowded(past)?.at ?? past.now.now) + WATCH)
    return {
      hot: hot(past), lag: lagIn(past.start, hot(past)), waiting: waitingIn(past.viewAt(crowded(past)?.at ?? past.now.now), hot(past)), waitingThen: waitingIn(then, hot(past)),
      key, keyShare: share, partitions: PARTITIONS.length, idle: idleIn(then), members: membersIn(then).length,
      delivered: deliveredCount[GROUP] ?? 0, acknowledged: totals.acknowledged, lost: totals.lost,
    }
  },
  sees: {
    hot: past => ({ partition: worstIn(past.now), mark: 'log' }),
    group: () => ({ group: GROUP }),
    record: past => ({ partition: worstIn(past.now), broker: 1, offset: Math.max(0, (partitionFacts(past.now, worstIn(past.now))?.end ?? 1) - 1) }),
  },
  steps: [
    { kind: 'ask', id: 'more', options: ['halves', 'same', 'two'], settles: watched, right: helped },
    { kind: 'act', id: 'cooks', goal: 'crowded' },
    { kind: 'card', id: 'more', ask: 'more' },
    { kind: 'act', id: 'key', goal: 'even' },
    { kind: 'act', id: 'drain', goal: 'drained' },
  ],
  goals: [
    { id: 'crowded', within: 30_000_000, check: isCrowded },
    { id: 'even', within: 60_000_000, check: isEven },
    { id: 'drained', within: 180_000_000, check: isDrained },
  ],
  solution: [
    { say: 'cooks', ...run('cooks.ts') }, untilCrowded, until(watched, WATCH + 1_000_000),
    { say: 'key', ...byOrder[0]! }, byOrder[1]!, untilEven,
    { say: 'drain', ...untilDrained },
  ],
  recall: ['more-readers', 'no-key-then', 'finer'],
  tests: {
    otherWays: [
      // a few keys for each shop are fine enough, and order is kept in each
      [run('cooks.ts'), untilCrowded, edit('shop.ts', 'key: shop', 'key: `${shop} ${Math.abs(n) % 50}`'), run('shop.ts'), untilEven, untilDrained],
    ],
    mistakes: [
      { acts: [lasting(5_000_000)], goal: 'crowded', because: 'few' },
      { acts: [run('cooks.ts'), untilCrowded, lasting(10_000_000)], goal: 'even', because: 'hot' },
      { acts: [{ do: { stop: 'shop' } }, lasting(20_000_000)], goal: 'even', because: 'quiet' },
      // without a key a partition is drawn anew every few seconds, now and then the same: an order is torn where another is drawn
      { acts: [edit('shop.ts', 'key: shop', 'key: null'), run('shop.ts'), until(past => split(past) !== undefined, 90_000_000)], goal: 'drained', because: 'split' },
      { acts: [...byOrder, untilEven, lasting(1_000_000)], goal: 'drained', because: 'behind' },
    ],
    ends: past => past.now.ledger.totals.lost === 0,
  },
}
