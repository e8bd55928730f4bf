import { lessons } from '../../lessons/index.ts'
import type { LessonShelf } from './local-door.ts'

/** The lessons of this project. */
export const shelf: LessonShelf = async id => {
  const entry = lessons.find(lesson => lesson.id === id)
  if (!entry) throw new RangeError(`There is no lesson ${id}`)
  return entry.load()
}
