import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import pay from './scripts/pay.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'pay.ts': pay } }
