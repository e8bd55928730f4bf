import { OWN_LIMITS, type OwnLesson } from '../../lesson/own.ts'
import type { LoggedAction } from '../../world/world.ts'
import type { Session } from '../session.ts'
import { momentOf, openShared } from '../share/share-world.ts'
import { readText, type SharedWorld } from '../share/shared-world.ts'
import { cardOf } from '../worlds/cards.ts'

/** A moment a lesson will begin at, and how much had been done by then. */
export interface Recording { readonly shared: SharedWorld; readonly from: number }

/** Null for a world whose beginning is no longer in its log. */
export async function beginRecording(session: Session): Promise<Recording | null> {
  const shared = await momentOf(session, '')
  return shared && { shared, from: shared.past.actions.length }
}

/** What was done since, as a lesson's reader sees it. */
export async function didSince(session: Session, { from, shared }: Recording): Promise<string[]> {
  const log = await session.terrarium.log()
  return log.slice(from, from + OWN_LIMITS.did).map(logged => wordsOf(logged, shared.past.now))
}

const wordsOf = ({ at, action }: LoggedAction, since: number): string => {
  const { do: what, ...how } = action as Record<string, unknown> & { do: string }
  const said = Object.entries(how).filter(([name, value]) => value !== null && value !== undefined && name !== 'source' && name !== 'files')
    .map(([, value]) => typeof value === 'object' ? JSON.stringify(value) : String(value))
  return `+${((at - since) / 1_000_000).toFixed(1)} s ${what} ${said.join(' ')}`.slice(0, 300)
}

/** Opens it as a world of its own; there it is played, and shared. */
export const makeLesson = (session: Session, { shared }: Recording, title: string, lesson: OwnLesson): Promise<void> =>
  openShared(session, { ...shared, name: title, lesson })

/** The lesson that came with this world, and where its learner is. */
export interface OpenedLesson { readonly id: string; readonly title: string; readonly lesson: OwnLesson; readonly at: number }

export async function lessonOf({ work }: Session, id: string): Promise<OpenedLesson | null> {
  const card = await cardOf(work, id)
  if (card?.from.is !== 'shared') return null
  const { lesson } = readText(card.from.text), kept = await work.get('progress', id) as { step?: number } | undefined
  return lesson ? { id, title: card.name, lesson, at: Math.min(kept?.step ?? 0, lesson.steps.length) } : null
}

export const keepStep = ({ work }: Session, id: string, step: number): Promise<void> =>
  work.put('progress', id, { step, predictions: {}, hints: {}, solutionSeen: false })
