import type { Micros } from '../world/view.ts'
import type { Lesson, Past, Verdict } from './types.ts'

export interface GoalState { id: string; verdict: Verdict; metAt: Micros | null }
export interface AskState { id: string; open: boolean; settledAt: Micros | null; right: string | null }
/** What the judge knows, as plain data: it runs beside the world, the lesson pane shows it. */
export interface Judgement {
  goals: readonly GoalState[]
  asks: readonly AskState[]
  values: Readonly<Record<string, string | number>>
  /** Of each act of the solution: whether what it waits for holds now. Who plays it on the page cannot see single batches; the judge can. */
  comes: readonly boolean[]
}

/** Holds a lesson's goals and questions against its world. Once met, a goal stays met; once settled, an answer stands. */
export class Judge {
  readonly #lesson: Lesson
  #goals: GoalState[]
  #asks: AskState[]

  constructor(lesson: Lesson) {
    this.#lesson = lesson
    this.#goals = lesson.goals.map(goal => ({ id: goal.id, verdict: { met: false, because: '' }, metAt: null }))
    this.#asks = lesson.steps.flatMap(step => step.kind === 'ask' ? [{ id: step.id, open: false, settledAt: null, right: null }] : [])
  }

  look(past: Past): Judgement {
    this.#goals = this.#goals.map((state, index) => state.metAt !== null ? state : this.#judgeGoal(state, index, past))
    this.#asks = this.#asks.map(state => state.settledAt !== null ? state : this.#judgeAsk(state, past))
    const comes = this.#lesson.solution.map(({ do: what }) => 'wait' in what && what.wait(past))
    return { goals: this.#goals, asks: this.#asks, values: { ...this.#lesson.inputs, ...this.#lesson.values(past) }, comes }
  }

  #judgeGoal(state: GoalState, index: number, past: Past): GoalState {
    const verdict = this.#lesson.goals[index]!.check(past)
    return { ...state, verdict, metAt: verdict.met ? past.now.now : null }
  }

  #judgeAsk(state: AskState, past: Past): AskState {
    const step = this.#lesson.steps.find(each => each.kind === 'ask' && each.id === state.id)
    if (step?.kind !== 'ask') return state
    const open = (step.needs ?? []).every(id => this.#goals.some(goal => goal.id === id && goal.metAt !== null))
    if (!open || !step.settles(past)) return { ...state, open }
    return { ...state, open, settledAt: past.now.now, right: step.right(past) }
  }
}
