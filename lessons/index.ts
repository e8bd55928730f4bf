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
  { id: 'log-not-queue', track: 1, minutes: 4, load: async () => (await import('./log-not-queue/index.ts')).folder },
  { id: 'ordering', track: 1, minutes: 4, load: async () => (await import('./ordering/index.ts')).folder },
  { id: 'partitioner', track: 1, minutes: 4, load: async () => (await import('./partitioner/index.ts')).folder },
  { id: 'hot-key', track: 1, minutes: 5, load: async () => (await import('./hot-key/index.ts')).folder },
  { id: 'more-partitions', track: 1, minutes: 5, load: async () => (await import('./more-partitions/index.ts')).folder },
  { id: 'segments', track: 1, minutes: 5, load: async () => (await import('./segments/index.ts')).folder },
  { id: 'page-cache', track: 1, minutes: 6, load: async () => (await import('./page-cache/index.ts')).folder },
  { id: 'log-dirs', track: 1, minutes: 5, load: async () => (await import('./log-dirs/index.ts')).folder },
  { id: 'too-large', track: 1, minutes: 5, load: async () => (await import('./too-large/index.ts')).folder },
  { id: 'topics-by-accident', track: 1, minutes: 5, load: async () => (await import('./topics-by-accident/index.ts')).folder },
  { id: 'isr', track: 3, minutes: 6, load: async () => (await import('./isr/index.ts')).folder },
  { id: 'leaders', track: 3, minutes: 6, load: async () => (await import('./leaders/index.ts')).folder },
  { id: 'unclean', track: 3, minutes: 6, load: async () => (await import('./unclean/index.ts')).folder },
  { id: 'lag', track: 4, minutes: 5, load: async () => (await import('./lag/index.ts')).folder },
  { id: 'reset-tool', track: 4, minutes: 6, load: async () => (await import('./reset-tool/index.ts')).folder },
]
