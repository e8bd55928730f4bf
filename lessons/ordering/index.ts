import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import read from './scripts/read.ts?raw'
import scan from './scripts/scan.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'scan.ts': scan, 'read.ts': read } }
