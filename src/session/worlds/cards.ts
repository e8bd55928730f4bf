import type { OpenAsk } from '../../host/door.ts'
import type { Plain, WorkStore } from '../../storage/store.ts'
import { readText } from '../share/shared-world.ts'
import { planDefinition, templateDefinition, type Plan, type Template } from './made.ts'

/** A world of its own with a name: what it began as. Its log and its disks are in the store under its id. */
export interface WorldCard {
  readonly id: string
  readonly name: string
  /** ms since 1970. */
  readonly madeAt: number
  readonly from: Origin
}
/** What it begins as, also when it begins anew. `shared`: as a link or a file brought it, as text. */
export type Origin =
  | { readonly is: 'shared'; readonly text: string }
  | { readonly is: 'template'; readonly template: Template }
  | { readonly is: 'plan'; readonly plan: Plan }

/** An id nobody has guessed: letters and digits, so that it never reads like a selection in an address. */
export const newWorldId = (random: () => number): string =>
  `w-${[random(), random()].map(each => (each >>> 0).toString(36).padStart(7, '0').slice(-5)).join('')}`

export const keepCard = (work: WorkStore, card: WorldCard): Promise<void> => work.put('worlds', card.id, card)

/** Undefined for a world that was never made in this browser. */
export const cardOf = async (work: WorkStore, id: string): Promise<WorldCard | undefined> => asCard(await work.get('worlds', id))

/** All of them, the newest first. */
export async function cards(work: WorkStore): Promise<WorldCard[]> {
  const all = await Promise.all((await work.list('worlds')).map(id => cardOf(work, id)))
  return all.filter(card => card !== undefined).sort((a, b) => b.madeAt - a.madeAt)
}

const asCard = (kept: Plain): WorldCard | undefined => typeof kept === 'object' && kept !== null ? kept as WorldCard : undefined

/** How to open it, where it is kept or anew. */
export function askOf({ id, from }: WorldCard, seed: number): OpenAsk {
  if (from.is === 'template') return { definition: templateDefinition(from.template, id, seed) }
  if (from.is === 'plan') return { definition: planDefinition(from.plan, id, seed) }
  const { past } = readText(from.text)
  return { definition: { id, kind: 'free', seed: past.seed, start: [] }, past }
}
