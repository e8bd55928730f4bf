import type { PartitionId, Span } from '../../env/domain-event.ts'
import type { Micros } from '../../env/units.ts'
import { copyPlain } from '../plain.ts'
import type { LedgerCounts, LedgerView, Told } from '../view.ts'
import { AskedSends, type Asked } from './asked.ts'
import { bringBack, KEPT_STRETCHES, newBook, succeed, type Book } from './book.ts'
import { countsOf, withPending, zero } from './counts.ts'
import { Deliveries } from './deliveries.ts'
import { partitionOf } from './invariants/rule.ts'
import { appendReign, cutLineage, startLineage, truncateLineage, type Lineage } from './lineage.ts'
import { processOf, senderOf } from './senders.ts'
import { acknowledge, addStretch, clip, countSends, offsetsOf, sendsOf, settle, sizeOf, type Stretch } from './stretches.ts'

type Lost = LedgerView['lost'][number]

const KEPT_LOST = 256

type Counted = Exclude<keyof LedgerCounts, 'pending'>
type Heard<K extends Told['is']> = Extract<Told, { is: K }>

/**
 * Follows every record from `send()` on, by ranges. Sends are joined to offsets outside the wire: the client tells which
 * sends went into (connection, correlation), the broker tells which offsets that request became.
 *
 * A record is *lost* when it was acknowledged and no longer is in the log of the partition's leader, *vanished* when it
 * was appended, never acknowledged, and is gone. Both can be taken back: an old leader may be elected again, a retry may
 * bring the record once more. Internal topics are left out.
 */
export class Ledger {
  #totals = zero()
  #partitions = new Map<PartitionId, LedgerCounts>()
  #processes = new Map<string, LedgerCounts>()
  #books = new Map<PartitionId, Book>()
  #lost: Lost[] = []
  readonly #asked = new AskedSends()
  readonly #deliveries = new Deliveries()

  hear(told: Told): void {
    const fold = this.#folds[told.is] as ((told: Told) => void) | undefined
    if (fold && !partitionOf(told)?.startsWith('__')) fold(told)
  }

  readonly #folds: { readonly [K in Told['is']]?: (told: Heard<K>) => void } = {
    'producer.sent': ({ process, partition, sends }) => this.#count('sent', sizeOf(sends), partition, process),
    'producer.requested': ({ process, producer, connection, correlation, partition, sends }) =>
      this.#asked.ask(connection, { correlation, partition, process: senderOf(process, producer), sends }),
    'produce.appended': told => this.#appended(told),
    'producer.acknowledged': told => this.#acknowledged(told),
    'producer.failed': ({ process, partition, sends }) => this.#count('failed', sizeOf(sends), partition, process),

