import { parseArgs } from 'node:util'
import { runSeed } from '../testing/swarm/swarm-world.ts'
import { fuzzWire } from './wire.ts'

/*
 * `npm run fuzz -- --seeds N [--seed S] [--minutes M]`: random worlds under random faults, one a seed, until the seeds or the minutes are
 * over. Ends with 1 at the first world that is not as it should be, and says how to see it again. `--wire`: mutated bytes instead
 * (frames, batches, compressed payloads, files of a log directory), `--input` is the number of the first.
 */
const USAGE = `npm run fuzz -- [--seeds 1000] [--seed 1] [--minutes M]
npm run fuzz -- --wire [--inputs 1000000] [--input 0] [--seed 1] [--minutes M]`
const OPTIONS = {
  seeds: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' },
  wire: { type: 'boolean' }, inputs: { type: 'string' }, input: { type: 'string' },
} as const
const PROGRESS_MS = 1_000

function whole(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^\d+$/.test(text)) throw new Error(`${text}: a whole number is needed`)
  return Number(text)
}

interface Options { seeds: number; seed: number; minutes: number; wire: { inputs: number; from: number } | null }

function options(): Options {
  try {
    const { seeds, seed, minutes, wire, inputs, input } = parseArgs({ options: OPTIONS }).values
    return {
      seeds: whole(seeds, minutes === undefined ? 1_000 : Infinity), seed: whole(seed, 1), minutes: whole(minutes, Infinity),
      wire: wire === true ? { inputs: whole(inputs, 1_000_000), from: whole(input, 0) } : null,
    }
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(1)
  }
}

const { seeds, seed: first, minutes, wire } = options()
if (wire) process.exit(fuzzWire({ ...wire, seed: first, minutes }))
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
