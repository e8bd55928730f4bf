import type { OpenAsk } from '../../host/door.ts'
import type { Plain, WorkStore } from '../../storage/store.ts'
import { readText } from '../share/shared-world.ts'

/** A world of its own with a name: what it began as. Its log and its disks are in the store under its id. */
export interface WorldCard {
  readonly id: string
  readonly name: string
  /** ms since 1970. */
  readonly madeAt: number
  readonly from: Origin
}
/** `shared`: as a link or a file brought it, kept as text, so that it can begin anew. */
export type Origin = { readonly is: 'shared'; readonly text: string }

/** An id nobody has guessed: letters and digits, so that it never reads like a selection in an address. */
export const newWorldId = (random: () => number): string =>
  `w-${[random(), random()].map(each => (each >>> 0).toString(36).padStart(7, '0').slice(-5)).join('')}`

export const keepCard = (work: WorkStore, card: WorldCard): Promise<void> => work.put('worlds', card.id, card)

/** Undefined for a world that was never made in this browser. */
export const cardOf = async (work: WorkStore, id: string): Promise<WorldCard | undefined> => asCard(await work.get('worlds', id))

const asCard = (kept: Plain): WorldCard | undefined => typeof kept === 'object' && kept !== null ? kept as WorldCard : undefined

/** How to open it, where it is kept or anew. */
export function askOf({ id, from }: WorldCard): OpenAsk {
  const { past } = readText(from.text)
  return { definition: { id, kind: 'free', seed: past.seed, start: [] }, past }
}
