import { edited } from '../host/perform.ts'
import type { Lesson } from '../lesson/types.ts'

/** A lesson's files as its solution leaves them. */
export const solutionFiles = ({ solution }: Pick<Lesson, 'solution'>, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  solution.reduce((now, { do: what }) => 'edit' in what ? { ...now, [what.edit]: edited(now[what.edit] ?? '', what.replace) } : now, files)
