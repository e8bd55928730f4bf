import type { ConfigReader } from './api.ts'
import { entries } from './validate.ts'

/** Reads effective values by name; `value` gives the text in force, or throws for a name that no definition has. */
export function readerOf(value: (name: string) => string | null): ConfigReader {
  const set = (name: string): string => {
    const text = value(name)
    if (text === null) throw new Error(`config ${name} has no value`)
    return text
  }
  return {
    number: name => Number(set(name)),
    boolean: name => set(name).toLowerCase() === 'true',
    string: name => value(name) ?? '',
    list: name => entries(value(name) ?? ''),
  }
}
