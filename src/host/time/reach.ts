import type { RecordedTurn } from '../../world/scripts.ts'
import type { Micros, Told } from '../../world/view.ts'
import type { LoggedAction, World } from '../../world/world.ts'
import { seedOfLife, type Life } from '../facts.ts'
import { isChatter } from '../frame.ts'
import { snapshotOf, type Lived, type MakeLived } from './lived.ts'

/** Everything that was done to a track, and what its scripts answered. */
export interface Log { readonly actions: readonly LoggedAction[]; readonly turns: readonly RecordedTurn[] }

/** A track as far as it takes to come to any of its moments again. */
export interface Origin extends Pick<Lived, 'snapshots' | 'scripts'> { readonly log: Log; readonly life: Life }

/** Whoever waits for a past to be lived again. */
export interface Way {
  /** How much of it there is already, 0 to 1; what it gives is awaited, so that messages get through. */
  progress(part: number): void | Promise<void>
  isWanted(): boolean
}
export const ALONE: Way = { progress() {}, isWanted: () => true }

/** The moment lies before the first one that was kept of a life that began from its disks. */
export class TooFarBackError extends Error {
  constructor() {
    super('this life of the world began later')
    this.name = 'TooFarBackError'
  }
}

/** A world at one moment of a track: from the nearest one kept, its log lived again. Null when nobody wants it any more. */
export async function reach({ snapshots, scripts, log, life }: Origin, at: Micros, track: string, make: MakeLived, way: Way): Promise<Lived | null> {
  const snapshot = snapshots.before(at)
  if (!snapshot && (life.life > 1 || at < life.startAt)) throw new TooFarBackError()
  const replay = { actions: [], turns: log.turns.filter(turn => turn.at <= at) }
  const given = { seed: seedOfLife(life.seed, life.life), startAt: life.startAt, replay }
  const lived = snapshot
    ? make(given, track, { snapshot, lives: scripts.livesAt(snapshot.lived), snapshots: snapshots.upTo(at) })
    : make(given, track)
  return await relive(lived, log.actions.filter(action => action.at <= at), at, life.arrivedAt, way) ? lived : null
}

/** Half a second of work at full load: a world that goes on meanwhile, and whoever calls it off, get through in between. */
const STRETCH: Micros = 2_000_000

/** Goes on to `until`, repeating what was done, stretch by stretch. False when nobody wants it any more; throws where a turn is missing. */
export async function relive(lived: Lived, actions: readonly LoggedAction[], until: Micros, arrivedAt: Micros | null, way: Way): Promise<boolean> {
  const { world, companion, snapshots } = lived, from = world.now
  while (world.now < until) {
    const end = Math.min(world.now + STRETCH, until, arrivedAt !== null && world.now < arrivedAt ? arrivedAt : Infinity)
    repeat(world, actions, end)
    advance(lived, end)
    if (world.now === arrivedAt) companion?.arrive(world)
    if (world.now < until && snapshots.isDue(world.now)) snapshots.add(snapshotOf(lived, world.save(), true))
    await way.progress((world.now - from) / (until - from))
    if (!way.isWanted()) return false
  }
  return true
}

/** Those of its log are done already; what comes after `end` is not to be known yet. */
export function repeat(world: World, actions: readonly LoggedAction[], end: Micros): void {
  for (let next = actions[world.log().length]; next && next.at <= end; next = actions[world.log().length]) world.repeat(next)
}

function advance({ world, companion }: Lived, until: Micros): void {
  let told: Told[] = []
  const unlisten = world.told.listen(each => told.push(each))
  for (let isThere = false; !isThere;) {
    const { because, waiting } = world.advance({ until, matches: each => companion !== null && !isChatter(each) })
    if (because === 'waiting') throw new Error(`no turn of ${waiting} was recorded`)
    isThere = because !== 'matched'
    companion?.look(told, world)
    told = []
  }
  unlisten()
}

/** A world may have been left between two events of one microsecond: goes on one by one to where the trace is the same. */
export function findMoment({ world, companion }: Lived, at: Micros, traceHash: string): boolean {
  const told: Told[] = []
  const unlisten = world.told.listen(each => told.push(each))
  const isFound = goToTrace(world, at, traceHash)
  unlisten()
  if (isFound && told.length > 0) companion?.look(told, world)
  return isFound
}

function goToTrace(world: World, at: Micros, traceHash: string): boolean {
  while (world.traceHash() !== traceHash || world.now < at) {
    if (world.advance({ until: at, events: 1 }).because !== 'events') return world.traceHash() === traceHash
  }
  return true
}
