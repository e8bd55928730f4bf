import type { Plain, Process, ProcessEvent, TimerId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import { copyPlain } from './plain.ts'
import type { Pools } from './pools.ts'
import { streamOf, type StreamState } from './random.ts'

/** A process by its name: what it is, whether it runs, and all its world keeps for it. It outlives its own death. */
export interface Running {
  readonly name: string
  readonly machine: number
  program: string
  args: Plain
  state: 'up' | 'down' | 'paused'
  exit: { code: number; reason: string | null } | null
  /** It asked to end; done as soon as it has handled its event. */
  exiting: boolean
  /** It ran when the power went: its machine starts it again at boot, as an init system does. */
  atBoot: boolean
  /** It was asked to stop and has not ended yet; asked to start meanwhile, it is started again as soon as it has. */
  stopping: boolean
  again: boolean
  /** What it is to be then, when that was said anew. */
  next: { readonly program: string | null; readonly args: Plain } | null
  startedAt: Micros
  starts: number
  /** Its number on its machine while it lives; 0 when it is down. */
  pid: number
  nextTimer: TimerId
  nextSocket: number
  nextTurn: number
  timers: Set<TimerId>
  /** Events of a paused process, in order. */
  held: ProcessEvent[]
  /** Work that took no time: it comes back as soon as the event in hand is done, before anything else. */
  atOnce: readonly ProcessEvent[]
  pools: Pools
  random: StreamState
  process: Process | null
  /** What it showed when it was last looked at. */
  lastView: Plain
}

const NONE: readonly ProcessEvent[] = []

export const newRunning = (name: string, machine: number): Running => ({
  name, machine, program: '', args: null, state: 'down', exit: null, exiting: false, atBoot: false, stopping: false, again: false, next: null, startedAt: 0, starts: 0, pid: 0,
  nextTimer: 1, nextSocket: 1, nextTurn: 1, timers: new Set(), held: [], atOnce: NONE, pools: new Map(), random: [0, 0, 0, 0], process: null, lastView: null,
})

/** What a start makes new; counters go on, so that no timer or connection is ever named twice. */
export function freshStart(running: Running, pid: number, now: Micros, seed: number, machineName: string): void {
  running.starts++
  Object.assign(running, {
    state: 'up', exit: null, exiting: false, atBoot: false, stopping: false, again: false, next: null, startedAt: now, pid, timers: new Set(), held: [], atOnce: NONE, pools: new Map(), lastView: null,
    random: streamOf(seed, machineName, running.name, `start ${running.starts}`),
  })
}

export function doAtOnce(running: Running, worked: ProcessEvent): void {
  running.atOnce = running.atOnce.length === 0 ? [worked] : [...running.atOnce, worked]
}

export function takeAtOnce(running: Running): ProcessEvent {
  const { atOnce } = running
  running.atOnce = atOnce.length === 1 ? NONE : atOnce.slice(1)
  return atOnce[0]!
}

export interface RunningState { running: Omit<Running, 'process'>; process: Plain }

export function saveRunning({ process, ...running }: Running): RunningState {
  return { running: copyPlain(running), process: process ? process.save() : null }
}
