import { StorageError } from '../storage/store.ts'
import type { RecordedTurn } from '../world/scripts.ts'
import type { Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'
import type { Brought, WorldDefinition } from './bring.ts'
import { ENGINE } from './engine.ts'
import type { Life } from './facts.ts'
import type { MakeLived } from './time/lived.ts'
import { findMoment, relive, repeat, type Way } from './time/reach.ts'
import { MAIN } from './time/tracks.ts'
import type { WorldLike } from './world-like.ts'

/** All it takes to come to a moment of a world anywhere: seed and log are the world. */
export interface PastLog {
  /** The engine that lived it; another one may be led elsewhere. */
  readonly engine: string
  readonly seed: number
  /** When the person arrived whose world it was. */
  readonly arrivedAt: Micros
  readonly now: Micros
  /** What this moment is recognised by. */
  readonly traceHash: string
  readonly actions: readonly LoggedAction[]
  readonly turns: readonly RecordedTurn[]
}

/** Null for a world that came back from its disks: what happened before is no longer in its log. */
export function pastOf({ life, seed, arrivedAt }: Life, world: WorldLike): PastLog | null {
  if (life > 1 || arrivedAt === null) return null
  return { engine: ENGINE, seed, arrivedAt, now: world.now, traceHash: world.traceHash(), actions: world.log(), turns: world.turns() }
}

/**
 * A world that begins with a past from elsewhere, which was written by anybody: one that cannot be lived is refused, with the engine's
 * words; one that leads elsewhere goes on from there.
 */
export async function livePast({ kind }: WorldDefinition, past: PastLog, make: MakeLived, way: Way): Promise<Brought> {
  const { seed, actions, turns, arrivedAt, now, traceHash } = past
  const lived = make({ seed, replay: { actions: [], turns } }, MAIN)
  try {
    if (!await relive(lived, actions, now - 1, null, way)) throw new Error('nobody wants it any more')
    repeat(lived.world, actions, Infinity)
    const isThere = findMoment(lived, now, traceHash)
    lived.world.offerWhole()
    const arrival = isThere ? { is: 'replayed', actions: actions.length } as const : { is: 'strayed', engine: past.engine } as const
    return { lived, arrival, begins: 'world', epoch: 0, life: { kind, seed, life: 1, startAt: 0, arrivedAt } }
  } catch (error) {
    throw new StorageError('failed', `The log that was given cannot be lived again: ${error instanceof Error ? error.message : String(error)}`)
  }
}
