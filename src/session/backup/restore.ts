import { removeForks } from '../../host/time/kept-tracks.ts'
import { isFork } from '../../host/time/tracks.ts'
import type { Head, WorldCopy, WorldStore } from '../../storage/store.ts'
import { MAX_PIECE_BYTES, type StoredPiece } from '../../world/disk-journal.ts'
import type { Session } from '../session.ts'
import { keepCard, newWorldId, type WorldCard } from '../worlds/cards.ts'
import { THREE_RACKS } from '../worlds/three-racks.ts'
import type { Backup } from './backup.ts'

/**
 * What becomes of one world of the file.
 * - `add`: it is not here, or another one has its place; then it comes beside that one, under an id of its own
 * - `differs`: a lesson that was also begun here; it stays as it is here unless the person wants the file's
 * - `same`: it is here already, at the same moment
 */
export interface Step { readonly is: 'add' | 'differs' | 'same'; readonly world: string; readonly as: string; readonly name: string; readonly now: number }
export interface RestorePlan { readonly madeAt: number; readonly steps: readonly Step[]; readonly scripts: number; readonly lessons: number }

export type Home = Pick<Session, 'store' | 'work' | 'visits' | 'settings' | 'random'>

/** Says what taking the file in would do, and does nothing. */
export async function planRestore(backup: Backup, home: Home): Promise<RestorePlan> {
  const heads = await home.store.worlds()
  const steps = backup.worlds.filter(({ head }) => !isFork(head.world)).map(copy => stepOf(copy, heads, backup, home))
  const { scripts, progress } = backup.work
  return { madeAt: backup.madeAt, steps, scripts: Object.keys(scripts).length, lessons: Object.keys(progress).length }
}

function stepOf({ head }: WorldCopy, heads: readonly Head[], backup: Backup, home: Home): Step {
  const { world, now } = head, here = heads.find(each => each.world === world)
  const name = cardIn(backup, world)?.name ?? world
  if (!here) return { is: 'add', world, as: world, name, now }
  if (isSameMoment(here, head)) return { is: 'same', world, as: world, name, now }
  if (world.startsWith('lesson/')) return { is: 'differs', world, as: world, name, now }
  return { is: 'add', world, as: newWorldId(() => home.random()), name: `${name} · ${new Date(backup.madeAt).toISOString().slice(0, 10)}`, now }
}

const isSameMoment = (here: Head, there: Head): boolean => here.now === there.now && hashOf(here) === hashOf(there)
const hashOf = ({ facts }: Head): unknown => (facts as { traceHash?: unknown }).traceHash
const cardIn = ({ work }: Backup, id: string): WorldCard | undefined => work.worlds[id] as WorldCard | undefined

/** Takes the file in, as planned. `replaces`: what differs becomes as it is in the file; all else that is here stays. Rejects with StorageError. */
export async function restore(backup: Backup, plan: RestorePlan, home: Home, replaces: boolean): Promise<void> {
  const taken = plan.steps.filter(({ is }) => is === 'add' || (is === 'differs' && replaces))
  for (const step of taken) await takeWorld(backup, step, home.store)
  for (const step of taken) await takeWork(backup, step, home)
  await takeRest(backup, home, replaces)
}

async function takeWorld(backup: Backup, { is, world, as }: Step, store: WorldStore): Promise<void> {
  if (is === 'differs') await removeForks(store, as)
  for (const copy of backup.worlds.filter(({ head }) => head.world === world || head.world.startsWith(`${world}~`)))
    await put(copy, `${as}${copy.head.world.slice(world.length)}`, store)
}

async function put({ head, log, disks, inodes }: WorldCopy, id: string, store: WorldStore): Promise<void> {
  const { writer } = await store.open(id)
  const pieces = (machine: string) => inodes.filter(each => each.machine === machine).flatMap(({ inode, bytes }) => piecesOf(inode, bytes))
  const changes = disks.map(({ machine, nextInode, files }) => ({ machine, nextInode, files, pieces: pieces(machine) }))
  await store.commit(id, writer, { begins: 'world', head: { ...head, world: id, epoch: 1, logLength: log.length }, log, disks: changes })
}

const piecesOf = (inode: number, bytes: Uint8Array): StoredPiece[] => Array.from({ length: Math.ceil(bytes.length / MAX_PIECE_BYTES) }, (_, n) =>
  ({ inode, offset: n * MAX_PIECE_BYTES, bytes: bytes.slice(n * MAX_PIECE_BYTES, (n + 1) * MAX_PIECE_BYTES) }))

/** What belongs to a world beside its bytes: its forks, its name, its scripts, and how far its learner was. */
async function takeWork({ work, madeAt }: Backup, { world, as, name }: Step, home: Home): Promise<void> {
  const lesson = world.startsWith('lesson/') ? world.slice('lesson/'.length) : null
  if (work.tracks[world]) await home.work.put('tracks', as, work.tracks[world])
  const card = (work.worlds[world] ?? { madeAt, from: { is: 'template', template: THREE_RACKS } }) as Pick<WorldCard, 'madeAt' | 'from'>
  if (as.startsWith('w-')) await keepCard(home.work, { ...card, id: as, name })
  const scripts = work.scripts[world === THREE_RACKS ? 'free' : world]
  if (scripts && as !== THREE_RACKS) await home.work.put('scripts', as, scripts)
  const progress = work.progress[lesson ?? world]
  if (progress) await home.work.put('progress', lesson ?? as, progress)
}

/** What belongs to no world that is taken: only where nothing is here in its place, or the person wants the file's. */
async function takeRest({ work }: Backup, home: Home, replaces: boolean): Promise<void> {
  for (const kind of ['scripts', 'progress', 'worlds'] as const)
    for (const [id, value] of Object.entries(work[kind]))
      if (await home.work.get(kind, id) === undefined || (replaces && kind !== 'worlds')) await home.work.put(kind, id, value)
  const { settings, visits } = work.settings as { settings?: ReturnType<Home['settings']['getState']>; visits?: ReturnType<Home['visits']['getState']> }
  const { recall } = work.settings
  if (recall && (replaces || await home.work.get('settings', 'recall') === undefined)) await home.work.put('settings', 'recall', recall)
  const here = home.visits.getState()
  const both = (of: 'begun' | 'done') => [...new Set([...here[of], ...visits?.[of] ?? []])]
  home.visits.setState({ before: true, begun: both('begun'), done: both('done') })
  if (settings && replaces) home.settings.setState(settings)
}
