import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import broker1 from './scripts/broker-1.properties?raw'
import shop from './scripts/shop.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = { lesson, texts: { en, ko }, files: { 'broker-1.properties': broker1, 'shop.ts': shop } }
