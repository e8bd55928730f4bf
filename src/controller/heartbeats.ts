import { micros, type Micros } from '../env/units.ts'

/*
 * What only the active controller knows of brokers, from their heartbeats (BrokerHeartbeatManager). None of it is in the log:
 * a new controller starts every session's clock anew.
 */

export interface BrokerSession {
  readonly id: number
  /** The registration it belongs to. */
  readonly epoch: number
  readonly lastContact: Micros
  readonly fenced: boolean
  /** The last metadata record it said it has applied. */
  readonly metadataOffset: number
  /** Once it is leaving: the others must have seen this offset before it may go. -1 otherwise. */
  readonly shutdownOffset: number
}

/** By broker id. Replaced, never changed, so that it can be shared with a snapshot. */
export type Heartbeats = ReadonlyMap<number, BrokerSession>

const NONE = -1

export const touch = (heartbeats: Heartbeats, id: number, change: Partial<BrokerSession> & { now: Micros }): Heartbeats => {
  const { now, ...rest } = change
  const before = heartbeats.get(id) ?? { id, epoch: NONE, lastContact: now, fenced: true, metadataOffset: NONE, shutdownOffset: NONE }
  const after: BrokerSession = { ...before, ...rest, lastContact: now }
  return new Map(heartbeats).set(id, after.fenced ? { ...after, shutdownOffset: NONE } : after)
}

export const without = (heartbeats: Heartbeats, id: number): Heartbeats => new Map([...heartbeats].filter(([other]) => other !== id))

export const hasValidSession = (session: BrokerSession | undefined, now: Micros, timeoutMs: number): boolean =>
  session !== undefined && session.lastContact + timeoutMs * micros.perMilli >= now

/** The least metadata offset of those that are neither fenced nor leaving; infinite when there are none. */
export function lowestActiveOffset(heartbeats: Heartbeats): number {
  let lowest = Infinity
  for (const { fenced, shutdownOffset, metadataOffset } of heartbeats.values()) {
    if (!fenced && shutdownOffset === NONE) lowest = Math.min(lowest, metadataOffset)
  }
  return lowest
}

/** FENCED → UNFENCED → CONTROLLED_SHUTDOWN → SHUTDOWN_NOW (BrokerControlState). */
export type ControlState = 'FENCED' | 'UNFENCED' | 'CONTROLLED_SHUTDOWN' | 'SHUTDOWN_NOW'

export const controlState = ({ fenced, shutdownOffset }: BrokerSession): ControlState =>
  shutdownOffset !== NONE ? 'CONTROLLED_SHUTDOWN' : fenced ? 'FENCED' : 'UNFENCED'

/** What a heartbeat asks for, and what decides on it. */
export interface Beat {
  readonly wantFence: boolean
  readonly wantShutDown: boolean
  readonly caughtUp: boolean
  readonly leads: boolean
  readonly othersCaughtUp: boolean
}
type Row = readonly [when: string, holds: (beat: Beat) => boolean, then: ControlState]

/** The state after a heartbeat, by the state before: the first row whose condition holds. */
export const controlTransitions: Readonly<Record<ControlState, readonly Row[]>> = {
  FENCED: [
    ['it wants to shut down', beat => beat.wantShutDown, 'SHUTDOWN_NOW'],
    ['it wants to work and has caught up with its own registration', beat => !beat.wantFence && beat.caughtUp, 'UNFENCED'],
  ],
  UNFENCED: [
    ['it wants to be fenced and to shut down', beat => beat.wantFence && beat.wantShutDown, 'SHUTDOWN_NOW'],
    ['it wants to be fenced', beat => beat.wantFence, 'FENCED'],
    ['it wants to shut down and leads', beat => beat.wantShutDown && beat.leads, 'CONTROLLED_SHUTDOWN'],
    ['it wants to shut down', beat => beat.wantShutDown, 'SHUTDOWN_NOW'],
  ],
  CONTROLLED_SHUTDOWN: [
    ['it leads no more, and all others know', beat => !beat.leads && beat.othersCaughtUp, 'SHUTDOWN_NOW'],
  ],
  SHUTDOWN_NOW: [],
}

export const nextControlState = (state: ControlState, beat: Beat): ControlState =>
  controlTransitions[state].find(([, holds]) => holds(beat))?.[2] ?? state
