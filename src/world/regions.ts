import type { Beans } from '../env/metrics.ts'
import type { Process } from '../env/process.ts'
import type { Micros, Millis } from '../env/units.ts'
import { answered, AwayRegion, type Waiting } from './away-region.ts'
import { Conductor } from './conductor.ts'
import type { MachineDisk } from './disk.ts'
import { mergeChanges, type DiskChanges } from './disk-journal.ts'
import type { Hearing } from './hearing.ts'
import type { Post, Setting } from './letters.ts'
import type { Scheduled } from './queue.ts'
import { Region, type PendingTurn, type RegionSink } from './region.ts'
import { beansOf, lookAt, tracesOf, type RegionLook, type Traces } from './region-look.ts'
import { loadRegion, mergeRegions, partOf, saveRegion, type RegionState } from './snapshot.ts'
import type { Flight } from './wire.ts'
import type { WorldOptions } from './world-options.ts'

/** 2026-01-01T00:00:00Z. */
export const WALL_START: Millis = 1_767_225_600_000
const LATENCY: Micros = 250

/** How a world makes its regions, here and elsewhere. */
export interface RegionMaker {
  readonly setting: Setting
  make(hosts: (machine: number) => boolean, at: Micros): Region
}
export function regionMaker(options: WorldOptions, sink: RegionSink): RegionMaker {
  const { seed, programs, codecs, profile = 'zero', latency = LATENCY, wallStart = WALL_START, onCrash = 'die', disks = {} } = options
  const setting = { seed, profile, latency, wallStart, onCrash }
  return { setting, make: (hosts, at) => new Region({ ...setting, programs, codecs, disks, hosts }, sink, at) }
}

/** Machines that are run together elsewhere. */
export interface Away { readonly machines: readonly string[]; readonly post: Post }

/**
 * Who runs the machines of a world, and what can be asked of all of them together. The first region is always here; it hosts
 * the machines of scripts, and every machine nobody else does.
 */
export class Regions {
  readonly #maker: RegionMaker
  readonly #conductor: Conductor
  #here: readonly Region[]
  #away: readonly AwayRegion[] = []
  /** What disks elsewhere gained, by machine. */
  readonly #gained = new Map<string, DiskChanges>()

  /** `place` says which of `count` regions runs machine number so-and-so. */
  constructor(maker: RegionMaker, hearing: Hearing, at: Micros, count: number, place: (machine: number) => number) {
    this.#maker = maker
    this.#here = Array.from({ length: count }, (_, number) => maker.make(machine => count === 1 || place(machine) === number, at))
    this.#conductor = new Conductor(maker.setting.latency, hearing)
    this.#conductor.conduct(this.#here, [], -1)
  }

  // Look at them

