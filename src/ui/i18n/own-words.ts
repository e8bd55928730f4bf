import { useDesk } from '../hooks.ts'
import { fill, type Values } from './index.ts'

/** The words of a part that brings its own, in the page's language: they come with its chunk and not with the page. */
export type Say<Key extends string> = (key: Key, values?: Values) => string

export const ownWords = <Key extends string>(en: Readonly<Record<Key, string>>, ko: Readonly<Record<Key, string>>) => (): Say<Key> => {
  const { language } = useDesk(state => state.settings)
  return (key, values = {}) => fill((language === 'ko' ? ko : en)[key], values)
}
