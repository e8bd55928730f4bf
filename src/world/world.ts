import * as v from 'valibot'
import type { Plain } from '../env/process.ts'
import type { Micros, Millis } from '../env/units.ts'
import { actionSchema, type Action } from './action.ts'
import { Conductor } from './conductor.ts'
import type { DiskChanges } from './disk-journal.ts'
import { Flights } from './flights.ts'
import { hashText, mix, newHash } from './hash.ts'
import { Hearing } from './hearing.ts'
import type { Machine } from './machine.ts'
import { Names } from './names.ts'
import { Observers } from './observe/index.ts'
import { Region, type PendingTurn, type RegionSink } from './region.ts'
import { TurnLog, type RecordedTurn } from './scripts.ts'
import { loadRegion, saveRegion } from './snapshot.ts'
import { ToldLog } from './told-log.ts'
import type { ClusterView, Told } from './view.ts'
import { ViewMaker } from './view-maker.ts'
import type { Advance, Advanced, LoggedAction, WorldOptions, WorldState } from './world-options.ts'

export type * from './world-options.ts'

/** 2026-01-01T00:00:00Z. */
export const WALL_START: Millis = 1_767_225_600_000
const LATENCY: Micros = 250
const SLICE = 512

/** A whole world: machines, lines, processes and one clock. Same seed and same actions, same bytes. */
export class World {
  readonly seed: number
  readonly told = new ToldLog()
  readonly flights = new Flights()
  readonly observers = new Observers()
  readonly #options: WorldOptions
  readonly #hearing: Hearing
  readonly #regions: readonly Region[]
  readonly #conductor: Conductor
  readonly #names: Names
  readonly #views: ViewMaker
  #turns: TurnLog
  #actions: LoggedAction[] = []
  #injected = 0
  #now: Micros
  #matches: ((told: Told) => boolean) | null = null
  #matched = false

  constructor(options: WorldOptions) {
    this.seed = options.seed
    this.#options = options
    this.#now = options.startAt ?? 0
    const count = options.regions ?? 1
    this.#hearing = new Hearing(told => this.#hear(told), count === 1)
    this.#regions = Array.from({ length: count }, (_, number) => this.#newRegion(number, count))
    this.#conductor = new Conductor(this.#regions, options.latency ?? LATENCY, this.#hearing)
    this.#names = new Names(Object.keys(options.programs))
    this.#views = new ViewMaker(this.#regions, options.clusterId ?? '')
    this.#turns = new TurnLog(options.replay?.turns)
    for (const { at, action } of options.replay?.actions ?? []) this.#enqueue(at, action)
  }

  #newRegion(number: number, count: number): Region {
    const { seed, programs, codecs, profile = 'zero', latency = LATENCY, wallStart = WALL_START, onCrash = 'die', disks = {} } = this.#options
    const place = this.#options.place ?? (index => index % count)
    const sink: RegionSink = {
      told: (machine, process, event) => this.#hearing.hear(region, machine, process, event),
      sent: flights => this.flights.add(flights, region.now(), region),
      gone: process => this.#options.scripts?.ended(process),
    }
    const region: Region = new Region({
      seed, programs, codecs, profile, latency, wallStart, onCrash, disks, hosts: index => count === 1 || place(index) === number,
    }, sink, this.#now)
    return region
  }

  // Look at it

