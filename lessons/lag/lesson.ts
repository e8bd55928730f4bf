import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, start, until } from '../acts.ts'

const PARTITIONS: PartitionId[] = ['orders-0', 'orders-1', 'orders-2']
/** Orders a cook finishes in a second. */
const PACE = 20
/** Right after a commit, a reader that keeps up is no further behind than this. */
const LEVEL = 20
/** So many commits in a row, each further behind than the one before it, are a trend. */
const TREND = 3
const COMMIT_INTERVAL: Micros = 5_000_000

/** What a commit left: records between it and the high watermark, and how many there had been just before. */
interface Commit { at: Micros; offset: number; before: number; after: number }
const hwIn = (view: ClusterView, id: PartitionId) => view.replicas[id]?.[1]?.hw ?? 0
function commits(past: Past, partition: PartitionId): Commit[] {
  let last = past.start.groups['kitchen']?.committed[partition] ?? 0
  return past.events('group.committed', { group: 'kitchen', partition }).map(({ at, offset }) => {
    const hw = Math.max(offset, hwIn(past.viewAt(at), partition)), before = hw - last
    last = offset
    return { at, offset, before, after: hw - offset }
  })
}

const isTrend = (series: readonly Commit[], end: number) =>
  end >= TREND && series.slice(end - TREND, end).every((each, i) => each.after < series[end - TREND + i + 1]!.after)
/** The first moment at which one partition had fallen behind and the others had not. */
interface Hot { partition: PartitionId; at: Micros; lag: number; average: number; mark: number }
function hot(past: Past): Hot | undefined {
  const all = PARTITIONS.map(partition => ({ partition, series: commits(past, partition) }))
  const found = all.flatMap(({ partition, series }) => series.flatMap(({ at, after, offset }, index) => {
    const others = all.filter(each => each.partition !== partition).map(each => each.series.findLast(commit => commit.at <= at)?.after ?? 0)
    const isHot = after > 2 * LEVEL && isTrend(series, index) && others.every(lag => lag < LEVEL)
    const average = Math.round(others.reduce((sum, lag) => sum + lag, after) / PARTITIONS.length)
    return isHot ? [{ partition, at, lag: after, average, mark: offset + after - 1 }] : []
  }))
  return found.sort((a, b) => a.at - b.at)[0]
}
/** How long the last order of that moment waited for its cook, as soon as that is known. */
function waited(past: Past): Micros | undefined {
  const moment = hot(past)
  if (!moment) return undefined
  const { partition, mark, at } = moment
  const handed = past.events('consumer.delivered', { group: 'kitchen', partition }).find(({ offsets }) => offsets.to >= mark)
  return handed && handed.at - at
}

/** A partition that has orders and has had no commit for twice as long as one takes. */
const unread = (past: Past) => PARTITIONS.find(id => {
  const { at = past.start.now, offset = past.start.groups['kitchen']?.committed[id] ?? 0 } = commits(past, id).at(-1) ?? {}
  return at < past.now.now - 2 * COMMIT_INTERVAL && offset < hwIn(past.now, id)
})
const last = (past: Past, id: PartitionId) => commits(past, id).at(-1)?.after ?? 0
const worst = (past: Past) => PARTITIONS.reduce((most, id) => last(past, id) > last(past, most) ? id : most)

function isHot(past: Past): Verdict {
  const moment = hot(past)
  if (moment) return met({ partition: moment.partition, lag: moment.lag })
  const alone = unread(past)
  if (alone) return not('nobody-reads', { partition: alone })
  const behind = PARTITIONS.filter(id => last(past, id) >= LEVEL)
  return behind.length > 1 ? not('everywhere', { behind: behind.length })
    : behind.length === 1 ? not('too-soon', { partition: behind[0]!, lag: last(past, behind[0]!) }) : not('calm')
}
function isLevel(past: Past): Verdict {
  const moment = hot(past)
  if (!moment) return not('not-hot')
  const alone = unread(past)
  if (alone) return not('nobody-reads', { partition: alone })
  const partition = worst(past), series = commits(past, partition), lag = last(past, partition)
  if (lag < LEVEL && series.at(-1)!.at > moment.at) return met({ lag })
  return not(isTrend(series, series.length - 1) || lag >= moment.lag ? 'rising' : 'falling', { partition, lag })
}

/** Seconds that the three answers say, and the one nearest to what came. */
const said = ({ lag, average }: Hot) => ({ average: average / PACE, commit: COMMIT_INTERVAL / 1e6, worst: lag / PACE })
function nearest(past: Past): string {
  const moment = hot(past)!, came = waited(past)! / 1e6
  const off = ([, seconds]: [string, number]) => Math.abs(seconds - came)
  return Object.entries(said(moment)).reduce((best, each) => off(each) < off(best) ? each : best)[0]
}
/** How far lag swings where readers keep up. */
function swing(past: Past): number {
  const calm = PARTITIONS.filter(id => id !== hot(past)?.partition && id !== worst(past))
  return Math.max(0, ...calm.flatMap(id => commits(past, id).slice(-TREND).map(({ before }) => before)))
}

