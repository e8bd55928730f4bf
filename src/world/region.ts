import type { Codecs } from '../env/codecs.ts'
import type { DomainEvent } from '../env/domain-event.ts'
import type { Plain, ProcessEvent, Program } from '../env/process.ts'
import type { Micros, Millis } from '../env/units.ts'
import type { Action } from './action.ts'
import { applyAction } from './actions.ts'
import { Directory } from './directory.ts'
import type { DiskImage } from './disk-journal.ts'
import type { Faults } from './faults.ts'
import { mix, mixBytes, mixWide } from './hash.ts'
import { end } from './lifecycle.ts'
import { Links } from './links.ts'
import type { Machine } from './machine.ts'
import { Network, type NetworkHost } from './network.ts'
import { EventQueue, type Happening, type Scheduled } from './queue.ts'
import { takeAtOnce, type Running } from './running.ts'
import type { Flight } from './wire.ts'

/** Programs by name; the real ones are gathered in `programs.ts`, a test brings its own. */
export type Programs = Readonly<Record<string, Program<never>>>

export interface RegionOptions {
  readonly seed: number
  readonly programs: Programs
  readonly codecs: Codecs
  readonly profile: string
  readonly latency: Micros
  readonly wallStart: Millis
  /** `throw`: an exception in a process is a bug of ours and ends the run. `die`: it ends that process, as a JVM would. */
  readonly onCrash: 'throw' | 'die'
  /** Whether machine number `index` is run here. */
  readonly hosts: (index: number) => boolean
  readonly disks: Readonly<Record<string, DiskImage>>
}

/** Who hears what happens here, at the very event. */
export interface RegionSink {
  told(region: Region, machine: Machine, process: string, event: DomainEvent): void
  sent(region: Region, flights: readonly Flight[]): void
  /** What is on a line arrives at `at` at the latest. */
  hastened(from: number, to: number, at: Micros): void
  /** A process has ended, one way or another. */
  gone(process: string): void
}

/** A turn of a script that its realm has not answered yet; nothing happens in the region until it has. */
export interface PendingTurn { readonly script: string; readonly turn: number; readonly input: Plain; asked: boolean }

/**
 * Some machines of a world and the events that happen on them, in order. It is told how far it may run, and leaves what
 * is for machines elsewhere in `outbox`. Actions reach every region, so all know of every machine, link and fault.
 */
export class Region implements NetworkHost {
  readonly options: RegionOptions
  readonly sink: RegionSink
  readonly directory = new Directory()
  readonly links: Links
  readonly network: Network
  readonly queue = new EventQueue()
  readonly machines = new Map<number, Machine>()
  readonly processes = new Map<string, Running>()
  readonly faults: Faults = new Map()
  outbox: Scheduled[] = []
  pending: PendingTurn | null = null
  /** Set to stop after the event in hand. */
  halted = false
  /** The event in hand. */
  current: Scheduled = { at: 0, to: -1, from: -1, n: -1, is: 'action', pid: 0, body: null }
  #now: Micros = 0
  #cancelled = 0

  constructor(options: RegionOptions, sink: RegionSink, startAt: Micros) {
    this.options = options
    this.sink = sink
    this.links = new Links(options.latency)
    this.network = new Network(this)
    this.#now = startAt
  }

  now(): Micros { return this.#now }
  wall(machine: Machine): Millis { return this.options.wallStart + Math.floor(this.#now / 1_000) + machine.skewMs }

  /** When its next event is; -1 when there is none. */
  next(): Micros { return this.queue.first?.at ?? -1 }

  /** Handles events before `horizon`, at most `budget` of them; gives how many. Stops early when halted or when a script has to be asked. */
  run(horizon: Micros, budget: number): number {
    let handled = 0
    this.halted = false
    while (handled < budget && !this.halted && !this.pending) {
      const first = this.queue.popBefore(horizon)
      if (first === undefined) break
      this.#now = first.at
      this.current = first
      this.#dispatch(first)
      handled++
    }
    return handled
  }

  /** Nothing is left to happen before `time`. */
  catchUp(time: Micros): void {
    if (time > this.#now) this.#now = time
  }

  #dispatch(event: Scheduled): void {
    if (event.is === 'action') return applyAction(this, event.body as Action)
    const machine = this.machines.get(event.to)!
    switch (event.is) {
      case 'segment': return this.network.arrive(machine, event)
      case 'timer': return this.#timer(machine, event)
      case 'deliver': return this.handle(machine, event.pid, event.body as ProcessEvent)
      case 'flushed': return this.#flushed(machine, event)
      case 'writeback': return machine.disk.writeback()
      case 'stalled': return this.network.stalled(machine, event.body)
    }
  }

  #timer(machine: Machine, event: Scheduled): void {
    const timer = event.body as ProcessEvent & { is: 'timer' }
    if (machine.running.get(event.pid)?.timers.delete(timer.id)) this.handle(machine, event.pid, timer)
  }

  #flushed(machine: Machine, event: Scheduled): void {
    const answer = machine.disk.flushed(event.body)
    if (answer) this.handle(machine, event.pid, { is: 'flushed', tag: answer.tag })
  }

  /** Hands an event to a process, and after it what that set off at no cost; or keeps it while the process is paused. */
  handle(machine: Machine, pid: number, event: ProcessEvent): void {
    const running = machine.running.get(pid)
    if (!running) return
    if (running.state === 'paused') {
      running.held.push(event)
      return
    }
    this.#hand(machine, running, event)
    while (running.atOnce.length > 0 && !running.exiting && !this.pending) this.#hand(machine, running, takeAtOnce(running))
    if (running.exiting) end(this, machine, running)
  }

  #hand(machine: Machine, running: Running, event: ProcessEvent): void {
    this.#trace(machine, running.pid, event)
    if (this.options.onCrash === 'throw') running.process!.handle(event)
    else this.#handleOrDie(machine, running, event)
  }

