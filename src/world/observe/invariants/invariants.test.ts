import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../../env/domain-event.ts'
import { coordinatorPartition } from '../../../protocol/records/java-hash.ts'
import { says, stamped } from '../../../testing/telling.ts'
import { acksAllKept } from './acks-all-kept.ts'
import { committedNotCut } from './committed-not-cut.ts'
import { highWatermarkGrows } from './high-watermark-grows.ts'
import { isrInReplicas } from './isr-in-replicas.ts'
import { leaderEpochGrows } from './leader-epoch-grows.ts'
import { logMatching } from './log-matching.ts'
import { oneLeader } from './one-leader.ts'
import { oneOwner } from './one-owner.ts'
import type { Rule } from './rule.ts'

/** What a rule has to say about a story. */
function complaints(rule: Rule, ...events: DomainEvent[]): string[] {
  const state = rule.start()
  return stamped(events).filter(told => rule.hears.includes(told.is)).map(told => rule.fold(state, told)).filter(text => text !== null)
}
const created: DomainEvent = { is: 'topic.created', topic: 'orders', topicId: 'x', partitions: 1, replicationFactor: 2, replicas: [[1, 2]] }
const gone: DomainEvent = { is: 'topic.deleted', topic: 'orders' }

/** KIP-101: a follower that truncates to its high watermark instead of asking for the epoch ends up with other records. */
describe('logs match below the high watermark', () => {
  const both = [says.appended(1, '0-9'), says.copied(2, '0-9'), says.hw(1, 10), says.hw(2, 10, 0, 'follower')]

  test('when followers have the leader\'s batches, also in one append', () => {
    expect(complaints(logMatching, ...both)).toEqual([])
    expect(complaints(logMatching, says.appended(1, '0-4', 0, { crc: 7 }), says.appended(1, '5-9', 0, { crc: 8 }), says.copied(2, '0-9', 0, 9),
      says.hw(1, 10), says.hw(2, 10, 0, 'follower'))).toEqual([])
  })

  test('an old leader\'s tail is nobody\'s business until it is below its own high watermark', () => {
    const story = [...both, says.appended(1, '10-12'), says.leads(2, 1, 10), says.appended(2, '10-14', 1), says.hw(2, 15, 1)]
    expect(complaints(logMatching, ...story)).toEqual([])
    expect(complaints(logMatching, ...story, says.truncated(1, 13, 10), says.copied(1, '10-14', 1), says.hw(1, 15, 1, 'follower'))).toEqual([])
    expect(complaints(logMatching, ...story, says.hw(1, 15, 1, 'follower'))).toEqual([
      'orders-0: broker 1 has 10–12 of epoch 0 (crc 1) below its high watermark 15, another has 10–14 of epoch 1 (crc 1)',
    ])
  })

  test('other bytes in the same batch are seen', () => {
    expect(complaints(logMatching, says.appended(1, '0-9'), says.copied(2, '0-9', 0, 666), says.hw(1, 10), says.hw(2, 10, 0, 'follower'))).toHaveLength(1)
  })

  test('a disk that lost its cache and leads again makes a new truth', () => {
    const story = [...both, says.recovered(1, 4), says.elected(1, 1), says.leads(1, 1, 4), says.appended(1, '4-9', 1), says.hw(1, 10, 1)]
    expect(complaints(logMatching, ...story)).toEqual([])
  })

  test('and the leader deposed meanwhile may still learn that what it had was replicated', () => {
    const lost = [says.recovered(2, 4)], after = [says.elected(2, 1), says.leads(2, 1, 4), says.appended(2, '4-14', 1), says.hw(2, 15, 1), says.hw(1, 13)]
    expect(complaints(logMatching, ...both, says.appended(1, '10-12'), ...lost, ...after)).toEqual([])
    expect(complaints(logMatching, ...both, says.appended(1, '10-12'), ...after).length).toBeGreaterThan(0)
  })

  test('so does an unclean leader', () => {
    const story = [...both, says.copied(3, '0-5'), says.elected(3, 1, [3], 'unclean'), says.leads(3, 1, 6), says.appended(3, '6-9', 1), says.hw(3, 10, 1)]
    expect(complaints(logMatching, ...story)).toEqual([])
  })
})

