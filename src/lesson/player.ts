import { assign, setup } from 'xstate'
import type { Judgement } from './judge.ts'
import type { Lesson, Step } from './types.ts'

/**
 * Where a learner is in a lesson. Steps come one after the other; an act is left when its goal is met, a question when it
 * is answered, a card only once the world has settled the question. What was done stays done: going back is reading.
 */
export interface PlayerContext {
  lesson: Lesson
  /** Steps on screen: all up to and with this one. */
  step: number
  predictions: Readonly<Record<string, string>>
  /** Rungs of the hint ladder shown, by goal. */
  hints: Readonly<Record<string, number>>
  judgement: Judgement | null
  solutionSeen: boolean
}

export type PlayerEvent =
  | { type: 'judged'; judgement: Judgement }
  | { type: 'next' }
  | { type: 'predict'; ask: string; option: string }
  | { type: 'hint'; goal: string }
  | { type: 'solution' }

const HINTS = 3

const current = (context: PlayerContext): Step | undefined => context.lesson.steps[context.step]
const isMet = (context: PlayerContext, goal: string | undefined) =>
  goal !== undefined && context.judgement?.goals.some(each => each.id === goal && each.metAt !== null) === true
const isSettled = (context: PlayerContext, ask: string) => context.judgement?.asks.some(each => each.id === ask && each.settledAt !== null) === true
const mayAsk = (context: PlayerContext, ask: string) => context.judgement?.asks.some(each => each.id === ask && each.open) === true

/** May the step on screen be left? `by` says whether the learner asked or the world moved. */
function passes(context: PlayerContext, by: 'learner' | 'world'): boolean {
  const step = current(context)
  const last = context.step >= context.lesson.steps.length - 1
  if (!step || last) return false
  switch (step.kind) {
    case 'act': return step.goal === undefined ? by === 'learner' : isMet(context, step.goal)
    case 'look': return by === 'learner'
    case 'ask': return context.predictions[step.id] !== undefined
    case 'card': return by === 'learner' && isSettled(context, step.ask)
  }
}

/** A card is not shown before the world has answered its question, nor a question before the goals it needs. */
const isReady = (context: PlayerContext): boolean => {
  const step = context.lesson.steps[context.step + 1]
  if (step?.kind === 'card') return isSettled(context, step.ask)
  if (step?.kind === 'ask') return mayAsk(context, step.id)
  return true
}

export const playerMachine = setup({
  types: { context: {} as PlayerContext, events: {} as PlayerEvent, input: {} as { lesson: Lesson; saved?: Partial<PlayerContext> } },
  guards: {
    worldMovedOn: ({ context }) => passes(context, 'world') && isReady(context),
    learnerMayGoOn: ({ context }) => passes(context, 'learner') && isReady(context),
    mustPredict: ({ context }) => { const step = current(context); return step?.kind === 'ask' && context.predictions[step.id] === undefined },
    allMet: ({ context }) => context.step >= context.lesson.steps.length - 1 && context.judgement?.goals.every(goal => goal.metAt !== null) === true,
  },
  actions: {
    judge: assign({ judgement: ({ context, event }) => event.type === 'judged' ? event.judgement : context.judgement }),
    advance: assign({ step: ({ context }) => context.step + 1 }),
    predict: assign({ predictions: ({ context, event }) => event.type === 'predict' ? { ...context.predictions, [event.ask]: event.option } : context.predictions }),
    hint: assign({ hints: ({ context, event }) => event.type === 'hint' ? { ...context.hints, [event.goal]: Math.min(HINTS, (context.hints[event.goal] ?? 0) + 1) } : context.hints }),
    solve: assign({ solutionSeen: true }),
  },
}).createMachine({
  id: 'lesson',
  context: ({ input }) => ({ lesson: input.lesson, step: 0, predictions: {}, hints: {}, judgement: null, solutionSeen: false, ...input.saved }),
  initial: 'doing',
  on: { judged: { actions: 'judge' }, hint: { actions: 'hint' }, solution: { actions: 'solve' } },
  states: {
    doing: {
      always: [
        { guard: 'mustPredict', target: 'predicting' },
        { guard: 'worldMovedOn', actions: 'advance', target: 'doing', reenter: true },
        { guard: 'allMet', target: 'done' },
      ],
      on: { next: { guard: 'learnerMayGoOn', actions: 'advance', target: 'doing', reenter: true } },
    },
    /** Time stands still until the learner has committed to an answer. */
    predicting: { tags: 'worldPaused', on: { predict: { actions: 'predict', target: 'doing' } } },
    done: {},
  },
})
