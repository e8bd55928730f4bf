import type { Random } from '../env/random.ts'
import { mix, mixText, newHash } from './hash.ts'

/** State of one stream: sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, from PractRand), four 32-bit words. */
export type StreamState = [number, number, number, number]

/** A stream of its own for each name; drawing from one changes nothing in another. */
export function streamOf(seed: number, ...name: string[]): StreamState {
  const hash = newHash(seed)
  mix(hash, seed / 0x1_0000_0000)
  for (const part of name) {
    mixText(hash, part)
    mix(hash, -1)
  }
  const state: StreamState = [hash.a, hash.b, seed | 0, 1]
  for (let i = 0; i < 12; i++) draw(state)
  return state
}

/** The next 32 bits, unsigned. */
export function draw(state: StreamState): number {
  const sum = (state[0] + state[1] | 0) + state[3] | 0
  state[3] = state[3] + 1 | 0
  state[0] = state[1] ^ (state[1] >>> 9)
  state[1] = state[2] + (state[2] << 3) | 0
  state[2] = ((state[2] << 21) | (state[2] >>> 11)) + sum | 0
  return sum >>> 0
}

const ALL = 0x1_0000_0000

/** The stream as a process sees it; draws beyond the last whole multiple of `below` are thrown away. */
export const randomOver = (state: StreamState): Random => ({
  below(below) {
    const limit = ALL - ALL % below
    let drawn = draw(state)
    while (drawn >= limit) drawn = draw(state)
    return drawn % below
  },
  bytes16() {
    const bytes = new Uint8Array(16)
    for (let i = 0; i < 16; i += 4) {
      const word = draw(state)
      bytes[i] = word
      bytes[i + 1] = word >>> 8
      bytes[i + 2] = word >>> 16
      bytes[i + 3] = word >>> 24
    }
    return bytes
  },
})