  #handleOrDie(machine: Machine, running: Running, event: ProcessEvent): void {
    try {
      running.process!.handle(event)
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      this.tell(machine, running.name, { is: 'log.line', level: 'FATAL', logger: 'kafka.Kafka$', text: `Exiting because of ${reason}` })
      running.exiting = true
      running.exit = { code: 1, reason }
    }
  }

  #trace(machine: Machine, pid: number, event: ProcessEvent): void {
    const { hash } = machine
    mixWide(hash, this.#now)
    mix(hash, pid)
    mix(hash, EVENT_NUMBER[event.is])
    if (event.is === 'data') mixBytes(hash, event.bytes)
    else if (event.is === 'timer') mix(hash, event.id)
  }

  schedule(source: Machine, at: Micros, to: number, is: Happening, pid: number, body: unknown): void {
    const event: Scheduled = { at: at < this.#now ? this.#now : at, to, from: source.index, n: source.caused++, is, pid, body }
    if (to !== source.index && !this.machines.has(to)) this.outbox.push(event)
    else if (event.at === this.#now) this.queue.pushNext(event)
    else this.queue.push(event)
  }

  /** From another region, or a person. */
  receive(event: Scheduled): void { this.queue.push(event) }

  /**
   * A slow line was mended: what is on it arrives as if it had been sent now, in its order. What was sent within this window to a machine
   * elsewhere is still in the outbox here; all else is in the queue of whoever receives it.
   */
  hasten(from: number, to: number): void {
    const at = this.#now + this.links.smallestLatency
    const sooner = (event: Scheduled): Scheduled =>
      event.is === 'segment' && event.from === from && event.to === to && event.at > at ? { ...event, at } : event
    this.queue.load(this.queue.save().map(sooner))
    this.outbox = this.outbox.map(sooner)
    const sender = this.machines.get(from)
    if (sender) for (const endpoint of sender.endpoints.values()) if (endpoint.peerMachine === to) endpoint.floor = Math.min(endpoint.floor, at)
    this.sink.hastened(from, to, at)
  }

  tell(machine: Machine, process: string, event: DomainEvent): void { this.sink.told(this, machine, process, event) }
  sent(flights: readonly Flight[]): void { this.sink.sent(this, flights) }

  /** Sweeps cancelled timers out once they are half of what waits. */
  cancelled(): void {
    if (++this.#cancelled < 1_024 || 2 * this.#cancelled < this.queue.size) return
    this.#cancelled = 0
    this.queue.prune(event => event.is !== 'timer'
      || this.machines.get(event.to)!.running.get(event.pid)?.timers.has((event.body as { id: number }).id) === true)
  }

  // Scripts

  ask(running: Running, input: Plain): void {
    if (this.pending) throw new Error(`${running.name} began a turn before the last one of ${this.pending.script} was answered`)
    this.pending = { script: running.name, turn: running.nextTurn++, input, asked: false }
  }

  /** The realm's answer is the script's next event. */
  answer(calls: Plain): void {
    const running = this.processes.get(this.pending!.script)!
    const machine = this.machines.get(running.machine)!
    this.pending = null
    this.schedule(machine, this.#now, machine.index, 'deliver', running.pid, { is: 'turned', calls } satisfies ProcessEvent)
  }

  // What the network asks

  get anythingBlocked(): boolean { return this.directory.dark > 0 || !this.links.whole }
  listens(machine: string, port: number): boolean {
    return this.machines.get(this.directory.number(machine)!)?.listeners.has(port) === true
  }
  machineNumber(name: string): number | undefined { return this.directory.resolve(name) }
  machineName(machine: number): string { return this.directory.machine(machine).name }
  darkSince(machine: number): Micros { return this.directory.machine(machine).darkSince }
}

const EVENT_NUMBER: Readonly<Record<ProcessEvent['is'], number>> = {
  start: 1, stop: 2, timer: 3, worked: 4, flushed: 5, connected: 6, accepted: 7, data: 8, ended: 9, closed: 10, command: 11, turned: 12,
}
