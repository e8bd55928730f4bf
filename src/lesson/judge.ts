import type { Micros } from '../world/view.ts'
import type { Forks, Lesson, Past, Verdict } from './types.ts'

/** `on`: the track it was met on. */
export interface GoalState { id: string; verdict: Verdict; metAt: Micros | null; on?: string }
export interface AskState { id: string; open: boolean; settledAt: Micros | null; right: string | null }
/** What the judge knows, as plain data: it runs beside the world, the lesson pane shows it. */
export interface Judgement {
  /** The moment it is of. */
  at: Micros
  goals: readonly GoalState[]
  asks: readonly AskState[]
  values: Readonly<Record<string, string | number>>
  /** Of each act of the solution: whether what it waits for holds now. Who plays it on the page cannot see single batches; the judge can. */
  comes: readonly boolean[]
  /** Of each act of the solution: the moment it would go back to now; null when there is none, or it does not go back. */
  rewinds: readonly (Micros | null)[]
}

export interface JudgeState { goals: readonly GoalState[]; asks: readonly AskState[] }

/** Holds a lesson's goals and questions against its world. Once met, a goal stays met; once settled, an answer stands. */
export class Judge {
  readonly #lesson: Lesson
  #goals: readonly GoalState[]
  #asks: readonly AskState[]

  constructor(lesson: Lesson) {
    this.#lesson = lesson
    this.#goals = lesson.goals.map(goal => ({ id: goal.id, verdict: { met: false, because: '' }, metAt: null }))
    this.#asks = lesson.steps.flatMap(step => step.kind === 'ask' ? [{ id: step.id, open: false, settledAt: null, right: null }] : [])
  }

  save(): JudgeState { return { goals: this.#goals, asks: this.#asks } }
  load({ goals, asks }: JudgeState): void {
    this.#goals = goals
    this.#asks = asks
  }

  /** What was met and settled on another track counts here too. */
  credit({ goals, asks }: JudgeState): void {
    this.#goals = this.#goals.map((state, index) => state.metAt === null && goals[index]!.metAt !== null ? goals[index]! : state)
    this.#asks = this.#asks.map((state, index) => state.settledAt === null && asks[index]!.settledAt !== null ? asks[index]! : state)
  }

  look(past: Past, forks: Forks = []): Judgement {
    this.#goals = this.#goals.map((state, index) => state.metAt !== null ? state : this.#judgeGoal(state, index, past, forks))
    this.#asks = this.#asks.map(state => state.settledAt !== null ? state : this.#judgeAsk(state, past))
    const comes = this.#lesson.solution.map(({ do: what }) => 'wait' in what && what.wait(past))
    const rewinds = this.#lesson.solution.map(({ do: what }) => 'rewind' in what ? what.rewind(past) : null)
    return { at: past.now.now, goals: this.#goals, asks: this.#asks, values: { ...this.#lesson.inputs, ...this.#lesson.values(past, forks) }, comes, rewinds }
  }

  #judgeGoal(state: GoalState, index: number, past: Past, forks: Forks): GoalState {
    const verdict = this.#lesson.goals[index]!.check(past, forks)
    return { ...state, verdict, ...verdict.met && { metAt: past.now.now, on: past.track } }
  }

  #judgeAsk(state: AskState, past: Past): AskState {
    const step = this.#lesson.steps.find(each => each.kind === 'ask' && each.id === state.id)
    if (step?.kind !== 'ask') return state
    const open = (step.needs ?? []).every(id => this.#goals.some(goal => goal.id === id && goal.metAt !== null))
    if (!open || !step.settles(past)) return { ...state, open }
    return { ...state, open, settledAt: past.now.now, right: step.right(past) }
  }
}
