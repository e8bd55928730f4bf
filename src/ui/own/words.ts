import type { OwnGoal } from '../../lesson/own.ts'
import { useDesk } from '../hooks.ts'
import { fill, type Values } from '../i18n/index.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

export type Say = (key: keyof typeof en, values?: Values) => string

const catalogues: Readonly<Record<'en' | 'ko', Readonly<Record<keyof typeof en, string>>>> = { en, ko }

export const useSay = (): Say => {
  const { language } = useDesk(state => state.settings)
  return (key, values = {}) => fill(catalogues[language][key], values)
}

export const goalWords = (say: Say, { is, ...given }: OwnGoal): string => say(`says.${is}`, { n: 0, ...given })
