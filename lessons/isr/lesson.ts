import { met, not, type Act, type Lesson, type Past } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { Micros, PartitionId } from '../../src/world/view.ts'

const P: PartitionId = 'payments-0'

/** A running broker that its leader dropped for being late: the thing this lesson is about. */
const dropped = (past: Past) => past.events('isr.shrank', { partition: P, by: 'leader' })
  .flatMap(({ at, out }) => out.filter(broker => brokerRuns(past.viewAt(at), broker)).map(broker => ({ at, broker })))[0]
const cameBack = (past: Past) => {
  const out = dropped(past)
  return out && past.events('isr.grew', { partition: P }).find(grew => grew.at > out.at && grew.in.includes(out.broker))
}

const acks = (past: Past) => past.events('producer.acknowledged', { process: 'checkout', partition: P })
const goesOn = (past: Past) => {
  const out = dropped(past)
  return out !== undefined && (acks(past).at(-1)?.at ?? 0) > out.at
}

/** Longest time between two acknowledgements, or since the last one. */
function silence(past: Past): Micros {
  let longest = 0, last = past.start.now
  for (const { at } of acks(past)) {
    longest = Math.max(longest, at - last)
    last = at
  }
  return Math.max(longest, past.now.now - last)
}

/** Since when something has been wrong; of a fault that has been mended, as it stood when the follower was dropped. */
function faultSince(past: Past): Micros {
  const out = dropped(past)
  return (out ? past.viewAt(out.at) : past.now).faults[0]?.since ?? past.now.now
}

const facts = (past: Past) => partitionFacts(past.now, P)
const full = (past: Past) => facts(past)?.isr.length === 3
const behind = (past: Past) => (facts(past)?.end ?? 0) - (facts(past)?.logs[dropped(past)?.broker ?? 3]?.end ?? 0)
const seconds = (micros: Micros) => `${(micros / 1_000_000).toFixed(1)} s`

const slow = (from: string, how: { bytesPerSecond?: number; delayMs?: number }): Act => ({ do: { act: { do: 'link.slow', from, to: 'm1', ...how } } })
const mend = (from: string): Act => ({ do: { act: { do: 'link.mend', from, to: 'm1' } } })
const untilLeft: Act = { do: { wait: goesOn, atMost: 90_000_000 } }
const untilBack: Act = { do: { wait: past => cameBack(past) !== undefined && full(past), atMost: 60_000_000 } }

export const lesson: Lesson = {
  id: 'isr', track: 3, after: ['leader-follower'], minutes: 6,
  sources: [
    { note: 'S', quote: 'Kafka의 Info 로그 중 Shrinking ISR 관련 모니터링을 추가함', holds: 'half', since: 'IsrShrinksPerSec and UnderReplicatedPartitions' },
    { note: 'K', quote: 'Leader partition + Follwer partition = ISR(In-Sync-Replication)', holds: 'no' },
    { note: 'P', quote: 'URP가 높다면 시스템 부하가 크다는걸 알 수 있다', holds: 'half' },
  ],
  world: {
    brokers: 3, controller: 'apart', speed: 5,             // apart, so that a slow line to broker 1 does not slow heartbeats
    racks: ['rack-a', 'rack-b', 'rack-c'],
    opening: [
      { do: { wait: ({ now }) => [1, 2, 3].every(id => brokerRuns(now, id)), atMost: 30_000_000 } },
      { do: { admin: { do: 'createTopics', topics: [{ name: 'payments', assignments: [[1, 2, 3]] }] } } },
      { do: { wait: past => full(past) && facts(past)!.leader === 1, atMost: 10_000_000 } },
      { do: { run: 'checkout.ts' } },
      { do: { wait: past => (facts(past)?.hw ?? 0) > 0, atMost: 10_000_000 } },
      { do: { for: 3_000_000 } },
    ],
  },
  files: ['checkout.ts'], opens: 'stage',
  inputs: { slow: '1 kB/s' },
  values: past => {
    const out = dropped(past), back = cameBack(past)
    const { acknowledged, lost, duplicated } = past.now.ledger.totals
    return {
      isr: facts(past)?.isr.join(' ') ?? '–', behind: behind(past), silence: seconds(silence(past)),
      leftAfter: out ? seconds(out.at - faultSince(past)) : '–', backAfter: out && back ? seconds(back.at - out.at) : '–',
      acknowledged, lost, duplicated,
    }
  },
  sees: {
    isr: () => ({ partition: P, mark: 'isr' }),
    hw: () => ({ partition: P, mark: 'hw' }),
    line: () => ({ logLine: 'Shrinking ISR' }),
    shrink: past => ({ event: past.events('isr.shrank', { partition: P })[0] }),
    purgatory: () => ({ broker: 1 }),
  },
  steps: [
    { kind: 'act', id: 'slow' },                           // the fault is chosen …
    {
      kind: 'ask', id: 'checkout', options: ['majority', 'all', 'isr'],   // … and bites only after the bet
      settles: past => goesOn(past) || past.now.now - faultSince(past) > 150_000_000,
      right: past => silence(past) < 5_000_000 ? 'majority' : goesOn(past) ? 'isr' : 'all',
    },
    { kind: 'act', id: 'watch', goal: 'left' },
    { kind: 'card', id: 'checkout', ask: 'checkout' },
    { kind: 'look', id: 'why-time', see: 'line' },
    { kind: 'act', id: 'mend', goal: 'back' },
  ],
  goals: [
    {
      id: 'left', within: 90_000_000,
      check: past => {
        const out = dropped(past)
        if (out && goesOn(past)) return met({ broker: out.broker, leftAfter: seconds(out.at - faultSince(past)) })
        if (past.events('isr.shrank', { partition: P, by: 'controller' }).length > 0) return not('dead')
        if (past.now.faults.length === 0) return not('all-well')
        const since = past.now.now - faultSince(past)
        return since > 90_000_000 ? not('keeps-pace') : not('waiting', { since: seconds(since) })
      },
    },
    {
      id: 'back', within: 60_000_000,
      check: past => {
        const out = dropped(past), back = cameBack(past)
        if (!out) return not('not-out')
        if (back) return met({ broker: out.broker, backAfter: seconds(back.at - out.at) })
        return past.now.faults.length > 0 ? not('still-slow') : not('catching-up', { behind: behind(past) })
      },
    },
  ],
  solution: [{ say: 'slow', ...slow('m3', { bytesPerSecond: 1_000 }) }, { say: 'wait', ...untilLeft }, { say: 'mend', ...mend('m3') }, untilBack],
  recall: ['how-many-logs', 'way-back', 'idle'],
  tests: {
    otherWays: [
      [{ do: { act: { do: 'link.cut', from: 'm3', to: 'm1' } } }, untilLeft, mend('m3'), untilBack],
      [slow('m2', { bytesPerSecond: 1_000 }), untilLeft, mend('m2'), untilBack],
    ],
    mistakes: [
      { acts: [{ do: { act: { do: 'process.kill', process: 'broker-3' } } }, { do: { for: 60_000_000 } }], goal: 'left', because: 'dead' },
      { acts: [slow('m3', { delayMs: 2_000 }), { do: { for: 120_000_000 } }], goal: 'left', because: 'keeps-pace' },
      { acts: [slow('m3', { bytesPerSecond: 60_000 }), { do: { for: 120_000_000 } }], goal: 'left', because: 'keeps-pace' },
    ],
    ends: past => full(past) && past.now.ledger.totals.lost === 0 && past.now.ledger.totals.duplicated === 0,
  },
}