    'log.appended': ({ broker, partition, epoch, offsets }) => appendReign(this.#log(partition, broker), epoch, offsets.from, offsets.to),
    'log.truncated': ({ broker, partition, from, to }) => truncateLineage(this.#log(partition, broker), from, to),
    'log.recovered': told => {
      cutLineage(this.#log(told.partition, told.broker), told.end)
      this.#startMoved(told)
    },
    'log.deleted': ({ broker, partition }) => { this.#book(partition).logs.delete(broker) },
    'log.startMoved': told => this.#startMoved(told),
    'hw.advanced': told => this.#hwAdvanced(told),
    'leader.started': told => this.#leaderStarted(told),
    'topic.deleted': ({ topic }) => this.#forget(topic),

    'consumer.delivered': ({ group, partition, offsets, at }) => this.#deliveries.add(group ?? '', partition, offsets, at),
  }

  #count(what: Counted, by: number, partition: PartitionId, sender: string | null): void {
    if (by === 0) return
    this.#totals[what] += by
    countsOf(this.#partitions, partition)[what] += by
    if (sender !== null) countsOf(this.#processes, processOf(sender))[what] += by
  }

  #appended({ connection, correlation, partition, epoch, offsets, duplicate }: Heard<'produce.appended'>): void {
    const asked = this.#asked.take(connection, correlation, partition)
    if (duplicate) return
    const book = this.#book(partition)
    const { from, to } = offsets
    const stretch: Stretch = { from, to, epoch, process: asked?.process ?? null, sends: asked?.sends.from ?? -1, acked: false }
    if (epoch < book.epoch) return this.#appendedInVain(book, partition, stretch)
    if (asked) this.#weigh(book, partition, asked)
    addStretch(book.stretches, stretch)
    if (book.stretches.length > 2 * KEPT_STRETCHES) settle(book.stretches, KEPT_STRETCHES)
  }

  /** By a leader that does not know yet that it was replaced. */
  #appendedInVain(book: Book, partition: PartitionId, stretch: Stretch): void {
    book.gone.push(stretch)
    const there = stretch.process === null ? 0 : countSends(book.stretches, stretch.process, sendsOf(stretch))
    this.#count('vanished', sizeOf(stretch) - there, partition, stretch.process)
  }

  /** What an append of these sends means beside what the log has of their process already. */
  #weigh(book: Book, partition: PartitionId, { process, sends }: Asked): void {
    if (book.gone.length > 0) this.#count('vanished', -bringBack(book, process, sends), partition, process)
    const highest = book.highest.get(process) ?? -1
    book.highest.set(process, Math.max(highest, sends.to))
    if (sends.from > highest) return
    const there = countSends(book.stretches, process, sends)
    book.twins ||= there > 0
    this.#count('duplicated', there, partition, process)
    this.#count('reordered', Math.max(0, Math.min(sends.to, highest) - sends.from + 1 - there), partition, process)
  }

  #acknowledged({ process: name, producer, partition, sends, at }: Heard<'producer.acknowledged'>): void {
    const process = senderOf(name, producer)
    this.#count('acknowledged', sizeOf(sends), partition, process)
    const book = this.#book(partition)
    acknowledge(book.stretches, process, sends, book.twins)
    if (book.gone.length > 0) this.#acknowledgedInVain(book, partition, process, sends, at)
  }

