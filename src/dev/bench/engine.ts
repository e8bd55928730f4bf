/*
 * What is measured of the engine under Node. `bundled.ts` bundles this file as the page's worker is bundled, for what runs the sources
 * as they are names every closure anew, which a page does not pay for.
 */
export { makeCodecs } from '../../host/codecs.ts'
export { memory } from './memory.ts'
export { idle, lesson } from './real-time.ts'
export { throughput } from './throughput.ts'
