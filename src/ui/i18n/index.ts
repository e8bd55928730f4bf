import { first } from './en/first.ts'
import type { en } from './en.ts'

/*
 * One catalogue a language, with the same keys: a missing one does not compile. `{name}` is filled in; a placeholder is
 * never followed by a Korean particle that hangs on its sound.
 */

export type Language = 'en' | 'ko'
export type Key = keyof typeof en
/** The same in another language. */
export type Words<English> = Readonly<Record<keyof English, string>>
export type Catalogue = Readonly<Record<Key, string>>
export type Values = Readonly<Record<string, string | number>>
export type Translate = (key: Key, values?: Values) => string

/** Until a catalogue has come, there are the first words of English; of the others the page has nothing to say yet. */
const beginning = first as Partial<Catalogue> as Catalogue
const arrived = new Map<Language, Catalogue>()

export const catalogues = {
  loaded: (language: Language): Catalogue => arrived.get(language) ?? arrived.get('en') ?? beginning,
  /** Korean comes with its font, in a chunk that only a Korean page loads. */
  async load(language: Language): Promise<Catalogue> {
    if (!arrived.has(language)) arrived.set(language, language === 'ko' ? (await import('./korean.ts')).ko : (await import('./en.ts')).en)
    return catalogues.loaded(language)
  },
}

/** Where `n` is 1 and the catalogue has words of its own for that (`KEY.one`), those. */
export const translate = (words: Catalogue, key: Key, values?: Values): string => {
  if (!values) return words[key] ?? ''
  const one = `${key}.one` as Key
  return fill(words[(values.n === 1 || values.n === '1') && one in words ? one : key] ?? '', values)
}
/** Placeholders filled in; one without a value stays, to be seen. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => name in values ? String(values[name]) : whole)
