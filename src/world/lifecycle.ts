import type { Plain, Process, ProcessEvent, SocketId } from '../env/process.ts'
import { MachineDisk } from './disk.ts'
import { newHash } from './hash.ts'
import type { Machine } from './machine.ts'
import { ProcessEnv } from './process-env.ts'
import { PROFILES } from './profiles.ts'
import type { Region } from './region.ts'
import { freshStart, newRunning, type Running } from './running.ts'

/* Births and deaths of machines and processes. */

export interface MachineOptions { machine: string; rack?: string | null; profile?: string | null; diskBytes?: number | null }

/** Every region learns of the machine; the one that hosts it builds it. */
export function addMachine(region: Region, { machine: name, rack = null, profile, diskBytes }: MachineOptions): void {
  if (region.directory.number(name) !== undefined) return
  const profileName = profile ?? region.options.profile
  const index = region.directory.add({ name, rack, profile: profileName })
  if (!region.options.hosts(index)) return
  const machine = newMachine(region, index, { machine: name, rack, profile: profileName, diskBytes })
  const image = region.options.disks[name]
  if (image) machine.disk.restore(image)
  region.machines.set(index, machine)
}

export function newMachine(region: Region, index: number, { machine: name, rack = null, profile: profileName, diskBytes }: MachineOptions): Machine {
  const profile = PROFILES[profileName!]!
  const disk = new MachineDisk({
    now: () => region.now(),
    later: (at, is, pid, body) => region.schedule(machine, at, index, is, pid, body),
    others: () => disksOf(region),
  }, profile.disk, diskBytes ?? profile.disk.capBytes)
  const machine: Machine = {
    index, name, rack, profile, disk, power: true, bootedAt: region.now(), skewMs: 0, caused: 0, nextPid: 1, running: new Map(), endpoints: new Map(),
    listeners: new Map(), held: [], nicFreeAt: 0, hash: newHash(index),
  }
  return machine
}

function *disksOf({ machines }: Region): Iterable<MachineDisk> {
  for (const { disk } of machines.values()) yield disk
}

export interface StartOptions { process: string; machine?: string | null; program?: string | null; args?: Plain }

/** Starts a process, anew or again as it was started before; on a machine of its own unless one is named. On a dark machine it starts at boot. */
export function start(region: Region, { process: name, machine: on, program, args }: StartOptions): void {
  const number = region.directory.whereIs(name) ?? placed(region, name, on ?? `client-${name}`)
  const machine = region.machines.get(number)
  if (!machine) return
  let running = region.processes.get(name)
  if (!running) region.processes.set(name, running = newRunning(name, number))
  if (running.state !== 'down') {
    running.again = running.stopping
    if (running.again) running.next = { program: program ?? null, args: args ?? null }
    return
  }
  become(running, program, args)
  if (machine.power) boot(region, machine, running)
  else running.atBoot = true
}

function placed(region: Region, process: string, machine: string): number {
  addMachine(region, { machine })
  const number = region.directory.number(machine)!
  region.directory.place(process, number)
  return number
}

/** What nobody said anew stays as it was. */
function become(running: Running, program: string | null | undefined, args: Plain | undefined): void {
  if (program) running.program = program
  if (args !== undefined && args !== null) running.args = args
}

function boot(region: Region, machine: Machine, running: Running): void {
  if (running.next) become(running, running.next.program, running.next.args)
  freshStart(running, machine.nextPid++, region.now(), region.options.seed, machine.name)
  running.process = makeProcess(region, machine, running)
  machine.running.set(running.pid, running)
  deliver(region, machine, running, { is: 'start', nth: running.starts })
}

export function makeProcess(region: Region, machine: Machine, running: Running): Process {
  const program = region.options.programs[running.program]
  if (!program) throw new Error(`No program ${running.program} for process ${running.name}`)
  return program(new ProcessEnv(region, machine, running), running.args as never)
}

/** As the next event at this moment. */
export const deliver = (region: Region, machine: Machine, running: Running, event: ProcessEvent): void =>
  region.schedule(machine, region.now(), machine.index, 'deliver', running.pid, event)

/** It asked to end, or is killed: the kernel closes what it had open; files stay as they are. */
export function end(region: Region, machine: Machine, running: Running): void {
  const { pid } = running
  region.network.processGone(machine, pid, unread(running))
  bury(region, machine, running)
  if (running.again) boot(region, machine, running)
}

const unread = ({ held }: Running): Set<SocketId> =>
  new Set(held.filter(event => event.is === 'data').map(event => event.socket))

function bury(region: Region, machine: Machine, running: Running): void {
  machine.running.delete(running.pid)
  running.lastView = running.process!.view()
  Object.assign(running, { state: 'down', pid: 0, process: null, exiting: false, timers: new Set(), held: [], atOnce: [] })
  region.sink.gone(running.name)
}

/** SIGTERM. */
export function stop(region: Region, machine: Machine, running: Running): void {
  running.stopping = true
  deliver(region, machine, running, { is: 'stop' })
}

export function pause(running: Running): void {
  if (running.state === 'up') running.state = 'paused'
}

/** What came while it was paused is handled now, in order. */
export function resume(region: Region, machine: Machine, running: Running): void {
  if (running.state !== 'paused') return
  running.state = 'up'
  const { held, pid } = running
  running.held = []
  for (const event of held) region.handle(machine, pid, event)
}

/** Nobody is told; the page cache and all connections are gone. */
export function powerOff(region: Region, machine: Machine): void {
  if (!machine.power) return
  machine.power = false
  for (const running of [...machine.running.values()]) {
    running.atBoot = running.again || !running.stopping
    bury(region, machine, running)
  }
  region.network.powerCut(machine)
  machine.disk.powerCut()
}

/** The machine boots and starts what ran when the power went. */
export function powerOn(region: Region, machine: Machine): void {
  if (machine.power) return
  Object.assign(machine, { power: true, bootedAt: region.now() })
  machine.disk.boot()
  region.network.release(machine)
  for (const running of region.processes.values()) {
    if (running.machine === machine.index && running.atBoot) boot(region, machine, running)
  }
}
