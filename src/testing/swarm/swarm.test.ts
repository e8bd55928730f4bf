import { expect, test } from 'vitest'
import { atStrength } from '../strength.ts'
import { runSeed } from './swarm-world.ts'

/*
 * Random clusters under random faults, then healed: every partition is led, all replicas are in sync and end alike, groups are stable,
 * every acknowledged record is read, and no invariant was broken on the way. `npm test` lives 200 of them, `npm run check` fewer; `npm run fuzz` does the same for as long as one likes.
 */
const SEEDS = atStrength(5, 200)

test(`${SEEDS} random worlds heal, and keep what they acknowledged`, { timeout: 600_000 }, () => {
  const failed: string[] = []
  let acknowledged = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const outcome = runSeed(seed)
    acknowledged += outcome.acknowledged
    if (outcome.wrong.length > 0) failed.push(outcome.story)
  }
  expect(failed.join('\n\n')).toBe('')
  expect(acknowledged).toBeGreaterThan(SEEDS * 100)
})

test('the same seed is the same world, to the last event', { timeout: 60_000 }, () => {
  const first = runSeed(7)
  expect(runSeed(7)).toEqual(first)
  expect(runSeed(8).traceHash).not.toBe(first.traceHash)
})
