import { beforeAll, expect, test } from 'vitest'
import { atStrength } from '../strength.ts'
import { runSeed, type Outcome } from './swarm-world.ts'

/*
 * Random clusters under random faults, then healed: every partition is led, all replicas are in sync and end alike, groups are stable,
 * every acknowledged record is read, and no invariant was broken on the way. `npm test` lives 200 of them, `npm run check` three small ones;
 * `npm run fuzz` does the same for as long as one likes.
 */
const SEEDS = atStrength([8, 3, 5], Array.from({ length: 200 }, (_, index) => index + 1))

let lived: readonly Outcome[]
beforeAll(() => { lived = SEEDS.map(seed => runSeed(seed)) }, 600_000)

test(`${SEEDS.length} random worlds heal, and keep what they acknowledged`, () => {
  expect(lived.flatMap(({ wrong, story }) => wrong.length > 0 ? [story] : []).join('\n\n')).toBe('')
  expect(lived.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(SEEDS.length * 100)
})

test('the same seed is the same world, to the last event', { timeout: 60_000 }, () => {
  const [first, second] = lived
  expect(runSeed(SEEDS[0]!)).toEqual(first)
  expect(second!.traceHash).not.toBe(first!.traceHash)
})
