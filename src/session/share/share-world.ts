import { scriptsId } from '../scripts.ts'
import type { LifecycleValue } from '../lifecycle.ts'
import type { Session } from '../session.ts'
import { cardOf } from '../worlds/cards.ts'
import { makeWorld } from '../worlds/named.ts'
import { linkOf, readText, textOf, type SharedWorld } from './shared-world.ts'

/** What somebody else needs to come to this very moment of the open world. */
export interface Parcel {
  readonly shared: SharedWorld
  readonly text: string
  /** What stands behind `#/shared/`; null when it is too long for an address. */
  readonly link: string | null
}

/** On the way to a world: there is no moment of it yet. */
const OPENING: ReadonlySet<LifecycleValue> = new Set<LifecycleValue>(['none', 'locking', 'opening', 'leaving'])

/** A world that came with a lesson is shared as it came: what others open begins where the lesson does. Else null as for `momentOf`. */
export async function parcelOf(session: Session, name: string): Promise<Parcel | 'opening' | null> {
  if (OPENING.has(session.lifecycle.getSnapshot().value)) return 'opening'
  const { place } = session.route.getState()
  const card = place.screen === 'world' && place.world ? await cardOf(session.work, place.world) : undefined
  const came = card?.from.is === 'shared' ? readText(card.from.text) : null
  const shared = came?.lesson ? { ...came, name } : await momentOf(session, name)
  if (!shared) return null
  const text = textOf(shared)
  return { shared, text, link: linkOf(text) }
}

/** Null for a world whose beginning is no longer in its log. */
export async function momentOf(session: Session, name: string): Promise<SharedWorld | null> {
  const past = await session.door.past()
  return past && { name, past, files: await filesOf(session) }
}

/** The scripts a person changed or ran here. */
async function filesOf({ work, world, route }: Session): Promise<Record<string, string>> {
  const kept = await work.get('scripts', scriptsId(route.getState().place)).catch(() => undefined) as Record<string, string | null> | undefined
  const ran = world.getState().actions.flatMap(({ action }) => action.do === 'script.run' ? [[action.file, action.source] as const] : [])
  const all = Object.entries({ ...Object.fromEntries(ran), ...kept })
  return Object.fromEntries(all.filter((each): each is [string, string] => each[1] !== null))
}

/** In a world of its own. What it says of scripts is kept with it, and nothing of the person's own is touched. */
export async function openShared(session: Session, shared: SharedWorld): Promise<void> {
  await makeWorld(session, shared.name, { is: 'shared', text: textOf(shared) }, shared.files)
}
