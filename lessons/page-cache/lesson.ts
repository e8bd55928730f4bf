import { met, not, type Act, type Forks, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../../src/world/view.ts'
import { broker, lasting, power, run, typed, until } from '../acts.ts'

const P: PartitionId = 'orders-0'
const BROKERS = [1, 2, 3]
/** The ledger has compared the new leader's log by then. */
const SETTLED: Micros = 1_000_000
/** So many acknowledgements make a latency. */
const MEASURED = 20

const lostIn = (view: ClusterView) => view.ledger.partitions[P]?.lost ?? 0
const lit = (view: ClusterView) => BROKERS.filter(broker => view.machines[`m${broker}`]?.power)

/** Nobody left to lead: since when, with or without power, and what it cost once somebody led again. */
interface Outage { at: Micros; dark: boolean; end: number; lost: number | null }

function outages(past: Past): Outage[] {
  const elected = past.events('leader.elected', { partition: P }), started = past.events('leader.started', { partition: P })
  // a partition without a leader may be told of again: what counts is the first time after somebody led
  const began = past.events('leader.none', { partition: P })
    .filter(({ at }, index, all) => index === 0 || elected.some(each => each.at > all[index - 1]!.at && each.at < at))
  return began.map(({ at }, index) => {
    const then = past.viewAt(at), ends = began[index + 1]?.at ?? past.now.now
    const back = started.find(each => each.at > at)
    const settled = back !== undefined && back.at + SETTLED <= ends
    return { at, dark: lit(then).length === 0, end: back?.end ?? 0, lost: settled ? lostIn(past.viewAt(ends)) - lostIn(then) : null }
  })
}
const killed = (past: Past) => outages(past).find(({ dark, lost }) => !dark && lost === 0)
const cut = (past: Past) => outages(past).find(({ dark, lost }) => dark && lost !== null && lost > 0)
const kept = (past: Past) => outages(past).find(({ dark, lost }) => dark && lost === 0)

function areKilled(past: Past): Verdict {
  const found = killed(past), last = outages(past).findLast(({ dark }) => !dark)
  return found ? met({ end: found.end }) : !last ? not('up') : not('not-back')
}
function isCut(past: Past): Verdict {
  const found = cut(past), last = outages(past).findLast(({ dark }) => dark)
  return found ? met({ lost: found.lost!, end: found.end }) : !last ? not('lit') : last.lost === null ? not('not-back') : not('all-kept')
}
function isKept(past: Past): Verdict {
  const found = kept(past), last = outages(past).findLast(({ dark }) => dark)
  return found ? met({ end: found.end }) : !last ? not('lit') : last.lost === null ? not('not-back') : not('some-lost', { lost: last.lost })
}

/** When the last record before a moment was acknowledged. */
const lastAcknowledged = (past: Past, before: Micros): Micros =>
  past.events('producer.acknowledged', { process: 'shop' }).findLast(({ at }) => at < before)?.at ?? past.start.now
/** What one broker's machine held in memory only when the power went; now, while it has power. */
const dirtyIn = (past: Past): number => (isCutNow(past) ? past.viewAt(lastAcknowledged(past, cut(past)!.at)) : past.now).machines['m1']?.disk.dirtyBytes ?? 0

/** From `send` to the acknowledgement, of the last few before a moment. */
function latency(past: Past, before: Micros): string {
  const sent = new Map(past.events('producer.sent', { process: 'shop' }).flatMap(({ at, sends }) => [[sends.from, at]] as const))
  const took = past.events('producer.acknowledged', { process: 'shop' }).filter(({ at }) => at < before).slice(-MEASURED)
    .flatMap(({ at, sends }) => sent.has(sends.from) ? [at - sent.get(sends.from)!] : [])
  return took.length > 0 ? `${(took.sort((a, b) => a - b)[took.length >> 1]! / 1_000).toFixed(1)} ms` : '–'
}

const each = (act: (broker: number) => Act): Act[] => BROKERS.map(act)
const kill = each(id => broker('process.kill', id))
const start = each(id => broker('process.start', id))
const powerOff = each(id => power('machine.powerOff', id))
const powerOn = each(id => power('machine.powerOn', id))
/** Nobody leads, and the controller knows it. */
const leaderless = until(past => outages(past).at(-1)?.lost === null, 40_000_000)
const blackout = (ends: (past: Past) => boolean): Act[] => [...powerOff, leaderless, ...powerOn, until(ends, 60_000_000)]
const said = (say: string, [first, ...rest]: readonly Act[]): Act[] => [{ say, ...first! }, ...rest]
const killAll = [...kill, leaderless, ...start, until(past => killed(past) !== undefined, 60_000_000)]
const isCutNow = (past: Past) => cut(past) !== undefined, isKeptNow = (past: Past) => kept(past) !== undefined
/** A second before the last record that was acknowledged before the power went. */
const beforeTheCut: Act = { do: { rewind: past => isCutNow(past) ? lastAcknowledged(past, cut(past)!.at) - 1_000_000 : null } }
const flushEach = typed(
  'kafka-configs.sh --bootstrap-server broker-1:9092 --alter --entity-type topics --entity-name orders --add-config flush.messages=1',
)
const setEach: Act = {
  do: { admin: { do: 'incrementalAlterConfigs', resources: [{ type: 'topic', name: 'orders', changes: [{ name: 'flush.messages', op: 'set', value: '1' }] }] } },
}
const some: Act = lasting(5_000_000)

export const lesson: Lesson = {
  id: 'page-cache', track: 1, after: ['first-record', 'isr'], minutes: 6,
  sources: [{ note: 'I', quote: '메모리가 남아 있으면 페이지 캐시 사용', holds: 'half' }],
  world: {
    brokers: 3, controller: 'apart', speed: 5,             // apart, with power of its own: somebody must notice
    opening: [
      until(({ now }) => BROKERS.every(broker => brokerRuns(now, broker)), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'orders', assignments: [[1, 2, 3]] }] } } },
      until(({ now }) => partitionFacts(now, P)?.isr.length === 3, 10_000_000),
      run('shop.ts'),
      lasting(45_000_000),                         // long enough that the first of them are on disk
    ],
  },
  files: ['shop.ts'], opens: 'stage',
  inputs: {},
  values: (past, forks) => {
    const all = [past, ...forks], dark = all.find(isCutNow), safe = all.find(isKeptNow)
    return {
      end: partitionFacts(past.now, P)?.hw ?? 0, acknowledged: past.now.ledger.totals.acknowledged,
      dirty: dirtyIn(past), lost: dark ? cut(dark)!.lost! : '–', left: dark ? cut(dark)!.end : '–',
      fast: dark ? latency(dark, cut(dark)!.at) : '–', slow: safe ? latency(safe, kept(safe)!.at) : '–',
    }
  },
  sees: {
    broker1: () => ({ broker: 1 }),
    log: () => ({ partition: P, mark: 'log' }),
    none: past => ({ event: past.events('leader.none', { partition: P }).at(-1) }),
    recovered: past => ({ event: past.events('log.recovered', { partition: P }).at(-1) }),
  },
  steps: [
    { kind: 'act', id: 'kill', goal: 'killed' },
    {
      kind: 'ask', id: 'power', options: ['disks', 'copies', 'tail'],
      settles: past => outages(past).some(({ dark, lost }) => dark && lost !== null), right: past => isCutNow(past) ? 'tail' : 'copies',
    },
    { kind: 'act', id: 'cut', goal: 'cut' },
    { kind: 'card', id: 'power', ask: 'power' },
    { kind: 'act', id: 'keep', goal: 'kept' },
    { kind: 'look', id: 'price', see: 'recovered' },
  ],
  goals: [
    { id: 'killed', within: 60_000_000, check: areKilled },
    { id: 'cut', within: 60_000_000, check: isCut },
    { id: 'kept', within: 60_000_000, check: isKept },
  ],
  solution: [
    ...said('kill', killAll),
    ...said('cut', blackout(isCutNow)),
    { say: 'back', ...beforeTheCut },
    { say: 'flush', ...flushEach }, some,
    ...said('keep', blackout(isKeptNow)),
  ],
  recall: ['ack', 'kill-or-cut', 'why-not-flush'],
  tests: {
    otherWays: [
      // on one track, by the configs pane; a second power cut finds everything on disk
      [...killAll, ...blackout(isCutNow), setEach, some, ...blackout(isKeptNow)],
      // nothing was new: what Linux wrote back by itself is safe too
      [
        { do: { stop: 'shop' } }, lasting(40_000_000), ...blackout(isKeptNow), run('shop.ts'), some,
        ...killAll, ...blackout(isCutNow),
      ],
    ],
    mistakes: [
      { acts: [...kill.slice(0, 2), lasting(20_000_000)], goal: 'killed', because: 'up' },
      { acts: [...kill, leaderless, lasting(5_000_000)], goal: 'killed', because: 'not-back' },
      { acts: [...killAll], goal: 'cut', because: 'lit' },
      { acts: [...powerOff.slice(0, 2), lasting(20_000_000)], goal: 'cut', because: 'lit' },
      { acts: [setEach, some, ...blackout(isKeptNow)], goal: 'cut', because: 'all-kept' },
      { acts: [...powerOff, leaderless, lasting(5_000_000)], goal: 'kept', because: 'not-back' },
      { acts: [...blackout(isCutNow)], goal: 'kept', because: 'some-lost' },
    ],
    ends: (past: Past, forks: Forks) => [past, ...forks].some(isCutNow) && [past, ...forks].some(isKeptNow),
  },
}
