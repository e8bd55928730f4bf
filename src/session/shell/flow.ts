import type { Filter } from './filters.ts'

export type Print = (to: 'out' | 'err', text: string) => void
export interface Flow {
  take(line: string): void
  isFull(): boolean
  /** There is no more; gives the last one's exit code. */
  finish(): number
}

/** Lines on their way through filters, one behind the other. */
export function flow(through: readonly Filter[], print: Print): Flow {
  const from = (at: number, line: string): void => {
    const filter = through[at]
    if (!filter) return print('out', line)
    for (const each of filter.take?.(line) ?? []) from(at + 1, each)
  }
  for (const [at, filter] of through.entries()) {
    for (const error of filter.errors) print('err', error)
    for (const line of filter.prints) from(at + 1, line)
  }
  return {
    take: line => from(0, line),
    isFull: () => through.some(filter => filter.isFull()),
    finish() {
      // a filter that reads files has told its end already
      for (const [at, filter] of through.entries()) if (filter.take) for (const line of filter.end?.() ?? []) from(at + 1, line)
      return through.at(-1)?.exit() ?? 0
    },
  }
}
