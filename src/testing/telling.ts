import type { DomainEvent, PartitionId, Span } from '../env/domain-event.ts'
import type { Told } from '../world/view.ts'

/*
 * Domain events written by hand, as brokers, the controller and clients tell them: the smallest words in which the
 * ledger and the invariants can be told a story.
 */

const P: PartitionId = 'orders-0'

/** `'0-9'` → offsets or sends 0 to 9; `'4'` → 4 alone. */
export function span(text: string): Span {
  const [from, to] = text.split('-').map(Number)
  return { from: from!, to: to ?? from! }
}

export const says = {
  appended: (broker: number, offsets: string, epoch = 0, { as = 'leader' as 'leader' | 'follower', crc = 1, partition = P } = {}): DomainEvent =>
    ({ is: 'log.appended', broker, partition, epoch, offsets: span(offsets), bytes: 100, crc, as, timestamp: 0 }),
  copied: (broker: number, offsets: string, epoch = 0, crc = 1): DomainEvent => says.appended(broker, offsets, epoch, { as: 'follower', crc }),
  truncated: (broker: number, from: number, to: number): DomainEvent => ({ is: 'log.truncated', broker, partition: P, from, to }),
  recovered: (broker: number, end: number): DomainEvent => ({ is: 'log.recovered', broker, partition: P, start: 0, end, cutBytes: 0 }),
  hw: (broker: number, hw: number, epoch = 0, as: 'leader' | 'follower' = 'leader'): DomainEvent => ({ is: 'hw.advanced', broker, partition: P, epoch, hw, as }),
  elected: (leader: number, epoch: number, isr: number[] = [leader], from: 'isr' | 'unclean' | 'last-known' | 'new' = 'isr'): DomainEvent =>
    ({ is: 'leader.elected', partition: P, leader, epoch, isr, from }),
  leads: (broker: number, epoch: number, end: number, hw = 0): DomainEvent => ({ is: 'leader.started', broker, partition: P, epoch, end, hw }),

  sent: (sends: string): DomainEvent => ({ is: 'producer.sent', producer: 'producer 0', partition: P, sends: span(sends) }),
  requested: (correlation: number, sends: string): DomainEvent =>
    ({ is: 'producer.requested', producer: 'producer 0', connection: 'checkout:1', correlation, partition: P, sends: span(sends) }),
  produced: (correlation: number, broker: number, offsets: string, epoch = 0, duplicate = false): DomainEvent =>
    ({ is: 'produce.appended', connection: 'checkout:1', correlation, broker, partition: P, epoch, offsets: span(offsets), duplicate }),
  acknowledged: (sends: string, baseOffset: number, acks = -1): DomainEvent => ({ is: 'producer.acknowledged', producer: 'producer 0', partition: P, sends: span(sends), baseOffset, acks }),
  failed: (sends: string): DomainEvent => ({ is: 'producer.failed', producer: 'producer 0', partition: P, sends: span(sends), error: 'TimeoutException' }),
  delivered: (offsets: string, group = 'billing'): DomainEvent => ({ is: 'consumer.delivered', group, partition: P, offsets: span(offsets) }),
}

/** Stamped, one a millisecond; producers' events come from `checkout`. */
export const stamped = (events: readonly DomainEvent[]): Told[] =>
  events.map((event, seq) => ({ ...event, at: seq * 1_000, machine: 'm1', process: event.is.startsWith('producer') ? 'checkout' : 'broker-1', seq }))
