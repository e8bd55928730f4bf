import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../env/domain-event.ts'
import { says, stamped } from '../../testing/telling.ts'
import type { LedgerCounts } from '../view.ts'
import { Ledger } from './ledger.ts'

function ledgerOf(...events: DomainEvent[]): Ledger {
  const ledger = new Ledger()
  for (const told of stamped(events)) ledger.hear(told)
  return ledger
}
/** The counts that are not zero. */
const counts = (ledger: Ledger, process?: string): Partial<LedgerCounts> => {
  const { totals, processes } = ledger.view()
  return Object.fromEntries(Object.entries(process ? processes[process]! : totals).filter(([, count]) => count !== 0))
}

/** Ten records, sent in one request, appended by broker 1 in epoch 0. */
const tenSent = [says.sent('0-9'), says.requested(5, '0-9'), says.appended(1, '0-9'), says.produced(5, 1, '0-9')]
const tenKept = [...tenSent, says.copied(2, '0-9'), says.hw(1, 10), says.acknowledged('0-9', 0)]
/** Broker 2, which has offsets up to `end`, leads from now on. */
const secondLeads = (end: number): DomainEvent[] => [says.elected(2, 1, [2], 'unclean'), says.leads(2, 1, end)]

describe('a record on its way', () => {
  test('is pending, then acknowledged, and visible below the high watermark', () => {
    expect(counts(ledgerOf(...tenSent))).toEqual({ sent: 10, pending: 10 })
    expect(counts(ledgerOf(...tenKept))).toEqual({ sent: 10, acknowledged: 10, visible: 10 })
    expect(counts(ledgerOf(...tenKept), 'checkout')).toEqual({ sent: 10, acknowledged: 10, visible: 10 })
  })

  test('may fail before it is appended', () => {
    expect(counts(ledgerOf(says.sent('0-9'), says.failed('0-9')))).toEqual({ sent: 10, failed: 10 })
  })

  test('may have been written by somebody whose sends nobody numbers', () => {
    const ledger = ledgerOf(says.appended(1, '0-4'), says.produced(9, 1, '0-4'), says.hw(1, 5))
    expect(counts(ledger)).toEqual({ visible: 5 })
  })
})

describe('a new leader that lacks records', () => {
  test('loses those that were acknowledged', () => {
    const ledger = ledgerOf(...tenSent, says.copied(2, '0-5'), says.acknowledged('0-9', 0, 1), ...secondLeads(6))
    expect(counts(ledger)).toEqual({ sent: 10, acknowledged: 10, lost: 4 })
    expect(ledger.view().lost).toEqual([{ partition: 'orders-0', offsets: { from: 6, to: 9 }, at: 7_000 }])
  })

  test('though they were its own: its disk was emptied', () => {
    expect(counts(ledgerOf(...tenKept, says.elected(1, 1, [1], 'last-known'), says.leads(1, 1, 0)))).toEqual({ sent: 10, acknowledged: 10, lost: 10 })
  })

  test('makes those vanish that were not', () => {
    expect(counts(ledgerOf(...tenSent, ...secondLeads(0)))).toEqual({ sent: 10, pending: 10, vanished: 10 })
  })

  test('an acknowledgement that arrives after they went finds them lost', () => {
    expect(counts(ledgerOf(...tenSent, ...secondLeads(0), says.acknowledged('0-9', 0, 1)))).toEqual({ sent: 10, acknowledged: 10, lost: 10 })
  })

  test('a retry brings back what had vanished', () => {
    const retry = [says.requested(6, '0-9'), says.appended(2, '0-9', 1), says.produced(6, 2, '0-9', 1), says.acknowledged('0-9', 0)]
    expect(counts(ledgerOf(...tenSent, ...secondLeads(0), ...retry))).toEqual({ sent: 10, acknowledged: 10 })
  })

  test('writes over the same offsets: what was there before is lost all the same', () => {
    const others = [says.appended(2, '6-20', 1), says.produced(7, 2, '6-20', 1)]
    const ledger = ledgerOf(...tenSent, says.copied(2, '0-5'), says.acknowledged('0-9', 0, 1), ...secondLeads(6), ...others)
    expect(counts(ledger)).toMatchObject({ lost: 4 })
  })

  test('the old leader elected again has them back', () => {
    const back = [says.elected(1, 2, [1], 'unclean'), says.leads(1, 2, 10)]
    const ledger = ledgerOf(...tenSent, says.acknowledged('0-9', 0, 1), ...secondLeads(0), ...back)
    expect(counts(ledger)).toEqual({ sent: 10, acknowledged: 10 })
    expect(ledger.view().lost).toEqual([])
  })
})

describe('an old leader that does not know it was replaced', () => {
  const inVain = [...secondLeads(0), says.sent('0-9'), says.requested(5, '0-9'), says.appended(1, '0-9'), says.produced(5, 1, '0-9'), says.hw(1, 10)]

  test('appends in vain, and what it acknowledges is lost', () => {
    expect(counts(ledgerOf(...inVain))).toEqual({ sent: 10, pending: 10, vanished: 10 })
    expect(counts(ledgerOf(...inVain, says.acknowledged('0-9', 0, 1)))).toEqual({ sent: 10, acknowledged: 10, lost: 10 })
  })

  test('unless the producer tries again where it should', () => {
    const retry = [says.requested(6, '0-9'), says.appended(2, '0-9', 1), says.produced(6, 2, '0-9', 1), says.acknowledged('0-9', 0), says.hw(2, 10, 1)]
    expect(counts(ledgerOf(...inVain, ...retry))).toEqual({ sent: 10, acknowledged: 10, visible: 10 })
  })
})

