import type { Micros } from '../env/units.ts'
import type { Action } from './action.ts'
import type { FaultView } from './view.ts'

/** What somebody did to the world and has not undone, by the fault's id. */
export type Faults = Map<string, FaultView>

type Detail = FaultView['detail']
type Act<D extends Action['do']> = Extract<Action, { do: D }>
interface Sign<A> { id: (action: A) => string; is: string; on: (action: A) => string[]; detail?: (action: A) => Detail }

const onMachine = (is: string, detail?: (action: never) => Detail): Sign<{ machine: string }> =>
  ({ id: ({ machine }) => `${is} ${machine}`, is, on: ({ machine }) => [machine], ...(detail && { detail: detail as (action: { machine: string }) => Detail }) })
const onProcess = (is: string): Sign<{ process: string }> =>
  ({ id: ({ process }) => `${is} ${process}`, is, on: ({ process }) => [process] })
const onLine = (is: string, detail: (action: never) => Detail): Sign<{ from: string; to: string }> =>
  ({ id: ({ from, to }) => `${is} ${from} ${to}`, is, on: ({ from, to }) => [from, to], detail: detail as (action: { from: string; to: string }) => Detail })

const flipOf = ({ machine, file, at, bit }: { machine: string; file: string; at: number; bit: number }): string => `disk.flipped ${machine} ${file} ${at} ${bit}`

/** The fault an action makes. */
const MADE: { readonly [D in Action['do']]?: Sign<Act<D>> } = {
  'machine.powerOff': onMachine('power.off'),
  'process.kill': onProcess('process.killed'),
  'process.stop': onProcess('process.stopped'),
  'process.pause': onProcess('process.paused'),
  'link.cut': onLine('link.cut', ({ oneWay }: Act<'link.cut'>): Detail => (oneWay ? { oneWay: 1 } : {})),
  'link.slow': onLine('link.slow', ({ oneWay, delayMs, bytesPerSecond }: Act<'link.slow'>): Detail => ({
    ...(oneWay && { oneWay: 1 }), ...(delayMs && { delayMs }), ...(bytesPerSecond && { bytesPerSecond }),
  })),
  'disk.slow': onMachine('disk.slow', ({ factor }: Act<'disk.slow'>) => ({ factor })),
  'disk.fill': onMachine('disk.full', ({ leaveBytes }: Act<'disk.fill'>) => ({ leaveBytes })),
  'disk.fail': onMachine('disk.failed'),
  'disk.flip': { id: flipOf, is: 'disk.flipped', on: ({ machine }) => [machine], detail: ({ file, at, bit }) => ({ file, at, bit }) },
  'clock.skew': onMachine('clock.skewed', ({ ms }: Act<'clock.skew'>) => ({ ms })),
}

const deathsOf = ({ process }: { process: string }) => [`process.killed ${process}`, `process.stopped ${process}`]

/** The faults an action undoes, by id. */
const UNDONE: { readonly [D in Action['do']]?: (action: Act<D>, faults: Faults) => readonly string[] } = {
  'machine.powerOn': ({ machine }) => [`power.off ${machine}`],
  'process.start': deathsOf,
  'process.resume': ({ process }) => [`process.paused ${process}`],
  'process.kill': action => [...deathsOf(action), `process.paused ${action.process}`],
  'link.mend': ({ from, to }, faults) => [...faults.values()].filter(fault => mends(fault, from, to)).map(fault => fault.id),
  'disk.unflip': action => [flipOf(action)],
  'disk.mend': ({ machine }) => [`disk.slow ${machine}`, `disk.full ${machine}`, `disk.failed ${machine}`],
  'clock.skew': ({ machine }) => [`clock.skewed ${machine}`],
}

const mends = ({ is, on }: FaultView, from: string, to: string): boolean =>
  is.startsWith('link.') && ((covers(from, on[0]!) && covers(to, on[1]!)) || (covers(from, on[1]!) && covers(to, on[0]!)))
const covers = (pattern: string, name: string) => pattern === '*' || pattern === name

export function note(faults: Faults, action: Action, now: Micros): void {
  const undone = UNDONE[action.do] as ((action: Action, faults: Faults) => readonly string[]) | undefined
  for (const id of undone?.(action, faults) ?? []) faults.delete(id)
  const sign = MADE[action.do] as Sign<Action> | undefined
  if (!sign || (action.do === 'clock.skew' && action.ms === 0)) return
  const id = sign.id(action)
  faults.set(id, { id, is: sign.is, on: sign.on(action), since: faults.get(id)?.since ?? now, detail: sign.detail?.(action) ?? {} })
}

/** The action that takes a fault back. */
export function mending({ is, on, detail }: FaultView): Action {
  const [a, b] = on as [string, string]
  switch (is) {
    case 'power.off': return { do: 'machine.powerOn', machine: a }
    case 'process.paused': return { do: 'process.resume', process: a }
    case 'process.killed': case 'process.stopped': return { do: 'process.start', process: a }
    case 'link.cut': case 'link.slow': return { do: 'link.mend', from: a, to: b }
    case 'disk.flipped': return { do: 'disk.unflip', machine: a, file: String(detail['file']), at: Number(detail['at']), bit: Number(detail['bit']) }
    case 'clock.skewed': return { do: 'clock.skew', machine: a, ms: 0 }
    default: return { do: 'disk.mend', machine: a }
  }
}
