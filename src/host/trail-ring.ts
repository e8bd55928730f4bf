import type { PartitionId, Span } from '../env/domain-event.ts'
import type { Micros, Told } from '../world/view.ts'

/*
 * The newest of what is told of single batches, as columns: tens of thousands come in a second, and as many objects that live for some
 * seconds are what a garbage collector is worst at.
 */

/** Of what was told, as much as a record's way is made of. */
export type OnTheWay = { readonly at: Micros; readonly process: string; readonly partition: PartitionId } & (
  | { readonly is: 'log.appended'; readonly broker: number; readonly offsets: Span; readonly bytes: number; readonly as: 'leader' | 'follower' }
  | { readonly is: 'log.truncated'; readonly broker: number; readonly from: number; readonly to: number }
  | { readonly is: 'hw.advanced'; readonly broker: number; readonly hw: number }
  | { readonly is: 'producer.sent'; readonly producer: string; readonly sends: Span }
  | { readonly is: 'producer.requested'; readonly producer: string; readonly connection: string; readonly correlation: number; readonly sends: Span }
  | { readonly is: 'produce.appended'; readonly connection: string; readonly correlation: number; readonly broker: number; readonly offsets: Span }
  | { readonly is: 'producer.acknowledged'; readonly producer: string; readonly sends: Span; readonly acks: number }
  | { readonly is: 'producer.failed'; readonly producer: string; readonly sends: Span; readonly error: string }
  | { readonly is: 'consumer.delivered'; readonly group: string | null; readonly offsets: Span }
  | { readonly is: 'group.committed'; readonly group: string; readonly offset: number })

type Kind = OnTheWay['is']
type Numbers = readonly [number, number?, number?, number?]
type Texts = readonly [(string | null)?, (string | null)?]

const KINDS: readonly Kind[] = [
  'log.appended', 'log.truncated', 'hw.advanced', 'producer.sent', 'producer.requested', 'produce.appended', 'producer.acknowledged', 'producer.failed',
  'consumer.delivered', 'group.committed',
]
/** `at`, and up to four of the kind's own. */
const NUMBERS = 5
/** Partition, process, and up to two of the kind's own. */
const TEXTS = 4

export class TrailRing {
  readonly #most: number
  readonly #kinds: Uint8Array
  readonly #numbers: Float64Array
  readonly #texts: (string | null)[] = []
  /** How many came so far; the next takes the place of the oldest. */
  #count = 0

  constructor(most: number) {
    this.#most = most
    this.#kinds = new Uint8Array(most)
    this.#numbers = new Float64Array(NUMBERS * most)
  }

  hear(told: Told): void {
    switch (told.is) {
      case 'log.appended': return this.#put(told, [told.broker, told.offsets.from, told.offsets.to, told.bytes], [told.as])
      case 'log.truncated': return this.#put(told, [told.broker, told.from, told.to])
      case 'hw.advanced': return this.#put(told, [told.broker, told.hw])
      case 'producer.sent': return this.#put(told, [told.sends.from, told.sends.to], [told.producer])
      case 'producer.requested': return this.#put(told, [told.sends.from, told.sends.to, told.correlation], [told.producer, told.connection])
      // a batch that was there already goes no way
      case 'produce.appended': return told.duplicate ? undefined : this.#put(told, [told.broker, told.offsets.from, told.offsets.to, told.correlation], [told.connection])
      case 'producer.acknowledged': return this.#put(told, [told.sends.from, told.sends.to, told.acks], [told.producer])
      case 'producer.failed': return this.#put(told, [told.sends.from, told.sends.to], [told.producer, told.error])
      case 'consumer.delivered': return this.#put(told, [told.offsets.from, told.offsets.to], [told.group])
      case 'group.committed': return this.#put(told, [told.offset], [told.group])
    }
  }

  #put({ is, at, process, partition }: Told & { is: Kind }, [a, b = 0, c = 0, d = 0]: Numbers, [x = null, y = null]: Texts = []): void {
    const place = this.#count++ % this.#most
    this.#kinds[place] = KINDS.indexOf(is)
    this.#numbers.set([at, a, b, c, d], NUMBERS * place)
    const text = TEXTS * place
    this.#texts[text] = partition
    this.#texts[text + 1] = process
    this.#texts[text + 2] = x
    this.#texts[text + 3] = y
  }

  /** In the order in which they were told. */
  of(partition: PartitionId): OnTheWay[] {
    const found: OnTheWay[] = []
    for (let nth = Math.max(0, this.#count - this.#most); nth < this.#count; nth++) {
      const place = nth % this.#most
      if (this.#texts[TEXTS * place] === partition) found.push(this.#at(place, partition))
    }
    return found
  }

  #at(place: number, partition: PartitionId): OnTheWay {
    const [at, a, b, c, d] = this.#numbers.subarray(NUMBERS * place, NUMBERS * (place + 1)) as unknown as [number, number, number, number, number]
    const [, process, x, y] = this.#texts.slice(TEXTS * place, TEXTS * (place + 1)) as [string, string, string, string]
    const who = { at, process, partition }, is = KINDS[this.#kinds[place]!]!
    switch (is) {
      case 'log.appended': return { ...who, is, broker: a, offsets: { from: b, to: c }, bytes: d, as: x as 'leader' }
      case 'log.truncated': return { ...who, is, broker: a, from: b, to: c }
      case 'hw.advanced': return { ...who, is, broker: a, hw: b }
      case 'producer.sent': return { ...who, is, sends: { from: a, to: b }, producer: x }
      case 'producer.requested': return { ...who, is, sends: { from: a, to: b }, correlation: c, producer: x, connection: y }
      case 'produce.appended': return { ...who, is, broker: a, offsets: { from: b, to: c }, correlation: d, connection: x }
      case 'producer.acknowledged': return { ...who, is, sends: { from: a, to: b }, acks: c, producer: x }
      case 'producer.failed': return { ...who, is, sends: { from: a, to: b }, producer: x, error: y }
      case 'consumer.delivered': return { ...who, is, offsets: { from: a, to: b }, group: x }
      case 'group.committed': return { ...who, is, offset: a, group: x }
    }
  }
}
