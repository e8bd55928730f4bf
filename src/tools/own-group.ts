import type { Env } from '../env/process.ts'

const GROUPS = 100_000

/** A group nobody will come back to. Its number is made of the process's name, so that the same tool, loaded again, is in the same group. */
export const ownGroup = (prefix: string, env: Env): string => `${prefix}-${hashed(env.name) % GROUPS}`

const hashed = (name: string): number => Math.abs([...name].reduce((hash, char) => (Math.imul(hash, 31) + char.codePointAt(0)!) | 0, 17))
