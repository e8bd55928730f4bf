import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lifecycleTable } from './lifecycle-table.ts'

test('the README prints the lifecycle as it is', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  expect(/<!-- lifecycle:begin -->\n([^]*)\n<!-- lifecycle:end -->/.exec(readme)?.[1]).toBe(lifecycleTable())
})
