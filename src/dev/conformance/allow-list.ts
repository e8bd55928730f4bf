import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Check } from './part.ts'

/*
 * `must-pass/NAME.txt`: what passed once, one check a line. It must pass from then on; `--accept` adds what passes now, and nothing takes a line
 * away.
 */
const fileOf = (part: string): string => fileURLToPath(new URL(`./must-pass/${part}.txt`, import.meta.url))

export const mustPass = (part: string): string[] => existsSync(fileOf(part)) ? readFileSync(fileOf(part),
  'utf8').split('\n').filter(line => line !== '') : []

/** What has to pass and did not, and what passes that is not on the list yet. */
export function judged(must: readonly string[], checks: readonly Check[]): { broken: string[]; fresh: string[] } {
  const passed = new Set(checks.filter(check => check.passed).map(check => check.name)), known = new Set(must)
  return { broken: must.filter(name => !passed.has(name)), fresh: [...passed].filter(name => !known.has(name)) }
}

export const accept = (part: string, fresh: readonly string[]): void =>
  writeFileSync(fileOf(part), [...new Set([...mustPass(part), ...fresh])].sort().map(name => `${name}\n`).join(''))
