import type { Judgement } from '../../lesson/judge.ts'
import type { LessonText } from '../../lesson/text.ts'
import type { Act, Lesson } from '../../lesson/types.ts'
import type { Micros } from '../../world/view.ts'
import { Headless, type Kit, type Playable } from './headless.ts'
import { openWords } from './words.ts'

export interface Checkable extends Playable { texts: Readonly<Record<string, LessonText>> }

/** A lesson played on some seeds: what is wrong with it, and how long its solution took. */
export interface Checked {
  lesson: string
  plays: number
  /** One line each, with the seed that shows it. */
  failures: string[]
  /** World time from arrival to the last goal, per seed. */
  took: Micros[]
}

/**
 * Plays a lesson on every seed: goals are false when the learner arrives; the solution meets them in order and in time; other ways
 * pass; mistakes fail for the reason they state; every question has one right answer, the same on all seeds. Ways and mistakes may be
 * played on the first few seeds only.
 */
export async function checkLesson(checkable: Checkable, seeds: readonly number[], kit: Kit, seedsOfOthers = seeds.length): Promise<Checked> {
  const { lesson } = checkable
  const checked: Checked = { lesson: lesson.id, plays: 0, failures: [], took: [] }
  const answers = new Map<string, Set<string>>()
  for (const [index, seed] of seeds.entries()) {
    for (const play of index < seedsOfOthers ? playsOf(lesson) : [solutionOf(lesson)]) {
      checked.plays++
      const wrong = await checkPlay(checkable, play, seed, kit, checked, answers)
      checked.failures.push(...wrong.map(each => `seed ${seed}, ${play.name}: ${each}`))
    }
  }
  for (const [ask, right] of answers) if (right.size > 1) checked.failures.push(`ask ${ask}: seeds disagree on ${[...right].join(', ')}`)
  return checked
}

interface Play { name: string; acts: readonly Act[]; check(played: Headless, lesson: Lesson): string[] }

const solutionOf = ({ solution }: Lesson): Play =>
  ({ name: 'solution', acts: solution, check: (played, lesson) => [...allMet(played, lesson), ...inTime(played, lesson), ...settled(played, lesson)] })

const playsOf = (lesson: Lesson): Play[] => [
  solutionOf(lesson),
  ...lesson.tests.otherWays.map((acts, index): Play => ({ name: `other way ${index + 1}`, acts, check: allMet })),
  ...lesson.tests.mistakes.map(({ acts, goal, because }, index): Play =>
    ({ name: `mistake ${index + 1}`, acts, check: ({ judgement }) => failsFor(judgement, goal, because) })),
]

async function checkPlay({ texts, ...playable }: Checkable, play: Play, seed: number, kit: Kit, checked: Checked, answers: Map<string, Set<string>>): Promise<string[]> {
  try {
    const played = await Headless.arrive(playable, seed, kit)
    const early = metAlready(played.judgement)
    await played.play(play.acts)
    if (play.name === 'solution') note(played, checked, answers)
    return [...early, ...play.check(played, playable.lesson), ...sound(played), ...openWords(texts, played.judgements)]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function note(played: Headless, { took }: Checked, answers: Map<string, Set<string>>): void {
  const metAt = played.judgement.goals.map(goal => goal.metAt ?? NaN)
  took.push(Math.max(...metAt) - played.past.start.now)
  for (const { id, right } of played.judgement.asks) if (right !== null) answers.set(id, (answers.get(id) ?? new Set()).add(right))
}

const metAlready = ({ goals }: Judgement): string[] => goals.filter(goal => goal.metAt !== null).map(goal => `goal ${goal.id} is met before anything is done`)

const allMet = ({ judgement, past, forks }: Headless, { tests }: Lesson): string[] => [
  ...judgement.goals.flatMap(({ id, metAt, verdict }) => metAt !== null || verdict.met ? [] : [`goal ${id} is not met: ${verdict.because}`]),
  ...(tests.ends(past, forks) ? [] : ['it does not end as the lesson says']),
]

/** Each goal after the one before it, within its own limit; on another track, from where that began. */
function inTime(played: Headless, { goals }: Lesson): string[] {
  const order = goals.map(goal => played.judgements.findIndex(judgement => judgement.goals.some(({ id, metAt }) => id === goal.id && metAt !== null)))
  return played.judgement.goals.flatMap(({ id, metAt, on }, index) => {
    if (metAt === null || on === undefined) return []
    const before = played.judgement.goals[index - 1]
    const took = metAt - (before?.on === on ? before.metAt! : played.beganAt(on))
    const { within } = goals[index]!
    if (order[index]! < (order[index - 1] ?? 0)) return [`goal ${id} is met before the goal before it`]
    return took > within ? [`goal ${id} took ${took / 1e6} s of ${within / 1e6} s`] : []
  })
}

const settled = ({ judgement }: Headless, { steps }: Lesson): string[] => judgement.asks.flatMap(({ id, right }) => {
  const ask = steps.find(step => step.kind === 'ask' && step.id === id)
  if (right === null) return [`ask ${id} is not settled`]
  return ask?.kind === 'ask' && ask.options.includes(right) ? [] : [`ask ${id} has no option ${right}`]
})

function failsFor({ goals }: Judgement, goal: string, because: string): string[] {
  const state = goals.find(each => each.id === goal)
  if (!state) return [`there is no goal ${goal}`]
  if (state.metAt !== null || state.verdict.met) return [`goal ${goal} is met`]
  return state.verdict.because === because ? [] : [`goal ${goal} fails because ${state.verdict.because}, not ${because}`]
}

const sound = ({ world }: Headless): string[] => world.view().invariants.map(({ name, text }) => `invariant ${name}: ${text}`)
