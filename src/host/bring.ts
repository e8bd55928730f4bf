import type { Manifest, Opened, StoredDisk, WorldStore } from '../storage/store.ts'
import type { Action } from '../world/action.ts'
import type { DiskImage } from '../world/disk-journal.ts'
import type { Micros, Told } from '../world/view.ts'
import type { World, WorldOptions } from '../world/world.ts'
import type { Facts } from './facts.ts'
import { machinesOf, restoring, runningOf, seedOfLife } from './facts.ts'
import { isChatter } from './frame.ts'
import type { LogEntry } from './keeper.ts'
import type { Matcher } from './matcher.ts'
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

export interface Brought {
  world: World
  arrival: Arrival
  begins?: 'world' | 'life'
  epoch: number
  /** Kept with every epoch of this life. */
  life: Life
}
export type Life = Pick<Facts, 'kind' | 'seed' | 'life' | 'startAt' | 'arrivedAt'>

/** Makes a world of the given seed, time, disks and past. The rest (programs, codecs, realms) is the host's. */
export type MakeWorld = (options: Pick<WorldOptions, 'seed' | 'startAt' | 'disks' | 'replay'>) => World

/** Brings a world to life: anew, by living its log again, or from its disks. */
export async function bring(
  definition: WorldDefinition, { manifest }: Opened, store: WorldStore, make: MakeWorld, witness: Witness = nobody,
): Promise<Brought> {
  if (!manifest) return anew(definition, make)
  const facts = manifest.head.facts as Facts
  if (facts.arrivedAt === null) return anew(definition, make)
  if (facts.kind === 'free') return fromDisks(manifest, store, make, facts)
  return await replay(manifest, make, facts, witness) ?? await fork(manifest, store, make, facts)
}

/** Sees a lesson live its past again. */
export interface Witness {
  /** Before its first event. */
  begin(world: World): void
  arrive(world: World): void
  look(told: readonly Told[], world: World): unknown
  /** How much of it there is already, 0 to 1; what it gives is awaited, so that messages get through. */
  progress(part: number): void | Promise<void>
}
const nobody: Witness = { begin() {}, arrive() {}, look() {}, progress() {} }

export function anew({ kind, seed, start }: WorldDefinition, make: MakeWorld): Brought {
  const world = make({ seed })
  for (const action of start) world.act(action)
  return { world, arrival: { is: 'new' }, begins: 'world', epoch: 0, life: { kind, seed, life: 1, startAt: 0, arrivedAt: null } }
}

export const factsOf = (life: Life, world: WorldLike): Facts => {
  const view = world.view()
  return { ...life, machines: machinesOf(view), running: runningOf(view), traceHash: world.traceHash() }
}

/** Null when the log leads elsewhere than it did. */
async function replay({ head, log }: Manifest, make: MakeWorld, facts: Facts, witness: Witness): Promise<Brought | null> {
  const entries = log as readonly LogEntry[]
  const actions = entries.flatMap(entry => 'action' in entry ? entry.action : [])
  const turns = entries.flatMap(entry => 'turn' in entry ? entry.turn : [])
  try {
    const world = make({ seed: seedOfLife(facts.seed, facts.life), startAt: facts.startAt, replay: { actions, turns } })
    await relive(world, facts.arrivedAt!, head.now, witness)
    if (!findMoment(world, head.now, facts.traceHash)) return null
    return { world, arrival: { is: 'replayed', actions: actions.length }, begins: 'world', epoch: 0, life: lifeOf(facts) }
  } catch {
    return null
  }
}

const lifeOf = ({ kind, seed, life, startAt, arrivedAt }: Facts): Life => ({ kind, seed, life, startAt, arrivedAt })

const STRETCH: Micros = 5_000_000

/** The whole past but for its last microsecond, stretch by stretch. */
async function relive(world: World, arrivedAt: Micros, leftAt: Micros, witness: Witness): Promise<void> {
  const until = Math.max(arrivedAt, leftAt - 1)
  witness.begin(world)
  while (world.now < until) {
    const stretchEnd = Math.min(world.now + STRETCH, until)
    relived(world, world.now < arrivedAt ? Math.min(stretchEnd, arrivedAt) : stretchEnd, witness)
    if (world.now === arrivedAt) witness.arrive(world)
    await witness.progress(world.now / leftAt)
  }
}

function relived(world: World, until: Micros, witness: Witness): void {
  let told: Told[] = []
  const unlisten = world.told.listen(each => told.push(each))
  for (let isThere = false; !isThere;) {
    isThere = world.advance({ until, matches: each => !isChatter(each) }).because !== 'matched'
    witness.look(told, world)
    told = []
  }
  unlisten()
}

/** A world may have been left between two events of one microsecond: goes on one by one to where the trace is the same. */
function findMoment(world: World, at: Micros, traceHash: string): boolean {
  while (world.traceHash() !== traceHash || world.now < at) {
    if (world.advance({ until: at, events: 1 }).because !== 'events') return world.traceHash() === traceHash
  }
  return true
}

async function fork(manifest: Manifest, store: WorldStore, make: MakeWorld, facts: Facts): Promise<Brought> {
  const brought = await fromDisks(manifest, store, make, { ...facts, kind: 'free' })
  return { ...brought, arrival: { is: 'forked', engine: manifest.head.engine, life: facts.life + 1 } }
}

async function fromDisks(manifest: Manifest, store: WorldStore, make: MakeWorld, facts: Facts): Promise<Brought> {
  const { head, log } = manifest
  const life: Life = { ...lifeOf(facts), life: facts.life + 1, startAt: head.now }
  const world = make({ seed: seedOfLife(life.seed, life.life), startAt: head.now, disks: await diskImages(manifest, store) })
  const actions = (log as readonly LogEntry[]).flatMap(entry => 'action' in entry ? entry.action : [])
  for (const action of restoring(facts, actions)) world.act(action)
  const arrival: Arrival = { is: 'recovered', life: life.life, processes: facts.running.length, savedAt: head.savedAt }
  return { world, arrival, begins: 'life', epoch: head.epoch, life }
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