describe('a retry', () => {
  test('of an idempotent producer is answered with its old place and changes nothing', () => {
    expect(counts(ledgerOf(...tenKept, says.requested(6, '0-9'), says.produced(6, 1, '0-9', 0, true)))).toEqual(counts(ledgerOf(...tenKept)))
  })

  test('of another producer leaves each record twice', () => {
    const again = [says.requested(6, '0-9'), says.appended(1, '10-19'), says.produced(6, 1, '10-19')]
    expect(counts(ledgerOf(...tenSent, ...again, says.acknowledged('0-9', 10)))).toEqual({ sent: 10, acknowledged: 10, duplicated: 10 })
  })

  test('leaves twins: while one of them is there nothing is lost, when both are gone one record is', () => {
    const twins = [...tenSent, says.requested(6, '0-9'), says.appended(1, '10-19'), says.produced(6, 1, '10-19'), says.acknowledged('0-9', 10, 1)]
    expect(counts(ledgerOf(...twins, says.copied(2, '0-9'), ...secondLeads(10)))).toEqual({ sent: 10, acknowledged: 10 })
    expect(counts(ledgerOf(...twins, ...secondLeads(0)))).toEqual({ sent: 10, acknowledged: 10, lost: 10 })
  })

  test('that comes in after later records is out of order', () => {
    const ledger = ledgerOf(
      says.sent('0-4'), says.sent('5-9'), says.requested(1, '0-4'), says.requested(2, '5-9'), says.appended(1, '0-4'), says.produced(2, 1, '0-4'),
      says.requested(3, '0-4'), says.appended(1, '5-9'), says.produced(3, 1, '5-9'))
    expect(counts(ledger)).toEqual({ sent: 10, pending: 10, reordered: 5 })
  })
})

describe('what is not a loss', () => {
  test('retention', () => {
    const ledger = ledgerOf(...tenKept, { is: 'log.startMoved', broker: 1, partition: 'orders-0', start: 8, why: 'retention' }, ...secondLeads(10))
    expect(counts(ledger)).toEqual({ sent: 10, acknowledged: 10, visible: 2 })
  })

  test('a log that is found to begin further on', () => {
    const recovered = { is: 'log.recovered', broker: 1, partition: 'orders-0', start: 8, end: 10, cutBytes: 0 } as const
    expect(counts(ledgerOf(...tenKept, recovered, ...secondLeads(10)))).toEqual({ sent: 10, acknowledged: 10, visible: 2 })
  })

  test('a deleted topic', () => {
    expect(counts(ledgerOf(...tenKept, { is: 'topic.deleted', topic: 'orders' }))).toEqual({ sent: 10, acknowledged: 10 })
  })

  test('a follower that truncates what only it had', () => {
    expect(counts(ledgerOf(...tenKept, says.copied(3, '0-12'), says.truncated(3, 13, 10)))).toEqual(counts(ledgerOf(...tenKept)))
  })
})

describe('deliveries', () => {
  test('are kept in order by group and partition, neighbours merged', () => {
    const ledger = ledgerOf(says.delivered('0-4'), says.delivered('5-9'), says.delivered('0-4', 'audit'), says.delivered('3-4'))
    expect(ledger.view()).toMatchObject({
      deliveredCount: { billing: 12, audit: 5 },
      delivered: { billing: { 'orders-0': [{ from: 0, to: 9, at: 0 }, { from: 3, to: 4, at: 3_000 }] }, audit: { 'orders-0': [{ from: 0, to: 4, at: 2_000 }] } },
    })
  })
})

test('two million records from two producers are a handful of ranges', () => {
  const ledger = new Ledger()
  for (let i = 0; i < 20_000; i++) {
    const sends = `${i * 50}-${i * 50 + 49}`
    const offsets = (who: number) => `${i * 100 + who * 50}-${i * 100 + who * 50 + 49}`
    for (const who of [0, 1]) {
      const story = stamped([says.sent(sends), says.requested(i, sends), says.appended(1, offsets(who)), says.produced(i, 1, offsets(who)), says.acknowledged(sends, i * 100 + who * 50)])
      for (const told of story) ledger.hear({ ...told, ...('connection' in told && { connection: `p${who}:1` }), ...(told.process === 'checkout' && { process: `p${who}` }) })
    }
  }
  expect(counts(ledger)).toEqual({ sent: 2_000_000, acknowledged: 2_000_000 })
  expect(ledger.save().books.get('orders-0')!.stretches.length).toBeLessThan(10_000)
  for (const told of stamped([says.leads(2, 1, 0)])) ledger.hear(told)
  expect(counts(ledger)).toMatchObject({ lost: 2_000_000 })
})

test('a saved ledger goes on as if nothing had been', () => {
  const story = stamped([...tenSent, says.acknowledged('0-9', 0, 1), ...secondLeads(0), says.delivered('0-4')])
  story.forEach((_, cut) => {
    const whole = new Ledger(), first = new Ledger(), second = new Ledger()
    for (const told of story) whole.hear(told)
    for (const told of story.slice(0, cut)) first.hear(told)
    second.load(first.save())
    for (const told of story.slice(cut)) second.hear(told)
    expect(second.view()).toEqual(whole.view())
  })
})
