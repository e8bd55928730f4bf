import type { Random } from '../env/random.ts'

/** `base · 2^attempts`, give or take a fifth by chance, at most `max`; the unit is the caller's (ExponentialBackoff.java). */
export function exponentialBackoff(random: Random, base: number, max: number, attempts: number): number {
  if (base >= max) return max
  let term = base
  for (let step = 0; step < attempts && term < max; step++) term *= 2
  return Math.min(max, Math.floor(Math.min(term, max) * (800 + random.below(401)) / 1_000))
}
