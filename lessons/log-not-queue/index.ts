import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import billing from './scripts/billing.ts?raw'
import send from './scripts/send.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'send.ts': send, 'billing.ts': billing } }
