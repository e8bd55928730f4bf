import { useDesk } from '../hooks.ts'
import { fill, type Values } from '../i18n/index.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

export type WorldsKey = keyof typeof en
export type Say = (key: WorldsKey, values?: Values) => string

const catalogues: Readonly<Record<'en' | 'ko', Readonly<Record<WorldsKey, string>>>> = { en, ko }

export const useSay = (): Say => {
  const { language } = useDesk(state => state.settings)
  return (key, values = {}) => fill(catalogues[language][key], values)
}
