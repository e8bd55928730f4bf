/** Something wrong with a script: as its text stands, or as it ran. Lines and columns from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly severity: 'error' | 'warning' | 'info'
  /** Told by a run, not by the text. */
  readonly ran: boolean
}

const GRAVITY = { error: 0, warning: 1, info: 2 } as const

/** By file as they lie, the gravest of each first, then as they stand. */
export const inOrder = (problems: readonly Problem[], files: readonly string[]): Problem[] => problems.toSorted((a, b) =>
  files.indexOf(a.file) - files.indexOf(b.file) || GRAVITY[a.severity] - GRAVITY[b.severity] || a.line - b.line || a.column - b.column)
