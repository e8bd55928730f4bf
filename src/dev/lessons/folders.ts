import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { lessons } from '../../../lessons/index.ts'
import { parseLessonText } from '../../lesson/text.ts'
import type { Lesson } from '../../lesson/types.ts'
import type { Checkable } from './check.ts'

/** The lessons on the map, in its order. */
export const lessonIds: readonly string[] = lessons.map(lesson => lesson.id)

/** A lesson as its folder holds it; one that is not on the map yet is found too. */
export async function readLesson(id: string): Promise<Checkable> {
  const folder = new URL(`../../../lessons/${id}/`, import.meta.url)
  if (!existsSync(new URL('lesson.ts', folder))) throw new RangeError(`There is no lesson ${id}`)
  const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
  const { lesson } = await import(new URL('lesson.ts', folder).href) as { lesson: Lesson }
  const files = Object.fromEntries(readdirSync(new URL('scripts', folder)).map(file => [file, read(`scripts/${file}`)]))
  return { lesson, files, texts: { en: parseLessonText(read('en.md')), ko: parseLessonText(read('ko.md')) } }
}
