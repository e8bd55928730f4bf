import type { Action } from '../world/action.ts'
import type { ClusterView, Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'

/** How a world comes back: a free one from its disks, a lesson by living its log again. */
export type WorldKind = 'free' | 'lesson'

/** What a world's head says beyond the store's own words. */
export interface Facts {
  kind: WorldKind
  /** The seed the person knows; each life draws its own from it. */
  seed: number
  /** 1 for the first; each time it came back from its disks counts one up. */
  life: number
  /** When this life began. */
  startAt: Micros
  machines: readonly { machine: string; rack: string | null; profile: string; diskBytes: number; power: boolean }[]
  /** Processes that ran or were paused at this moment. */
  running: readonly string[]
  /** When the person arrived; null while the opening is played. */
  arrivedAt: Micros | null
  /** Of all machines together; a replay that ends elsewhere was made by another engine. */
  traceHash: string
}

/** What one life of a world began with; it is kept with every epoch of it. */
export type Life = Pick<Facts, 'kind' | 'seed' | 'life' | 'startAt' | 'arrivedAt'>

export const machinesOf = (view: ClusterView): Facts['machines'] =>
  Object.values(view.machines).map(({ name, rack, profile, power, disk }) => ({ machine: name, rack, profile, diskBytes: disk.capBytes, power }))

export const runningOf = (view: ClusterView): string[] =>
  Object.values(view.processes).filter(process => process.state !== 'down').map(process => process.name)

/** The seed of a world's nth life: drawing the same ids twice would give two topics one id. */
export const seedOfLife = (seed: number, life: number): number => life === 1 ? seed : (Math.imul(life, 0x9e3779b1) ^ seed) >>> 0

/**
 * What is done to the new life of a world so that it is as the old one was after every process in it was killed: its machines, what
 * people did to them and had not undone, then its processes. Scripts and tools are not started again: they would
 * do their work twice.
 */
export function restoring({ machines, running }: Pick<Facts, 'machines' | 'running'>, log: readonly LoggedAction[]): Action[] {
  const actions = log.map(logged => logged.action)
  return [
    ...machines.map(({ power: _, ...machine }): Action => ({ do: 'machine.add', ...machine })),
    ...standingFaults(actions),
    ...starts(actions, machines, running),
    ...machines.filter(({ power }) => !power).map(({ machine }): Action => ({ do: 'machine.powerOff', machine })),
  ]
}

const lasting: ReadonlySet<Action['do']> = new Set(['link.cut', 'link.slow', 'disk.slow', 'disk.fill', 'disk.fail', 'clock.skew'])

/** Faults in the order they were made; one that was mended whole is left out with its mending. */
function standingFaults(actions: readonly Action[]): Action[] {
  let standing: Action[] = []
  for (const action of actions) {
    if (lasting.has(action.do)) standing.push(action)
    else if (action.do === 'disk.mend') standing = standing.filter(each => !isDiskFaultOf(each, action.machine))
    else if (action.do === 'link.mend') standing = mended(standing, action)
  }
  return standing
}

const isDiskFaultOf = (action: Action, machine: string): boolean =>
  action.do.startsWith('disk.') && 'machine' in action && action.machine === machine

/** A mending that does not name the very pair stays in the list, to be done again. */
function mended(standing: Action[], mend: Extract<Action, { do: 'link.mend' }>): Action[] {
  const isIt = (each: Action) => 'from' in each && pairOf(each) === pairOf(mend)
  const overlaps = standing.some(each => 'from' in each && !isIt(each) && [each.from, each.to, mend.from, mend.to].includes('*'))
  const others = standing.filter(each => !isIt(each))
  return overlaps ? [...others, mend] : others
}

const pairOf = ({ from, to }: { from: string; to: string }): string => [from, to].sort().join(' ')

/** Every process that was started by hand: as it ran, stands still, or lies dead, and nobody has brought it back. */
function starts(actions: readonly Action[], machines: Facts['machines'], running: readonly string[]): Action[] {
  const started = new Map<string, Start>()
  const lastDone = new Map<string, Action['do']>()
  for (const action of actions) {
    if (action.do === 'process.start') started.set(action.process, mergeStart(started.get(action.process), action))
    if (action.do in again) lastDone.set((action as Start).process, action.do)
  }
  const dark = new Set(machines.filter(({ power }) => !power).map(({ machine }) => machine))
  const wasRunning = new Set(running)
  return [...started.values()].flatMap(start => {
    const done = lastDone.get(start.process) as keyof typeof again
    const endedByItself = !wasRunning.has(start.process) && again[done] === null && !dark.has(start.machine!)
    return endedByItself || start.program === 'tool' ? [] : [start, ...again[done] === null ? [] : [{ do: again[done], process: start.process }]]
  })
}

/** What is done once more after the start, by what was done to a process last. One that was stopped is dead now like all others. */
const again = {
  'process.start': null, 'process.resume': null, 'process.pause': 'process.pause', 'process.kill': 'process.kill', 'process.stop': 'process.kill',
} as const

type Start = Extract<Action, { do: 'process.start' }>
const mergeStart = (before: Start | undefined, now: Start): Start => ({
  do: 'process.start', process: now.process, machine: now.machine ?? before?.machine ?? `client-${now.process}`,
  program: now.program ?? before?.program ?? null, args: now.args ?? before?.args ?? null,
})
