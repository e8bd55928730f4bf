import { ownWords, type Say as SayOwn } from '../i18n/own-words.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

export type Say = SayOwn<keyof typeof en>
export const useSay = ownWords(en, ko)
