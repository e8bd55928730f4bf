import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, splitPartitionId } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../../src/world/view.ts'
import { broker, lasting, power, run, typed, until } from '../acts.ts'

const BROKERS = [1, 2, 3]
/** Each broker is the preferred leader of two. */
const REPLICAS = [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 3, 2], [2, 1, 3], [3, 2, 1]]
const PARTITIONS = REPLICAS.map((_, index): PartitionId => `orders-${index}`)
/** How long a crowd is left alone before one may say that nobody moves it. */
const ALONE: Micros = 30_000_000

// what a view shows

const partitions = (view: ClusterView) => view.metadata.topics['orders']?.partitions ?? []
const ledBy = (view: ClusterView, broker: number | undefined) => partitions(view).filter(({ leader }) => leader === broker)
const crowdIn = (view: ClusterView) => BROKERS.find(broker => ledBy(view, broker).length > PARTITIONS.length * 2 / 3)
const away = (view: ClusterView) => partitions(view).filter(({ leader, replicas }) => leader !== replicas[0])
const missing = (view: ClusterView) => BROKERS.filter(broker => !brokerRuns(view, broker))
const isWhole = (view: ClusterView) => missing(view).length === 0 && partitions(view).every(({ isr }) => isr.length === 3)
/** A broker that is gone and that metadata still calls a leader. */
const unnoticed = (view: ClusterView) => missing(view).find(broker => ledBy(view, broker).length > 0)
const faultOf = (view: ClusterView, broker: number | null) =>
  view.faults.find(({ on }) => on.some(name => name === `broker-${broker}` || name === `m${broker}`))

// what has happened

const elections = (past: Past) => past.events('leader.elected').filter(({ partition }) => PARTITIONS.includes(partition))

/** Leaderships on their way from a broker that goes: when, and how long after it was stopped or killed. */
interface Departure { broker: number; partition: PartitionId; at: Micros; after: Micros }
const departures = (past: Past): Departure[] => elections(past).flatMap(({ at, partition }) => {
  const broker = partitions(past.viewAt(at - 1))[splitPartitionId(partition)[1]]?.leader ?? null
  const fault = faultOf(past.viewAt(at), broker)
  return broker !== null && fault ? [{ broker, partition, at, after: at - fault.since }] : []
})
/** The first broker to go, and the one after it. */
const first = (past: Past) => departures(past)[0]
const second = (past: Past) => departures(past).find(({ broker }) => broker !== first(past)!.broker)
/** Who is to be killed: as long as nobody has gone, as if broker 3 had. */
const next = (past: Past) => [...BROKERS].reverse().find(broker => broker !== (first(past)?.broker ?? 3))!
const nextLed = (past: Past) => ledBy(first(past) ? past.viewAt(first(past)!.at) : past.now, next(past)).length

/** The longest that a partition of the second broker went without an acknowledgement because of it. */
function waited(past: Past): Micros {
  const gone = second(past)
  const waits = departures(past).filter(({ broker, at }) => broker === gone?.broker && at === gone.at).map(({ partition, at }) => {
    const acks = past.events('producer.acknowledged', { partition })
    const [last, next] = [acks.findLast(ack => ack.at <= at), acks.find(ack => ack.at > at)]
    return (next?.at ?? past.now.now) - (last?.at ?? at)
  })
  return Math.max(0, ...waits)
}

const crowded = (past: Past) => elections(past).find(({ at }) => crowdIn(past.viewAt(at)) !== undefined)
const crowd = (past: Past) => crowded(past) && crowdIn(past.viewAt(crowded(past)!.at))
/** The moment after the crowd at which every ISR was full again. */
const returned = (past: Past) => {
  const since = crowded(past)?.at ?? Infinity
  return past.events('isr.grew').find(({ at }) => at > since && isWhole(past.viewAt(at)))
}
/** When it was plain who leads of those that are back: at an election, or when none had come. */
const decided = (past: Past): Micros => {
  const since = returned(past)?.at ?? Infinity
  return Math.min(elections(past).find(({ at }) => at > since)?.at ?? Infinity, since + ALONE)
}
/** Of the batches of the ten seconds before, how many broker `id` took as their leader, in percent. */
function share(past: Past, id: number | undefined, when: Micros): number {
  const recent = past.events('produce.appended').filter(({ at }) => at > when - 10_000_000 && at <= when)
  return Math.round(recent.filter(({ broker }) => broker === id).length * 100 / Math.max(1, recent.length))
}

