import { planReset, type PartitionFacts, type ResetScenario } from '../../src/client/admin/reset-offsets.ts'
import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId, Span } from '../../src/world/view.ts'
import { lasting, process, run, start, typed, until } from '../acts.ts'
import { logDirectory, type Kept } from './history.ts'

/** The note's number. */
const TARGET = 281_047_444
const MEANT: PartitionId = 'events-2'
/** One log begins after the target, one ends before it, one holds it. */
const KEPT: readonly Kept[] = [
  { topic: 'events', partition: 0, start: 281_050_000, end: 281_062_000 },
  { topic: 'events', partition: 1, start: 279_978_000, end: 279_990_000 },
  { topic: 'events', partition: 2, start: 281_040_000, end: 281_052_000 },
]
const PARTITIONS = KEPT.map(({ topic, partition }): PartitionId => `${topic}-${partition}`)
/** World time begins at 09:00 in Seoul; twenty minutes are stored. */
const WALL = 1_767_225_600_000, STORED = 1_200_000
const DEPLOYED = '2026-01-01T08:50:00.000+09:00'
/** How far `billing` was behind the end of each log when its members came. */
const BEHIND = 40
const COMMITTED = KEPT.map(({ topic, partition, end }) => ({ topic, partition, offset: end - BEHIND }))

// what is so

type Offsets = Readonly<Record<PartitionId, number>>
const group = (view: ClusterView) => view.groups['billing']
const committed = (view: ClusterView): Offsets => group(view)?.committed ?? {}
const isSame = (a: Offsets, b: Offsets) => PARTITIONS.every(id => a[id] === b[id])
const isGone = (view: ClusterView) => group(view)?.state === 'Empty'

/** Commits from outside the group: what a reset leaves in `__consumer_offsets`. */
const moves = (past: Past) => past.events('group.committed', { group: 'billing', by: 'admin' })
/** Where the group stood at a moment, commit by commit. */
const stood = (past: Past, when: Micros): Offsets => past.events('group.committed', { group: 'billing' })
  .reduce((offsets, { at, partition, offset }) => at > when ? offsets : { ...offsets, [partition]: offset }, committed(past.start))
/** Where the members themselves had left the group, before anybody moved it. */
const own = (past: Past) => stood(past, (moves(past)[0]?.at ?? Infinity) - 1)
/** The moment at which the group stood where it should, and nowhere else had it moved. */
const landed = (past: Past) => moves(past).find(({ at }) => isSame(stood(past, at), { ...own(past), [MEANT]: TARGET }))
const emptied = (past: Past) => past.events('group.state', { group: 'billing', state: 'Empty' })[0]

/** Records of a partition handed to the group since then, in order. */
const handedSince = (past: Past, since: Micros, partition: PartitionId) =>
  past.events('consumer.delivered', { group: 'billing', partition }).filter(({ at }) => at > since)
/** Over all partitions: what was handed out since the group was first moved, held against where it had been. */
function sinceMoved(past: Past, count: (spans: readonly Span[], was: number) => number): number {
  const since = moves(past)[0]?.at ?? Infinity, was = own(past)
  return PARTITIONS.reduce((sum, id) => sum + count(handedSince(past, since, id).map(({ offsets }) => offsets), was[id] ?? 0), 0)
}
/** Records that no member will ever be handed: jumped over on the way from where the group was. */
const jumped = (past: Past) => sinceMoved(past, ([first], was) => Math.max(0, (first?.from ?? 0) - was))
/** Records handed out a second time: those below where the group had been. */
const again = (past: Past) => sinceMoved(past, (spans, was) => spans.reduce((n, { from, to }) => n + Math.max(0, Math.min(to + 1, was) - from), 0))

