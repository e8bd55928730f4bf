import { ImportStopped } from '../../session/import-folder.ts'
import { ImportError } from '../../world/import/problem.ts'
import { bytes, count } from '../format.ts'
import type { Key, Values } from '../i18n/index.ts'

export interface Words { readonly key: Key; readonly values: Values }

/** Why a folder was not taken, or an import did not come to its end. What is no refusal is no word of ours: it is thrown on. */
export function wordsOf(error: unknown): Words {
  if (error instanceof ImportStopped) return { key: `import.stopped.${error.refusal.is}`, values: { ...error.refusal } }
  if (!(error instanceof ImportError)) throw error
  const { is, ...values } = error.problem
  return { key: `import.problem.${is}`, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(name, value)])) }
}

const written = (name: string, value: string | number): string | number =>
  typeof value === 'string' ? value : name === 'bytes' || (name === 'limit' && value > 1_000) ? bytes(value) : count(value)
