import type { Beans } from '../env/metrics.ts'
import type { Micros } from '../env/units.ts'
import { patch } from './delta.ts'
import type { DiskChanges } from './disk-journal.ts'
import type { Answers, Letter, Post, RanAnswer, Setting } from './letters.ts'
import type { Scheduled } from './queue.ts'
import { NOTHING_SEEN, type RegionLook, type Traces } from './region-look.ts'
import type { RegionState } from './snapshot.ts'
import type { Flight } from './wire.ts'

/** What has to wait for regions elsewhere: it yields until all have answered, and may be woken early. */
export type Waiting<T> = Generator<void, T, void>

/** For what has nobody elsewhere to wait for. */
export function finished<T>(waiting: Waiting<T>): T {
  const { done, value } = waiting.next()
  if (!done) throw new Error('A region that is run elsewhere has to answer first')
  return value
}

type Ran = Omit<RanAnswer, 'next'>
const NOT_RUN: Ran = { handled: 0, outbox: [], told: [] }

/** A region that is run elsewhere, as its conductor has it: what is to be sent there, and what it last answered. */
export class AwayRegion {
  readonly machines: ReadonlySet<number>
  /** A letter is under way. */
  isOut = false
  seen: RegionLook = NOTHING_SEEN
  traces: Traces = []
  flights: readonly Flight[] = []
  beans: Readonly<Record<string, Beans>> = {}
  readonly #post: Post
  #inbox: Scheduled[] = []
  #next: Micros
  #ran: Ran = NOT_RUN
  #changes: readonly DiskChanges[] = []
  #state: RegionState | null = null
  #failure: { error: unknown } | null = null

  constructor(post: Post, setting: Setting, state: RegionState) {
    this.#post = post
    this.machines = new Set(state.machines.map(machine => machine.index))
    this.#next = state.queue.reduce((least, { at }) => (least < 0 || at < least ? at : least), -1)
    this.#send({ is: 'settle', setting, state }, () => {})
  }

  /** For the next time it runs. */
  receive(event: Scheduled): void { this.#inbox.push(event) }

  next(): Micros { return this.#inbox.reduce((least, { at }) => (least < 0 || at < least ? at : least), this.#next) }

  run(end: Micros): void {
    const events = this.#inbox
    this.#inbox = []
    this.#send({ is: 'run', events, end }, ({ next, ...ran }) => {
      this.#next = next
      this.#ran = { handled: this.#ran.handled + ran.handled, outbox: [...this.#ran.outbox, ...ran.outbox], told: [...this.#ran.told, ...ran.told] }
    })
  }

  /** What it did since this was last asked. */
  takeRan(): Ran {
    const ran = this.#ran
    this.#ran = NOT_RUN
    return ran
  }

  look(now: Micros): void {
    this.#send({ is: 'look', now }, ({ delta, traces, changes, flights, beans }) => {
      this.seen = patch(this.seen, delta)
      this.beans = beans ?? this.beans
      this.traces = traces
      this.flights = flights
      this.#changes = changes
    })
  }

  save(now: Micros, leave: boolean): void {
    this.#send({ is: 'save', now, leave }, ({ state, flights }) => {
      this.#state = state
      this.flights = flights
    })
  }

  /** What it last saved, and what it will be sent. */
  saved(): RegionState { return { ...this.#state!, queue: [...this.#state!.queue, ...this.#inbox] } }

  /** What its disks had gained when it was last looked at. */
  takeChanges(): readonly DiskChanges[] {
    const changes = this.#changes
    this.#changes = []
    return changes
  }

  /** Throws what went wrong there. */
  check(): void {
    if (this.#failure) throw this.#failure.error
  }

  #send<L extends Letter>(letter: L, take: (answer: Answers[L['is']]) => void): void {
    this.isOut = true
    this.#post(letter, answer => {
      this.isOut = false
      take(answer as Answers[L['is']])
    }, error => {
      this.isOut = false
      this.#failure = { error }
    })
  }
}

/** Until none of them has a letter under way. */
export function* answered(regions: readonly AwayRegion[]): Waiting<void> {
  while (regions.some(region => region.isOut)) yield
  for (const region of regions) region.check()
}