/** What the tool would print for the whole topic: the plan it would execute. */
function wholeTopic(view: ClusterView): Offsets {
  const facts = KEPT.map(({ topic, partition }): PartitionFacts => {
    const { start, hw } = partitionFacts(view, `${topic}-${partition}`) ?? { start: 0, hw: 0 }
    return { topic, partition, earliest: start, latest: hw, committed: committed(view)[`${topic}-${partition}`] ?? null, atTime: null }
  })
  return Object.fromEntries(planReset({ to: 'offset', offset: TARGET }, facts).rows.map(row => [`${row.topic}-${row.partition}`, row.offset]))
}
function whereTo(past: Past): string {
  const { 'events-0': first, 'events-1': second } = wholeTopic(past.now) as Record<string, number>
  const [start, end] = [partitionFacts(past.now, 'events-0')?.start, partitionFacts(past.now, 'events-1')?.hw]
  if (first === start && second === end) return 'clamped'
  return first === committed(past.now)['events-0'] && second === committed(past.now)['events-1'] ? 'stay' : 'error'
}

function isInactive(past: Past): Verdict {
  if (emptied(past)) return met()
  const killed = past.now.faults.some(({ is, on }) => is === 'process.killed' && on.some(name => name.startsWith('billing')))
  return killed ? not('still-counted') : not('members-live', { members: group(past.now)?.members.length ?? 0 })
}
function isExact(past: Past): Verdict {
  if (landed(past)) return met()
  if (!emptied(past)) return not('not-inactive')
  if (moves(past).length === 0) return isGone(past.now) ? not('nothing-moved') : not('back-too-early')
  const moved = PARTITIONS.filter(id => id !== MEANT && moves(past).some(({ partition, offset }) => partition === id && offset !== own(past)[id]))
  return moved.length > 0 ? not('others-moved', { moved: moved.join(', ') }) : not('elsewhere', { at: moves(past).at(-1)!.offset })
}
function isReadAgain(past: Past): Verdict {
  const at = landed(past)?.at
  if (at === undefined) return not('not-landed')
  const first = handedSince(past, at, MEANT)[0]
  if (!first) return isGone(past.now) ? not('not-started') : not('joining')
  return first.offsets.from === TARGET && jumped(past) === 0 ? met({ again: again(past) }) : not('skipped', { skipped: jumped(past) })
}

// what is done

const configs = { 'bootstrap.servers': 'm1:9092' }
const member = (name: string): Act => start(name, 'consumer', {
  configs: { ...configs, 'group.id': 'billing', 'max.poll.records': '100', 'partition.assignment.strategy': 'roundrobin' },   // as the script's
  topics: ['events'], workMsPerRecord: 2,
})
const reset = (scenario: ResetScenario, topics: readonly { topic: string; partitions?: readonly number[] }[], execute = true): Act =>
  ({ do: { admin: { do: 'resetOffsets', group: 'billing', scenario, topics, execute } } })
const TO_TARGET: ResetScenario = { to: 'offset', offset: TARGET }
const WHOLE = [{ topic: 'events' }], ONE = [{ topic: 'events', partitions: [2] }]
const stopBoth = [process('process.stop', 'billing-1'), process('process.stop', 'billing-2'), until(past => emptied(past) !== undefined, 10_000_000)]
const killBoth = [process('process.kill', 'billing-1'), process('process.kill', 'billing-2')]
const startBoth = [process('process.start', 'billing-1'), process('process.start', 'billing-2')]
const untilRead = until(past => isReadAgain(past).met, 30_000_000)

