import type { SolutionState } from '../../session/solution.ts'
import type { Key, Values } from '../i18n/index.ts'

/*
 * A lesson as it stands on the screen: words already filled with the run's numbers, in the language chosen. Texts keep
 * their marks (`[[term]]`, `[text](see:ID)`, `` `code` ``, `**strong**`), which `Prose` draws.
 */

export interface LessonScreen {
  id: string
  track: number
  place: number
  of: number
  title: string
  lede: string
  /** All steps up to the present one, which is the last. */
  steps: readonly StepScreen[]
  goals: readonly GoalScreen[]
  /** The learner may say “go on”. */
  mayGoOn: boolean
  /** They might, were it decided already what the next card is about. */
  waits: boolean
  /** Every hint there is has been shown: the solution may be played. `seen`: it has been. */
  help: 'hints' | 'solution' | 'seen'
  /** In the solution's own world. */
  solution: SolutionScreen | null
  done: boolean
  after: { transfer: string; recall: readonly { id: string; question: string; answer: string }[]; note: string } | null
  previous: { id: string; title: string } | null
  next: { id: string; title: string } | null
}

export type StepScreen =
  | { kind: 'text'; id: string; body: string }
  | { kind: 'ask'; id: string; question: string; options: readonly { id: string; line: string }[]; chosen: string | null }
  | { kind: 'card'; id: string; question: string; options: readonly { id: string; line: string; right: boolean }[]; chosen: string | null
      reply: string; rows: Readonly<Record<'happened' | 'why' | 'changes' | 'ledger', string>> }

/** Sentences of the solution, each with what is done while it stands. */
export interface SolutionScreen extends Pick<SolutionState, 'is' | 'message'> {
  says: readonly { text: string; mark: 'done' | 'now' | 'next'; deeds: readonly { label: Key; values: Values }[] }[]
}

export interface GoalScreen {
  id: string
  title: string
  met: boolean
  /** Its evidence when met; why not, when not. */
  because: string
  /** Rungs shown so far, and whether there is another. */
  hints: readonly string[]
  more: boolean
}

/** A lesson on the map of the home page. */
export interface LessonCard { id: string; track: 1 | 2 | 3 | 4 | 5 | 6 | 7; title: string; minutes: number; state: 'done' | 'begun' | 'new' }