// what may be said

const seconds = (micros: Micros) => micros < 100_000 ? `${(micros / 1_000).toFixed(0)} ms` : `${(micros / 1_000_000).toFixed(1)} s`
const unheard = (view: ClusterView, broker: number): Verdict =>
  not('not-noticed', { broker, since: seconds(view.now - (faultOf(view, broker)?.since ?? view.now)) })

function moved(past: Past): Verdict {
  const gone = unnoticed(past.now)
  if (gone !== undefined) return unheard(past.now, gone)
  const left = first(past)
  return left ? met({ broker: left.broker, after: seconds(left.after) }) : not('all-here')
}
function isCrowded(past: Past): Verdict {
  if (crowded(past)) return met({ broker: crowd(past)!, led: ledBy(past.now, crowd(past)).length })
  const gone = unnoticed(past.now)
  return gone !== undefined ? unheard(past.now, gone) : missing(past.now).length === 0 ? not('all-here') : not('two-lead')
}
function isBack(past: Past): Verdict {
  if (!crowded(past)) return not('not-crowded')
  if (returned(past)) return met()
  const [gone] = missing(past.now)
  return gone === undefined ? not('catching-up') : not('one-missing', { broker: gone })
}
function isSpread(past: Past): Verdict {
  if (!crowded(past)) return not('not-crowded')
  const [gone] = missing(past.now)
  if (gone !== undefined) return not('one-missing', { broker: gone })
  return away(past.now).length === 0 ? met({ each: ledBy(past.now, 1).length }) : not('not-home', { away: away(past.now).length })
}
function whenLedAgain(past: Past): string {
  const after = second(past)?.after ?? Infinity
  return after < 3_000_000 ? 'at-once' : after < 20_000_000 ? 'session' : after < 60_000_000 ? 'replica-lag' : 'return'
}
function whoLeads(past: Past): string {
  const then = past.viewAt(decided(past))
  return away(then).length === 0 ? 'home' : crowdIn(then) === crowd(past) ? 'stay' : 'idle'
}

// what is done

const elect: Act = { do: { admin: { do: 'electLeaders', election: 'preferred' } } }
const untilMoved = until(past => moved(past).met, 20_000_000)
const untilCrowded = until(past => crowded(past) !== undefined, 20_000_000)
const untilReturned = until(past => returned(past) !== undefined, 60_000_000)
const untilSpread = (atMost: Micros) => until(past => isSpread(past).met, atMost)
const leaveAlone = until(past => past.now.now >= decided(past), ALONE + 5_000_000)
const startBoth = [broker('process.start', 2), broker('process.start', 3)]
const crowdThem = [broker('process.stop', 3), untilMoved, broker('process.kill', 2), untilCrowded]

