import type { Codecs } from '../../env/codecs.ts'
import type { World } from '../../world/world.ts'
import { median, secondsOf, times, type Row } from './figure.ts'
import { idleWorld, lessonWorld } from './worlds.ts'

const KEYS = 200
/** Engines compile what is hot during the first stretches: the median of few would say how fast that is. */
const STRETCHES = 15
const LESSON = { unit: '× real time', aim: 100, minimum: 40, better: 'more' } as const

/** How many times faster than life a lesson can be run, and what that is in frames, of which keyed records make the most. */
export function lesson(codecs: Codecs): Row[] {
  const sticky = factorOf(lessonWorld(codecs, 0), 20), world = lessonWorld(codecs, KEYS)
  let frames = 0
  const stopWatching = world.flights.watch(() => { frames++ })
  const before = world.now, keyed = factorOf(world, 10)
  stopWatching()
  const framesPerSecond = frames * keyed * 1_000_000 / (world.now - before)
  return [
    { figure: 'lesson world, 1,000 records/s, two groups', value: sticky, ...LESSON },
    { figure: `the same with ${KEYS} keys`, value: keyed, ...LESSON, isBeside: true },
    { figure: 'frames in that world, with all they set off', value: framesPerSecond, unit: 'frames/s', aim: 250_000, minimum: 250_000, better: 'more', isBeside: true },
  ]
}

/** The same of an idle cluster. */
export const idle = (codecs: Codecs): Row[] =>
  [{ figure: 'idle cluster', value: factorOf(idleWorld(codecs), 600), unit: '× real time', aim: 5_000, minimum: 2_000, better: 'more' }]

/** The median of stretches of so many virtual seconds, after one that warms up. */
const factorOf = (world: World, seconds: number): number =>
  median(times(1 + STRETCHES, () => seconds / secondsOf(() => { world.advance({ until: world.now + seconds * 1_000_000 }) })).slice(1))
