/** One line of the bench: what was measured, and what it is held against. */
export interface Row {
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly aim: number
  /** The least that is accepted; where `less` is better, the most. */
  readonly minimum: number
  readonly better: 'more' | 'less'
  /** Harder than what is asked: told beside it, and not judged. */
  readonly isBeside?: true
  /** Somebody else's value for the same work, in the same run. */
  readonly peer?: { readonly name: string; readonly value: number }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

/** Wall seconds that `work` takes. */
export function secondsOf(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1_000
}

export const times = <T>(count: number, run: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => run(index))

/** Records a second when `make` is done so often. */
export async function rateOf(batches: number, records: number, make: () => unknown): Promise<number> {
  const start = performance.now()
  for (let batch = 0; batch < batches; batch++) await make()
  return batches * records * 1_000 / (performance.now() - start)
}
