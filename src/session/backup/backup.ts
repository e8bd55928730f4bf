import type { WorkKind, WorldCopy, WorldStore } from '../../storage/store.ts'

/** All that is kept in this browser: worlds with their forks, and the person's own work. */
export interface Backup {
  /** ms since 1970. */
  readonly madeAt: number
  readonly worlds: readonly WorldCopy[]
  readonly work: Readonly<Record<WorkKind, Readonly<Record<string, unknown>>>>
}

export const KINDS = ['scripts', 'settings', 'progress', 'tracks', 'worlds'] as const satisfies readonly WorkKind[]

/** Solutions always play anew: nothing of them is anybody's work. */
const isOwn = (world: string): boolean => !/^lesson\/[^/]+\/solution/.test(world)

export async function takeBackup(store: WorldStore, madeAt: number): Promise<Backup> {
  const worlds: WorldCopy[] = []
  for (const { world } of (await store.worlds()).filter(head => isOwn(head.world))) {
    const copy = await store.copy(world)
    if (copy) worlds.push(copy)
  }
  const work = Object.fromEntries(await Promise.all(KINDS.map(async kind => [kind, await workOf(store, kind)] as const))) as unknown as Backup['work']
  return { madeAt, worlds, work }
}

async function workOf({ work }: WorldStore, kind: WorkKind): Promise<Record<string, unknown>> {
  const ids = await work.list(kind)
  return Object.fromEntries(await Promise.all(ids.map(async id => [id, await work.get(kind, id)] as const)))
}
