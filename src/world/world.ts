import * as v from 'valibot'
import type { Beans, RequestTimes } from '../env/metrics.ts'
import type { Plain } from '../env/process.ts'
import type { Micros, Millis } from '../env/units.ts'
import { actionSchema, type Action } from './action.ts'
import { finished, type Waiting } from './away-region.ts'
import type { DiskChanges } from './disk-journal.ts'
import { Flights } from './flights.ts'
import { hashText, mix, newHash } from './hash.ts'
import { Hearing } from './hearing.ts'
import { Names } from './names.ts'
import { Observers } from './observe/index.ts'
import type { PendingTurn, RegionSink } from './region.ts'
import { regionMaker, Regions, WALL_START, type Away } from './regions.ts'
import { TurnLog, type RecordedTurn } from './scripts.ts'
import { StoredRecords, type StoredRecord } from './stored-records.ts'
import { ToldLog } from './told-log.ts'
import type { ClusterView, PartitionId, Told } from './view.ts'
import { ViewMaker } from './view-maker.ts'
import type { Advance, Advanced, LoggedAction, WorldOptions, WorldState } from './world-options.ts'

export type * from './world-options.ts'

const SLICE = 512

/** A whole world: machines, lines, processes and one clock. Same seed and same actions, same bytes. */
export class World {
  readonly seed: number
  readonly told = new ToldLog()
  readonly flights = new Flights()
  readonly observers = new Observers()
  readonly #options: WorldOptions
  readonly #hearing: Hearing
  readonly #regions: Regions
  readonly #names: Names
  readonly #views: ViewMaker
  readonly #stored: StoredRecords
  #turns: TurnLog
  #actions: LoggedAction[] = []
  #injected = 0
  #now: Micros
  #matches: ((told: Told) => boolean) | null = null
  #matched = false
  readonly #sink: RegionSink = {
    told: (region, machine, process, event) => this.#hearing.hear(region, machine, process, event),
    sent: (region, flights) => this.flights.add(flights, region.now(), region),
    hastened: (from, to, at) => this.flights.hasten(from, to, at),
    gone: process => this.#options.scripts?.ended(process),
  }

  constructor(options: WorldOptions) {
    this.seed = options.seed
    this.#options = options
    this.#now = options.startAt ?? 0
    const count = options.regions ?? 1
    this.#hearing = new Hearing(told => this.#hear(told))
    this.#regions = new Regions(regionMaker(options, this.#sink), this.#hearing, this.#now, count, options.place ?? (index => index % count))
    this.#names = new Names(Object.keys(options.programs))
    this.#views = new ViewMaker(options.clusterId ?? '')
    this.#stored = new StoredRecords(machine => this.#regions.disk(machine), options.codecs)
    this.#turns = new TurnLog(options.replay?.turns)
    for (const { at, action } of options.replay?.actions ?? []) this.#enqueue(at, action)
  }

  // Look at it

  get now(): Micros { return this.#now }
  /** When the earliest event is due; -1: nothing will ever happen by itself. */
  get next(): Micros { return this.#regions.next }
  /** Wall time of a machine whose clock is right. */
  get wall(): Millis { return (this.#options.wallStart ?? WALL_START) + Math.floor(this.#now / 1_000) }

  /** No window is half done: what can be seen everywhere is of one moment. */
  get stands(): boolean { return this.#regions.windowEnd < 0 }

  /** Whether a process on that machine, run here, takes connections there. */
  listens(machine: string, port: number): boolean { return this.#regions.first.listens(machine, port) }

  view(): ClusterView {
    const { first } = this.#regions
    return this.#views.make({
      now: this.#now, wall: this.wall, looks: this.#regions.looks(), directory: first.directory, faults: first.faults.values(),
      flights: this.flights.current(this.#now, first, this.#regions.flightsAway()),
      ledger: this.observers.ledger.view(), invariants: this.observers.violations,
    })
  }

  /** What a partition's leader has in its log, when its machine is run here. */
  records(partition: PartitionId, view = this.view()): readonly StoredRecord[] { return this.#stored.of(partition, view) }

  /** Files of a machine that is run here, whole, whose names begin so. */
  files(machine: string, under: string): Readonly<Record<string, Uint8Array>> {
    const disk = this.#regions.disk(machine)
    return Object.fromEntries(disk?.list(under).map(name => [name, disk.read(name, 0, disk.size(name))]) ?? [])
  }

  /** What processes measure of themselves, by name; those of regions elsewhere, within the last second. */
  beans(): Readonly<Record<string, Beans>> { return this.#regions.beans() }

  /** What the servers that run here answered last, by name. */
  requests(): Readonly<Record<string, readonly RequestTimes[]>> {
    return Object.fromEntries(this.#regions.running().flatMap(([name, process]) => process.requests ? [[name, process.requests()]] : []))
  }

  /** A file of that leader's folder of the partition. */
  file(partition: PartitionId, name: string, view = this.view()): Uint8Array | null { return this.#stored.file(partition, name, view) }

  /** All actions so far: seed and log are the world. */
  log(): readonly LoggedAction[] { return this.#actions }
  turns(): readonly RecordedTurn[] { return this.#turns.all() }

  /** What every process was handed, when and in which order. It does not depend on which region ran what. */
  traceHash(): string {
    const hash = newHash(this.seed)
    for (const [, { a, b }] of this.#regions.traces()) {
      mix(hash, a)
      mix(hash, b)
    }
    return hashText(hash)
  }

  // Tell it

  /** Stamps an action with the next safe moment and logs it. Throws when it is malformed or names what is not there. */
  act(action: Action): LoggedAction {
    return this.#enqueue(this.#nextMoment(), v.parse(actionSchema, action))
  }

  /** An action that was logged in another run of this world, in its order and before its moment has passed. */
  repeat({ at, action }: LoggedAction): void { this.#enqueue(at, action) }

  /**
   * What comes from outside every world: bytes of a real socket, a clock set right. Done at the next safe moment like an action, but not
   * logged, for who lives by a real clock is not run again.
   */
  inject(action: Action): void {
    this.#names.check(action)
    this.#injected++
    this.#post(this.#nextMoment(), action)
  }

  #nextMoment(): Micros {
    return Math.max(this.#now + 1, this.#regions.windowEnd, this.#actions.at(-1)?.at ?? 0)
  }

  #enqueue(at: Micros, action: Action): LoggedAction {
    this.#names.check(action)
    const logged = { at, action }
    this.#actions.push(logged)
    this.#post(at, action)
    return logged
  }

  #post(at: Micros, action: Action): void {
    const n = this.#actions.length + this.#injected
    this.#regions.receive({ at, to: -1, from: -1, n, is: 'action', pid: 0, body: action })
  }

  /** The realm of a script that `advance` waits for has nothing left to run: these are its calls. */
  answer(script: string, calls: Plain): void {
    const { pending } = this.#regions
    if (pending?.script !== script) throw new Error(`Nothing was asked of script ${script}`)
    this.#answer(pending, calls)
  }

  /** Whether its realm is expected to answer. */
  asks(script: string): boolean { return this.#regions.pending?.script === script && this.#regions.pending.asked }

  #answer({ script, turn, input }: PendingTurn, calls: Plain): void {
    this.#turns.add({ script, turn, at: this.#regions.answer(calls), calls }, input)
  }

  // Let it run

  /** One event. */
  step(): Advanced { return this.advance({ events: 1 }) }

  /** With all regions here. */
  advance(ask: Advance): Advanced { return finished(this.advancing(ask)) }

  *advancing({ until, events = Infinity, enough, matches }: Advance): Waiting<Advanced> {
    const horizon = until === undefined ? Infinity : until + 1
    this.#matches = matches ?? null
    this.#matched = false
    let handled = 0
    for (;;) {
      const waiting = this.#askScripts()
      if (waiting) return this.#came('waiting', handled, waiting)
      const ran = yield* this.#regions.run(horizon, Math.min(SLICE, events - handled))
      handled += ran
      if (this.#matched) return yield* this.#arrived('matched', handled)
      if (this.#regions.pending) continue
      if (handled >= events) return yield* this.#arrived('events', handled)
      if (ran === 0) return yield* this.#reached(until, handled)
      if (enough?.()) return yield* this.#arrived('enough', handled)
    }
  }

  #came(because: Advanced['because'], events: number, waiting: string | null = null): Advanced {
    this.#matches = null
    this.#now = Math.max(this.#now, this.#regions.now)
    return { now: this.#now, events, because, waiting }
  }

  *#arrived(because: Advanced['because'], events: number): Waiting<Advanced> {
    const advanced = this.#came(because, events)
    yield* this.#regions.look(this.#now)
    return advanced
  }

  #reached(until: Micros | undefined, events: number): Waiting<Advanced> {
    if (until !== undefined) this.#regions.catchUp(until)
    return this.#arrived(until === undefined ? 'idle' : 'until', events)
  }

  /** Asks the realm of the script that has a turn to run; gives the script if it has to be waited for. */
  #askScripts(): string | null {
    for (let asked = this.#regions.pending; asked; asked = this.#regions.pending) if (!this.#ask(asked)) return asked.script
    return null
  }

  #ask(pending: PendingTurn): boolean {
    const { script, turn, input } = pending
    const recorded = this.#turns.find(script, turn, input)
    if (recorded) this.#relive(pending, recorded)
    else if (!pending.asked) {
      pending.asked = true
      const calls = this.#options.scripts?.deliver(script, turn, input) ?? null
      if (calls !== null && this.#regions.pending === pending) this.#answer(pending, calls)
    }
    return this.#regions.pending !== pending
  }

  #relive({ script, turn, input }: PendingTurn, { calls }: RecordedTurn): void {
    this.#options.scripts?.relived?.(script, turn, input, calls)
    this.#regions.answer(calls)
  }

  #hear(told: Omit<Told, 'seq'>): void {
    const numbered = this.told.add(told)
    this.observers.hear(numbered)
    if (!this.#matches?.(numbered)) return
    this.#matched = true
    this.#regions.halt()
  }

  // Keep it

  /** What the disks have that was not taken yet; all at this very moment. */
  changes(): DiskChanges[] { return this.#regions.changes() }
  gainedBytes(): number { return this.#regions.gainedBytes() }
  /** For a storage that has nothing of it yet: `changes` gives every disk whole. All machines are here. */
  offerWhole(): void { this.#regions.offerWhole() }

  /**
   * The same world goes on with these machines elsewhere and all others here; with none, all come home. False: a script has to
   * answer first.
   */
  *placing(away: readonly Away[]): Waiting<boolean> {
    if (!this.stands) yield* this.advancing({ until: this.#regions.windowEnd - 1 })
    if (!this.stands) return false
    this.flights.load([...this.flights.save(), ...yield* this.#regions.place(away, this.#now)])
    return true
  }

  save(): WorldState { return finished(this.saving()) }

  *saving(): Waiting<WorldState> {
    const region = yield* this.#regions.save(this.#now)
    return {
      seed: this.seed, now: this.#now, windowEnd: this.#regions.windowEnd, told: this.told.save(), hearing: this.#hearing.save(),
      actions: this.#actions.slice(), turns: this.turns(), injected: this.#injected,
      region, flights: this.flights.save(), observers: this.observers.save(),
    }
  }

  /** Goes on where `save` was called, with as many regions as one likes. */
  static load(options: WorldOptions, state: WorldState): World {
    const world = new World({ ...options, seed: state.seed, startAt: state.now, replay: { actions: [], turns: state.turns } })
    for (const { action } of state.actions) world.#names.check(action)
    world.#actions = state.actions.slice()
    world.#injected = state.injected
    world.#regions.load(state.region, state.windowEnd)
    world.#hearing.load(state.hearing)
    world.told.load(state.told)
    world.flights.load(state.flights)
    world.observers.load(state.observers)
    return world
  }
}