export const lesson: Lesson = {
  id: 'leaders', track: 3, after: ['leader-follower'], minutes: 6,
  sources: [
    { note: 'S', quote: '브로커 서버들은 비슷한 양의 leader를 가지고 있어야 하지만 한쪽으로 몰릴 경우 문제가 발생함', holds: 'yes' },
    { note: 'S', quote: '기존 partition들의 leader를 옮겨주는 작업이 필요함. 수작업 추천', holds: 'then', since: '2.4 (KIP-460)' },
  ],
  world: {
    brokers: 3, controller: 'apart', speed: 2,             // apart, so that any broker may go
    racks: ['rack-a', 'rack-b', 'rack-c'],
    opening: [
      until(({ now }) => missing(now).length === 0, 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'orders', assignments: REPLICAS }] } } },
      until(({ now }) => partitions(now).length === PARTITIONS.length && isWhole(now), 10_000_000),
      run('shop.ts'),
      until(past => PARTITIONS.every(partition => past.events('producer.acknowledged', { partition }).length > 0), 20_000_000),
      lasting(2_000_000),
    ],
  },
  files: ['shop.ts'], opens: 'stage',
  inputs: {},
  values: past => {
    const { acknowledged, failed, lost } = past.now.ledger.totals
    const [stop, kill, at] = [first(past), second(past), decided(past)]
    const asked = Math.min(at, past.now.now)               // what the question says stays as it was when it was decided
    return {
      next: next(past), nextLed: nextLed(past), stopGap: stop ? seconds(stop.after) : '–', killGap: kill ? seconds(kill.after) : '–',
      waited: kill ? seconds(waited(past)) : '–', acknowledged, failed, lost,
      crowd: crowd(past) ?? '–', partitions: PARTITIONS.length,
      crowdLed: ledBy(past.viewAt(asked), crowd(past)).length, share: share(past, crowd(past), asked),
      ledAfter: at <= past.now.now ? ledBy(past.viewAt(at), crowd(past)).length : '–',
    }
  },
  sees: {
    led: () => ({ partition: 'orders-2' }),
    moved: past => ({ event: elections(past)[0] }),
    again: past => ({ event: elections(past).at(-1) }),
    fenced: () => ({ logLine: 'Fencing broker' }),
    first: () => ({ partition: 'orders-1' }),
  },
  steps: [
    { kind: 'act', id: 'stop', goal: 'moved' },
    {
      kind: 'ask', id: 'kill', needs: ['moved'], options: ['at-once', 'session', 'replica-lag', 'return'],
      settles: past => second(past) !== undefined || past.now.now - (faultOf(past.now, next(past))?.since ?? past.now.now) > 60_000_000,
      right: whenLedAgain,
    },
    { kind: 'act', id: 'kill', goal: 'crowded' },
    { kind: 'card', id: 'kill', ask: 'kill' },
    { kind: 'act', id: 'back', goal: 'returned' },
    {
      kind: 'ask', id: 'home', needs: ['returned'], options: ['home', 'stay', 'idle'],
      settles: past => past.now.now >= decided(past), right: whoLeads,
    },
    { kind: 'card', id: 'home', ask: 'home' },
    { kind: 'act', id: 'elect', goal: 'spread' },
  ],
  goals: [
    { id: 'moved', within: 15_000_000, check: moved },
    { id: 'crowded', within: 20_000_000, check: isCrowded },
    { id: 'returned', within: 60_000_000, check: isBack },
    { id: 'spread', within: ALONE + 15_000_000, check: isSpread },
  ],
  solution: [
    { say: 'stop', ...broker('process.stop', 3) }, untilMoved, lasting(3_000_000),
    { say: 'kill', ...broker('process.kill', 2) }, untilCrowded, lasting(3_000_000),
    { say: 'back', ...startBoth[0]! }, startBoth[1]!, untilReturned,
    { say: 'alone', ...leaveAlone }, { say: 'elect', ...elect }, untilSpread(10_000_000),
  ],
  recall: ['what-moves', 'dead-or-slow', 'who-is-preferred'],
  tests: {
    otherWays: [
      [
        power('machine.powerOff', 2), untilMoved, power('machine.powerOff', 1), untilCrowded,
        power('machine.powerOn', 1), power('machine.powerOn', 2), untilReturned, elect, untilSpread(10_000_000),
      ],
      // in the terminal
      [
        ...crowdThem, ...startBoth, untilReturned,
        typed('kafka-leader-election.sh --bootstrap-server m1:9092 --election-type preferred --all-topic-partitions'), untilSpread(10_000_000),
      ],
      // nobody elects: the controller's own round comes by
      [...crowdThem, { do: { stop: 'shop' } }, ...startBoth, untilReturned, untilSpread(310_000_000)],
    ],
    mistakes: [
      { acts: [broker('process.kill', 3), lasting(4_000_000)], goal: 'moved', because: 'not-noticed' },
      { acts: [broker('process.stop', 3), lasting(10_000_000)], goal: 'crowded', because: 'two-lead' },
      { acts: [...crowdThem, elect, lasting(3_000_000)], goal: 'spread', because: 'one-missing' },
      { acts: [...crowdThem, ...startBoth, untilReturned, lasting(20_000_000)], goal: 'spread', because: 'not-home' },
    ],
    ends: past => past.now.ledger.totals.lost === 0 && isWhole(past.now) && away(past.now).length === 0,
  },
}