/** KIP-101, scenario 1: it takes a second election before what the follower cut is missed; the cut itself is the mistake. */
describe('committed records are not cut', () => {
  const both = [says.appended(1, '0-9'), says.copied(2, '0-9'), says.hw(1, 10)]
  const cutBy2 = says.truncated(2, 10, 8)

  test('by a follower that knows of a lower high watermark', () => {
    expect(complaints(committedNotCut, ...both, cutBy2)).toEqual(['orders-0: broker 2 cuts off 8–9, which are committed'])
  })

  test('but what is beyond it, or of another epoch than what was committed there, goes', () => {
    expect(complaints(committedNotCut, ...both, says.copied(2, '10-14'), says.truncated(2, 15, 10))).toEqual([])
    expect(complaints(committedNotCut, ...both, says.appended(1, '10-12'), says.leads(2, 1, 10), says.appended(2, '10-14', 1), says.hw(2, 15, 1),
      says.truncated(1, 13, 10))).toEqual([])
  })

  test('an unclean leader\'s log is what is committed from then on', () => {
    const unclean = [...both, says.copied(3, '0-5'), says.elected(3, 1, [3], 'unclean'), says.leads(3, 1, 6)]
    expect(complaints(committedNotCut, ...unclean, says.truncated(2, 10, 6))).toEqual([])
    expect(complaints(committedNotCut, ...unclean, says.truncated(2, 10, 5))).toHaveLength(1)
  })

  test('a log that begins anew, or whose beginning was retained no longer, has nothing to keep', () => {
    expect(complaints(committedNotCut, ...both, says.truncated(2, 10, 12))).toEqual([])
    const start: DomainEvent = { is: 'log.startMoved', broker: 1, partition: 'orders-0', start: 10, why: 'retention' }
    expect(complaints(committedNotCut, ...both, start, cutBy2)).toEqual([])
  })
})

describe('high watermark grows', () => {
  test('within an epoch, and no leader starts below what was committed', () => {
    expect(complaints(highWatermarkGrows, says.leads(1, 0, 0), says.hw(1, 10), says.hw(1, 12), says.leads(2, 1, 12, 10), says.hw(2, 11, 1))).toEqual([])
    expect(complaints(highWatermarkGrows, says.leads(1, 0, 0), says.hw(1, 10), says.hw(1, 9))).toEqual(['orders-0: high watermark of leader 1 fell from 10 to 9 in epoch 0'])
    expect(complaints(highWatermarkGrows, says.leads(1, 0, 0), says.hw(1, 10), says.leads(2, 1, 8))).toEqual(['orders-0: leader 2 of epoch 1 ends at 8, 10 was committed'])
  })

  test('but for an unclean election, a disk that lost its cache, and a topic made anew', () => {
    const committed = [says.leads(1, 0, 0), says.hw(1, 10)]
    expect(complaints(highWatermarkGrows, ...committed, says.elected(2, 1, [2], 'unclean'), says.leads(2, 1, 8))).toEqual([])
    expect(complaints(highWatermarkGrows, ...committed, says.recovered(1, 4), says.leads(1, 1, 4))).toEqual([])
    expect(complaints(highWatermarkGrows, ...committed, says.recovered(1, 4), says.leads(2, 1, 4))).toHaveLength(1)
    expect(complaints(highWatermarkGrows, ...committed, gone, says.leads(2, 0, 0))).toEqual([])
  })
})

describe('leader epoch grows', () => {
  test('with every election', () => {
    expect(complaints(leaderEpochGrows, says.elected(1, 0), says.elected(2, 1), says.elected(1, 5))).toEqual([])
    expect(complaints(leaderEpochGrows, says.elected(1, 3), says.elected(2, 3))).toEqual(['orders-0 had leader epoch 3, then 3'])
    expect(complaints(leaderEpochGrows, says.elected(1, 3), gone, says.elected(2, 0))).toEqual([])
  })
})

describe('one leader per epoch', () => {
  test('starts, and appends', () => {
    expect(complaints(oneLeader, says.leads(1, 0, 0), says.appended(1, '0'), says.copied(2, '0'), says.leads(2, 1, 1), says.appended(2, '1', 1))).toEqual([])
    expect(complaints(oneLeader, says.leads(1, 0, 0), says.leads(2, 0, 0))).toEqual(['orders-0 has two leaders in epoch 0: 1 and 2'])
    expect(complaints(oneLeader, says.leads(1, 0, 0), says.leads(2, 1, 0), says.appended(1, '0', 1))).toEqual(['orders-0 has two leaders in epoch 1: 2 and 1'])
  })

  test('and one node is the active controller', () => {
    const active = (node: number, epoch: number): DomainEvent => ({ is: 'controller.active', node, epoch })
    expect(complaints(oneLeader, active(4, 1), active(5, 2))).toEqual([])
    expect(complaints(oneLeader, active(4, 1), active(5, 1))).toEqual(['the controller has two leaders in epoch 1: 4 and 5'])
  })
})

