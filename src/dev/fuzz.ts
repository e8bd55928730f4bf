import { parseArgs } from 'node:util'
import { runSeed } from '../testing/swarm/swarm-world.ts'

/*
 * `npm run fuzz -- --seeds N [--seed S] [--minutes M]`: random worlds under random faults, one a seed, until the seeds or the minutes are
 * over. Ends with 1 at the first world that is not as it should be, and says how to see it again.
 */
const USAGE = 'npm run fuzz -- [--seeds 1000] [--seed 1] [--minutes M]'
const PROGRESS_MS = 1_000

function whole(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^\d+$/.test(text)) throw new Error(`${text}: a whole number is needed`)
  return Number(text)
}

function options(): { seeds: number; seed: number; minutes: number } {
  try {
    const { seeds, seed, minutes } = parseArgs({ options: { seeds: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' } } }).values
    return { seeds: whole(seeds, minutes === undefined ? 1_000 : Infinity), seed: whole(seed, 1), minutes: whole(minutes, Infinity) }
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(1)
  }
}

const { seeds, seed: first, minutes } = options()
const began = Date.now()
let ran = 0, virtualSeconds = 0, acknowledged = 0, shown = began

function progress(): void {
  const realSeconds = Math.max(0.001, (Date.now() - began) / 1_000)
  console.log(`${ran} seeds, ${acknowledged} records acknowledged, ${(virtualSeconds / 3_600).toFixed(2)} virtual hours, `
    + `${(virtualSeconds / realSeconds).toFixed(0)} virtual hours per real hour`)
}

while (ran < seeds && Date.now() - began < minutes * 60_000) {
  const seed = first + ran++
  const outcome = runSeed(seed)
  virtualSeconds += outcome.seconds
  acknowledged += outcome.acknowledged
  if (outcome.wrong.length > 0) {
    console.error(`${outcome.story}\n\nAgain: npm run fuzz -- --seed ${seed} --seeds 1`)
    process.exit(1)
  }
  if (Date.now() - shown >= PROGRESS_MS) {
    shown = Date.now()
    progress()
  }
}
progress()
