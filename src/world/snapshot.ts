import type { Micros } from '../env/units.ts'
import type { DirectoryState } from './directory.ts'
import type { DiskState } from './disk-state.ts'
import type { Hash } from './hash.ts'
import { makeProcess, newMachine } from './lifecycle.ts'
import { mergeLinks, type LinksState } from './links.ts'
import type { Machine } from './machine.ts'
import type { Endpoint } from './endpoint.ts'
import { copyPlain } from './plain.ts'
import type { Scheduled } from './queue.ts'
import type { PendingTurn, Region } from './region.ts'
import { saveRunning, type Running, type RunningState } from './running.ts'
import type { FaultView } from './view.ts'

/*
 * A region's state as plain data, and back. Bytes are shared, everything that may change is copied, both ways: one saved
 * moment can be loaded any number of times. States of several regions at one moment make the state of one that runs all
 * their machines, and a region takes of a state what it hosts: so a world goes on with other regions than it had.
 */

interface MachineState {
  index: number
  options: { machine: string; rack: string | null; profile: string; diskBytes: number }
  disk: DiskState
  hash: Hash
  power: boolean
  bootedAt: Micros
  skewMs: number
  caused: number
  nextPid: number
  nicFreeAt: Micros
  endpoints: Map<string, Endpoint>
  listeners: Map<number, number>
  held: Scheduled[]
}

export interface RegionState {
  now: Micros
  directory: DirectoryState
  links: LinksState
  faults: FaultView[]
  machines: MachineState[]
  processes: RunningState[]
  queue: Scheduled[]
  pending: PendingTurn | null
}

export const saveRegion = (region: Region): RegionState => ({
  now: region.now(),
  directory: region.directory.save(),
  links: region.links.save(),
  faults: [...region.faults.values()],
  machines: [...region.machines.values()].map(saveMachine),
  processes: [...region.processes.values()].map(saveRunning),
  queue: copyPlain([...region.queue.save(), ...region.outbox]),
  pending: copyPlain(region.pending),
})

function saveMachine(machine: Machine): MachineState {
  const { index, name, rack, profile, disk, hash, power, bootedAt, skewMs, caused, nextPid, nicFreeAt, endpoints, listeners, held } = machine
  return {
    index, options: { machine: name, rack, profile: profile.name, diskBytes: disk.view().capBytes }, disk: disk.save(), hash: { ...hash },
    power, bootedAt, skewMs, caused, nextPid, nicFreeAt, endpoints: copyPlain(endpoints), listeners: new Map(listeners), held: copyPlain(held),
  }
}

/** As if one region had run them all. While a script is waited for, that is the moment. */
export function mergeRegions(states: readonly RegionState[]): RegionState {
  const [first] = states
  if (states.length === 1) return first!
  const asking = states.find(state => state.pending)
  return {
    now: asking?.now ?? Math.max(...states.map(state => state.now)),
    directory: first!.directory,
    links: mergeLinks(states.map(({ links, machines }) => ({ links, machines: new Set(machines.map(machine => machine.index)) }))),
    faults: first!.faults,
    machines: states.flatMap(state => state.machines).sort((a, b) => a.index - b.index),
    processes: states.flatMap(state => state.processes),
    queue: states.flatMap(({ queue }, index) => index === 0 ? queue : queue.filter(event => event.is !== 'action')),
    pending: asking?.pending ?? null,
  }
}

/** What a region with these machines has of it; actions reach every region. */
export function partOf(state: RegionState, hosts: (machine: number) => boolean): RegionState {
  const processes = state.processes.filter(({ running }) => hosts(running.machine))
  return {
    ...state, processes,
    machines: state.machines.filter(machine => hosts(machine.index)),
    queue: state.queue.filter(event => event.is === 'action' || hosts(event.to)),
    pending: processes.some(({ running }) => running.name === state.pending?.script) ? state.pending : null,
  }
}

/** A region that is new; `state` holds what it hosts and no more. */
export function loadRegion(region: Region, state: RegionState): void {
  region.catchUp(state.now)
  region.directory.load(state.directory)
  region.links.load(state.links)
  for (const fault of state.faults) region.faults.set(fault.id, fault)
  for (const machine of state.machines) region.machines.set(machine.index, loadMachine(region, machine))
  for (const running of state.processes) loadProcess(region, running)
  region.queue.load(copyPlain(state.queue))
  region.pending = copyPlain(state.pending)
}

function loadMachine(region: Region, { index, options, disk, endpoints, listeners, held, hash, ...plain }: MachineState): Machine {
  const machine = newMachine(region, index, options)
  machine.disk.load(disk)
  Object.assign(machine.hash, hash)
  for (const [socket, endpoint] of endpoints) machine.endpoints.set(socket, copyPlain(endpoint))
  for (const [port, pid] of listeners) machine.listeners.set(port, pid)
  return Object.assign(machine, plain, { held: copyPlain(held) })
}

function loadProcess(region: Region, { running: saved, process }: RunningState): void {
  const running: Running = { ...copyPlain(saved), process: null }
  region.processes.set(running.name, running)
  if (running.state === 'down') return
  const machine = region.machines.get(running.machine)!
  running.process = makeProcess(region, machine, running)
  running.process.load(copyPlain(process))
  machine.running.set(running.pid, running)
}