  /** Any, for all know every line, fault and name. */
  get first(): Region { return this.#here[0]! }
  get windowEnd(): Micros { return this.#conductor.windowEnd }
  get now(): Micros { return this.#here.reduce((latest, region) => Math.max(latest, region.now()), 0) }
  /** When the earliest event is due; -1 when there is none. */
  get next(): Micros { return this.#conductor.next() }
  get pending(): PendingTurn | null { return this.#asking()?.pending ?? null }

  looks(): RegionLook[] { return [...this.#here.map(lookAt), ...this.#away.map(region => region.seen)] }
  /** The processes that run here, by name. */
  running(): readonly (readonly [string, Process])[] {
    return this.#here.flatMap(region => [...region.processes.values()].flatMap(({ name, process }) => process ? [[name, process] as const] : []))
  }
  /** What processes measure of themselves, by name; of those elsewhere within the last second. */
  beans(): Readonly<Record<string, Beans>> {
    return Object.fromEntries([...this.#here.map(beansOf), ...this.#away.map(region => region.beans)].flatMap(beans => Object.entries(beans)))
  }
  /** In the order of machines. */
  traces(): Traces {
    return [...this.#here.map(tracesOf), ...this.#away.map(region => region.traces)].flat().sort(([a], [b]) => a - b)
  }
  /** Frames that were sent elsewhere and have not arrived. */
  flightsAway(): readonly Flight[] { return this.#away.flatMap(region => region.flights) }

  /** The disk of a machine that is run here. */
  disk(name: string): MachineDisk | undefined {
    for (const region of this.#here) for (const machine of region.machines.values()) if (machine.name === name) return machine.disk
    return undefined
  }

  // Tell them

  receive(event: Scheduled): void { for (const region of [...this.#here, ...this.#away]) region.receive(event) }
  halt(): void { for (const region of this.#here) region.halted = true }
  catchUp(time: Micros): void { for (const region of this.#here) region.catchUp(time) }
  /** Gives when that was. */
  answer(calls: unknown): Micros {
    const region = this.#asking()!
    region.answer(calls)
    return region.now()
  }

  #asking(): Region | undefined { return this.#here.find(region => region.pending) }

  // Let them run

  run(horizon: Micros, budget: number): Waiting<number> { return this.#conductor.run(horizon, budget) }

  /** What those elsewhere show, and what their disks gained, is of this moment then. */
  *look(now: Micros): Waiting<void> {
    for (const region of this.#away) region.look(now)
    yield* answered(this.#away)
    for (const region of this.#away) for (const gained of region.takeChanges()) this.#gain(gained)
  }

  #gain(changes: DiskChanges): void {
    this.#gained.set(changes.machine, mergeChanges(this.#gained.get(changes.machine), changes))
  }

  // Keep them

  /** What the disks have that was not taken yet. */
  changes(): DiskChanges[] {
    for (const region of this.#here) for (const { disk, name } of region.machines.values()) this.#gain(disk.takeChanges(name))
    const changes = [...this.#gained.values()]
    this.#gained.clear()
    return changes
  }

  /** `changes` gives the disks of all machines here whole. */
  offerWhole(): void {
    for (const region of this.#here) for (const { disk } of region.machines.values()) disk.forgetGiven()
  }

  /** How many bytes `changes` would give; of disks elsewhere, as of the last look. */
  gainedBytes(): number {
    const here = this.#here.flatMap(region => [...region.machines.values()].map(({ disk }) => disk.gainedBytes))
    const elsewhere = [...this.#gained.values()].flatMap(({ pieces }) => pieces.map(piece => piece.bytes.length))
    return [...here, ...elsewhere].reduce((sum, bytes) => sum + bytes, 0)
  }

  /** All as one region. With `leave`, those elsewhere are done. */
  *save(now: Micros, leave = false): Waiting<RegionState> {
    for (const region of this.#away) region.save(now, leave)
    yield* answered(this.#away)
    return mergeRegions([...this.#here.map(saveRegion), ...this.#away.map(region => region.saved())])
  }

  /** Goes on from there. */
  load(state: RegionState, windowEnd: Micros): void {
    for (const region of this.#here) loadRegion(region, partOf(state, machine => region.options.hosts(machine)))
    this.#conductor.conduct(this.#here, this.#away, windowEnd)
  }

  /**
   * The same world goes on with these machines elsewhere and all others here, in one region; between windows only. Gives the frames
   * that come home.
   */
  *place(away: readonly Away[], now: Micros): Waiting<readonly Flight[]> {
    const state = yield* this.save(now, true), flights = this.flightsAway()
    const groups = away.map(({ machines, post }) => ({ post, machines: new Set(machines.map(name => this.first.directory.number(name))) }))
    const isAway = (machine: number) => groups.some(group => group.machines.has(machine))
    this.#here = [this.#maker.make(machine => !isAway(machine), now)]
    this.#away = groups.map(({ post, machines }) => new AwayRegion(post, this.#maker.setting, partOf(state, machine => machines.has(machine))))
    this.load(state, -1)
    yield* answered(this.#away)
    yield* this.look(now)
    return flights
  }
}
