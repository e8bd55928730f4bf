import { lessons } from '../../../lessons/index.ts'
import { parseLessonText } from '../../lesson/text.ts'
import type { WorkStore } from '../../storage/store.ts'
import type { Language } from '../settings.ts'
import { answered, due, scheduled, type RecallState } from './recall.ts'

export interface RecallQuestion { readonly key: string; readonly lesson: string; readonly question: string; readonly answer: string }

const stateIn = async (work: WorkStore): Promise<RecallState> => (await work.get('settings', 'recall').catch(() => undefined) ?? {}) as RecallState

/** What is to be asked now of the lessons that are done, in their own words. Those done since the last time get their turn from today on. */
export async function recallDue(work: WorkStore, done: readonly string[], language: Language, now: number): Promise<RecallQuestion[]> {
  const kept = await stateIn(work), fresh = done.filter(id => !Object.keys(kept).some(key => key.startsWith(`${id}/`)))
  const keys = await Promise.all(fresh.map(async id => (await entryOf(id)?.load())?.lesson.recall.map(each => `${id}/${each}`) ?? []))
  const state = scheduled(kept, keys.flat(), now)
  if (fresh.length > 0) await work.put('settings', 'recall', state)
  return (await Promise.all(due(state, now).map(key => questionOf(key, language)))).filter(each => each !== null)
}

export async function recalled(work: WorkStore, key: string, knew: boolean, now: number): Promise<void> {
  await work.put('settings', 'recall', answered(await stateIn(work), key, knew, now))
}

const entryOf = (lesson: string) => lessons.find(({ id }) => id === lesson)

/** Null for a question that is asked no more. */
async function questionOf(key: string, language: Language): Promise<RecallQuestion | null> {
  const [lesson = '', id] = key.split('/'), folder = await entryOf(lesson)?.load()
  const found = folder && parseLessonText(folder.texts[language]).recall.find(each => each.id === id)
  return found ? { key, lesson, question: found.question, answer: found.answer } : null
}