describe('ISR within replicas', () => {
  test('as the controller assigned them', () => {
    const grew = (isr: number[]): DomainEvent => ({ is: 'isr.grew', partition: 'orders-0', isr, in: [isr.at(-1)!] })
    expect(complaints(isrInReplicas, created, says.elected(1, 0, [1, 2], 'new'), grew([1, 2]))).toEqual([])
    expect(complaints(isrInReplicas, created, grew([1, 2, 3]))).toEqual(['orders-0: broker 3 is in sync or leads, but its replicas are 1 2'])
    expect(complaints(isrInReplicas, created, says.elected(3, 0, [1]))).toHaveLength(1)
    expect(complaints(isrInReplicas, created, gone, grew([7]))).toEqual([])
  })

  // KIP-455: a leader may tell of an ISR that is older than the assignment; the controller may not.
  test('also while they change', () => {
    const moved = (replicas: number[]): DomainEvent => ({ is: 'replicas.changed', partition: 'orders-0', replicas, adding: [], removing: [] })
    const shrank = (isr: number[]): DomainEvent => ({ is: 'isr.shrank', partition: 'orders-0', isr, out: [], by: 'leader' })
    expect(complaints(isrInReplicas, created, moved([3, 1]), shrank([1, 2]), says.elected(3, 1, [3, 1]))).toEqual([])
    expect(complaints(isrInReplicas, created, moved([3, 1]), says.elected(2, 1, [2]))).toHaveLength(1)
    expect(complaints(isrInReplicas, created, moved([3, 1]), moved([3]), shrank([2]))).toHaveLength(1)
  })
})

describe('acks=all records stay', () => {
  const kept = [says.appended(1, '0-9'), says.copied(2, '0-9'), says.produced(5, 1, '0-9'), says.acknowledged('0-9', 0)]
  const alone = [says.appended(1, '0-9'), says.produced(5, 1, '0-9'), says.acknowledged('0-9', 0)]

  test('with whoever leads next', () => {
    expect(complaints(acksAllKept, ...kept, says.elected(2, 1), says.leads(2, 1, 10))).toEqual([])
  })

  test('a leader that acknowledged alone is found out when another takes over', () => {
    expect(complaints(acksAllKept, ...alone, says.elected(2, 1), says.leads(2, 1, 0))).toEqual([
      'orders-0: broker 2 leads without 0–9 of epoch 0, acknowledged with acks=all',
    ])
  })

  test('the same offsets in another epoch are other records', () => {
    expect(complaints(acksAllKept, ...alone, says.copied(2, '0-9', 1), says.elected(2, 2), says.leads(2, 2, 10))).toHaveLength(1)
  })

  test('acks=1 promises nothing; nor does anybody after an unclean election or a lost page cache', () => {
    expect(complaints(acksAllKept, ...alone.slice(0, 2), says.acknowledged('0-9', 0, 1), says.leads(2, 1, 0))).toEqual([])
    expect(complaints(acksAllKept, ...alone, says.elected(2, 1, [2], 'unclean'), says.leads(2, 1, 0))).toEqual([])
    expect(complaints(acksAllKept, ...alone, says.recovered(1, 3), says.elected(1, 1), says.leads(1, 1, 3))).toEqual([])
    expect(complaints(acksAllKept, ...kept, says.recovered(1, 3), says.elected(3, 1), says.leads(3, 1, 0)), 'who lost nothing has no excuse').toHaveLength(1)
  })

  test('retention may take them', () => {
    const start: DomainEvent = { is: 'log.startMoved', broker: 2, partition: 'orders-0', start: 10, why: 'retention' }
    expect(complaints(acksAllKept, ...kept, start, says.leads(2, 1, 10))).toEqual([])
  })
})

describe('one owner per partition and generation', () => {
  const assigned = (generation: number, ...members: [string, ('orders-0' | 'orders-1')[]][]): DomainEvent => ({
    is: 'group.assigned', group: 'billing', generation, assignment: members.map(([member, partitions]) => ({ member, clientId: member, partitions })),
  })
  test('within one assignment and between two of the same generation', () => {
    expect(complaints(oneOwner, assigned(1, ['a', ['orders-0']], ['b', ['orders-1']]), assigned(2, ['b', ['orders-0']]))).toEqual([])
    expect(complaints(oneOwner, assigned(1, ['a', ['orders-0']], ['b', ['orders-0']]))).toEqual(['billing: orders-0 belongs to a and to b in generation 1'])
    expect(complaints(oneOwner, assigned(1, ['a', ['orders-0']]), assigned(1, ['b', ['orders-0']]))).toHaveLength(1)
  })

  test('but a coordinator whose log went with its page cache begins at generation 1 again', () => {
    const again = (index: number, from: 'isr' | 'last-known'): DomainEvent[] => [
      { is: 'topic.created', topic: '__consumer_offsets', topicId: 'y', partitions: 50, replicationFactor: 3 },
      assigned(1, ['a', ['orders-0']]), { is: 'leader.elected', partition: `__consumer_offsets-${index}`, leader: 2, epoch: 1, isr: [2], from },
      assigned(1, ['b', ['orders-0']]),
    ]
    const billing = coordinatorPartition('billing', 50)
    expect(complaints(oneOwner, ...again(billing, 'last-known'))).toEqual([])
    expect(complaints(oneOwner, ...again(billing, 'isr'))).toHaveLength(1)
    expect(complaints(oneOwner, ...again(billing + 1, 'last-known'))).toHaveLength(1)
  })
})
