import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import cards from './scripts/cards.ts?raw'
import taps from './scripts/taps.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'taps.ts': taps, 'cards.ts': cards } }
