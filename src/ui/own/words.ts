import type { OwnGoal } from '../../lesson/own.ts'
import { ownWords, type Say as SayOf } from '../i18n/own-words.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

export type Say = SayOf<keyof typeof en>
export const useSay = ownWords(en, ko)

export const goalWords = (say: Say, { is, ...given }: OwnGoal): string => say(`says.${is}`, { n: 0, ...given })