  /** What is gone, and was told of as kept: a retry of it may not come. */
  #acknowledgedInVain(book: Book, partition: PartitionId, process: string, sends: Span, at: Micros): void {
    const late = book.gone.filter(stretch => !stretch.acked).map(stretch => ({ stretch, offsets: offsetsOf(stretch, process, sends) }))
    const found = acknowledge(book.gone, process, sends)
    this.#count('vanished', -found, partition, process)
    this.#count('lost', found, partition, process)
    if (found > 0) for (const { offsets } of late) if (offsets) this.#noteLost(partition, offsets, at)
  }

  // The log and its leaders

  #startMoved({ broker, partition, start }: Heard<'log.startMoved' | 'log.recovered'>): void {
    const book = this.#book(partition)
    startLineage(this.#log(partition, broker), start)
    if (start <= book.start) return
    const wasVisible = Math.max(0, book.hw - book.start)
    book.start = start
    this.#count('visible', Math.max(0, book.hw - start) - wasVisible, partition, null)
    book.stretches = book.stretches.map(stretch => clip(stretch, start, Infinity)).filter(stretch => stretch !== null)
  }

  #hwAdvanced({ partition, epoch, hw, as }: Heard<'hw.advanced'>): void {
    const book = this.#book(partition)
    if (as === 'leader' && epoch >= book.epoch && hw > book.hw) this.#moveHw(partition, hw)
  }

  #moveHw(partition: PartitionId, hw: number): void {
    const book = this.#book(partition)
    const sign = hw > book.hw ? 1 : -1, from = Math.min(hw, book.hw), to = Math.max(hw, book.hw) - 1
    this.#count('visible', Math.max(0, hw - book.start) - Math.max(0, book.hw - book.start), partition, null)
    for (let i = book.stretches.length - 1; i >= 0 && book.stretches[i]!.to >= from; i--) {
      const { process, from: first, to: last } = book.stretches[i]!
      const size = Math.min(last, to) - Math.max(first, from) + 1
      if (process && size > 0) countsOf(this.#processes, processOf(process)).visible += sign * size
    }
    book.hw = hw
  }

  /** From here on the log is what this broker has: what it lacks is gone, what it has again is back. */
  #leaderStarted({ broker, partition, epoch, end, at }: Heard<'leader.started'>): void {
    const book = this.#book(partition)
    book.epoch = Math.max(book.epoch, epoch)
    if (end < book.hw) this.#moveHw(partition, end)
    const log = this.#log(partition, broker)
    // nobody tells of a log that is not there any more: it is made anew, and ends before what it had
    cutLineage(log, end)
    const { went, back } = succeed(book, log)
    went.forEach((part, index) => this.#went([...book.stretches, ...(book.twins ? went.slice(index + 1) : [])], partition, part, at))
    for (const part of back) this.#cameBack(book, partition, part)
  }

  /** Unless the record is in the log a second time: then only a duplicate is gone. */
  #went(others: readonly Stretch[], partition: PartitionId, part: Stretch, at: Micros): void {
    const twins = part.process === null ? 0 : countSends(others, part.process, sendsOf(part))
    this.#count('duplicated', -twins, partition, part.process)
    this.#count(part.acked ? 'lost' : 'vanished', sizeOf(part) - twins, partition, part.process)
    if (part.acked && twins < sizeOf(part)) this.#noteLost(partition, part, at)
  }

  #cameBack(book: Book, partition: PartitionId, part: Stretch): void {
    const twins = part.process === null ? 0 : countSends(book.stretches, part.process, sendsOf(part)) - sizeOf(part)
    this.#count('duplicated', twins, partition, part.process)
    this.#count(part.acked ? 'lost' : 'vanished', twins - sizeOf(part), partition, part.process)
    this.#lost = this.#lost.flatMap(lost => (lost.partition === partition ? withoutSpan(lost, part) : [lost]))
  }

  #noteLost(partition: PartitionId, { from, to }: Span, at: Micros): void {
    const last = this.#lost.at(-1)
    if (last?.partition === partition && last.at === at && last.offsets.to + 1 === from) this.#lost[this.#lost.length - 1] = { ...last, offsets: { from: last.offsets.from, to } }
    else this.#lost.push({ partition, offsets: { from, to }, at })
    if (this.#lost.length > KEPT_LOST) this.#lost.shift()
  }

  #forget(topic: string): void {
    for (const [partition, { hw, start }] of this.#books) {
      if (partition.slice(0, partition.lastIndexOf('-')) !== topic) continue
      this.#count('visible', -Math.max(0, hw - start), partition, null)
      this.#books.delete(partition)
    }
  }

  #book(partition: PartitionId): Book {
    let book = this.#books.get(partition)
    if (!book) this.#books.set(partition, book = newBook())
    return book
  }

  #log(partition: PartitionId, broker: number): Lineage {
    const { logs } = this.#book(partition)
    let log = logs.get(broker)
    if (!log) logs.set(broker, log = [])
    return log
  }

  // Look at it, keep it

  view(): LedgerView {
    return {
      totals: withPending(this.#totals),
      partitions: Object.fromEntries([...this.#partitions].map(([id, counts]) => [id, withPending(counts)])),
      processes: Object.fromEntries([...this.#processes].map(([name, counts]) => [name, withPending(counts)])),
      ...this.#deliveries.view(), lost: this.#lost.slice(),
    }
  }

  save() {
    const [totals, partitions, processes, books, lost] = copyPlain([this.#totals, this.#partitions, this.#processes, this.#books, this.#lost] as const)
    return { totals, partitions, processes, books, asked: this.#asked.save(), lost, deliveries: this.#deliveries.save() }
  }

  load(state: ReturnType<Ledger['save']>): void {
    const { totals, partitions, processes, books, lost } = copyPlain(state)
    this.#totals = totals
    this.#partitions = partitions
    this.#processes = processes
    this.#books = books
    this.#lost = lost
    this.#asked.load(state.asked)
    this.#deliveries.load(state.deliveries)
  }
}

const withoutSpan = (lost: Lost, span: Span): Lost[] => {
  const before = { ...lost, offsets: { from: lost.offsets.from, to: Math.min(lost.offsets.to, span.from - 1) } }
  const after = { ...lost, offsets: { from: Math.max(lost.offsets.from, span.to + 1), to: lost.offsets.to } }
  return [before, after].filter(part => part.offsets.from <= part.offsets.to)
}
