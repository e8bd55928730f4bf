import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { lookup, type Lookup } from '../../src/protocol/annotate/lookup.ts'
import { brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { ClusterView, PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, start, until } from '../acts.ts'

const LOG: PartitionId = 'clicks-0'
const FIRST = '00000000000000000000'
const TARGET = 2_500, STORED = 5_000
/** Kafka takes no less since 4.0. */
const SEGMENT_BYTES = 1_048_576
const MOMENT = '2026-01-01T00:00:10.000Z', MOMENT_MS = 1_767_225_610_000
const INDEX_ENTRY_BYTES = 8

const replica = (view: ClusterView) => view.replicas[LOG]?.[1]
const segments = (view: ClusterView) => replica(view)?.segments ?? []
/** Where each reader began: the first record that its group was ever handed. */
function beginnings(past: Past): number[] {
  const first = new Map<string, number>()
  for (const { group, offsets } of past.events('consumer.delivered', { partition: LOG })) if (!first.has(group ?? '')) first.set(group ?? '', offsets.from)
  return [...first.values()]
}
/** The first offset written at or after the moment. */
const atMoment = (past: Past) => past.records(LOG).find(({ timestamp }) => timestamp >= MOMENT_MS)?.offset ?? STORED

/** What a reader of the target's offset is led by. It does not change any more once the target is well inside the log. */
const walks = new WeakMap<Past, Lookup>()
function walk(past: Past): Lookup {
  const known = walks.get(past)
  if (known) return known
  const found = lookup(TARGET, 0, past.file(LOG, `${FIRST}.index`) ?? new Uint8Array(0), past.file(LOG, `${FIRST}.log`) ?? new Uint8Array(0))
  if (found.found) walks.set(past, found)
  return found
}

function isFound(past: Past): Verdict {
  const began = beginnings(past)
  return began.includes(TARGET) ? met({ offset: TARGET }) : began.length > 0 ? not('elsewhere', { from: began.at(-1)! }) : not('nobody')
}
function isRolled(past: Past): Verdict {
  const [, second] = segments(past.now)
  if (second) return met({ base: second.baseOffset, segments: segments(past.now).length })
  return not('one-segment', { bytes: replica(past.now)?.bytes ?? 0 })
}
function isTimed(past: Past): Verdict {
  const wanted = atMoment(past), began = beginnings(past).filter(from => from !== TARGET)
  return began.includes(wanted) ? met({ offset: wanted }) : began.length > 0 ? not('elsewhere', { from: began.at(-1)! }) : not('nobody')
}

function whereFrom(past: Past): string {
  const { entry, skipped } = walk(past)
  return !entry ? 'start' : skipped.length > 0 ? 'nearest' : 'exact'
}

const tool = (...argv: string[]): Act => start('terminal', 'tool', { argv })
const configs = { 'bootstrap.servers': 'm1:9092' }
const setTo = (datetime: string): Act =>
  ({ do: { admin: { do: 'resetOffsets', group: 'by-time', scenario: { to: 'datetime', datetime }, topics: [{ topic: 'clicks' }], execute: true } } })
const byTime = start('by-time', 'consumer', { configs: { ...configs, 'group.id': 'by-time' }, topics: ['clicks'] })
const untilFound = until(past => isFound(past).met, 20_000_000)
const untilRolled = until(past => isRolled(past).met, 20_000_000)
const untilTimed = until(past => isTimed(past).met, 20_000_000)

export const lesson: Lesson = {
  id: 'segments', track: 1, after: ['first-record'], minutes: 5,
  sources: [
    { note: 'C', quote: '해당 메시지의 offset과 log 파일에서의 위치 저장', holds: 'half' },
    { note: 'C', quote: 'timestamp 기준으로 메시지를 찾아 읽거나, 메시지의 rolling, retention에 활용', holds: 'yes' },
    { note: 'I', quote: '해당 크기만큼 되면 새로운 세그먼트 파일 생성', holds: 'yes', since: '4.0 (KIP-1030)' },
  ],
  world: {
    brokers: 1, controller: 'combined', speed: 1,
    properties: { 'offsets.topic.replication.factor': '1' },   // one broker: the default of 3 could not be placed
    opening: [
      until(({ now }) => brokerRuns(now, 1), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'clicks', partitions: 1, replicationFactor: 1, configs: { 'segment.bytes': String(SEGMENT_BYTES) } }] } } },
      until(({ now }) => partitionFacts(now, LOG)?.leader === 1, 10_000_000),
      start('site', 'producer', { configs, topic: 'clicks', recordsPerSecond: 400, valueBytes: 100, keys: 0, count: STORED }),
      until(({ now }) => partitionFacts(now, LOG)?.hw === STORED, 60_000_000),
    ],
  },
  files: ['find.ts', 'more.ts'], opens: 'editor',
  inputs: { target: TARGET, limit: SEGMENT_BYTES, moment: MOMENT, ms: String(MOMENT_MS) },
  values: past => {
    const { entry, skipped, found } = walk(past)
    return {
      records: partitionFacts(past.now, LOG)?.end ?? 0, bytes: replica(past.now)?.bytes ?? 0, segments: segments(past.now).length,
      entries: Math.floor((past.file(LOG, `${FIRST}.index`)?.length ?? 0) / INDEX_ENTRY_BYTES), entry: entry?.relative ?? 0, position: entry?.position ?? 0,
      skipped: skipped.length, found: found?.at ?? '–', delivered: Object.values(past.now.ledger.deliveredCount).reduce((sum, each) => sum + each, 0), lost: past.now.ledger.totals.lost,
    }
  },
  sees: {
    replica: () => ({ partition: LOG, broker: 1 }),
    log: () => ({ partition: LOG, mark: 'log' }),
  },
  steps: [
    { kind: 'ask', id: 'walk', options: ['start', 'exact', 'nearest'], settles: past => isFound(past).met, right: whereFrom },
    { kind: 'act', id: 'find', goal: 'found' },
    { kind: 'card', id: 'walk', ask: 'walk' },
    { kind: 'act', id: 'roll', goal: 'rolled' },
    { kind: 'act', id: 'time', goal: 'timed' },
  ],
  goals: [
    { id: 'found', within: 20_000_000, check: isFound },
    { id: 'rolled', within: 20_000_000, check: isRolled },
    { id: 'timed', within: 20_000_000, check: isTimed },
  ],
  solution: [
    { say: 'find', ...run('find.ts') }, untilFound, lasting(1_000_000),
    { say: 'roll', ...run('more.ts') }, untilRolled, lasting(1_000_000),
    { say: 'time', ...tool('kafka-get-offsets.sh', '--bootstrap-server', 'broker-1:9092', '--topic', 'clicks', '--time', String(MOMENT_MS)) }, lasting(2_000_000),
    setTo(MOMENT), lasting(1_000_000), byTime, untilTimed,
  ],
  recall: ['how-many-entries', 'file-name', 'by-time'],
  tests: {
    otherWays: [
      // all that is new comes from a program, and a reader that knows the offset counts too
      [
        start('site-2', 'producer', { configs, topic: 'clicks', recordsPerSecond: 400, valueBytes: 1_000, keys: 0, count: 700 }), untilRolled,
        run('find.ts'), untilFound, setTo(MOMENT), lasting(1_000_000), byTime, untilTimed,
      ],
    ],
    mistakes: [
      { acts: [lasting(2_000_000)], goal: 'found', because: 'nobody' },
      { acts: [edit('find.ts', '2500', '2400'), run('find.ts'), lasting(8_000_000)], goal: 'found', because: 'elsewhere' },
      { acts: [edit('more.ts', 'batch < 12', 'batch < 3'), run('more.ts'), lasting(5_000_000)], goal: 'rolled', because: 'one-segment' },
      { acts: [run('find.ts'), untilFound], goal: 'timed', because: 'nobody' },
      { acts: [setTo('2026-01-01T00:00:07.000Z'), lasting(1_000_000), byTime, lasting(8_000_000)], goal: 'timed', because: 'elsewhere' },
    ],
    ends: past => past.now.ledger.totals.lost === 0 && atMoment(past) > 0 && atMoment(past) < STORED,
  },
}
