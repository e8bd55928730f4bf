import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import shop from './scripts/shop.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'shop.ts': shop } }
