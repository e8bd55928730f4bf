import { expect, test } from 'vitest'
import { wrongThreads } from './thread-counts.ts'

test.each<[count: number, wrong: RegExp | null]>([
  [8, null], [16, null], [17, /^Invalid value .*num\.io\.threads=17, value should not be greater than double the current value 8 for/],
  [4, null], [3, /num\.io\.threads=3, value should be at least half the current value 8 for configuration Invalid dynamic configuration$/],
])('from eight threads to %i', (count, wrong) => {
  const said = wrongThreads(new Map([['num.io.threads', String(count)], ['log.cleaner.threads', '99']]), () => 8)
  if (wrong === null) expect(said).toBeNull()
  else expect(said).toMatch(wrong)
})
