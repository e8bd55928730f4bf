import type { Codecs } from '../../env/codecs.ts'
import { median, secondsOf, times, type Row } from './figure.ts'
import { answersIn, askingWorld } from './worlds.ts'

const SECONDS = 2

/** How many small frames the whole engine carries: encoded, sent, cut, decoded, handled, answered, and the answer as well. */
export function frames(codecs: Codecs): Row[] {
  const world = askingWorld(codecs)
  const rateOf = (): number => {
    const before = answersIn(world)
    const seconds = secondsOf(() => { world.advance({ until: world.now + SECONDS * 1_000_000 }) })
    return 2 * (answersIn(world) - before) / seconds
  }
  const value = median(times(6, rateOf).slice(1))
  return [{ figure: 'small frames through the engine, four clients of one broker', value, unit: 'frames/s', aim: 250_000, minimum: 250_000, better: 'more' }]
}
