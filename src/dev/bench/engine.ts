import { makeCodecs } from '../../host/codecs.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import { frames } from './frames.ts'
import { memory } from './memory.ts'
import { idle, lesson } from './real-time.ts'
import { throughput } from './throughput.ts'

/*
 * One figure of the engine under Node, as rows in JSON: `engine.mjs throughput`. `bundled.ts` bundles this file as the page's worker is
 * bundled, for what runs the sources as they are names every closure anew, which a page does not pay for.
 */

const figures = { encode, decode, frames, throughput, lesson, idle, memory }

export type Figure = keyof typeof figures

process.stdout.write(JSON.stringify(await figures[process.argv[2] as Figure](await makeCodecs())))
