import type { Shell } from '../tool.ts'

/** What does not fit, told at the end, by file (stderr). */
export interface Findings {
  /** Offsets that do not follow each other. */
  readonly jumps: { readonly file: string; readonly from: number; readonly to: number }[]
  /** Entries of offset indexes that point to another batch. */
  readonly mismatches: { readonly file: string; readonly index: number; readonly log: number }[]
  readonly timeMismatches: { readonly file: string; readonly index: number; readonly log: number }[]
  readonly outOfOrder: { readonly file: string; readonly index: number; readonly before: number }[]
  readonly notFound: { readonly file: string; readonly index: number; readonly log: number }[]
}

export const noFindings = (): Findings => ({ jumps: [], mismatches: [], timeMismatches: [], outOfOrder: [], notFound: [] })

export function tellFindings(shell: Shell, { jumps, mismatches, timeMismatches, outOfOrder, notFound }: Findings): void {
  byFile(shell, mismatches, 'Mismatches in :', each => `  Index offset: ${each.index}, log offset: ${each.log}`)
  byFile(shell, timeMismatches, 'Found timestamp mismatch in :', each => `  Index timestamp: ${each.index}, log timestamp: ${each.log}`)
  byFile(shell, outOfOrder, 'Found out of order timestamp in :', each =>
    `  Index timestamp: ${each.index}, Previously indexed timestamp: ${each.before}`)
  if (notFound.length > 0) shell.err('The following indexed offsets are not found in the log.')
  for (const each of notFound) shell.err(`Indexed offset: ${each.index}, found log offset: ${each.log}`)
  byFile(shell, jumps, 'Non-consecutive offsets in ', each => `  ${each.from} is followed by ${each.to}`)
}

function byFile<T extends { readonly file: string }>(shell: Shell, found: readonly T[], heading: string, text: (each: T) => string): void {
  for (const file of new Set(found.map(each => each.file))) {
    shell.err(`${heading}${file}`)
    for (const each of found) if (each.file === file) shell.err(text(each))
  }
}
