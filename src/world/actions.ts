import type { Action } from './action.ts'
import * as faults from './faults.ts'
import { addMachine, deliver, end, pause, powerOff, powerOn, resume, start, stop } from './lifecycle.ts'
import type { Machine } from './machine.ts'
import type { Region } from './region.ts'
import type { Running } from './running.ts'

type Effects = { readonly [D in Action['do']]: (region: Region, action: Extract<Action, { do: D }>) => void }

/** What each action does to the world. Every region applies every action; only the one that hosts a machine touches it. */
const EFFECTS: Effects = {
  'machine.add': (region, action) => addMachine(region, action),
  'machine.powerOff': (region, { machine }) => {
    region.directory.setPower(region.directory.number(machine)!, false, region.now())
    onMachine(region, machine, here => powerOff(region, here))
  },
  'machine.powerOn': (region, { machine }) => {
    region.directory.setPower(region.directory.number(machine)!, true, region.now())
    onMachine(region, machine, here => powerOn(region, here))
  },

  'process.start': (region, action) => start(region, action),
  'process.stop': (region, { process }) => {
    stayDown(region, process)
    onProcess(region, process, (running, machine) => stop(region, machine, running))
  },
  'process.kill': (region, { process }) => {
    stayDown(region, process)
    onProcess(region, process, (running, machine) => end(region, machine, running))
  },
  'process.pause': (region, { process }) => onProcess(region, process, pause),
  'process.resume': (region, { process }) => onProcess(region, process, (running, machine) => resume(region, machine, running)),
  'process.command': (region, { process, command }) =>
    onProcess(region, process, (running, machine) => deliver(region, machine, running, { is: 'command', command })),

  'link.cut': (region, action) => {
    for (const [from, to] of lines(region, action)) region.links.cut(from, to, region.now())
  },
  'link.slow': (region, action) => {
    for (const [from, to] of lines(region, action)) region.links.slow(from, to, (action.delayMs ?? 0) * 1_000, action.bytesPerSecond ?? null)
  },
  'link.mend': (region, action) => {
    const mended = lines(region, action)
    for (const [from, to] of mended) if (region.links.mend(from, to)) region.hasten(from, to)
    for (const to of new Set(mended.map(line => line[1]).sort((a, b) => a - b))) {
      const machine = region.machines.get(to)
      if (machine) region.network.release(machine)
    }
  },

  'disk.slow': (region, { machine, factor }) => onMachine(region, machine, here => { here.disk.slow = factor }),
  'disk.fill': (region, { machine, leaveBytes }) => onMachine(region, machine, here => here.disk.leave(leaveBytes)),
  'disk.fail': (region, { machine }) => onMachine(region, machine, here => { here.disk.offline = true }),
  'disk.flip': (region, { machine, file, at, bit }) => onMachine(region, machine, here => here.disk.flip(file, at, bit)),
  'disk.unflip': (region, { machine, file, at, bit }) => onMachine(region, machine, here => here.disk.flip(file, at, bit, true)),
  'disk.mend': (region, { machine }) => onMachine(region, machine, ({ disk }) => {
    disk.slow = 1
    disk.offline = false
    disk.leave(null)
  }),
  'clock.skew': (region, { machine, ms }) => onMachine(region, machine, here => { here.skewMs = ms }),

  'script.run': (region, { script, file, source, dialect }) => {
    onProcess(region, script, (running, machine) => end(region, machine, running))
    start(region, { process: script, program: 'script', args: { file, source, dialect: dialect ?? null } })
  },
  'script.stop': (region, { script }) => onProcess(region, script, (running, machine) => end(region, machine, running)),
  'folder.import': (region, { machine, replaces, files }) => onMachine(region, machine, ({ disk }) => {
    if (replaces) for (const name of disk.list(`${replaces}/`)) disk.remove(name)
    for (const name of Object.keys(files).sort()) disk.place(name, files[name]!)
  }),
}

export function applyAction(region: Region, action: Action): void {
  (EFFECTS[action.do] as (region: Region, action: Action) => void)(region, action)
  faults.note(region.faults, action, region.now())
}

function onMachine(region: Region, name: string, act: (machine: Machine) => void): void {
  const machine = region.machines.get(region.directory.number(name)!)
  if (machine) act(machine)
}

/** Only one that runs, or is paused. */
function onProcess(region: Region, name: string, act: (running: Running, machine: Machine) => void): void {
  const running = region.processes.get(name)
  if (running && running.state !== 'down') act(running, region.machines.get(running.machine)!)
}

/** Nothing that was to start it again does. */
function stayDown(region: Region, name: string): void {
  const running = region.processes.get(name)
  if (running) Object.assign(running, { atBoot: false, again: false })
}

/** The directed lines an action means: both ways unless it says one way; `*` is every other machine. */
function lines(region: Region, { from, to, oneWay }: { from: string; to: string; oneWay?: boolean | null }): [from: number, to: number][] {
  const there = ends(region, from).flatMap(a => ends(region, to).filter(b => b !== a).map(b => [a, b] as [number, number]))
  return oneWay ? there : [...there, ...there.map(([a, b]) => [b, a] as [number, number])]
}

const ends = ({ directory }: Region, name: string): number[] =>
  name === '*' ? Array.from({ length: directory.count }, (_, number) => number) : [directory.number(name)!]
