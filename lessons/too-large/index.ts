import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import read from './scripts/read.ts?raw'
import send from './scripts/send.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'send.ts': send, 'read.ts': read } }