  get now(): Micros { return this.#now }
  /** When the earliest event is due; -1: nothing will ever happen by itself. */
  get next(): Micros { return this.#conductor.next() }
  /** Wall time of a machine whose clock is right. */
  get wall(): Millis { return (this.#options.wallStart ?? WALL_START) + Math.floor(this.#now / 1_000) }

  view(): ClusterView {
    return this.#views.make({
      now: this.#now, wall: this.wall, flights: this.flights.current(this.#now, this.#regions[0]!),
      ledger: this.observers.ledger.view(), invariants: this.observers.violations,
    })
  }

  /** All actions so far: seed and log are the world. */
  log(): readonly LoggedAction[] { return this.#actions }
  turns(): readonly RecordedTurn[] { return this.#turns.all() }

  /** What every process was handed, when and in which order. It does not depend on which region ran what. */
  traceHash(): string {
    const hash = newHash(this.seed)
    for (const machine of this.#machines()) {
      mix(hash, machine.hash.a)
      mix(hash, machine.hash.b)
    }
    return hashText(hash)
  }

  #machines(): Machine[] {
    return this.#regions.flatMap(region => [...region.machines.values()]).sort((a, b) => a.index - b.index)
  }

  // Tell it

  /** Stamps an action with the next safe moment and logs it. Throws when it is malformed or names what is not there. */
  act(action: Action): LoggedAction {
    return this.#enqueue(this.#nextMoment(), v.parse(actionSchema, action))
  }

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
    return Math.max(this.#now + 1, this.#conductor.windowEnd, this.#actions.at(-1)?.at ?? 0)
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
    for (const region of this.#regions) region.receive({ at, to: -1, from: -1, n, is: 'action', pid: 0, body: action })
  }

  /** The realm of a script that `advance` waits for has nothing left to run: these are its calls. */
  answer(script: string, calls: Plain): void {
    const region = this.#regions.find(each => each.pending?.script === script)
    if (!region) throw new Error(`Nothing was asked of script ${script}`)
    this.#answer(region, region.pending!, calls)
  }

  #answer(region: Region, { script, turn, input }: PendingTurn, calls: Plain): void {
    this.#turns.add({ script, turn, at: region.now(), calls }, input)
    region.answer(calls)
  }

  // Let it run

  /** One event. */
  step(): Advanced { return this.advance({ events: 1 }) }

  advance({ until, events = Infinity, enough, matches }: Advance): Advanced {
    const horizon = until === undefined ? Infinity : until + 1
    this.#matches = matches ?? null
    this.#matched = false
    let handled = 0
    for (;;) {
      const waiting = this.#askScripts()
      if (waiting) return this.#came('waiting', handled, waiting)
      const ran = this.#conductor.run(horizon, Math.min(SLICE, events - handled))
      handled += ran
      if (this.#matched) return this.#came('matched', handled)
      if (this.#regions.some(region => region.pending)) continue
      if (handled >= events) return this.#came('events', handled)
      if (ran === 0) return until === undefined ? this.#came('idle', handled) : this.#reached(until, handled)
      if (enough?.()) return this.#came('enough', handled)
    }
  }

  #came(because: Advanced['because'], events: number, waiting: string | null = null): Advanced {
    this.#matches = null
    this.#now = this.#regions.reduce((latest, region) => Math.max(latest, region.now()), this.#now)
    return { now: this.#now, events, because, waiting }
  }

  #reached(until: Micros, events: number): Advanced {
    for (const region of this.#regions) region.catchUp(until)
    return this.#came('until', events)
  }

  /** Asks the realms of scripts that have a turn to run; gives the script that has to be waited for. */
  #askScripts(): string | null {
    for (const region of this.#regions) {
      if (region.pending && !this.#ask(region, region.pending)) return region.pending.script
    }
    return null
  }

  #ask(region: Region, pending: PendingTurn): boolean {
    const { script, turn, input } = pending
    const recorded = this.#turns.find(script, turn, input)
    if (recorded) region.answer(recorded.calls)
    else if (!pending.asked) {
      pending.asked = true
      const calls = this.#options.scripts?.deliver(script, turn, input) ?? null
      if (calls !== null && region.pending) this.#answer(region, pending, calls)
    }
    return region.pending === null
  }

  #hear(told: Omit<Told, 'seq'>): void {
    const numbered = this.told.add(told)
    this.observers.hear(numbered)
    if (!this.#matches?.(numbered)) return
    this.#matched = true
    for (const region of this.#regions) region.halted = true
  }

  // Keep it

  /** What the disks have that was not taken yet; all at this very moment. */
  changes(): DiskChanges[] {
    return this.#machines().map(machine => machine.disk.takeChanges(machine.name))
  }

  save(): WorldState {
    return {
      seed: this.seed, now: this.#now, windowEnd: this.#conductor.windowEnd,
      actions: this.#actions.slice(), turns: this.turns(), injected: this.#injected,
      regions: this.#regions.map(saveRegion), told: this.told.save(), flights: this.flights.save(), observers: this.observers.save(),
    }
  }

  /** Goes on where `save` was called, with as many regions as there were. */
  static load(options: WorldOptions, state: WorldState): World {
    const world = new World({ ...options, seed: state.seed, startAt: state.now, replay: { actions: [], turns: state.turns } })
    for (const { action } of state.actions) world.#names.check(action)
    world.#actions = state.actions.slice()
    world.#injected = state.injected
    world.#regions.forEach((region, index) => loadRegion(region, state.regions[index]!))
    world.#conductor.windowEnd = state.windowEnd
    world.told.load(state.told)
    world.flights.load(state.flights)
    world.observers.load(state.observers)
    return world
  }
}
