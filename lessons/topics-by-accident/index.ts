import en from './en.md?raw'
import ko from './ko.md?raw'
import { lesson } from './lesson.ts'
import broker1 from './scripts/broker-1.properties?raw'
import broker2 from './scripts/broker-2.properties?raw'
import order from './scripts/order.ts?raw'
import type { LessonFolder } from '../index.ts'

export const folder: LessonFolder = {
  lesson, texts: { en, ko }, files: { 'order.ts': order, 'broker-1.properties': broker1, 'broker-2.properties': broker2 },
}