const inSeconds = (seconds: number) => `${seconds.toFixed(1)} s`
const client = (name: string, program: string, configs: Readonly<Record<string, string>>, args: object): Act =>
  start(name, program, { configs: { 'bootstrap.servers': 'm1:9092', ...configs }, ...args })
const cook = (member: number): Act => client(
  `kitchen-${member}`, 'consumer', { 'group.id': 'kitchen', 'auto.offset.reset': 'earliest', 'max.poll.records': '10' },
  { topics: ['orders'], workMsPerRecord: 1_000 / PACE },
)
const door = client('door', 'producer', {}, { topic: 'orders', recordsPerSecond: 12, valueBytes: 60, keys: 300 })
const kill = (process: string): Act => ({ do: { act: { do: 'process.kill', process } } })
const spread: Act = edit('rush.ts', "'table-7'", '`table-${id + each}`')
const untilHot = until(past => hot(past) !== undefined, 40_000_000)
const untilServed = until(past => waited(past) !== undefined, 60_000_000)
const untilLevel = (atMost: Micros) => until(past => isLevel(past).met, atMost)

export const lesson: Lesson = {
  id: 'lag', track: 4, after: ['commit'], minutes: 5,
  sources: [
    { note: 'K', quote: '그 중에 가장 큰 값을 확인하면, 상태 파악에 더 도움이 된다', holds: 'yes' },
    { note: 'K', quote: '컨슈머 단위 Lag 을 확인하려면, 컨슈머에서 확인하는 것은 바람직하지 않음', holds: 'yes' },
    { note: 'K', quote: '마지막 순번의 offset과 컨슈머가 순대대로 읽은 offset 의 차이', holds: 'half' },
    { note: 'S', quote: 'Lag의 값이 계속 증가한다면 파티션을 늘리고 consumer의 수를 늘릴 필요 있음', holds: 'half' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 2,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'orders', partitions: 3, replicationFactor: 1 }] } } },
      until(({ now }) => PARTITIONS.every(id => partitionFacts(now, id)?.leader === 1), 10_000_000),
      cook(1), cook(2), cook(3), door,
      until(({ now }) => now.groups['kitchen']?.state === 'Stable' && now.groups['kitchen'].members.length === 3, 30_000_000),
      until(({ now }) => PARTITIONS.every(id => (now.groups['kitchen']?.committed[id] ?? 0) > 0), 20_000_000),
    ],
  },
  files: ['rush.ts'], opens: 'editor',
  inputs: { pace: PACE },
  values: past => {
    const moment = hot(past), wait = waited(past), answers = moment && said(moment)
    return {
      partition: moment?.partition ?? worst(past), lag: moment?.lag ?? last(past, worst(past)), average: moment?.average ?? '–', swing: swing(past),
      averageWait: answers ? inSeconds(answers.average) : '–', worstWait: answers ? inSeconds(answers.worst) : '–',
      interval: inSeconds(COMMIT_INTERVAL / 1e6), waited: wait === undefined ? '–' : inSeconds(wait / 1e6),
      delivered: past.now.ledger.deliveredCount['kitchen'] ?? 0, lost: past.now.ledger.totals.lost, acknowledged: past.now.ledger.totals.acknowledged,
    }
  },
  sees: {
    group: () => ({ group: 'kitchen' }),
    hot: past => ({ partition: hot(past)?.partition ?? worst(past), mark: 'log' }),
  },
  steps: [
    { kind: 'act', id: 'rush', goal: 'hot' },
    { kind: 'ask', id: 'wait', needs: ['hot'], options: ['average', 'commit', 'worst'], settles: past => waited(past) !== undefined, right: nearest },
    { kind: 'act', id: 'stop', goal: 'level' },
    { kind: 'card', id: 'wait', ask: 'wait' },
    { kind: 'look', id: 'outside', see: 'group' },
  ],
  goals: [
    { id: 'hot', within: 40_000_000, check: isHot },
    { id: 'level', within: 60_000_000, check: isLevel },
  ],
  solution: [
    { say: 'rush', do: { run: 'rush.ts' } }, untilHot,
    { say: 'stop', do: { stop: 'rush' } },
    { say: 'wait', ...untilServed }, untilLevel(60_000_000),
  ],
  recall: ['what-lag-counts', 'average', 'dead-reader'],
  tests: {
    otherWays: [
      // as many orders, but spread over all three cooks
      [run('rush.ts'), untilHot, spread, run('rush.ts'), untilLevel(150_000_000)],
    ],
    mistakes: [
      { acts: [lasting(20_000_000)], goal: 'hot', because: 'calm' },
      { acts: [kill('kitchen-1'), lasting(15_000_000)], goal: 'hot', because: 'nobody-reads' },
      {
        acts: [spread, edit('rush.ts', '180', '60'), run('rush.ts'), lasting(25_000_000)],
        goal: 'hot', because: 'everywhere',
      },
      // one more cook than partitions stands idle
      { acts: [run('rush.ts'), untilHot, cook(4), lasting(30_000_000)], goal: 'level', because: 'rising' },
    ],
    ends: past => past.now.ledger.totals.lost === 0,
  },
}
