import { met, not, type Act, type Forks, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerProcess, brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../../src/world/view.ts'
import { lasting, power, run, typed, until } from '../acts.ts'

const P: PartitionId = 'orders-0'
/** How long a broker must have been up before one may say that it will not lead. */
const WAITED: Micros = 5_000_000

// what a view shows

const isrIn = (view: ClusterView) => partitionFacts(view, P)?.isr ?? []
const endOf = (view: ClusterView, broker: number) => view.replicas[P]?.[broker]?.end ?? 0
const isLit = (view: ClusterView, broker: number) => view.machines[`m${broker}`]?.power === true
const isDown = (view: ClusterView, broker: number) => brokerProcess(view, broker)?.state !== 'up'
const lostIn = (view: ClusterView) => view.ledger.partitions[P]?.lost ?? 0
const failedIn = (view: ClusterView) => view.ledger.processes['shop']?.failed ?? 0
const darkFor = (view: ClusterView, machine: string): Micros => view.now - (view.faults.find(({ on }) => on.includes(machine))?.since ?? view.now)

// what has happened

/** The controller has noticed that the last rack is dark. */
const dark = (past: Past) => past.events('leader.none', { partition: P })[0]
/** The first election after that: one of the two endings. */
const choice = (past: Past) => past.events('leader.elected', { partition: P }).find(({ at }) => at > (dark(past)?.at ?? Infinity))
/** How long a broker has been back since all was dark; 0 when it is not. */
function backFor(past: Past, broker: number): Micros {
  const back = past.events('broker.unfenced', { broker }).findLast(({ at }) => at > (dark(past)?.at ?? Infinity))
  return back && brokerRuns(past.now, broker) ? past.now.now - back.at : 0
}
const leaderless = (past: Past): Micros => dark(past) ? (choice(past)?.at ?? past.now.now) - dark(past)!.at : 0
const asDark = (past: Past): ClusterView => dark(past) ? past.viewAt(dark(past)!.at) : past.now

const waited = (past: Past) => choice(past)?.leader === 1 && choice(past)!.from !== 'unclean' && lostIn(past.now) === 0
function went(past: Past): boolean {
  const chosen = choice(past)
  return chosen?.from === 'unclean' && isDown(past.viewAt(chosen.at), 1) && lostIn(past.now) > 0
}
/** Where the log ended that was chosen. */
const goesOnFrom = (past: Past) => past.events('leader.started', { partition: P }).find(({ at }) => at >= (choice(past)?.at ?? Infinity))?.end ?? 0
/** Records that `audit` had been handed and that the log no longer holds. */
function readThenLost(past: Past): number {
  const read = asDark(past).ledger.delivered['audit']?.[P]?.at(-1)?.to ?? -1
  return past.now.ledger.lost.filter(({ partition }) => partition === P)
    .reduce((sum, { offsets: { from, to } }) => sum + Math.max(0, Math.min(to, read) - from + 1), 0)
}

// what may be said

const seconds = (micros: Micros) => `${(micros / 1_000_000).toFixed(1)} s`

function nobodyLeads(past: Past): Verdict {
  if (!dark(past)) return isLit(past.now, 1) && !isDown(past.now, 1) ? not('still-lit') : not('not-noticed')
  const longest = Math.max(backFor(past, 2), backFor(past, 3))
  if (choice(past)) return not('led')
  if (longest >= WAITED) return met({ so: seconds(leaderless(past)) })
  return [2, 3].some(broker => isLit(past.now, broker)) ? not('starting') : not('all-dark')
}
function hasWaited(past: Past): Verdict {
  if (waited(past)) return met({ leaderless: seconds(leaderless(past)), failed: failedIn(past.now) })
  if (!dark(past)) return not('not-dark')
  if (choice(past)) return not('went-already')
  return isLit(past.now, 1) ? not('starting') : not('broker-1-off')
}
function hasGone(past: Past): Verdict {
  if (went(past)) return met({ leader: choice(past)!.leader, lost: lostIn(past.now) })
  if (!dark(past)) return not('not-dark')
  if (choice(past)) return not('too-late')
  const allowed = past.events('config.changed', { name: 'unclean.leader.election.enable', value: 'true' }).length > 0
  return allowed ? not('configured') : not('no-one-chose')
}
function whoLeads(past: Past): string {
  const chosen = choice(past)
  if (!chosen || chosen.leader === 1) return 'waits'
  return brokerRuns(past.viewAt(chosen.at), 2) && brokerRuns(past.viewAt(chosen.at), 3) ? 'majority' : 'leads'
}
/** What an ending came to; nothing yet, when it is on no track. */
const ending = (name: 'a' | 'b', past: Past | undefined) => ({
  [`${name}.leaderless`]: past ? seconds(leaderless(past)) : '–',
  [`${name}.failed`]: past ? failedIn(past.now) : '–', [`${name}.lost`]: past ? lostIn(past.now) : '–',
})

// what is done

const back = (broker: number) => until(past => backFor(past, broker) >= WAITED + 1_000_000, 60_000_000)
/** To when a broker had been back for so long, and nobody else was. */
const toReturnOf = (broker: number): Act => ({ do: { rewind: past => {
  const unfenced = past.events('broker.unfenced', { broker }).at(-1)
  return unfenced ? unfenced.at + WAITED + 500_000 : null
} } })
const lastRack = [power('machine.powerOff', 1), until(past => dark(past) !== undefined, 30_000_000)]
const firstEnding = [power('machine.powerOn', 1), until(waited, 60_000_000)]
const FROM = '--bootstrap-server broker-3:9092'
const elect = typed(`kafka-leader-election.sh ${FROM} --election-type unclean --topic orders --partition 0`, 'm3')
const allow = typed(
  `kafka-configs.sh ${FROM} --alter --entity-type topics --entity-name orders --add-config unclean.leader.election.enable=true`, 'm3',
)
const serving = (past: Past) => past.events('producer.acknowledged', { process: 'shop' }).at(-1)?.at ?? 0

export const lesson: Lesson = {
  id: 'unclean', track: 3, after: ['isr', 'leaders'], minutes: 6,
  sources: [{ note: 'S', quote: '모든 Rack이 죽었을 경우 켜지는 순서에 따라 손실이 발생함', holds: 'then', since: '0.11.0 (KIP-106)' }],
  world: {
    brokers: 3, controller: 'apart', speed: 5,             // apart, with power of its own: else nothing could be elected at all
    racks: ['rack-a', 'rack-b', 'rack-c'],
    opening: [
      until(({ now }) => [1, 2, 3].every(broker => brokerRuns(now, broker)), 30_000_000),
      // a power cut by itself loses nothing here, so that only the election's price is seen
      { do: { admin: { do: 'createTopics', topics: [{ name: 'orders', assignments: [[1, 2, 3]], configs: { 'flush.messages': '1' } }] } } },
      until(({ now }) => isrIn(now).length === 3, 10_000_000),
      run('shop.ts'), run('audit.ts'),
      until(({ now }) => (now.ledger.deliveredCount['audit'] ?? 0) > 20, 30_000_000),
      power('machine.powerOff', 3), until(({ now }) => isrIn(now).length === 2, 40_000_000), lasting(6_000_000),
      power('machine.powerOff', 2), until(({ now }) => isrIn(now).length === 1, 40_000_000),
      until(past => past.now.now - serving(past) < 200_000, 20_000_000), lasting(6_000_000),
    ],
  },
  files: ['shop.ts', 'audit.ts'], opens: 'stage',
  inputs: {},
  values: (past, forks) => {
    const all = [past, ...forks], b = all.find(went), then = asDark(past)
    return {
      cDark: seconds(darkFor(past.start, 'm3')), bDark: seconds(darkFor(past.start, 'm2')), so: seconds(leaderless(past)),
      end1: endOf(then, 1), end2: endOf(then, 2), end3: endOf(then, 3), missing3: endOf(then, 1) - endOf(then, 3),
      ...ending('a', all.find(waited)), ...ending('b', b), 'b.readThenLost': b ? readThenLost(b) : '–', 'b.from': b ? goesOnFrom(b) : '–',
    }
  },
  sees: {
    elr: () => ({ partition: P, mark: 'isr' }),
    broker3: () => ({ broker: 3 }),
    dark: past => ({ event: dark(past) }),
    cut: past => ({ event: past.events('log.truncated', { partition: P, broker: 1 }).at(-1) }),
  },
  steps: [
    { kind: 'act', id: 'last-rack' },
    {
      kind: 'ask', id: 'first-up', options: ['leads', 'majority', 'waits', 'merges'],
      settles: past => choice(past) !== undefined || Math.min(backFor(past, 2), backFor(past, 3)) >= WAITED, right: whoLeads,
    },
    { kind: 'act', id: 'power', goal: 'nobody' },
    { kind: 'card', id: 'first-up', ask: 'first-up' },
    { kind: 'act', id: 'wait', goal: 'waited' },
    { kind: 'act', id: 'go', goal: 'went' },
    { kind: 'look', id: 'two', see: 'cut' },
  ],
  goals: [
    { id: 'nobody', within: 60_000_000, check: nobodyLeads },
    { id: 'waited', within: 60_000_000, check: hasWaited },
    { id: 'went', within: 30_000_000, check: hasGone },
  ],
  solution: [
    { say: 'dark', ...lastRack[0]! }, lastRack[1]!,
    { say: 'c', ...power('machine.powerOn', 3) }, back(3),
    { say: 'b', ...power('machine.powerOn', 2) }, back(2),
    { say: 'wait', ...firstEnding[0]! }, firstEnding[1]!,
    { say: 'back', ...toReturnOf(3) },
    { say: 'go', ...elect }, until(went, 20_000_000),
    { say: 'a-returns', ...power('machine.powerOn', 1) },
    until(past => past.events('log.truncated', { partition: P, broker: 1 }).length > 0, 60_000_000),
  ],
  recall: ['who-may-lead', 'old-leader', 'one-disk'],
  tests: {
    otherWays: [
      // killed, not cut off; rack b alone is back
      [
        { do: { act: { do: 'process.kill', process: 'broker-1' } } }, lastRack[1]!, power('machine.powerOn', 2), back(2),
        { do: { act: { do: 'process.start', process: 'broker-1' } } }, until(waited, 60_000_000),
        toReturnOf(2),
        typed('kafka-leader-election.sh --bootstrap-server broker-2:9092 --election-type unclean --all-topic-partitions', 'm2'),
        until(went, 20_000_000),
      ],
      // going first; and by the topic's config, which the controller looks at every five minutes
      [
        ...lastRack, power('machine.powerOn', 3), back(3), { do: { stop: 'shop' } }, { do: { stop: 'audit' } }, allow, until(went, 330_000_000),
        toReturnOf(3), ...firstEnding,
      ],
    ],
    mistakes: [
      { acts: [lasting(20_000_000)], goal: 'nobody', because: 'still-lit' },
      { acts: [power('machine.powerOff', 1), lasting(3_000_000)], goal: 'nobody', because: 'not-noticed' },
      { acts: [...lastRack, ...firstEnding], goal: 'nobody', because: 'led' },
      { acts: [...lastRack, power('machine.powerOn', 3), back(3), power('machine.powerOn', 2), back(2)], goal: 'went', because: 'no-one-chose' },
      { acts: [...lastRack, power('machine.powerOn', 3), back(3), elect, until(went, 20_000_000)], goal: 'waited', because: 'went-already' },
      {
        acts: [...lastRack, power('machine.powerOn', 3), back(3), ...firstEnding, elect, lasting(5_000_000)],
        goal: 'went', because: 'too-late',
      },
      { acts: [...lastRack, power('machine.powerOn', 3), back(3), allow, lasting(5_000_000)], goal: 'went', because: 'configured' },
    ],
    ends: (past: Past, forks: Forks) => [past, ...forks].some(waited) && [past, ...forks].some(went),
  },
}