export const lesson: Lesson = {
  id: 'reset-tool', track: 4, after: ['commit', 'lag'], minutes: 6,
  sources: [{ note: 'S', quote: '장애시 offset의 위치를 강제로 찍어서 읽게 할 수도 있음. --to-offset 281047444', holds: 'half', since: '0.11.0 (KIP-122)' }],
  world: {
    brokers: 1, controller: 'combined', speed: 1,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'events', partitions: 3, replicationFactor: 1 }] } } },
      until(({ now }) => PARTITIONS.every(id => partitionFacts(now, id)?.logs[1]?.role === 'leader'), 10_000_000),
      process('process.kill', 'broker-1'),
      { do: { act: { do: 'folder.import', machine: 'm1', files: logDirectory('/data', KEPT, WALL - STORED, WALL) } } },
      process('process.start', 'broker-1'),
      until(({ now }) => brokerRuns(now, 1) && KEPT.every(({ end }, i) => partitionFacts(now, PARTITIONS[i]!)?.hw === end), 30_000_000),
      { do: { admin: { do: 'alterGroupOffsets', group: 'billing', offsets: COMMITTED } } },
      until(({ now }) => PARTITIONS.every(id => committed(now)[id] !== undefined), 30_000_000),
      start('gateway', 'producer', { configs, topic: 'events', recordsPerSecond: 30, valueBytes: 60, keys: 300 }),
      member('billing-1'), member('billing-2'),
      until(({ now }) => group(now)?.state === 'Stable' && group(now)!.members.length === 2, 30_000_000),
      lasting(6_000_000),
    ],
  },
  files: ['billing.ts'], opens: 'group',
  inputs: { target: TARGET, number: String(TARGET), deployed: DEPLOYED, since: '08:50', back: '-500' },
  values: past => {
    const [whole0, whole1, whole2] = PARTITIONS.map(id => wholeTopic(past.now)[id] ?? '–') as [number, number, number]
    return {
      start0: partitionFacts(past.now, 'events-0')?.start ?? '–', end1: partitionFacts(past.now, 'events-1')?.hw ?? '–', whole0, whole1, whole2,
      found: group(past.start)?.state ?? '–', members: group(past.start)?.members.length ?? 0,
      again: again(past), skipped: jumped(past),
    }
  },
  sees: {
    group: () => ({ group: 'billing' }),
    meant: () => ({ partition: MEANT, mark: 'log' }),
  },
  steps: [
    { kind: 'act', id: 'stop', goal: 'inactive' },
    {
      kind: 'ask', id: 'scope', needs: ['inactive'], options: ['stay', 'error', 'clamped'],
      settles: past => emptied(past) !== undefined, right: whereTo,
    },
    { kind: 'card', id: 'scope', ask: 'scope' },
    { kind: 'act', id: 'land', goal: 'exact' },
    { kind: 'act', id: 'restart', goal: 'again' },
    { kind: 'look', id: 'eight', see: 'group' },
  ],
  goals: [
    { id: 'inactive', within: 10_000_000, check: isInactive },
    { id: 'exact', within: 10_000_000, check: isExact },
    { id: 'again', within: 30_000_000, check: isReadAgain },
  ],
  solution: [
    { say: 'refused', ...reset(TO_TARGET, WHOLE) }, lasting(1_000_000),
    { say: 'stop', ...stopBoth[0]! }, ...stopBoth.slice(1),
    { say: 'plan', ...reset(TO_TARGET, WHOLE, false) }, lasting(1_000_000),
    { say: 'land', ...reset(TO_TARGET, ONE) }, until(past => landed(past) !== undefined, 10_000_000),
    { say: 'restart', ...startBoth[0]! }, startBoth[1]!, untilRead,
  ],
  recall: ['next-not-last', 'still-stable', 'no-zone'],
  tests: {
    otherWays: [
      // by a file that names the one partition, and with a script for a member
      [
        ...stopBoth, reset({ to: 'file', rows: [{ topic: 'events', partition: 2, offset: TARGET }] }, []), lasting(1_000_000),
        run('billing.ts'), untilRead,
      ],
      // in the terminal
      [
        ...stopBoth,
        typed(`kafka-consumer-groups.sh --bootstrap-server m1:9092 --group billing --topic events:2 --reset-offsets --to-offset ${TARGET} --execute`), lasting(2_000_000),
        ...startBoth, untilRead,
      ],
    ],
    mistakes: [
      { acts: [reset(TO_TARGET, ONE), lasting(2_000_000)], goal: 'inactive', because: 'members-live' },
      { acts: [...killBoth, lasting(10_000_000)], goal: 'inactive', because: 'still-counted' },
      { acts: [...stopBoth, reset(TO_TARGET, ONE, false), lasting(2_000_000)], goal: 'exact', because: 'nothing-moved' },
      { acts: [...stopBoth, reset(TO_TARGET, WHOLE), lasting(2_000_000)], goal: 'exact', because: 'others-moved' },
      { acts: [...stopBoth, reset({ to: 'shift', by: -500 }, ONE), lasting(2_000_000)], goal: 'exact', because: 'elsewhere' },
      { acts: [...stopBoth, ...startBoth, lasting(5_000_000)], goal: 'exact', because: 'back-too-early' },
    ],
    ends: past => landed(past) !== undefined && jumped(past) === 0 && past.now.ledger.totals.lost === 0,
  },
}
