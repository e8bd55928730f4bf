import { systemClock } from '../../host/clock.ts'
import type { Session } from '../session.ts'
import { cardOf, cards, keepCard, newWorldId, type Origin } from './cards.ts'

/** A world with a name, as the first page lists it. */
export interface NamedWorld {
  readonly id: string
  readonly name: string
  readonly from: Origin['is']
  /** World time it has come to, in µs, and when it was left, in ms since 1970; null for one that was never opened. */
  readonly left: { readonly now: number; readonly savedAt: number } | null
}

export async function namedWorlds(session: Session): Promise<NamedWorld[]> {
  const [all, heads] = await Promise.all([cards(session.work), session.worlds()])
  return all.map(({ id, name, from }) => ({ id, name, from: from.is, left: heads.find(head => head.world === id) ?? null }))
}

/** Makes a world of its own, and opens it. `files` lie on its desk. */
export async function makeWorld(session: Session, name: string, from: Origin, files?: Readonly<Record<string, string>>): Promise<void> {
  const id = newWorldId(() => session.random())
  if (files) await session.work.put('scripts', id, files)
  await keepCard(session.work, { id, name, madeAt: systemClock.wall(), from })
  session.go({ screen: 'world', world: id })
}

export async function renameWorld({ work }: Session, id: string, name: string): Promise<void> {
  const card = await cardOf(work, id)
  if (card && name.trim()) await keepCard(work, { ...card, name: name.trim() })
}

/** The world with its forks, its scripts, its name, and how far a lesson in it had come. A tab that has it open is told. */
export async function removeWorld(session: Session, id: string): Promise<void> {
  await session.remove(id)
  await session.work.remove('scripts', id)
  await session.work.remove('progress', id)
  await session.work.remove('worlds', id)
}
