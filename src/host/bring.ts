import type { Head, Manifest, Opened, Plain, StoredDisk, WorldStore } from '../storage/store.ts'
import type { Action } from '../world/action.ts'
import type { DiskImage } from '../world/disk-journal.ts'
import type { Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'
import type { Facts, Life } from './facts.ts'
import { machinesOf, restoring, runningOf, seedOfLife } from './facts.ts'
import type { LogEntry } from './keeper.ts'
import type { Matcher } from './matcher.ts'
import type { Lived, MakeLived } from './time/lived.ts'
import { ALONE, findMoment, relive, repeat, type Log, type Way } from './time/reach.ts'
import { Snapshots } from './time/snapshots.ts'
import { restored } from './time/stored.ts'
import { MAIN } from './time/tracks.ts'
import type { WorldLike } from './world-like.ts'

/** What a world is when nobody has lived in it yet. */
export interface WorldDefinition {
  id: string
  kind: Facts['kind']
  seed: number
  start: readonly Action[]
  /** What follows, as fast as it goes, before anybody arrives: something is done, or something has to hold first. */
  opening?: readonly (Action | { until: Matcher; for: Micros })[]
}

/** How a world was brought to this page, for whoever sits in front of it. */
export type Arrival =
  | { is: 'new' }
  /** From its disks, as after a kill of every process; `asOf` says when that was. */
  | { is: 'recovered'; life: number; processes: number; savedAt: number }
  /** To the very moment it was left. */
  | { is: 'replayed'; actions: number }
  /** From its disks, although it should have been replayed: the log was written by an engine that behaves otherwise. */
  | { is: 'forked'; engine: string; life: number }
  /** By a log from elsewhere, to another moment than it led that engine to. */
  | { is: 'strayed'; engine: string }

export interface Brought {
  lived: Lived
  arrival: Arrival
  begins?: 'world' | 'life'
  epoch: number
  life: Life
}

/** Brings a world to life: as it was, by living its log again, or from its disks. */
export async function bring(
  definition: WorldDefinition, { manifest }: Opened, store: WorldStore, make: MakeLived, track = MAIN, way: Way = ALONE,
): Promise<Brought> {
  if (!manifest) return anew(definition, make)
  const facts = manifest.head.facts as Facts
  if (facts.arrivedAt === null) return anew(definition, make)
  const disks = facts.kind === 'free' ? fromDisks : fork
  return await trying(() => resume(manifest, make, facts, track, way)) ?? await trying(() => replay(manifest, make, facts, track, way))
    ?? await disks(manifest, store, make, facts, track)
}

/** What was written by another engine may lead anywhere. */
async function trying(work: () => Promise<Brought | null>): Promise<Brought | null> {
  try {
    return await work()
  } catch {
    return null
  }
}

export function anew({ kind, seed, start }: WorldDefinition, make: MakeLived): Brought {
  const lived = make({ seed }, MAIN)
  for (const action of start) lived.world.act(action)
  return { lived, arrival: { is: 'new' }, begins: 'world', epoch: 0, life: { kind, seed, life: 1, startAt: 0, arrivedAt: null } }
}

export const factsOf = (life: Life, world: WorldLike): Facts => {
  const view = world.view()
  return { ...life, machines: machinesOf(view), running: runningOf(view), traceHash: world.traceHash() }
}

/** A free world as old as this is not lived again from its beginning: nobody would wait for it. */
const LONG: Micros = 600_000_000

/** To the very moment it was left, from its beginning. Null when it cannot be tried. */
async function replay({ head, log }: Manifest, make: MakeLived, facts: Facts, track: string, way: Way): Promise<Brought | null> {
  const { actions, turns } = logOf(log)
  // what its scripts did can only be had from the log; all else of a free world is on its disks, and there at once
  if (facts.kind === 'free' && (facts.life > 1 || turns.length === 0 || head.now > LONG)) return null
  const lived = make({ seed: seedOfLife(facts.seed, facts.life), startAt: facts.startAt, replay: { actions: [], turns } }, track)
  return asLeft(lived, head, actions, facts, way)
}

/** To the very moment it was left, from the one that was stored. What scripts had been asked before is not stored with it. */
async function resume({ head, log, snapshot }: Manifest, make: MakeLived, facts: Facts, track: string, way: Way): Promise<Brought | null> {
  const { actions, turns } = logOf(log), from = restored(snapshot, actions)
  if (!from || facts.kind !== 'free' || turns.length > 0) return null
  const lived = make({ seed: seedOfLife(facts.seed, facts.life) }, track, { snapshot: from, lives: new Map(), snapshots: new Snapshots([from]) })
  return asLeft(lived, head, actions, facts, way)
}

async function asLeft(lived: Lived, head: Head, actions: readonly LoggedAction[], facts: Facts, way: Way): Promise<Brought | null> {
  if (!await relive(lived, actions, Math.max(facts.arrivedAt!, head.now - 1), facts.arrivedAt, way)) return null
  repeat(lived.world, actions, Infinity)
  if (!findMoment(lived, head.now, facts.traceHash)) return null
  lived.world.offerWhole()
  return { lived, arrival: { is: 'replayed', actions: actions.length }, begins: 'world', epoch: 0, life: lifeOf(facts) }
}

export function logOf(entries: readonly Plain[]): Log {
  const log = entries as readonly LogEntry[]
  return { actions: log.flatMap(entry => 'action' in entry ? entry.action : []), turns: log.flatMap(entry => 'turn' in entry ? entry.turn : []) }
}

const lifeOf = ({ kind, seed, life, startAt, arrivedAt }: Facts): Life => ({ kind, seed, life, startAt, arrivedAt })

async function fork(manifest: Manifest, store: WorldStore, make: MakeLived, facts: Facts, track: string): Promise<Brought> {
  const brought = await fromDisks(manifest, store, make, { ...facts, kind: 'free' }, track)
  return { ...brought, arrival: { is: 'forked', engine: manifest.head.engine, life: facts.life + 1 } }
}

async function fromDisks(manifest: Manifest, store: WorldStore, make: MakeLived, facts: Facts, track: string): Promise<Brought> {
  const { head, log } = manifest
  const life: Life = { ...lifeOf(facts), life: facts.life + 1, startAt: head.now }
  const lived = make({ seed: seedOfLife(life.seed, life.life), startAt: head.now, disks: await diskImages(manifest, store) }, track)
  for (const action of restoring(facts, logOf(log).actions)) lived.world.act(action)
  const arrival: Arrival = { is: 'recovered', life: life.life, processes: facts.running.length, savedAt: head.savedAt }
  return { lived, arrival, begins: 'life', epoch: head.epoch, life }
}

/** What every machine's disk held, by machine. */
export async function diskImages({ head, disks }: Manifest, store: WorldStore): Promise<Record<string, DiskImage>> {
  return Object.fromEntries(await Promise.all(disks.map(async disk => [disk.machine, await imageOf(disk, head.world, store)] as const)))
}

async function imageOf({ machine, files, nextInode }: StoredDisk, world: string, store: WorldStore): Promise<DiskImage> {
  const inodes = [...new Set(Object.values(files).flatMap(file => file.runs.map(run => run.inode)))]
  const bytes = new Map(await Promise.all(inodes.map(async inode => [inode, await store.read(world, machine, inode)] as const)))
  return { files, nextInode, read: inode => bytes.get(inode) ?? new Uint8Array(0) }
}
