import type { Codecs } from '../env/codecs.ts'
import type { Micros, Millis } from '../env/units.ts'
import type { Action } from './action.ts'
import type { DiskImage } from './disk-journal.ts'
import type { Flights } from './flights.ts'
import type { Kept } from './hearing.ts'
import type { Observers } from './observe/index.ts'
import type { Programs } from './region.ts'
import type { RecordedTurn, ScriptHost } from './scripts.ts'
import type { RegionState } from './snapshot.ts'
import type { ToldLog } from './told-log.ts'
import type { Told } from './view.ts'

export interface LoggedAction { readonly at: Micros; readonly action: Action }

export interface WorldOptions {
  readonly seed: number
  readonly programs: Programs
  readonly codecs: Codecs
  /** Hardware of machines that name none: `zero` or `laptop`. */
  readonly profile?: string
  /** One way between two machines, in µs. */
  readonly latency?: Micros
  readonly wallStart?: Millis
  readonly clusterId?: string
  /** How many regions run it, and which one runs machine number `index`. */
  readonly regions?: number
  readonly place?: (index: number) => number
  readonly onCrash?: 'throw' | 'die'
  readonly scripts?: ScriptHost
  /** A world that comes back from its disks goes on at this time, with these. */
  readonly startAt?: Micros
  readonly disks?: Readonly<Record<string, DiskImage>>
  /** Actions and turns of a world that is run again. */
  readonly replay?: { readonly actions: readonly LoggedAction[]; readonly turns: readonly RecordedTurn[] }
}

export interface Advance {
  /** Every event up to and at this time. */
  readonly until?: Micros
  /** At most so many events (in several regions: until a window brings them). */
  readonly events?: number
  /** Asked every few hundred events; true ends the call. */
  readonly enough?: () => boolean
  /** Asked after each domain event, at that very event; true ends the call. */
  readonly matches?: (told: Told) => boolean
}
export interface Advanced {
  readonly now: Micros
  readonly events: number
  /** Why it came back. `idle`: nothing will ever happen by itself. */
  readonly because: 'until' | 'events' | 'enough' | 'matched' | 'waiting' | 'idle'
  /** The script whose realm has to answer first. */
  readonly waiting: string | null
}

/** A whole world between two events, as plain data. */
export interface WorldState {
  readonly seed: number
  readonly now: Micros
  readonly windowEnd: Micros
  readonly actions: readonly LoggedAction[]
  readonly turns: readonly RecordedTurn[]
  readonly injected: number
  /** All machines, as if one region ran them. */
  readonly region: RegionState
  readonly hearing: readonly Kept[]
  readonly told: ReturnType<ToldLog['save']>
  readonly flights: ReturnType<Flights['save']>
  readonly observers: ReturnType<Observers['save']>
}
