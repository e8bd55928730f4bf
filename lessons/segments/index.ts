import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import find from './scripts/find.ts?raw'
import more from './scripts/more.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'find.ts': find, 'more.ts': more } }
