import type { ShareError } from '../../session/share/problem.ts'
import { bytes, count } from '../format.ts'
import { useDesk } from '../hooks.ts'
import { fill, type Values } from '../i18n/index.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

export type ShareKey = keyof typeof en
export type Say = (key: ShareKey, values?: Values) => string

const catalogues: Readonly<Record<'en' | 'ko', Readonly<Record<ShareKey, string>>>> = { en, ko }

/** The words of sharing, in the page's language. */
export const useSay = (): Say => {
  const { language } = useDesk(state => state.settings)
  return (key, values = {}) => fill(catalogues[language][key], values)
}

/** Why it is not taken. */
export const refusal = (say: Say, { problem }: ShareError): string => {
  const { is, ...values } = problem
  const written = Object.entries(values).map(([name, value]) => [name, typeof value !== 'number' ? value : is === 'too-large' ? bytes(value) : count(value)])
  return say(`problem.${is}`, Object.fromEntries(written))
}
