import type { Beans } from '../env/metrics.ts'
import type { Hash } from './hash.ts'
import { busyUntil } from './pools.ts'
import type { Region } from './region.ts'
import type { Running } from './running.ts'
import type { MachineView, ProcessView, RunningView } from './view.ts'

/** What can be seen of a region's machines, by number, and of its processes, by name. */
export interface RegionLook {
  readonly machines: Readonly<Record<number, MachineView>>
  readonly processes: Readonly<Record<string, RunningView>>
}
export const NOTHING_SEEN: RegionLook = { machines: {}, processes: {} }

export const lookAt = (region: Region): RegionLook => ({
  machines: Object.fromEntries([...region.machines.keys()].map(index => [index, machineView(region, index)])),
  processes: Object.fromEntries([...region.processes.values()].map(running => [running.name, processView(region, running)])),
})

function machineView(region: Region, index: number): MachineView {
  const { name, rack, power, bootedAt, profile, disk, running } = region.machines.get(index)!
  const busy = Object.assign({}, ...[...running.values()].map(process => busyUntil(process.pools, region.now())))
  return { name, rack, power, bootedAt, profile: profile.name, disk: disk.view(), busy }
}

function processView(region: Region, running: Running): RunningView {
  const { name, machine, program, state, exit, startedAt } = running
  if (running.process) running.lastView = running.process.view()
  return { name, machine: region.machineName(machine), program, state, exit, startedAt, view: running.lastView as ProcessView | null }
}

/** What its processes measure of themselves, by name. */
export const beansOf = ({ processes }: Region): Readonly<Record<string, Beans>> =>
  Object.fromEntries([...processes.values()].flatMap(({ name, process }) => process?.beans ? [[name, process.beans()]] : []))

/** The trace of each machine, by number. */
export type Traces = readonly (readonly [machine: number, hash: Readonly<Hash>])[]
export const tracesOf = (region: Region): Traces => [...region.machines.values()].map(({ index, hash }) => [index, { ...hash }])
