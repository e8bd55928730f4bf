import type { GoalState, Judgement } from '../../lesson/judge.ts'
import type { LessonText } from '../../lesson/text.ts'
import { fill } from '../../lesson/text.ts'
import type { Lesson, Values } from '../../lesson/types.ts'

/** Placeholders that a run leaves open, and verdicts it has no words for, in any language. */
export function openWords(texts: Readonly<Record<string, LessonText>>, judgements: readonly Judgement[]): string[] {
  const open = Object.entries(texts).flatMap(([language, text]) => {
    const all = sentences(text).filter(hasWords)
    return judgements.flatMap(({ values, goals }) => [
      ...leftOpen(all, values).map(name => `{${name}}`),
      ...goals.flatMap(goal => leftOpenByGoal(text, goal, values)),
    ].map(what => `${language}.md: nothing fills ${what}`))
  })
  return [...new Set(open)]
}

/** Links of a text that select nothing, and links of the data that no text has. */
export const deadLinks = ({ sees }: Lesson, text: LessonText): string[] =>
  [...JSON.stringify(text).matchAll(/\]\(see:([\w-]+)\)/g)].map(match => match[1]!).filter(id => !sees[id])

function leftOpenByGoal({ goals }: LessonText, { id, verdict }: GoalState, values: Values): string[] {
  const words = verdict.met ? goals[id]?.met : goals[id]?.not[verdict.because]
  if (words === undefined) return [`goal ${id}, ${verdict.met ? 'met' : verdict.because}: no words`]
  return leftOpen([words], { ...values, ...verdict.show }).map(name => `goal ${id}, {${name}}`)
}

/** Everything but what depends on a goal's verdict. */
function sentences({ goals, ...rest }: LessonText): string[] {
  return [...strings(rest), ...Object.values(goals).flatMap(({ title, hints }) => [title, ...strings(hints)])]
}
const strings = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(strings) : []

const leftOpen = (texts: readonly string[], values: Values): string[] => {
  const known = sane(values)
  return texts.flatMap(text => [...fill(text, known).matchAll(/\{([A-Za-z][\w.]*)\}/g)].map(match => match[1]!))
}
/** Only these can have something left open. */
const hasWords = (text: string): boolean => text.includes('{')
/** A number that is none says nothing. */
const sane = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string' || Number.isFinite(value)))
