import type { Codecs } from '../../env/codecs.ts'
import type { World } from '../../world/world.ts'
import { median, secondsOf, times, type Row } from './figure.ts'
import { idleWorld, lessonWorld } from './worlds.ts'

/** How many times faster than life a lesson and an idle cluster can be run. */
export const lesson = (codecs: Codecs): Row[] =>
  [{ figure: 'lesson world, 1,000 records/s, two groups', value: factorOf(lessonWorld(codecs), 10), unit: '× real time', aim: 100, minimum: 40, better: 'more' }]

export const idle = (codecs: Codecs): Row[] =>
  [{ figure: 'idle cluster', value: factorOf(idleWorld(codecs), 600), unit: '× real time', aim: 5_000, minimum: 2_000, better: 'more' }]

/** The median of five stretches of so many virtual seconds. */
const factorOf = (world: World, seconds: number): number =>
  median(times(5, () => seconds / secondsOf(() => { world.advance({ until: world.now + seconds * 1_000_000 }) })))
