import type { StoredRecord } from '../world/stored-records.ts'
import type { ClusterView, DomainEvent, Micros, PartitionId, Told } from '../world/view.ts'
import type { Past } from './types.ts'

/** Views kept so that `viewAt` can answer; beyond this the older half of those that show no more than traffic is thinned to every second. */
const KEEP = 2_000
/** Of what comes with every batch, so many of the first and of the latest are remembered, kind by kind; some more before they are counted again. */
const TOLD = { first: 1_000, latest: 30_000, spare: 9_000 }
/** What comes with every batch. A moment at which anything else happened stays: a lesson may ask about it an hour later. */
const TRAFFIC: ReadonlySet<Told['is']> = new Set<Told['is']>([
  'log.appended', 'hw.advanced', 'group.committed', 'producer.sent', 'producer.requested', 'produce.appended', 'producer.acknowledged',
  'consumer.delivered', 'consumer.position', 'log.line', 'console',
])

/** What lies on the leaders' disks. */
export interface Disks {
  records(partition: PartitionId, view: ClusterView): readonly StoredRecord[]
  file(partition: PartitionId, name: string, view: ClusterView): Uint8Array | null
}
const NO_DISKS: Disks = { records: () => [], file: () => null }

/** As much as it takes to remember on from there. Shares what never changes. */
export interface RememberedState { start: ClusterView; now: ClusterView; told: ReadonlyMap<Told['is'], readonly Told[]>; views: readonly Seen[] }
/** `traffic`: nothing but batches went by. */
interface Seen { view: ClusterView; traffic: boolean }

/** Remembers one track's past for the predicates of a lesson: every event (of traffic what is new and how it began), and the view at each moment something happened. */
export class Remembered implements Past {
  track: string
  readonly start: ClusterView
  now: ClusterView
  /** By kind: a judge asks for one kind at a time, again and again. */
  #told = new Map<Told['is'], Told[]>()
  #views: Seen[]
  #traffic = 0
  readonly #disks: Disks

  constructor(start: ClusterView, track: string, disks: Disks = NO_DISKS) {
    this.track = track
    this.start = start
    this.now = start
    this.#views = [{ view: start, traffic: false }]
    this.#disks = disks
  }

  save(): RememberedState {
    return { start: this.start, now: this.now, told: new Map([...this.#told].map(([is, told]) => [is, told.slice()])), views: this.#views.slice() }
  }

  static load({ start, now, told, views }: RememberedState, track: string, disks: Disks): Remembered {
    const past = new Remembered(start, track, disks)
    past.now = now
    past.#told = new Map([...told].map(([is, told]) => [is, told.slice()]))
    past.#views = views.slice()
    past.#traffic = views.filter(({ traffic }) => traffic).length
    return past
  }

  /** Takes in what happened since the last call, and the view after it. */
  add(told: readonly Told[], now: ClusterView): void {
    for (const each of told) this.#hear(each)
    this.now = now
    if (told.length > 0) this.#see({ view: now, traffic: told.every(({ is }) => TRAFFIC.has(is)) })
  }

  #hear(told: Told): void {
    const kind = this.#told.get(told.is)
    if (!kind) return void this.#told.set(told.is, [told])
    kind.push(told)
    if (TRAFFIC.has(told.is) && kind.length > TOLD.first + TOLD.latest + TOLD.spare) kind.splice(TOLD.first, TOLD.spare + 1)
  }

  #see(seen: Seen): void {
    this.#views.push(seen)
    if (!seen.traffic || ++this.#traffic <= KEEP) return
    let nth = 0
    this.#views = this.#views.filter(({ traffic }) => !traffic || ++nth > KEEP / 2 || nth % 2 === 0)
    this.#traffic -= KEEP / 4
  }

  events<K extends DomainEvent['is']>(is: K, where?: Partial<Extract<Told, { is: K }>>): Extract<Told, { is: K }>[] {
    const wanted = Object.entries(where ?? {})
    const kind = (this.#told.get(is) ?? []) as Extract<Told, { is: K }>[]
    return kind.filter(each => wanted.every(([key, value]) => (each as unknown as Record<string, unknown>)[key] === value))
  }

  records(partition: PartitionId): readonly StoredRecord[] { return this.#disks.records(partition, this.now) }
  file(partition: PartitionId, name: string): Uint8Array | null { return this.#disks.file(partition, name, this.now) }

  /** Views lie in order of time, and are asked for again and again: halving finds one. */
  viewAt(at: Micros): ClusterView {
    let low = 0, high = this.#views.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#views[middle]!.view.now <= at) low = middle + 1
      else high = middle
    }
    return this.#views[low - 1]?.view ?? this.start
  }
}
