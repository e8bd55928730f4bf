import { parseLessonText, fill, type LessonText } from '../../lesson/text.ts'
import type { PlayerContext } from '../../lesson/player.ts'
import type { Judgement } from '../../lesson/judge.ts'
import type { Step, Verdict } from '../../lesson/types.ts'
import { count } from '../format.ts'
import type { SolutionState } from '../../session/solution.ts'
import { solutionScreen } from './solution.ts'
import type { GoalScreen, LessonScreen, StepScreen } from './types.ts'

/** Where a lesson stands among the others. */
export interface LessonPlace { place: number; of: number; previous: LessonScreen['previous']; next: LessonScreen['next'] }

interface Words { text: LessonText; values: Judgement['values']; fill(text: string): string }

/** A lesson as it stands on the screen: its words, where the learner is, and what the judge said last. */
export const lessonScreen = (markdown: string, context: PlayerContext, where: LessonPlace, done: boolean, plays: SolutionState | null = null): LessonScreen => {
  const { lesson, judgement } = context
  const text = parseLessonText(markdown)
  const values = judgement?.values ?? lesson.inputs
  const words: Words = { text, values, fill: raw => fill(raw, values, value => typeof value === 'number' ? count(value) : value) }
  const goals = lesson.goals.map(goal => goalScreen(goal.id, context, words))
  return {
    id: lesson.id, track: lesson.track, title: text.title, ...where, done,
    lede: words.fill(text.lede),
    steps: lesson.steps.slice(0, context.step + 1).flatMap(step => stepScreen(step, context, words)),
    goals,
    mayGoOn: mayGoOn(context) && !waits(context), waits: mayGoOn(context) && waits(context),
    help: context.solutionSeen ? 'seen' : goals.find(goal => !goal.met)?.more === false ? 'solution' : 'hints',
    solution: plays && solutionScreen(lesson, plays, say => words.fill(text.solution[say] ?? '')),
    after: done ? { transfer: words.fill(text.transfer), recall: text.recall, note: words.fill(text.note) } : null,
  }
}

const stepScreen = (step: Step, context: PlayerContext, { text, fill: filled }: Words): StepScreen[] => {
  if (step.kind === 'act' || step.kind === 'look') return text.steps[step.id]
    ? [{ kind: 'text', id: step.id, body: filled(text.steps[step.id]!) }]
    : []
  const id = step.kind === 'ask' ? step.id : step.ask
  const ask = text.asks[id]
  if (!ask) return []
  const chosen = context.predictions[id] ?? null
  const options = Object.entries(ask.options).map(([option, { line }]) => ({ id: option, line: filled(line) }))
  if (step.kind === 'ask') return [{ kind: 'ask', id, question: filled(ask.q), options, chosen }]
  const right = context.judgement?.asks.find(each => each.id === id)?.right ?? null
  const rows = text.cards[step.id]
  const row = (name: 'happened' | 'why' | 'changes' | 'ledger') => filled(rows?.[name] ?? '')
  return [{
    kind: 'card', id, question: filled(ask.q), chosen, options: options.map(option => ({ ...option, right: option.id === right })),
    reply: chosen ? filled(ask.options[chosen]?.reply ?? '') : '',
    rows: { happened: row('happened'), why: row('why'), changes: row('changes'), ledger: row('ledger') },
  }]
}

const goalScreen = (id: string, { judgement, hints, lesson }: PlayerContext, words: Words): GoalScreen => {
  const goal = words.text.goals[id]
  const state = judgement?.goals.find(each => each.id === id)
  const verdict: Verdict = state?.verdict ?? { met: false, because: '' }
  const shown = hints[id] ?? 0
  const ladder = (goal?.hints ?? []).map(hint => hint.forAll ?? (verdict.met ? '' : hint.byReason[verdict.because] ?? '')).filter(hint => hint !== '')
  const because = verdict.met ? goal?.met ?? '' : goal?.not[verdict.because] ?? ''
  const show = { ...words.values, ...verdict.show }
  return {
    id, title: goal ? words.fill(goal.title) : id, met: state?.metAt !== null && state?.metAt !== undefined,
    because: fill(because, show, value => typeof value === 'number' ? count(value) : value),
    hints: ladder.slice(0, shown).map(words.fill), more: shown < ladder.length && lesson.goals.some(each => each.id === id),
  }
}

/** The learner moves on by themselves from what is only to be looked at, and from a card. */
const mayGoOn = ({ lesson, step, judgement }: PlayerContext): boolean => {
  const now = lesson.steps[step]
  if (!now || step >= lesson.steps.length - 1) return false
  const next = lesson.steps[step + 1]
  if (next?.kind === 'ask' && judgement?.asks.find(each => each.id === next.id)?.open !== true) return false
  return now.kind === 'look' || now.kind === 'card' || (now.kind === 'act' && now.goal === undefined)
}

/** The world has not answered what the next card is about. */
const waits = ({ lesson, step, judgement }: PlayerContext): boolean => {
  const next = lesson.steps[step + 1]
  return next?.kind === 'card' && !judgement?.asks.some(({ id, settledAt }) => id === next.ask && settledAt !== null)
}
