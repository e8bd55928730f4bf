import type { Lesson } from '../src/lesson/types.ts'

/** What the map shows of a lesson before anybody opens it. */
export interface LessonEntry {
  id: string
  track: Lesson['track']
  minutes: number
  load(): Promise<LessonFolder>
}
export interface LessonFolder {
  lesson: Lesson
  texts: Readonly<Record<'en' | 'ko', string>>
  /** The scripts' sources by file name. */
  files: Readonly<Record<string, string>>
}

export const lessons: readonly LessonEntry[] = [
  { id: 'first-record', track: 1, minutes: 3, load: async () => (await import('./first-record/index.ts')).folder },
  { id: 'isr', track: 3, minutes: 6, load: async () => (await import('./isr/index.ts')).folder },
]
