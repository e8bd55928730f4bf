import { useDesk } from '../hooks.ts'
import { fill, type Values } from '../i18n/index.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

export type SegmentKey = keyof typeof en
export type SegmentWords = Readonly<Record<SegmentKey, string>>
export type Say = (key: SegmentKey, values?: Values) => string

const catalogues: Readonly<Record<'en' | 'ko', SegmentWords>> = { en, ko }

/** The inspector's words in the page's language. */
export const useSay = (): Say => {
  const { language } = useDesk(state => state.settings)
  return (key, values = {}) => fill(catalogues[language][key], values)
}

/** What a field means; nothing of one that needs no words. */
export const meaningOf = (say: Say, name: string): string => {
  const key = `is.${name.replace(/\[\d+\]$/, '')}`
  return key in en ? say(key as SegmentKey) : ''
}
