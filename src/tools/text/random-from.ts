import type { Random } from '../../env/random.ts'

/** A stream of numbers from a 32-bit seed (Mulberry32, Tommy Ettinger). */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = state + 0x6d2b79f5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return (mixed ^ mixed >>> 14) >>> 0
  }
  return { below: below => next() % below, bytes16: () => Uint8Array.from({ length: 16 }, () => next() & 0xff) }
}
